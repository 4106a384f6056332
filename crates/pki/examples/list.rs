//! Builds, lints, signs and reads a list of a million entries; run it under `time -v`.

#![expect(clippy::unwrap_used, reason = "an example that measures stops at the first fault")]

use gost::{ParameterSet, SigningKey};
use pki::{
    SerialNumber,
    certificate::Issuer,
    crl::{Crl, CrlBuilder, CrlInput, Reason, RevokedEntry, assemble},
    lint::lint_crl,
    name::{Attribute, DistinguishedName},
};
use rand::{SeedableRng, rngs::StdRng};

const COUNT: u128 = 1_000_000;
const NOW: i64 = 1_795_428_000;

fn main() {
    let mut rng = StdRng::seed_from_u64(1);
    let key = SigningKey::generate(ParameterSet::CryptoProA, &mut rng);
    let name = DistinguishedName::new([(Attribute::CommonName, "УЦ")])
        .unwrap()
        .to_der();
    let issuer = Issuer {
        subject_der: name.clone(),
        issuer_der: name,
        serial: vec![1; 16],
        key_identifier: vec![1; 20],
        signature_algorithm: gost::signature_oid(ParameterSet::CryptoProA),
        not_after: i64::MAX,
    };
    let mut builder = CrlBuilder::new(&CrlInput::complete(&issuer, 1, NOW, NOW + 86_400), 1_000_000).unwrap();
    let step = (u128::MAX >> 2) / COUNT;
    for at in 0..COUNT {
        let serial = SerialNumber::from_random((at * step).to_be_bytes());
        let reason = if std::env::args().len() > 1 {
            Reason::KeyCompromise
        } else {
            Reason::Unspecified
        };
        builder
            .push(&RevokedEntry::new(serial.as_bytes(), NOW - 60, reason))
            .unwrap();
    }
    let tbs = builder.finish();
    assert_eq!(lint_crl(&tbs), []);
    let signature = key.sign(&tbs, &mut rng);
    let list = Crl::from_der(assemble(tbs, &signature).unwrap()).unwrap();
    list.verify(&key.verifying_key()).unwrap();
    println!("{} entries, {} bytes", list.count(), list.der().len());
}
