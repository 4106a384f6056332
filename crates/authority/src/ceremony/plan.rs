//! The plan of a ceremony: one TOML that is read and agreed on before any key is made.

use pki::name::{Attribute, DistinguishedName};
use pki::profile::ProfileError;
use serde::{Deserialize, Serialize};

use super::{Curve, SharesPlan, Validity, profiles};
use crate::settings::Settings;

/// Parts of the CRL in a plan to start with: small ones for some ten thousand certificates.
const PARTS: u16 = 4;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub root: RootPlan,
    pub issuing: IssuingPlan,
    pub ocsp: OcspPlan,
    pub tsp: TspPlan,
    pub journal: JournalPlan,
    #[serde(default)]
    pub settings: Settings,
    /// Who is present; the transcript names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Participant>,
}

/// Somebody present at the ceremony.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub name: String,
    /// As what: the one who leads, a witness, a holder of a share.
    pub role: String,
}

/// The root УЦ: made at the ceremony, then carried away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RootPlan {
    pub name: NamePlan,
    pub curve: Curve,
    pub validity: Validity,
    /// How long its key may sign (privateKeyUsagePeriod).
    pub key_validity: Validity,
    /// How long the CRL of the root is good for; before it ends the root is brought back for the next one.
    pub crl_validity: Validity,
    /// Who keeps the passphrase of its key in shares; without it one passphrase opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<SharesPlan>,
}

/// The issuing УЦ: its key works in the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuingPlan {
    pub name: NamePlan,
    pub curve: Curve,
    pub validity: Validity,
    /// How long its key may sign certificates (privateKeyUsagePeriod).
    pub key_validity: Validity,
}

/// The key that answers for the issuing УЦ (OCSP): the issuing УЦ certifies it, and the server keeps both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OcspPlan {
    pub name: NamePlan,
    pub curve: Curve,
    /// Longer than the last certificate that the issuing УЦ signs, so that all of them are answered for.
    pub validity: Validity,
}

/// The key that stamps time (TSP): the issuing УЦ certifies it, and the server keeps both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TspPlan {
    pub name: NamePlan,
    pub curve: Curve,
    pub validity: Validity,
}

/// The key that signs checkpoints of the journal. Its certificate comes from the root, not from the issuing УЦ whose
/// deeds the journal records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalPlan {
    pub name: NamePlan,
    pub curve: Curve,
    pub validity: Validity,
}

impl Plan {
    /// A plan an installation can start with: ГОСТ 256 on CryptoPro-A, terms as in the shipped profiles.
    ///
    /// `organisation` is the short name of the owner (field O), `base_url` the address under which `ca/`, `crl/` and `ocsp`
    /// will be served; empty when there is none yet. Certificates name it by `http://`: over TLS a verifier would need a list
    /// to fetch the list (RFC 5280 §8).
    pub fn default_for(organisation: &str, base_url: &str) -> Self {
        let base = base_url.trim_end_matches('/').replacen("https://", "http://", 1);
        let at = |path: &str| {
            if base.is_empty() {
                Vec::new()
            } else {
                vec![format!("{base}/{path}")]
            }
        };
        let name = |role: &str| NamePlan::of_role(organisation, role);
        let curve = Curve::CryptoProA;
        let years = Validity::years;
        Self {
            root: RootPlan {
                name: name("Корневой УЦ"),
                curve,
                validity: years(15),
                key_validity: years(12),
                crl_validity: years(1),
                shares: None,
            },
            issuing: IssuingPlan {
                name: name("УЦ"),
                curve,
                validity: years(6),
                key_validity: years(3),
            },
            ocsp: OcspPlan {
                name: name("OCSP УЦ"),
                curve,
                validity: years(5),
            },
            tsp: TspPlan {
                name: name("Штампы времени УЦ"),
                curve,
                validity: years(5),
            },
            journal: JournalPlan {
                name: name("Журнал УЦ"),
                curve,
                validity: years(6),
            },
            settings: Settings {
                crl_urls: at("crl/issuing.crl"),
                delta_crl_urls: at("crl/issuing-delta.crl"),
                crl_parts: if base.is_empty() { 0 } else { PARTS },
                crl_part_urls: at("crl/issuing-{part}.crl"),
                root_crl_urls: at("crl/root.crl"),
                ca_issuer_urls: at("ca/issuing.cer"),
                root_issuer_urls: at("ca/root.cer"),
                ocsp_urls: at("ocsp"),
                ..Settings::default()
            },
            participants: Vec::new(),
        }
    }

    /// Checks what the types alone cannot say: every name fits its profile, and no two are the same.
    ///
    /// # Errors
    /// [`PlanError`] names what to mend in the file.
    pub fn check(&self) -> Result<(), PlanError> {
        let parts = [
            ("root", profiles::root(&self.root), &self.root.name),
            ("issuing", profiles::issuing(&self.issuing), &self.issuing.name),
            ("ocsp", profiles::ocsp(&self.ocsp), &self.ocsp.name),
            ("tsp", profiles::tsp(&self.tsp), &self.tsp.name),
            ("journal", profiles::journal(&self.journal), &self.journal.name),
        ];
        let mut seen = Vec::new();
        for (part, profile, name) in parts {
            let name = name.to_name().and_then(|name| profile.subject(&name));
            let der = name.map_err(|error| PlanError::Name { part, error })?.to_der();
            if seen.contains(&der) {
                return Err(PlanError::SameName { part });
            }
            seen.push(der);
        }
        if self.root.shares.as_ref().is_some_and(|shares| !shares.is_good()) {
            return Err(PlanError::Shares);
        }
        let plain = |text: &String| !text.trim().is_empty() && !text.chars().any(char::is_control);
        let named = |participant: &Participant| plain(&participant.name) && plain(&participant.role);
        if !self.participants.iter().all(named) {
            return Err(PlanError::Participant);
        }
        Ok(())
    }
}

/// A distinguished name as TOML: `[["C", "RU"], ["CN", "…"]]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamePlan(Vec<(Attribute, String)>);

impl NamePlan {
    fn of_role(organisation: &str, role: &str) -> Self {
        Self(vec![
            (Attribute::Country, "RU".to_owned()),
            (Attribute::Organization, organisation.to_owned()),
            (Attribute::CommonName, format!("{role} {organisation}")),
        ])
    }

    pub(super) fn to_name(&self) -> Result<DistinguishedName, ProfileError> {
        DistinguishedName::new(self.0.iter().cloned()).map_err(ProfileError::Name)
    }
}

/// What is wrong in a plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    #[error("{part}.name: {error}")]
    Name { part: &'static str, error: ProfileError },
    #[error("{part}.name: такое имя в плане уже есть. Дайте корню, издающему УЦ и журналу разные имена.")]
    SameName { part: &'static str },
    #[error("root.shares: назовите от 2 до 16 разных держателей; открывать корень должны не меньше двух из них.")]
    Shares,
    #[error("participants: у каждого участника должны быть имя и роль, по одной строке.")]
    Participant,
}

impl PlanError {
    /// Stable machine name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "plan-name",
            Self::SameName { .. } => "plan-same-name",
            Self::Shares => "plan-shares",
            Self::Participant => "plan-participant",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TFOMS: &str = "ТФОМС Северодольской области";

    #[test]
    fn default_plan_is_good_and_survives_its_own_toml() {
        for base in ["http://uc.tfoms29.example/", ""] {
            let plan = Plan::default_for(TFOMS, base);
            assert_eq!(plan.check(), Ok(()));
            let text = toml::to_string(&plan).unwrap();
            assert_eq!(toml::from_str::<Plan>(&text).unwrap(), plan, "{text}");
        }
    }

    #[test]
    fn each_fault_is_named() {
        let with = |change: fn(&mut Plan)| {
            let mut plan = Plan::default_for(TFOMS, "http://uc.tfoms29.example");
            change(&mut plan);
            plan.check().unwrap_err().code()
        };
        assert_eq!(with(|p| p.issuing.name = p.root.name.clone()), "plan-same-name");
        assert_eq!(with(|p| p.issuing.name.0.truncate(1)), "plan-name");
        assert_eq!(with(|p| p.issuing.name.0[2].1 = "Ц".repeat(256)), "plan-name");
        assert_eq!(with(|p| p.issuing.name.0[0].1 = "Россия".to_owned()), "plan-name");
    }

    #[test]
    fn unknown_words_in_the_file_are_refused_with_their_line() {
        let good = toml::to_string(&Plan::default_for(TFOMS, "")).unwrap();
        for (from, to) in [
            ("CryptoPro-A", "secp256k1"),
            ("P15Y", "15 лет"),
            ("crl_validity", "crl_period"),
            ("\"CN\"", "\"ИМЯ\""),
        ] {
            let bad = good.replacen(from, to, 1);
            let message = toml::from_str::<Plan>(&bad).unwrap_err().to_string();
            assert!(message.contains("line"), "{message}");
        }
    }
}
