//! Certificate profiles: what a kind of certificate may hold, as data.
//!
//! A profile is a TOML file; the caller parses the text. The form of order ФСБ 795 ends on 01.09.2027:
//! the next form is a new file, not new code.

mod apply;
mod settings;

use alloc::{string::String, vec::Vec};

use const_oid::ObjectIdentifier;
use der::flagset::FlagSet;
use serde::{Deserialize, Deserializer, de::Error};
use x509_cert::ext::pkix::KeyUsages;

pub use apply::{ApplyInput, ProfileError};
pub use settings::{Conformity, Settings};

use crate::{extension::IdentificationKind, name::Attribute, time::Period};

/// A kind of certificate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable short name, the name of the file.
    pub id: String,
    /// Russian title.
    pub title: String,
    /// Whether `zaver issue` may use it without an application of a person.
    pub issued_by_system: bool,
    /// ISO period of the certificate, `P15M`.
    #[serde(deserialize_with = "parsed")]
    pub validity: Period,
    /// ISO period in which the private key may sign (privateKeyUsagePeriod); the extension is absent without it.
    #[serde(default, deserialize_with = "parsed_option")]
    pub private_key_validity: Option<Period>,
    /// The attributes of the subject in their order. What is not listed is forbidden.
    pub subject: Vec<SubjectRule>,
    /// OIDs of the key parameters that are accepted (publicKeyParamSet).
    #[serde(deserialize_with = "oids")]
    pub key_parameters: Vec<ObjectIdentifier>,
    /// keyUsage, critical.
    #[serde(deserialize_with = "key_usages")]
    pub key_usage: FlagSet<KeyUsages>,
    /// extKeyUsage; the extension is absent when empty.
    #[serde(default, deserialize_with = "oids")]
    pub extended_key_usage: Vec<ObjectIdentifier>,
    /// extKeyUsage is critical: of a time-stamping authority (RFC 3161 §2.3).
    #[serde(default)]
    pub extended_key_usage_critical: bool,
    /// Fixed certificatePolicies. Class policies (КС1 …) never stand here: they come from [`Conformity`].
    #[serde(default, deserialize_with = "oids")]
    pub policies: Vec<ObjectIdentifier>,
    /// Whether the holder's tool is named (subjectSignTool): only where we know what made the key.
    #[serde(default)]
    pub subject_sign_tool: bool,
    /// Ways of identification that are accepted; the extension is absent when empty.
    #[serde(default)]
    pub identification_kinds: Vec<IdentificationKind>,
    /// Of an OCSP responder: nobody asks it about itself (id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1).
    #[serde(default)]
    pub ocsp_no_check: bool,
    /// Present in profiles of certification authorities.
    #[serde(default)]
    pub authority: Option<AuthorityRule>,
}

/// One attribute of the subject.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRule {
    pub attribute: Attribute,
    /// Must be there.
    #[serde(default)]
    pub required: bool,
    /// Longest text in characters; without it the upper bound of X.520.
    #[serde(default)]
    max_length: Option<usize>,
    /// The only text that is allowed.
    #[serde(default)]
    pub value: Option<String>,
}

/// basicConstraints of a certification authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorityRule {
    /// Signs itself: no authorityKeyIdentifier, no distribution points.
    #[serde(default)]
    pub self_signed: bool,
    /// How many authorities may stand below it.
    #[serde(default)]
    pub path_length: Option<u8>,
}

impl SubjectRule {
    /// Longest text in characters.
    pub fn max_length(&self) -> usize {
        self.max_length.or(self.attribute.upper_bound()).unwrap_or(usize::MAX)
    }
}

fn parsed<'de, D: Deserializer<'de>>(input: D) -> Result<Period, D::Error> {
    String::deserialize(input)?.parse().map_err(D::Error::custom)
}

fn parsed_option<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Period>, D::Error> {
    parsed(input).map(Some)
}

fn oids<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<ObjectIdentifier>, D::Error> {
    let texts = Vec::<String>::deserialize(input)?;
    texts
        .iter()
        .map(|text| ObjectIdentifier::new(text).map_err(|_| D::Error::custom(alloc::format!("{text} is no OID"))))
        .collect()
}

/// The names of RFC 5280 §4.2.1.3 in kebab-case.
fn key_usages<'de, D: Deserializer<'de>>(input: D) -> Result<FlagSet<KeyUsages>, D::Error> {
    let mut usages = FlagSet::default();
    for text in Vec::<String>::deserialize(input)? {
        usages |= match text.as_str() {
            "digital-signature" => KeyUsages::DigitalSignature,
            "content-commitment" => KeyUsages::NonRepudiation,
            "key-encipherment" => KeyUsages::KeyEncipherment,
            "data-encipherment" => KeyUsages::DataEncipherment,
            "key-agreement" => KeyUsages::KeyAgreement,
            "key-cert-sign" => KeyUsages::KeyCertSign,
            "crl-sign" => KeyUsages::CRLSign,
            _ => return Err(D::Error::custom(alloc::format!("{text} is no key usage"))),
        };
    }
    if usages.is_empty() {
        Err(D::Error::custom("a profile needs a key usage"))
    } else {
        Ok(usages)
    }
}
