//! Opens the office on a data folder: database, keys, регламент, profiles, mail.

use std::sync::Arc;

use authority::issuing::IssuingCa;
use exchange::access::AccessGate;
use exchange::emulator::access_list::AccessList;
use exchange::mail::{Mailer, Protection, Relay};
use jiff::SignedDuration;
use office::clock::SystemClock;
use office::{CaFiles, Office, Parts};
use rand::SeedableRng;
use rand::rngs::{StdRng, SysRng};
use storage::{Db, Hold, Location};

use crate::folder::{Folder, Purpose};
use crate::outcome::Refused;
use crate::settings::{self, Settings};
use crate::{keys, shipped};

/// File with the shift of the demo's clock, in seconds.
pub(crate) const CLOCK_SHIFT: &str = "demo-clock-shift";

/// The certificate of the time-stamping authority.
pub(crate) const TSP: &str = "ca/tsp.pem";

/// An open office with what the server needs beside it.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) office: Office,
    pub(crate) texts: (String, String),
    pub(crate) clock: Arc<SystemClock>,
    _lock: std::fs::File,
}

/// Opens the office for a command: its own journal chain, beside the server's.
pub(crate) async fn for_command(folder: &Folder) -> Result<Opened, Refused> {
    let settings = Settings::read(folder)?;
    open(folder, &settings, Purpose::Command, None).await
}

/// Opens the office; `relay` stands in for the one of the settings.
pub(crate) async fn open(
    folder: &Folder,
    settings: &Settings,
    purpose: Purpose,
    relay: Option<Relay>,
) -> Result<Opened, Refused> {
    let lock = folder.lock(purpose)?;
    let texts = shipped::texts(&settings.regulation)?;
    let relay = match relay {
        Some(relay) => relay,
        None => relay_of(folder, &settings.mail)?,
    };
    let mailer = Mailer::new(&relay).map_err(|error| Refused::new("mail", error.to_string()))?;
    let clock = Arc::new(clock(folder, settings.demo));
    let db = database(folder, settings).await?;
    let parts = Parts {
        hold: hold(&db, purpose).await?,
        clock_tolerance: SignedDuration::from_secs(settings.server.clock_tolerance.into()),
        db,
        rng: system_rng()?,
        installation: settings.installation.clone(),
        regulation: texts.regulation,
        lists: settings.lists.clone(),
        forms: texts.forms,
        profiles: shipped::profiles()?,
        signer: keys::signer(folder, settings, clock.clone())?,
        ca: CaFiles {
            trusted: match &settings.verification.roots {
                Some(roots) => crate::verify::trusted(&folder.path(&roots.to_string_lossy()))?,
                None => Vec::new(),
            },
            ..ca_files(folder)?
        },
        ca_settings: settings.certificates.clone(),
        node: purpose
            .node()
            .parse()
            .map_err(|_| Refused::new("node", "имя узла не годится для журнала"))?,
        mailer,
        access: settings
            .demo
            .then(|| -> Arc<dyn AccessGate> { Arc::new(AccessList::default()) }),
        scan_worker: std::env::current_exe().map_err(|error| Refused::new("binary", error.to_string()))?,
        clock: clock.clone(),
    };
    let office = Office::open(parts).await?;
    Ok(Opened {
        office,
        texts: (texts.text, texts.instruction),
        clock,
        _lock: lock,
    })
}

/// The database of the settings.
pub(crate) async fn database(folder: &Folder, settings: &Settings) -> Result<Db, Refused> {
    let location = match &settings.database {
        Some(database) => Location::Pg(database.url.clone()),
        None => Location::File(folder.database()),
    };
    Db::open(&location)
        .await
        .map_err(|error| Refused::new("database", error.to_string()))
}

/// One server and one command at a time work on a database, wherever they run; the folder's lock cannot tell two machines apart.
async fn hold(db: &Db, purpose: Purpose) -> Result<Hold, Refused> {
    let told = |error: storage::DbError| Refused::new("database", error.to_string());
    match purpose {
        Purpose::Serve => db.try_hold(purpose.node()).await.map_err(told)?.ok_or_else(|| {
            Refused::new(
                "already-serving",
                "с этой базой данных уже работает другой сервер; остановите его или укажите свою базу (database.url)",
            )
        }),
        // Another command is short: waiting for it is what the administrator would do.
        Purpose::Command | Purpose::Sign => db.hold(purpose.node()).await.map_err(told),
    }
}

/// A generator seeded by the system.
pub(crate) fn system_rng() -> Result<StdRng, Refused> {
    StdRng::try_from_rng(&mut SysRng).map_err(|error| Refused::new("randomness", error.to_string()))
}

fn clock(folder: &Folder, demo: bool) -> SystemClock {
    let shift = demo.then(|| folder.read_text(CLOCK_SHIFT).ok()).flatten();
    SystemClock::shifted(shift.and_then(|text| text.trim().parse().ok()).unwrap_or(0))
}

/// The public files of the authority, as the ceremony wrote them.
pub(crate) fn ca_files(folder: &Folder) -> Result<CaFiles, Refused> {
    let der = |name: &str| {
        let parsed = pki::certificate::Certificate::parse(&folder.read(name)?);
        parsed
            .map(|certificate| certificate.der().to_vec())
            .map_err(|error| Refused::new(error.code(), format!("{name}: {error}")))
    };
    let issuing = IssuingCa::load(&folder.read("ca/issuing.pem")?);
    Ok(CaFiles {
        issuing: issuing.map_err(|error| Refused::new(error.code(), error.to_string()))?,
        issuing_der: der("ca/issuing.pem")?,
        root_der: der("ca/root.pem")?,
        root_crl: folder.read("ca/root.crl")?,
        trusted: Vec::new(),
        journal_der: der("ca/journal.pem")?,
    })
}

fn relay_of(folder: &Folder, mail: &settings::Mail) -> Result<Relay, Refused> {
    let credentials = match (&mail.user, &mail.password_file) {
        (Some(user), Some(file)) => {
            let path = folder.path(&file.to_string_lossy());
            let password = std::fs::read_to_string(&path).map_err(|error| Refused::file(&path, &error))?;
            Some((user.clone(), password.trim_end().to_owned()))
        }
        (None, None) => None,
        _ => return Err(Refused::new("settings", "mail: user и password_file указывают вместе")),
    };
    let protection = match mail.protection {
        settings::Protection::Tls => Protection::Tls,
        settings::Protection::Starttls => Protection::StartTls,
        settings::Protection::None => Protection::None,
    };
    Ok(Relay {
        host: mail.host.clone(),
        port: mail.port,
        protection,
        credentials,
        from: mail.from.clone(),
    })
}
