//! The parser. What it returns is what the sender claims; only the signature and the key are checked here.

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use der::{AnyRef, Decode, Encode, Sequence, Tag, TagNumber, Tagged};
use gost::VerifyingKey;
use spki::AlgorithmIdentifierRef;

use crate::{
    certificate::Signed,
    extension::{self, Extension},
    name::{self, DistinguishedName, NameError},
    oid, pem,
};

/// The largest request that is looked at, in bytes: a real one has one or two thousand.
pub const MAX_SIZE: usize = 64 * 1024;
const MAX_ATTRIBUTES: usize = 16;
const MAX_EXTENSIONS: usize = 32;
const ATTRIBUTES: Tag = Tag::ContextSpecific {
    constructed: true,
    number: TagNumber(0),
};

/// A PKCS#10 request with a good signature (RFC 2986).
#[derive(Clone, Debug)]
pub struct CertificationRequest {
    der: Vec<u8>,
    subject_der: Vec<u8>,
    subject: DistinguishedName,
    public_key: VerifyingKey,
    extensions: Vec<Extension>,
}

/// Why a request is refused. [`RequestError::code`] is stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    #[error("Запрос пуст. Выберите файл запроса на сертификат (PKCS#10) и отправьте его снова.")]
    Empty,
    #[error("Запрос больше 64 КБ. Проверьте, что выбран файл запроса на сертификат (PKCS#10).")]
    TooLarge,
    #[error("Это не запрос на сертификат: нужен файл PKCS#10 в виде PEM или DER.")]
    NotDer,
    #[error("Версия запроса не поддерживается. Создайте запрос PKCS#10 версии 1.")]
    WrongVersion,
    #[error("Алгоритм ключа или подписи не поддерживается. Создайте ключ ГОСТ Р 34.10-2012.")]
    UnsupportedAlgorithm,
    #[error("Ключ проверки электронной подписи не принят ({}). Создайте новый ключ и новый запрос.", .0.code())]
    Key(gost::KeyError),
    #[error("Подпись запроса не сходится с его содержанием. Создайте запрос заново и не меняйте файл.")]
    BadSignature,
    #[error("Имя владельца в запросе не читается: {0}. Создайте запрос заново.")]
    Subject(NameError),
    #[error("В имени владельца два поля записаны вместе. Запишите каждое поле отдельно (без знака «+»).")]
    MultiValuedRdn,
    #[error("Поле {0} стоит в имени владельца дважды. Оставьте одно.")]
    RepeatedAttribute(name::Attribute),
    #[error("В запросе слишком много полей или расширений. Создайте запрос заново.")]
    TooMany,
    #[error("Расширения в запросе не читаются или повторяются. Создайте запрос заново.")]
    Extensions,
}

impl RequestError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::NotDer => "not-der",
            Self::WrongVersion => "wrong-version",
            Self::UnsupportedAlgorithm => "unsupported-algorithm",
            Self::Key(_) => "key-not-accepted",
            Self::BadSignature => "bad-signature",
            Self::Subject(_) => "bad-subject",
            Self::MultiValuedRdn => "multi-valued-rdn",
            Self::RepeatedAttribute(_) => "repeated-attribute",
            Self::TooMany => "too-many",
            Self::Extensions => "bad-extensions",
        }
    }
}

/// `CertificationRequestInfo`; its ASN.1 stands at [`super::build_info`]. Some writers leave out empty attributes.
#[derive(Sequence)]
struct Info<'a> {
    version: u8,
    subject: AnyRef<'a>,
    public_key: AnyRef<'a>,
    #[asn1(optional = "true")]
    attributes: Option<AnyRef<'a>>,
}

/// ```text
/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET OF ANY }
/// ```
#[derive(Sequence)]
struct Attribute<'a> {
    oid: ObjectIdentifier,
    values: AnyRef<'a>,
}

impl CertificationRequest {
    /// Reads a request in PEM or DER and checks its signature: the proof that the sender holds the key.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.is_empty() {
            return Err(RequestError::Empty);
        }
        if bytes.len() > MAX_SIZE {
            return Err(RequestError::TooLarge);
        }
        let der = pem::decode(bytes, pem::REQUEST).map_err(|pem::NotPem| RequestError::NotDer)?;
        let request = Signed::from_der(&der).map_err(not_der)?;
        let info_der = request.tbs.to_der().map_err(not_der)?;
        check_version(request.tbs)?;
        let info: Info<'_> = Info::from_der(&info_der).map_err(not_der)?;

        let public_key = read_key(info.public_key, &request.algorithm)?;
        let signature = request.signature().map_err(not_der)?;
        public_key
            .verify(&info_der, signature)
            .map_err(|_| RequestError::BadSignature)?;

        let subject_der = info.subject.to_der().map_err(not_der)?;
        let subject = read_subject(&subject_der)?;
        let extensions = read_extensions(info.attributes)?;
        Ok(Self {
            der: der.as_ref().to_owned(),
            subject_der,
            subject,
            public_key,
            extensions,
        })
    }

    /// The request as DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The subject as the sender encoded it.
    pub fn subject_der(&self) -> &[u8] {
        &self.subject_der
    }

    /// What the sender calls himself. Never trusted: it is compared with the approved data.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    pub fn public_key(&self) -> &VerifyingKey {
        &self.public_key
    }

    /// The extensions of `extensionRequest`. Never copied into a certificate.
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }
}

/// Looked at before the rest, so that a later version is named as such and not as a broken first one.
fn check_version(info: AnyRef<'_>) -> Result<(), RequestError> {
    let (version, _) = AnyRef::from_der_partial(info.value()).map_err(not_der)?;
    match version.decode_as::<u8>() {
        Ok(0) => Ok(()),
        Ok(_) => Err(RequestError::WrongVersion),
        Err(_) => Err(RequestError::NotDer),
    }
}

fn read_key(key: AnyRef<'_>, signature: &AlgorithmIdentifierRef<'_>) -> Result<VerifyingKey, RequestError> {
    let (algorithm, _) = AlgorithmIdentifierRef::from_der_partial(key.value()).map_err(not_der)?;
    // Some writers put NULL where RFC 9215 leaves the parameters out.
    let no_parameters = signature.parameters.is_none_or(|parameters| parameters.is_null());
    let fits = match signature.oid {
        oid::SIGNATURE_256 => algorithm.oid == oid::KEY_256,
        oid::SIGNATURE_512 => algorithm.oid == oid::KEY_512,
        _ => false,
    };
    if !(fits && no_parameters) {
        return Err(RequestError::UnsupportedAlgorithm);
    }
    let key = key.to_der().map_err(not_der)?;
    VerifyingKey::from_spki_der(&key).map_err(RequestError::Key)
}

fn read_subject(der: &[u8]) -> Result<DistinguishedName, RequestError> {
    let subject = DistinguishedName::from_der(der).map_err(RequestError::Subject)?;
    if subject.has_multi_valued_rdn() {
        return Err(RequestError::MultiValuedRdn);
    }
    match subject.repeated_attribute() {
        Some(attribute) => Err(RequestError::RepeatedAttribute(attribute)),
        None => Ok(subject),
    }
}

/// The attributes are read in any order: writers that do not sort a SET OF are many, and nothing is encoded again.
fn read_extensions(attributes: Option<AnyRef<'_>>) -> Result<Vec<Extension>, RequestError> {
    let Some(attributes) = attributes else {
        return Ok(Vec::new());
    };
    attributes
        .tag()
        .assert_eq(ATTRIBUTES)
        .map_err(|_| RequestError::NotDer)?;
    let mut requested = None;
    let mut rest = attributes.value();
    for _ in 0..=MAX_ATTRIBUTES {
        if rest.is_empty() {
            return requested.map_or(Ok(Vec::new()), checked_extensions);
        }
        let (attribute, tail) = Attribute::from_der_partial(rest).map_err(not_der)?;
        rest = tail;
        if [oid::EXTENSION_REQUEST, oid::EXTENSION_REQUEST_OF_WINDOWS].contains(&attribute.oid) {
            // A second one would leave open which of them was meant.
            if requested.is_some() || attribute.values.tag() != Tag::Set {
                return Err(RequestError::Extensions);
            }
            requested = Some(Vec::from_der(attribute.values.value()).map_err(|_| RequestError::Extensions)?);
        }
    }
    Err(RequestError::TooMany)
}

fn checked_extensions(extensions: Vec<Extension>) -> Result<Vec<Extension>, RequestError> {
    if extensions.len() > MAX_EXTENSIONS {
        return Err(RequestError::TooMany);
    }
    match extension::repeated(&extensions) {
        Some(_) => Err(RequestError::Extensions),
        None => Ok(extensions),
    }
}

fn not_der(_: der::Error) -> RequestError {
    RequestError::NotDer
}
