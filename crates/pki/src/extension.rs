//! Extensions: those of order ФСБ 795, those of RFC 5280 with the criticality we give them.

use alloc::{string::String, vec, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{
    Decode, Encode, Sequence,
    asn1::{GeneralizedTime, Ia5String, Null, OctetString, OctetStringRef},
    flagset::FlagSet,
};
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CertificatePolicies,
    CrlDistributionPoints, ExtendedKeyUsage, KeyUsage, KeyUsages, PrivateKeyUsagePeriod, SubjectAltName,
    SubjectKeyIdentifier,
    certpolicy::PolicyInformation,
    crl::dp::{DistributionPoint, IssuingDistributionPoint},
    name::{DistributionPointName, GeneralName},
};

pub use x509_cert::ext::Extension;

use crate::{oid, time};

/// Longest name of a tool, in characters (order ФСБ 795, subjectSignTool and issuerSignTool).
pub const MAX_TOOL_NAME: usize = 200;
/// Longest number of a certificate of conformity, in characters (order ФСБ 795, issuerSignTool).
pub const MAX_TOOL_CERTIFICATE: usize = 100;

/// How the identity of the holder was established.
///
/// ```text
/// identificationKind ::= INTEGER { personal(0), remote-cert(1), remote-passport(2), remote-system(3) }
/// ```
///
/// Order ФСБ 795, OID 1.2.643.100.114.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentificationKind {
    /// In person.
    Personal = 0,
    /// From afar, with a qualified signature in force.
    RemoteCertificate = 1,
    /// From afar, with a passport that holds an electronic carrier.
    RemotePassport = 2,
    /// From afar, with the state identification and biometric systems.
    RemoteSystem = 3,
}

/// The tools of the authority and their certificates of conformity.
///
/// ```text
/// IssuerSignTool ::= SEQUENCE {
///     signTool     UTF8String SIZE(1..200),
///     cATool       UTF8String SIZE(1..200),
///     signToolCert UTF8String SIZE(1..100),
///     cAToolCert   UTF8String SIZE(1..100)
/// }
/// ```
///
/// Order ФСБ 795, OID 1.2.643.100.112.
#[derive(Clone, Debug, PartialEq, Eq, Sequence)]
pub struct IssuerSignTool {
    pub sign_tool: String,
    pub ca_tool: String,
    pub sign_tool_certificate: String,
    pub ca_tool_certificate: String,
}

impl IdentificationKind {
    pub fn from_number(number: u8) -> Option<Self> {
        [
            Self::Personal,
            Self::RemoteCertificate,
            Self::RemotePassport,
            Self::RemoteSystem,
        ]
        .into_iter()
        .find(|kind| *kind as u8 == number)
    }

    /// What the paper copy says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Personal => "при личном присутствии",
            Self::RemoteCertificate => "без личного присутствия, по действующей квалифицированной подписи",
            Self::RemotePassport => "без личного присутствия, по паспорту с электронным носителем",
            Self::RemoteSystem => "без личного присутствия, через государственную систему идентификации",
        }
    }
}

/// An extension in place, for lists with millions of them.
#[derive(Clone, Copy, Debug, Sequence)]
pub(crate) struct ExtensionRef<'a> {
    pub(crate) oid: ObjectIdentifier,
    #[asn1(default = "Default::default")]
    pub(crate) critical: bool,
    pub(crate) value: &'a OctetStringRef,
}

/// The extensions of one entry; one that does not read is the last.
#[derive(Clone, Debug)]
pub(crate) struct RawExtensions<'a>(&'a [u8]);

impl<'a> RawExtensions<'a> {
    /// Takes the content of `Extensions`.
    pub(crate) fn new(content: &'a [u8]) -> Self {
        Self(content)
    }
}

impl<'a> Iterator for RawExtensions<'a> {
    type Item = der::Result<ExtensionRef<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let extension = ExtensionRef::from_der_partial(self.0);
        self.0 = extension.as_ref().map_or(&[], |(_, rest)| rest);
        Some(extension.map(|(extension, _)| extension))
    }
}

/// The value of an extension if it is there and has the shape of its type.
pub fn find<'a, T: Decode<'a>>(extensions: &'a [Extension], oid: ObjectIdentifier) -> Option<T> {
    T::from_der(value(extensions, oid)?).ok()
}

/// The bytes of an extension if it is there.
pub fn value(extensions: &[Extension], oid: ObjectIdentifier) -> Option<&[u8]> {
    let extension = extensions.iter().find(|extension| extension.extn_id == oid)?;
    Some(extension.extn_value.as_bytes())
}

/// The first OID that stands twice; RFC 5280 §4.2 forbids it.
pub fn repeated(extensions: &[Extension]) -> Option<ObjectIdentifier> {
    let twice =
        |(at, extension): &(usize, &Extension)| extensions[..*at].iter().any(|e| e.extn_id == extension.extn_id);
    extensions
        .iter()
        .enumerate()
        .find(twice)
        .map(|(_, extension)| extension.extn_id)
}

pub(crate) fn basic_constraints(ca: bool, path_length: Option<u8>) -> der::Result<Extension> {
    // Critical in certificates of a CA (RFC 5280 §4.2.1.9); for the others it says nothing that must be understood.
    extension(
        oid::BASIC_CONSTRAINTS,
        ca,
        &BasicConstraints {
            ca,
            path_len_constraint: path_length,
        },
    )
}

pub(crate) fn key_usage(usages: FlagSet<KeyUsages>) -> der::Result<Extension> {
    extension(oid::KEY_USAGE, true, &KeyUsage(usages))
}

pub(crate) fn extended_key_usage(critical: bool, purposes: &[ObjectIdentifier]) -> der::Result<Extension> {
    extension(oid::EXTENDED_KEY_USAGE, critical, &ExtendedKeyUsage(purposes.to_vec()))
}

pub(crate) fn ocsp_no_check() -> der::Result<Extension> {
    extension(oid::OCSP_NO_CHECK, false, &Null)
}

pub(crate) fn subject_key_identifier(identifier: &[u8]) -> der::Result<Extension> {
    extension(
        oid::SUBJECT_KEY_IDENTIFIER,
        false,
        &SubjectKeyIdentifier(OctetString::new(identifier)?),
    )
}

/// Key identifier, and issuer with serial number of the issuer's certificate, as the order asks.
pub(crate) fn authority_key_identifier(identifier: &[u8], issuer: &[u8], serial: &[u8]) -> der::Result<Extension> {
    let value = AuthorityKeyIdentifier {
        key_identifier: Some(OctetString::new(identifier)?),
        authority_cert_issuer: Some(vec![GeneralName::DirectoryName(Decode::from_der(issuer)?)]),
        authority_cert_serial_number: Some(x509_cert::serial_number::SerialNumber::new(serial)?),
    };
    extension(oid::AUTHORITY_KEY_IDENTIFIER, false, &value)
}

/// The address of the subject once more as rfc822Name: RFC 5280 §4.1.2.6 asks for it wherever the name holds one.
pub(crate) fn subject_alt_name(email: &str) -> der::Result<Extension> {
    let names = vec![GeneralName::Rfc822Name(Ia5String::new(email)?)];
    extension(oid::SUBJECT_ALT_NAME, false, &SubjectAltName(names))
}

pub(crate) fn certificate_policies(policies: &[ObjectIdentifier]) -> der::Result<Extension> {
    let policy = |oid: &ObjectIdentifier| PolicyInformation {
        policy_identifier: *oid,
        policy_qualifiers: None,
    };
    extension(
        oid::CERTIFICATE_POLICIES,
        false,
        &CertificatePolicies(policies.iter().map(policy).collect()),
    )
}

/// One distribution point per address: a client tries them in turn.
pub(crate) fn crl_distribution_points(urls: &[String]) -> der::Result<Extension> {
    distribution_points(oid::CRL_DISTRIBUTION_POINTS, urls)
}

/// Where the delta list is: RFC 5280 §5.2.6, of the same form.
pub(crate) fn freshest_crl(urls: &[String]) -> der::Result<Extension> {
    distribution_points(oid::FRESHEST_CRL, urls)
}

fn distribution_points(oid: ObjectIdentifier, urls: &[String]) -> der::Result<Extension> {
    let point = |url: &String| {
        let distribution_point = Some(DistributionPointName::FullName(vec![uri(url)?]));
        Ok(DistributionPoint {
            distribution_point,
            reasons: None,
            crl_issuer: None,
        })
    };
    let points = urls.iter().map(point).collect::<der::Result<_>>()?;
    extension(oid, false, &CrlDistributionPoints(points))
}

/// Critical (RFC 5280 §5.2.5): whoever does not know it would take a part for the whole. The names are one point under
/// several addresses, as they stand in the certificates.
pub(crate) fn issuing_distribution_point(urls: &[String], only_users: bool) -> der::Result<Extension> {
    let names = urls.iter().map(|url| uri(url)).collect::<der::Result<Vec<_>>>()?;
    let value = IssuingDistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(names)).filter(|_| !urls.is_empty()),
        only_contains_user_certs: only_users,
        only_contains_ca_certs: false,
        only_some_reasons: None,
        indirect_crl: false,
        only_contains_attribute_certs: false,
    };
    extension(oid::ISSUING_DISTRIBUTION_POINT, true, &value)
}

/// Critical too (RFC 5280 §5.2.4): the number of the list that this one adds to.
pub(crate) fn delta_crl_indicator(base: u64) -> der::Result<Extension> {
    extension(oid::DELTA_CRL_INDICATOR, true, &base)
}

pub(crate) fn authority_info_access(ocsp: &[String], ca_issuers: &[String]) -> der::Result<Extension> {
    let ocsp = ocsp.iter().map(|url| (oid::ACCESS_OCSP, url));
    let issuers = ca_issuers.iter().map(|url| (oid::ACCESS_CA_ISSUERS, url));
    let description = |(access_method, url): (ObjectIdentifier, &String)| {
        Ok(AccessDescription {
            access_method,
            access_location: uri(url)?,
        })
    };
    let descriptions = ocsp.chain(issuers).map(description).collect::<der::Result<_>>()?;
    extension(
        oid::AUTHORITY_INFO_ACCESS,
        false,
        &AuthorityInfoAccessSyntax(descriptions),
    )
}

/// Instants are unix seconds, both inclusive.
pub(crate) fn private_key_usage_period(not_before: i64, not_after: i64) -> der::Result<Extension> {
    let instant = |unix| time::to_date(unix).map(GeneralizedTime::from_date_time);
    let value = PrivateKeyUsagePeriod {
        not_before: instant(not_before),
        not_after: instant(not_after),
    };
    extension(oid::PRIVATE_KEY_USAGE_PERIOD, false, &value)
}

/// Name of the tool that keeps the holder's key: UTF8String SIZE(1..200).
pub(crate) fn subject_sign_tool(name: &str) -> der::Result<Extension> {
    extension(oid::SUBJECT_SIGN_TOOL, false, &String::from(name))
}

pub(crate) fn issuer_sign_tool(tools: &IssuerSignTool) -> der::Result<Extension> {
    extension(oid::ISSUER_SIGN_TOOL, false, tools)
}

pub(crate) fn identification_kind(kind: IdentificationKind) -> der::Result<Extension> {
    extension(oid::IDENTIFICATION_KIND, false, &(kind as u8))
}

pub(crate) fn extension(oid: ObjectIdentifier, critical: bool, value: &impl Encode) -> der::Result<Extension> {
    Ok(Extension {
        extn_id: oid,
        critical,
        extn_value: OctetString::new(value.to_der()?)?,
    })
}

fn uri(url: &str) -> der::Result<GeneralName> {
    Ia5String::new(url).map(GeneralName::UniformResourceIdentifier)
}

/// The addresses of a list of distribution points; other kinds of names are left out.
pub(crate) fn distribution_urls(points: &CrlDistributionPoints) -> Vec<&str> {
    let names = points.0.iter().filter_map(|point| point.distribution_point.as_ref());
    names.flat_map(point_urls).collect()
}

/// The addresses in the name of one distribution point.
pub fn point_urls(name: &DistributionPointName) -> Vec<&str> {
    match name {
        DistributionPointName::FullName(names) => names.iter().filter_map(url).collect(),
        DistributionPointName::NameRelativeToCRLIssuer(_) => Vec::new(),
    }
}

/// The address in a name, if the name is one.
fn url(name: &GeneralName) -> Option<&str> {
    match name {
        GeneralName::UniformResourceIdentifier(url) => Some(url.as_str()),
        _ => None,
    }
}

/// The addresses under one access method.
pub(crate) fn access_urls(access: &AuthorityInfoAccessSyntax, method: ObjectIdentifier) -> Vec<&str> {
    let descriptions = access
        .0
        .iter()
        .filter(|description| description.access_method == method);
    descriptions
        .filter_map(|description| url(&description.access_location))
        .collect()
}
