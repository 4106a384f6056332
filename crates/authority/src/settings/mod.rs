//! What the installation says about itself in certificates: addresses and tools.

mod conformity;

use pki::extension::{MAX_TOOL_CERTIFICATE, MAX_TOOL_NAME};
use pki::profile;
use serde::{Deserialize, Serialize};

use conformity::check_tool;
pub use conformity::{Conformity, Tool, ToolClass};

const MAX_URLS: usize = 8;
const MAX_PARTS: u16 = 4096;
/// Stands in an address for the number of a part.
const PART: &str = "{part}";

/// Settings of an installation, checked when they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, try_from = "Unchecked")]
pub struct Settings {
    /// `http://` addresses of the CRL of the issuing УЦ, in order of preference.
    pub crl_urls: Vec<String>,
    /// `http://` addresses of its delta list; named in certificates and in the complete list, empty to leave it unnamed.
    pub delta_crl_urls: Vec<String>,
    /// How many parts that list has beside the complete one; a certificate belongs to one of them for life, so the
    /// number may grow.
    pub crl_parts: u16,
    /// `http://` addresses of a part, `{part}` standing for its number.
    pub crl_part_urls: Vec<String>,
    /// `http://` addresses of the CRL of the root.
    pub root_crl_urls: Vec<String>,
    /// `http://` addresses of the certificate of the issuing УЦ.
    pub ca_issuer_urls: Vec<String>,
    /// `http://` addresses of the certificate of the root.
    pub root_issuer_urls: Vec<String>,
    /// Addresses of OCSP; empty as long as there is none.
    pub ocsp_urls: Vec<String>,
    /// Certificates of conformity of all tools; without them our own honest name stands, and no class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conformity: Option<Conformity>,
}

impl Settings {
    /// What a profile writes at this moment: certified names and classes only while their certificates are in force.
    pub fn for_profile(&self, now: i64) -> profile::Settings {
        profile::Settings {
            crl_urls: self.crl_urls.clone(),
            delta_crl_urls: self.delta_crl_urls.clone(),
            root_crl_urls: self.root_crl_urls.clone(),
            ca_issuer_urls: self.ca_issuer_urls.clone(),
            root_issuer_urls: self.root_issuer_urls.clone(),
            ocsp_urls: self.ocsp_urls.clone(),
            conformity: self
                .conformity
                .as_ref()
                .filter(|conformity| conformity.in_force(now))
                .map(Conformity::for_profile),
        }
    }

    /// The same for a certificate of a part: the list of its part first, for those who fetch little.
    pub fn for_profile_of_part(&self, now: i64, part: u16) -> profile::Settings {
        let mut settings = self.for_profile(now);
        if part < self.crl_parts {
            settings.crl_urls = [self.part_urls(part), settings.crl_urls].concat();
        }
        settings
    }

    /// The addresses of a part, as its certificates and its list name them; none without parts. A part whose number is
    /// not given out any more keeps its own.
    pub fn part_urls(&self, part: u16) -> Vec<String> {
        let number = part.to_string();
        let urls = self.crl_part_urls.iter();
        urls.map(|url| url.replace(PART, &number)).collect()
    }

    /// The same for what the root issues: its files are those of the root, and the tool that keeps the keys is the one
    /// the УЦ signs with.
    pub(crate) fn for_root(&self, now: i64) -> profile::Settings {
        let conformity = self.conformity.clone();
        Self {
            crl_urls: self.root_crl_urls.clone(),
            delta_crl_urls: Vec::new(),
            ca_issuer_urls: self.root_issuer_urls.clone(),
            ocsp_urls: Vec::new(),
            conformity: conformity.map(|tools| Conformity {
                subject_sign_tool: tools.sign_tool.clone(),
                ..tools
            }),
            ..self.clone()
        }
        .for_profile(now)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Unchecked {
    crl_urls: Vec<String>,
    delta_crl_urls: Vec<String>,
    crl_parts: u16,
    crl_part_urls: Vec<String>,
    root_crl_urls: Vec<String>,
    ca_issuer_urls: Vec<String>,
    root_issuer_urls: Vec<String>,
    ocsp_urls: Vec<String>,
    conformity: Option<Conformity>,
}

impl TryFrom<Unchecked> for Settings {
    type Error = SettingsError;

    fn try_from(given: Unchecked) -> Result<Self, SettingsError> {
        let Unchecked {
            crl_urls,
            delta_crl_urls,
            crl_parts,
            crl_part_urls,
            root_crl_urls,
            ca_issuer_urls,
            root_issuer_urls,
            ocsp_urls,
            conformity,
        } = given;
        check_urls("crl_urls", &crl_urls)?;
        check_urls("delta_crl_urls", &delta_crl_urls)?;
        check_parts(crl_parts, &crl_part_urls)?;
        check_urls("root_crl_urls", &root_crl_urls)?;
        check_urls("ca_issuer_urls", &ca_issuer_urls)?;
        check_urls("root_issuer_urls", &root_issuer_urls)?;
        check_urls("ocsp_urls", &ocsp_urls)?;
        conformity
            .iter()
            .flat_map(Conformity::tools)
            .try_for_each(|(field, tool)| check_tool(field, tool))?;
        Ok(Self {
            crl_urls,
            delta_crl_urls,
            crl_parts,
            crl_part_urls,
            root_crl_urls,
            ca_issuer_urls,
            root_issuer_urls,
            ocsp_urls,
            conformity,
        })
    }
}

/// Parts and their addresses come together, and no two parts share an address.
fn check_parts(parts: u16, urls: &[String]) -> Result<(), SettingsError> {
    if parts > MAX_PARTS || (parts == 0) != urls.is_empty() || urls.iter().any(|url| !url.contains(PART)) {
        return Err(SettingsError::Parts);
    }
    let plain: Vec<_> = urls.iter().map(|url| url.replace(PART, "0")).collect();
    check_urls("crl_part_urls", &plain)
}

/// Addresses are plain http: a verifier that needs TLS to check a certificate would need to check a certificate.
fn check_urls(field: &'static str, urls: &[String]) -> Result<(), SettingsError> {
    let fits = |url: &String| {
        let host = url.strip_prefix("http://").and_then(|rest| rest.split('/').next());
        let plain = url
            .bytes()
            .all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b));
        plain && url.len() <= 255 && host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
    };
    if urls.len() > MAX_URLS {
        return Err(SettingsError::TooManyUrls { field });
    }
    match urls.iter().find(|url| !fits(url)) {
        Some(url) => Err(SettingsError::Url {
            field,
            url: url.clone(),
        }),
        None => Ok(()),
    }
}

/// What is wrong in the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    #[error(
        "Адрес «{url}» в {field} не подходит. Напишите его как http://узел/путь латинскими буквами, до 255 знаков."
    )]
    Url { field: &'static str, url: String },
    #[error("В {field} слишком много адресов. Оставьте не больше {MAX_URLS}.")]
    TooManyUrls { field: &'static str },
    #[error(
        "Части списка заданы неверно. Укажите crl_parts от 1 до {MAX_PARTS} и в каждом адресе crl_part_urls знак {PART}, или уберите оба."
    )]
    Parts,
    #[error("Название средства в {field} не подходит. Напишите от 1 до {MAX_TOOL_NAME} знаков, без пробелов по краям.")]
    ToolName { field: &'static str },
    #[error(
        "Реквизиты сертификата соответствия в {field} не подходят. Напишите от 1 до {MAX_TOOL_CERTIFICATE} знаков, без пробелов по краям."
    )]
    Conformity { field: &'static str },
}

impl SettingsError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Url { .. } => "settings-url",
            Self::TooManyUrls { .. } => "settings-too-many-urls",
            Self::Parts => "settings-parts",
            Self::ToolName { .. } => "settings-tool-name",
            Self::Conformity { .. } => "settings-conformity",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_600_000; // 2026-11-25

    fn tool(field: &str, class: &str, until: &str) -> String {
        format!(
            r#"{field} = {{ name = "Средство", certificate = "СФ/000-0000", class = "{class}", valid_until = "{until}" }}"#
        )
    }

    /// Arcs of the class policies with the given classes and last days of the three tools.
    fn classes(tools: [(&str, &str); 3]) -> Option<Vec<String>> {
        let fields = ["subject_sign_tool", "sign_tool", "ca_tool"];
        let lines: Vec<_> = fields
            .iter()
            .zip(tools)
            .map(|(field, (class, until))| tool(field, class, until))
            .collect();
        let settings: Settings = toml::from_str(&format!("[conformity]\n{}", lines.join("\n"))).unwrap();
        let conformity = settings.for_profile(NOON).conformity?;
        Some(conformity.class_policies.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn by_default_nothing_certified_is_claimed() {
        let settings: Settings = toml::from_str("").unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.for_profile(NOON).conformity, None);
    }

    #[test]
    fn each_part_has_its_own_address_before_that_of_the_complete_list() {
        let settings: Settings = toml::from_str(
            "crl_urls = ['http://ca.example/all.crl']\ncrl_parts = 2\ncrl_part_urls = ['http://ca.example/{part}.crl']",
        )
        .unwrap();
        let urls = |part| settings.for_profile_of_part(NOON, part).crl_urls;
        assert_eq!(urls(1), ["http://ca.example/1.crl", "http://ca.example/all.crl"]);
        assert_eq!(urls(2), ["http://ca.example/all.crl"], "there is no such part");
    }

    #[test]
    fn class_is_the_lowest_of_the_tools_with_all_below_it() {
        let until = "2027-01-01";
        assert_eq!(
            classes([("КС1", until), ("КС2", until), ("КВ2", until)]).unwrap(),
            ["1.2.643.100.113.1"]
        );
        let two = ["1.2.643.100.113.1", "1.2.643.100.113.2"];
        assert_eq!(classes([("КВ2", until), ("КС2", until), ("КА1", until)]).unwrap(), two);
    }

    #[test]
    fn one_certificate_of_conformity_out_of_force_takes_all_names_away() {
        for late in 0..3 {
            let mut tools = [("КС2", "2026-11-25"); 3];
            assert!(classes(tools).is_some(), "the last day counts");
            tools[late].1 = "2026-11-24";
            assert_eq!(classes(tools), None);
        }
    }

    #[test]
    fn wrong_settings_are_refused_with_the_field() {
        for (toml, field) in [
            (r#"crl_urls = ["https://ca.example/a.crl"]"#, "crl_urls"),
            (r#"root_crl_urls = ["http://"]"#, "root_crl_urls"),
            (
                r#"ca_issuer_urls = ["http://удостоверяющий.рф/a.cer"]"#,
                "ca_issuer_urls",
            ),
            (r#"ocsp_urls = ["http://user@ca.example/"]"#, "ocsp_urls"),
            (r#"crl_urls = ["http://ca.example/a b"]"#, "crl_urls"),
            ("crl_parts = 4", "crl_part_urls"),
            (
                "crl_parts = 5000\ncrl_part_urls = ['http://ca.example/{part}.crl']",
                "crl_parts",
            ),
            ("crl_part_urls = ['http://ca.example/{part}.crl']", "crl_parts"),
            (
                "crl_parts = 4\ncrl_part_urls = ['http://ca.example/part.crl']",
                "{part}",
            ),
            (
                "crl_parts = 4\ncrl_part_urls = ['https://ca.example/{part}.crl']",
                "crl_part_urls",
            ),
            ("unknown = 1", "unknown"),
        ] {
            let message = toml::from_str::<Settings>(toml).unwrap_err().to_string();
            assert!(message.contains(field), "{toml}: {message}");
        }
        let good = ["subject_sign_tool", "sign_tool", "ca_tool"]
            .map(|field| tool(field, "КС1", "2027-01-01"))
            .join("\n");
        for (from, to, named) in [
            ("Средство", "", "subject_sign_tool"),
            ("Средство", " Средство", "subject_sign_tool"),
            ("СФ/000-0000", "", "subject_sign_tool"),
            ("КС1", "КС9", "КС9"),
            ("ca_tool = ", "other = ", "other"),
        ] {
            let bad = format!("[conformity]\n{}", good.replacen(from, to, 1));
            let message = toml::from_str::<Settings>(&bad).unwrap_err().to_string();
            assert!(message.contains(named), "{bad}: {message}");
        }
    }
}
