//! The reader for certificates of any maker and age: what can be understood is read, what is odd is said.

use alloc::{borrow::ToOwned, vec::Vec};

use const_oid::ObjectIdentifier;
use der::asn1::OctetString;
use x509_cert::ext::Extension;

use super::{Certificate, CertificateError, parse::MAX_SIZE};
use crate::{
    ber,
    key::{KeyFault, PublicKey, as_oid},
    lenient::{Oddities, Oddity, Reading, Value, Values, instant, shortest_integer, tag},
    name::lint_foreign,
    pem,
};

/// More extensions than any real certificate has.
const MAX_EXTENSIONS: usize = 64;
/// Stands for an identifier that cannot be read: nobody knows the extension, so a critical one is refused.
const UNREADABLE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.39");

impl Certificate {
    /// Reads a certificate in PEM, DER or BER, however it breaks the standard.
    ///
    /// # Errors
    /// [`CertificateError::NotDer`] when it is none, [`CertificateError::TooLarge`].
    pub fn read(bytes: &[u8]) -> Result<Reading<Self>, CertificateError> {
        if bytes.len() > MAX_SIZE {
            return Err(CertificateError::TooLarge);
        }
        let der = pem::decode(bytes, pem::CERTIFICATE).map_err(|pem::NotPem| CertificateError::NotDer)?;
        read(&der).ok_or(CertificateError::NotDer)
    }
}

fn read(der: &[u8]) -> Option<Reading<Certificate>> {
    let mut oddities = Oddities::default();
    let value = match Values(der).any() {
        Some(outer) => {
            oddities.add_if(outer.whole.len() < der.len(), Oddity::Trailing);
            certificate(outer, &mut oddities)?
        }
        None => {
            oddities.add_if(true, Oddity::Indefinite);
            let definite = ber::to_der(der).ok()?;
            certificate(Values(&definite).any()?, &mut oddities)?
        }
    };
    let remarks = oddities.0;
    Some(Reading { value, remarks })
}

fn certificate(outer: Value<'_>, oddities: &mut Oddities) -> Option<Certificate> {
    oddities.add_if(!outer.shortest, Oddity::Length);
    let mut parts = Values::of(outer.whole, tag::SEQUENCE)?;
    let tbs = parts.take(tag::SEQUENCE)?;
    let algorithm = parts.take(tag::SEQUENCE)?;
    let signature = parts.take(tag::BIT_STRING)?;
    oddities.add_if(!parts.is_empty(), Oddity::Trailing);
    let (unused, signature) = signature.content.split_first()?;
    oddities.add_if(*unused != 0, Oddity::SignatureForm);

    let mut fields = Values(tbs.content);
    let version = fields.take(tag::constructed(0));
    let serial = serial(fields.take(tag::INTEGER)?, oddities);
    let inner = fields.take(tag::SEQUENCE)?;
    oddities.add_if(inner.whole != algorithm.whole, Oddity::AlgorithmMismatch);
    let issuer = fields.take(tag::SEQUENCE)?;
    let (not_before, not_after) = validity(fields.take(tag::SEQUENCE)?, oddities)?;
    let subject = fields.take(tag::SEQUENCE)?;
    let key = fields.take(tag::SEQUENCE)?;
    let unique = [1, 2].map(|number| fields.take(tag::context(number)));
    oddities.add_if(unique.iter().any(Option::is_some), Oddity::UniqueIdentifier);
    let extensions = match fields.take(tag::constructed(3)) {
        Some(list) => extensions(list, oddities)?,
        None => Vec::new(),
    };
    oddities.add_if(!fields.is_empty(), Oddity::Trailing);

    let is_third = version.is_some_and(|version| version.content.ends_with(&[2]));
    oddities.add_if(is_third == extensions.is_empty(), Oddity::Version);
    oddities.add_if(issuer.content.is_empty(), Oddity::NameEmpty);
    lint_foreign(issuer.whole, oddities);
    lint_foreign(subject.whole, oddities);
    lint_key(key.whole, oddities);
    Some(Certificate {
        der: outer.whole.to_owned(),
        tbs: tbs.whole.to_owned(),
        signature_algorithm: as_oid(inner.content)?,
        algorithm_der: inner.whole.to_owned(),
        signature: signature.to_owned(),
        serial,
        issuer_der: issuer.whole.to_owned(),
        subject_der: subject.whole.to_owned(),
        not_before,
        not_after,
        public_key_der: key.whole.to_owned(),
        extensions,
    })
}

fn serial(value: Value<'_>, oddities: &mut Oddities) -> Vec<u8> {
    let serial = shortest_integer(value.content);
    oddities.add_if(serial.len() < value.content.len(), Oddity::SerialForm);
    let positive = serial.first().is_some_and(|first| *first < 0x80) && serial != [0];
    oddities.add_if(!positive, Oddity::SerialNotPositive);
    oddities.add_if(serial.len() > 20, Oddity::SerialLong);
    serial.to_owned()
}

fn validity(value: Value<'_>, oddities: &mut Oddities) -> Option<(i64, i64)> {
    let mut times = Values(value.content);
    let not_before = instant(times.any()?, oddities)?;
    let not_after = instant(times.any()?, oddities)?;
    oddities.add_if(not_after < not_before, Oddity::ValidityInverted);
    Some((not_before, not_after))
}

/// The extensions of a certificate or a list, under their explicit tag.
pub(crate) fn extensions(list: Value<'_>, oddities: &mut Oddities) -> Option<Vec<Extension>> {
    let all = Values::of(list.content, tag::SEQUENCE)?.all()?;
    if all.len() > MAX_EXTENSIONS {
        return None;
    }
    let mut read: Vec<Extension> = Vec::new();
    for one in all {
        let extension = extension(one, oddities)?;
        if read.iter().any(|known| known.extn_id == extension.extn_id) {
            oddities.add_at(Oddity::ExtensionRepeated, extension.extn_id);
        }
        read.push(extension);
    }
    Some(read)
}

fn extension(value: Value<'_>, oddities: &mut Oddities) -> Option<Extension> {
    let mut parts = Values::of(value.whole, tag::SEQUENCE)?;
    let name = parts.take(tag::OID)?;
    let critical = parts.take(tag::BOOLEAN);
    let content = parts.take(tag::OCTET_STRING)?;
    oddities.add_if(
        critical.is_some_and(|critical| critical.content != [0xff]),
        Oddity::CriticalForm,
    );
    let extn_id = as_oid(name.whole).unwrap_or_else(|| {
        oddities.add_at(Oddity::ExtensionUnreadable, "OID");
        UNREADABLE
    });
    Some(Extension {
        extn_id,
        critical: critical.is_some_and(|critical| critical.content.iter().any(|byte| *byte != 0)),
        extn_value: OctetString::new(content.content).ok()?,
    })
}

fn lint_key(key: &[u8], oddities: &mut Oddities) {
    match PublicKey::from_spki(key) {
        Ok(PublicKey::Gost2001(_)) => oddities.add_if(true, Oddity::KeyOld),
        Ok(PublicKey::Rsa(key)) => {
            oddities.add_if(key.size() < 2048, Oddity::KeyShort);
            oddities.add_if(key.exponent == [3], Oddity::KeyExponent);
        }
        Ok(_) => {}
        Err(KeyFault::Algorithm(algorithm)) => oddities.add_at(Oddity::KeyUnknown, algorithm),
        Err(_) => oddities.add_if(true, Oddity::KeyUnknown),
    }
}
