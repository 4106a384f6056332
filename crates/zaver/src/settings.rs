//! The settings: one TOML file and a few variables of the environment. A wrong line is named before anything starts.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use authority::settings::Settings as CaSettings;
use const_oid::ObjectIdentifier;
use domain::installation::Installation;
use office::ListTerms;
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::outcome::Refused;

/// The last settings a server started with.
const LAST_GOOD: &str = "zaver.toml.last-good";

/// `zaver.toml`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What the installation says of itself.
    pub(crate) installation: Installation,
    /// The server.
    #[serde(default)]
    pub(crate) server: Server,
    /// The database; without it a file in the data folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) database: Option<Database>,
    /// Socket of the process that holds the keys (`zaver signer`), in the data folder or absolute; without it the keys
    /// are opened here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signer: Option<PathBuf>,
    /// Outgoing mail.
    pub(crate) mail: Mail,
    /// Регламент.
    #[serde(default)]
    pub(crate) regulation: Regulation,
    /// How long lists of revoked certificates live, and how many are kept.
    #[serde(default)]
    pub(crate) lists: ListTerms,
    /// What certificates say.
    #[serde(default)]
    pub(crate) certificates: CaSettings,
    /// The public check of signatures.
    #[serde(default)]
    pub(crate) verification: Verification,
    /// Status of certificates, one by one.
    #[serde(default)]
    pub(crate) ocsp: Ocsp,
    /// Time stamps; without it there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tsp: Option<Tsp>,
    /// A demonstration with invented people: sign-in data on a page, a mail box, a clock that can be moved.
    #[serde(default)]
    pub(crate) demo: bool,
}

/// What the public check of signatures trusts beside the authority of the installation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Verification {
    /// Folder with root certificates of others, PEM or DER.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) roots: Option<PathBuf>,
}

/// How the portal is served.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Server {
    /// Address to listen on.
    pub(crate) listen: SocketAddr,
    /// Address of `/health` and `/metrics`, for those who watch the server: it asks nobody who they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) observe: Option<SocketAddr>,
    /// Own TLS; without it the server must stand behind a proxy or on loopback.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tls: Option<Tls>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Seconds the clock may fall behind what is written already; further back, nothing is written or issued.
    pub(crate) clock_tolerance: u32,
    /// Connections at once; more are closed unheard.
    pub(crate) connections: u32,
    /// Of them from one address, or one /64 of IPv6; trusted proxies may have them all.
    pub(crate) connections_per_address: u32,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            observe: None,
            tls: None,
            trusted_proxies: Vec::new(),
            clock_tolerance: 5,
            connections: 1_024,
            connections_per_address: 64,
        }
    }
}

/// How `/ocsp` answers. Its address in certificates is `certificates.ocsp_urls`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Ocsp {
    /// Seconds from thisUpdate to nextUpdate: so long others may keep an answer that carries no nonce.
    pub(crate) validity: u32,
}

impl Default for Ocsp {
    fn default() -> Self {
        Self { validity: 600 }
    }
}

/// How `/tsp` stamps.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tsp {
    /// OID of the policy of the installation.
    pub(crate) policy: String,
    /// Milliseconds by which the time of a stamp may be off at most; a clock that is less exact stamps nothing.
    #[serde(default = "Tsp::second")]
    pub(crate) accuracy_ms: u32,
    /// Stamps although the kernel's clock is not synchronised: in a demo only.
    #[serde(default)]
    pub(crate) allow_unsynchronised_time: bool,
}

impl Tsp {
    const fn second() -> u32 {
        1_000
    }

    /// Of the demo: an OID for documentation (RFC 5612), on a machine that may have no time daemon.
    pub(crate) fn of_demo() -> Self {
        Self {
            policy: "1.3.6.1.4.1.32473.1".into(),
            accuracy_ms: Self::second(),
            allow_unsynchronised_time: true,
        }
    }

    pub(crate) fn policy(&self) -> Result<ObjectIdentifier, String> {
        let policy = ObjectIdentifier::new(&self.policy);
        policy.map_err(|_| format!("tsp.policy: «{}» — это не OID", self.policy))
    }
}

/// Files of the server's own TLS.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tls {
    /// PEM chain.
    pub(crate) certificate: PathBuf,
    /// PEM key.
    pub(crate) key: PathBuf,
}

/// PostgreSQL.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    /// `postgres://` address.
    pub(crate) url: String,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database(postgres)")
    }
}

/// Outgoing mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    /// Host of the relay; the demo has its own mail box instead.
    pub(crate) host: String,
    /// Port.
    pub(crate) port: u16,
    /// How the connection is protected.
    pub(crate) protection: Protection,
    /// `From:` of every letter.
    pub(crate) from: String,
    /// User of the relay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user: Option<String>,
    /// File with the password, in the data folder or absolute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password_file: Option<PathBuf>,
}

/// Protection of the connection to the relay.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protection {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    Starttls,
    /// None: a relay on the same machine.
    None,
}

/// Which регламент is in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Regulation {
    /// Folder name of a shipped регламент, or of one in `folder`.
    pub(crate) code: String,
    /// Folder with регламенты of one's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) folder: Option<PathBuf>,
}

impl Default for Regulation {
    fn default() -> Self {
        Self {
            code: "severodolsk".into(),
            folder: None,
        }
    }
}

impl Settings {
    /// Reads the file; the environment has the last word on address and database.
    pub(crate) fn read(folder: &Folder) -> Result<Self, Refused> {
        let path = folder.settings();
        let text = std::fs::read_to_string(&path).map_err(|error| Refused::file(&path, &error))?;
        Self::parse(&text).map_err(|sentence| Refused::new("settings", format!("{}: {sentence}", path.display())))
    }

    /// Reads the file for a server. A wrong edit does not stop the service: the last settings that worked are taken.
    /// What works is kept as the last good, never what does not.
    pub(crate) fn read_or_last_good(folder: &Folder) -> Result<Self, Refused> {
        let refused = match Self::read(folder) {
            Ok(settings) => {
                folder.replace(LAST_GOOD, &folder.read("zaver.toml")?)?;
                return Ok(settings);
            }
            Err(refused) => refused,
        };
        let Some(settings) = folder
            .read_text(LAST_GOOD)
            .ok()
            .and_then(|text| Self::parse(&text).ok())
        else {
            return Err(refused);
        };
        tracing::error!(%refused, "the settings are wrong; the server goes on with the last ones that worked");
        eprintln!("{refused}\nСервер работает с последними исправными настройками ({LAST_GOOD}).");
        Ok(settings)
    }

    /// Takes the address of the command line; what is allowed for the settings is allowed for it.
    pub(crate) fn listen_on(&mut self, listen: SocketAddr) -> Result<(), Refused> {
        self.server.listen = listen;
        self.check().map_err(|sentence| Refused::new("settings", sentence))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut settings: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if let Ok(listen) = std::env::var("ZAVER_LISTEN") {
            settings.server.listen = listen
                .parse()
                .map_err(|_| format!("ZAVER_LISTEN: {listen} — это не адрес"))?;
        }
        if let Ok(url) = std::env::var("ZAVER_DATABASE_URL") {
            settings.database = Some(Database { url });
        }
        settings.check()?;
        Ok(settings)
    }

    /// What types alone cannot say.
    fn check(&self) -> Result<(), String> {
        let url = &self.installation.base_url;
        if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
            return Err(format!(
                "installation.base_url: «{url}» — нужен адрес http:// или https:// без косой черты в конце"
            ));
        }
        portal::Site::new(&self.installation, self.demo).map_err(|error| format!("installation.color: {error}"))?;
        if self.installation.phones.is_empty() {
            return Err("installation.phones: укажите хотя бы один телефон".into());
        }
        if self
            .database
            .as_ref()
            .is_some_and(|database| !database.url.starts_with("postgres"))
        {
            return Err("database.url: нужен адрес postgres://".into());
        }
        if self.demo && self.signer.is_some() {
            return Err("signer: показ переводит часы и держит ключи сам; уберите signer".into());
        }
        if !(60..=7 * 24 * 3_600).contains(&self.ocsp.validity) {
            return Err("ocsp.validity: укажите от 60 до 604800 секунд".into());
        }
        if let Some(tsp) = &self.tsp {
            tsp.policy()?;
            if !(1..=60_000).contains(&tsp.accuracy_ms) {
                return Err("tsp.accuracy_ms: укажите от 1 до 60000 миллисекунд".into());
            }
            if tsp.allow_unsynchronised_time && !self.demo {
                return Err("tsp.allow_unsynchronised_time: штампы по несверенным часам ставит только показ".into());
            }
        }
        if self.server.observe.is_some_and(|address| !address.ip().is_loopback()) {
            return Err(
                "server.observe: адрес для наблюдения никого не спрашивает, кто он; только этот компьютер (127.0.0.1)"
                    .into(),
            );
        }
        let loopback = self.server.listen.ip().is_loopback();
        if self.demo && !loopback {
            return Err("demo: показ с вымышленными людьми работает только на этом компьютере (127.0.0.1)".into());
        }
        if !loopback && self.server.tls.is_none() && self.server.trusted_proxies.is_empty() {
            return Err("server: вне этого компьютера нужен свой TLS (server.tls) или доверенный прокси (server.trusted_proxies)".into());
        }
        Ok(())
    }
}
