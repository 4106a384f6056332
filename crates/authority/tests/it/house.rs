//! A house for tests: one ceremony with seeded randomness, shared by every test of a binary.

use std::path::PathBuf;
use std::sync::LazyLock;

use gost::{ParameterSet, SigningKey};
use pki::name::{Attribute, DistinguishedName};
use pki::profile::Profile;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_authority::ceremony::{Outcome, Passphrases, Plan, hold};
use zaver_authority::custody::{
    CustodyError, Keeper, KeyFile, Passphrase, SignError, SignRequest, SignatureLog, Signed,
    SoftSigner,
};
use zaver_authority::issuing::IssuingCa;
use zaver_authority::settings::Settings;

/// 2026-11-23T10:00:00Z.
pub const NOW: i64 = 1_795_428_000;
pub const TFOMS: &str = "ТФОМС Северодольской области";
pub const ROOT_PASSPHRASE: &str = "корень хранят в сейфе";
pub const ISSUING_PASSPHRASE: &str = "издаёт каждый день";
pub const JOURNAL_PASSPHRASE: &str = "помнит каждую запись";

pub static OUTCOME: LazyLock<Outcome> =
    LazyLock::new(|| hold(&plan(), &passphrases(), NOW, &mut rng(1)).unwrap());

pub fn plan() -> Plan {
    Plan::default_for(TFOMS, "http://uc.tfoms29.example")
}

pub fn passphrases() -> Passphrases {
    Passphrases {
        root: Passphrase::new(ROOT_PASSPHRASE),
        issuing: Passphrase::new(ISSUING_PASSPHRASE),
        journal: Passphrase::new(JOURNAL_PASSPHRASE),
    }
}

pub fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

pub fn file(path: &str) -> &'static [u8] {
    &OUTCOME
        .files
        .iter()
        .find(|file| file.path == path)
        .unwrap()
        .bytes
}

pub fn text(path: &str) -> &'static str {
    core::str::from_utf8(file(path)).unwrap()
}

pub fn ca() -> IssuingCa {
    IssuingCa::load(file("ca/issuing.pem")).unwrap()
}

/// DER of a certificate of the ceremony.
pub fn der(path: &str) -> Vec<u8> {
    pki::certificate::Certificate::parse(file(path))
        .unwrap()
        .der()
        .to_vec()
}

pub fn settings() -> Settings {
    plan().settings
}

pub fn system_profile() -> Profile {
    toml::from_str(include_str!("../../../../profiles/system.toml")).unwrap()
}

pub fn user_profile() -> Profile {
    toml::from_str(include_str!("../../../../profiles/user.toml")).unwrap()
}

pub fn system_name(common_name: &str) -> DistinguishedName {
    DistinguishedName::new([
        (Attribute::Country, "RU"),
        (Attribute::Organization, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::CommonName, common_name),
    ])
    .unwrap()
}

/// A key of somebody who asks for a certificate.
pub fn key(seed: u64) -> SigningKey {
    SigningKey::generate(ParameterSet::CryptoProA, &mut rng(seed))
}

/// A fresh folder that goes away with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("zaver-authority-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A keeper with the keys of the ceremony, whose clock stands at `now`, logging into `folder`.
pub fn keeper(folder: &Folder, now: i64) -> SoftSigner<StdRng> {
    keeper_with(
        &folder.0.join("signatures.log"),
        now,
        ISSUING_PASSPHRASE,
        text("keys/issuing.p8"),
    )
    .unwrap()
}

pub fn keeper_with(
    log: &std::path::Path,
    now: i64,
    passphrase: &str,
    issuing: &str,
) -> Result<SoftSigner<StdRng>, CustodyError> {
    SoftSigner::open(
        &KeyFile {
            certificate: file("ca/issuing.pem"),
            key: issuing,
            passphrase: &Passphrase::new(passphrase),
        },
        &KeyFile {
            certificate: file("ca/journal.pem"),
            key: text("keys/journal.p8"),
            passphrase: &Passphrase::new(JOURNAL_PASSPHRASE),
        },
        SignatureLog::open(log).unwrap(),
        move || now,
        rng(2),
    )
}

pub fn sign_one(keeper: &mut impl Keeper, request: SignRequest) -> Result<Signed, SignError> {
    keeper.sign(vec![request]).pop().unwrap()
}
