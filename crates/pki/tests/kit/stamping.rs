//! A time-stamping authority for tests.

use const_oid::ObjectIdentifier;
use gost::SigningKey;
use pki::{
    certificate::{Certificate, Issuer},
    cms::SignerPart,
    extension::Extension,
    oid,
    tsp::{self, Accuracy, TimeStampRequest, TstInfo},
};
use rand::{SeedableRng, rngs::StdRng};

use super::{Authority, authority_name, sign, tbs_input};

pub(crate) struct Stamper {
    rng: StdRng,
    pub(crate) now: i64,
    pub(crate) key: SigningKey,
    pub(crate) certificate: Certificate,
    chain: Vec<Certificate>,
}

impl Stamper {
    /// Its certificate is issued by `authority` with this extKeyUsage.
    pub(crate) fn of(authority: &mut Authority, critical: bool, list: &[ObjectIdentifier]) -> Self {
        let key = SigningKey::generate(authority.set, &mut authority.rng);
        let issuer = Issuer::try_from(&authority.issuing).unwrap();
        let name = authority_name("Служба штампов времени");
        let mut input = tbs_input("issuing", authority.set, Some(&issuer), &name, &key, authority.now);
        let kept = [oid::SUBJECT_KEY_IDENTIFIER, oid::AUTHORITY_KEY_IDENTIFIER];
        input.extensions.retain(|extension| kept.contains(&extension.extn_id));
        input.extensions.push(purposes(critical, list));
        Self {
            certificate: sign(&input, &authority.issuing_key, &mut authority.rng),
            rng: StdRng::seed_from_u64(7),
            now: authority.now,
            key,
            chain: vec![authority.issuing.clone()],
        }
    }

    pub(crate) fn stamp(&mut self, request: &TimeStampRequest) -> Vec<u8> {
        let info = TstInfo {
            policy: request.policy.unwrap_or(oid::TST_INFO),
            imprint: request.imprint.clone(),
            serial: vec![0x41, 0x07],
            time: self.now,
            milliseconds: 250,
            accuracy: Some(Accuracy {
                seconds: 1,
                milliseconds: 0,
            }),
            ordering: false,
            nonce: request.nonce.clone(),
        };
        let info = info.to_der().unwrap();
        let attributes = tsp::to_sign(&info, self.now, &self.certificate).unwrap();
        let part = SignerPart {
            certificate: &self.certificate,
            attributes: &attributes,
            signature: &self.key.sign(attributes.to_be_signed(), &mut self.rng),
        };
        let chain: Vec<_> = [&self.certificate].into_iter().chain(&self.chain).collect();
        tsp::assemble_token(&info, &part, if request.certificate_wanted { &chain } else { &[] }).unwrap()
    }
}

/// extKeyUsage.
fn purposes(critical: bool, list: &[ObjectIdentifier]) -> Extension {
    use der::Encode;
    let value = list.to_vec().to_der().unwrap();
    Extension {
        extn_id: oid::EXTENDED_KEY_USAGE,
        critical,
        extn_value: der::asn1::OctetString::new(value).unwrap(),
    }
}
