//! What an installation adds to every profile.

use alloc::{string::String, vec::Vec};

use const_oid::ObjectIdentifier;
use serde::Deserialize;

use super::{Profile, oids};
use crate::extension::IssuerSignTool;

/// The honest name of the tool, used until an installation states another one with its certificates.
const OWN_NAME: &str = "Заверь";
/// Stands in place of the number of a certificate of conformity: the field may not be empty.
const NO_CERTIFICATE: &str = "Сертификат соответствия отсутствует";

/// Addresses and tools of an installation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where the CRL of the issuing authority is published.
    pub crl_urls: Vec<String>,
    /// Where the delta of the CRL of the issuing authority is published; empty without one.
    pub delta_crl_urls: Vec<String>,
    /// Where the CRL of the root is published: it lists the issuing authority.
    pub root_crl_urls: Vec<String>,
    /// Where the certificate of the issuing authority is published.
    pub ca_issuer_urls: Vec<String>,
    /// Where the certificate of the root is published.
    pub root_issuer_urls: Vec<String>,
    pub ocsp_urls: Vec<String>,
    /// Certified tools of the installation. Without them no class policy and no name of a certified tool appears.
    pub conformity: Option<Conformity>,
}

/// Certificates of conformity of the tools in use. Every name comes with its certificate: none can be left out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conformity {
    /// Tool that keeps the holders' keys.
    pub subject_sign_tool: String,
    /// Its certificate of conformity. Kept as the ground for the name; certificates do not carry it.
    pub subject_sign_tool_certificate: String,
    pub sign_tool: String,
    pub sign_tool_certificate: String,
    pub ca_tool: String,
    pub ca_tool_certificate: String,
    /// Class policies (1.2.643.100.113.1 КС1, …), the class of the tools and all classes below it.
    #[serde(deserialize_with = "oids")]
    pub class_policies: Vec<ObjectIdentifier>,
}

impl Settings {
    /// The tool that keeps the key of a holder under this profile; an authority is its own holder.
    pub(crate) fn sign_tool_of(&self, profile: &Profile) -> &str {
        let Some(conformity) = &self.conformity else {
            return OWN_NAME;
        };
        if profile.authority.is_some() {
            &conformity.sign_tool
        } else {
            &conformity.subject_sign_tool
        }
    }

    pub(crate) fn issuer_sign_tool(&self) -> IssuerSignTool {
        match &self.conformity {
            Some(conformity) => IssuerSignTool {
                sign_tool: conformity.sign_tool.clone(),
                ca_tool: conformity.ca_tool.clone(),
                sign_tool_certificate: conformity.sign_tool_certificate.clone(),
                ca_tool_certificate: conformity.ca_tool_certificate.clone(),
            },
            None => IssuerSignTool {
                sign_tool: OWN_NAME.into(),
                ca_tool: OWN_NAME.into(),
                sign_tool_certificate: NO_CERTIFICATE.into(),
                ca_tool_certificate: NO_CERTIFICATE.into(),
            },
        }
    }

    pub(crate) fn class_policies(&self) -> &[ObjectIdentifier] {
        self.conformity
            .as_ref()
            .map_or(&[], |conformity| &conformity.class_policies)
    }
}

/// Where a certificate points to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Addresses<'a> {
    pub(crate) crl: &'a [String],
    pub(crate) delta_crl: &'a [String],
    pub(crate) ca_issuers: &'a [String],
    pub(crate) ocsp: &'a [String],
}

impl Profile {
    /// A root points nowhere, an issuing authority to the root's files, all others to those of the issuing authority.
    pub(crate) fn published<'a>(&self, settings: &'a Settings) -> Addresses<'a> {
        match self.authority {
            Some(authority) if authority.self_signed => Addresses {
                crl: &[],
                delta_crl: &[],
                ca_issuers: &[],
                ocsp: &[],
            },
            Some(_) => Addresses {
                crl: &settings.root_crl_urls,
                delta_crl: &[],
                ca_issuers: &settings.root_issuer_urls,
                ocsp: &[],
            },
            None => Addresses {
                crl: &settings.crl_urls,
                delta_crl: &settings.delta_crl_urls,
                ca_issuers: &settings.ca_issuer_urls,
                ocsp: if self.ocsp_no_check { &[] } else { &settings.ocsp_urls },
            },
        }
    }
}
