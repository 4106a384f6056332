//! CMS and time stamps.

use fuzzkit::KEY;
use gost::{
    gost89::SBox,
    gost3412::BlockCipher::{Kuznyechik, Magma},
};
use pki::{
    certificate::{Certificate, Issuer},
    cms::{
        SignedData,
        enveloped::{Cipher, Transport, seal},
    },
    digest::DigestAlgorithm,
    oid,
    tsp::{FailureInfo, Imprint, TimeStampRequest, add_signature_stamp, granted, refused, signature_imprint},
};

use crate::Seed;
use crate::kit::{Authority, sign, signed, stamping::Stamper, tbs_input, user_name};

const LETTER: &[u8] = "Уведомление о подключении".as_bytes();

pub(crate) fn seeds(authority: &mut Authority) -> Vec<Seed> {
    let mut stamper = Stamper::of(authority, true, &[oid::TIME_STAMPING]);
    let mut seeds = signatures(authority, &mut stamper);
    seeds.extend(stamps(&mut stamper));
    seeds.extend(envelopes(authority));
    seeds
}

fn request(imprint: Imprint) -> TimeStampRequest {
    TimeStampRequest {
        imprint,
        policy: Some(oid::TST_INFO),
        nonce: Some(vec![0x00, 0x9c, 0x01]),
        certificate_wanted: true,
    }
}

fn signatures(authority: &mut Authority, stamper: &mut Stamper) -> Vec<Seed> {
    let attached = signed(authority, LETTER, Some(LETTER));
    let detached = signed(authority, LETTER, None);
    let document = SignedData::parse(&attached).unwrap();
    let imprint = signature_imprint(&document.signers()[0], DigestAlgorithm::Streebog256);
    let token = stamper.stamp(&request(imprint));
    let stamped = add_signature_stamp(&document, 0, &token, &[]).unwrap();
    vec![
        ("signed_data", "stamped.der", stamped),
        ("signed_data", "attached.der", attached),
        ("signed_data", "detached.der", detached),
    ]
}

fn stamps(stamper: &mut Stamper) -> Vec<Seed> {
    let request = request(Imprint::of(DigestAlgorithm::Streebog256, LETTER));
    let token = stamper.stamp(&request);
    let content = SignedData::parse(&token).unwrap().content().unwrap().to_vec();
    vec![
        ("time_stamp", "request.der", request.to_der()),
        ("time_stamp", "granted.der", granted(&token)),
        ("time_stamp", "refused.der", refused(FailureInfo::BadAlgorithm, "MD5")),
        ("time_stamp", "info.der", content),
        ("time_stamp", "token.der", token),
    ]
}

fn envelopes(authority: &mut Authority) -> Vec<Seed> {
    let issuer = Issuer::try_from(&authority.issuing).unwrap();
    let input = tbs_input("user", authority.set, Some(&issuer), &user_name(), &KEY, authority.now);
    let reader = sign(&input, &authority.issuing_key, &mut authority.rng);
    let ways = [
        (
            "gost89.der",
            Cipher::Gost89(SBox::Tc26Z),
            Transport::Gost89(SBox::Tc26Z),
        ),
        ("acpkm.der", Cipher::Acpkm(Magma), Transport::Exported(Kuznyechik)),
        ("omac.der", Cipher::AcpkmOmac(Kuznyechik), Transport::Exported(Magma)),
    ];
    let mut sealed = |readers: &[&Certificate], cipher, transport| {
        seal(LETTER, readers, cipher, transport, &mut authority.rng).unwrap()
    };
    ways.map(|(name, cipher, transport)| ("enveloped_data", name, sealed(&[&reader], cipher, transport)))
        .to_vec()
}
