//! A house for tests: one ceremony with seeded randomness, shared by every test of a binary.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use gost::{ParameterSet, SigningKey};
use pki::name::{Attribute, DistinguishedName};
use pki::profile::Profile;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_authority::ceremony::{Outcome, Passphrases, Plan, hold};
use zaver_authority::custody::{
    CustodyError, Keeper, KeyFile, Passphrase, SignError, SignRequest, SignatureLog, Signed, SoftSigner,
};
use zaver_authority::issuing::IssuingCa;
use zaver_authority::settings::Settings;

/// 2026-11-23T10:00:00Z.
pub(crate) const NOW: i64 = 1_795_428_000;
pub(crate) const TFOMS: &str = "ТФОМС Северодольской области";
pub(crate) const ROOT_PASSPHRASE: &str = "корень хранят в сейфе";
pub(crate) const ISSUING_PASSPHRASE: &str = "издаёт каждый день";
pub(crate) const JOURNAL_PASSPHRASE: &str = "помнит каждую запись";

pub(crate) static OUTCOME: LazyLock<Outcome> =
    LazyLock::new(|| hold(&plan(), &passphrases(), NOW, &mut rng(1)).unwrap());

pub(crate) fn plan() -> Plan {
    Plan::default_for(TFOMS, "http://uc.tfoms29.example")
}

pub(crate) fn passphrases() -> Passphrases {
    Passphrases {
        root: Some(Passphrase::new(ROOT_PASSPHRASE)),
        issuing: Passphrase::new(ISSUING_PASSPHRASE),
        journal: Passphrase::new(JOURNAL_PASSPHRASE),
    }
}

pub(crate) fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

pub(crate) fn file(path: &str) -> &'static [u8] {
    &OUTCOME.files.iter().find(|file| file.path == path).unwrap().bytes
}

pub(crate) fn text(path: &str) -> &'static str {
    core::str::from_utf8(file(path)).unwrap()
}

pub(crate) fn ca() -> IssuingCa {
    IssuingCa::load(file("ca/issuing.pem")).unwrap()
}

/// DER of a certificate of the ceremony.
pub(crate) fn der(path: &str) -> Vec<u8> {
    pki::certificate::Certificate::parse(file(path)).unwrap().der().to_vec()
}

pub(crate) fn settings() -> Settings {
    plan().settings
}

pub(crate) fn system_profile() -> Profile {
    toml::from_str(include_str!("../../../../profiles/system.toml")).unwrap()
}

pub(crate) fn user_profile() -> Profile {
    toml::from_str(include_str!("../../../../profiles/user.toml")).unwrap()
}

pub(crate) fn system_name(common_name: &str) -> DistinguishedName {
    DistinguishedName::new([
        (Attribute::Country, "RU"),
        (Attribute::Organization, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::CommonName, common_name),
    ])
    .unwrap()
}

/// A key of somebody who asks for a certificate.
pub(crate) fn key(seed: u64) -> SigningKey {
    SigningKey::generate(ParameterSet::CryptoProA, &mut rng(seed))
}

/// A fresh folder that goes away with the value.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("zaver-authority-{}-{name}-{count}", std::process::id()));
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
pub(crate) fn keeper(folder: &Folder, now: i64) -> SoftSigner<StdRng> {
    keeper_with(
        &folder.0.join("signatures.log"),
        move || now,
        ISSUING_PASSPHRASE,
        text("keys/issuing.p8"),
    )
    .unwrap()
}

pub(crate) fn keeper_with(
    log: &std::path::Path,
    clock: impl Fn() -> i64 + Send + 'static,
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
        clock,
        rng(2),
    )
}

pub(crate) fn sign_one(keeper: &mut impl Keeper, request: SignRequest) -> Result<Signed, SignError> {
    keeper.sign(vec![request]).pop().unwrap()
}
