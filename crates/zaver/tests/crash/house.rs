//! A data folder behind the real binary, clients with new keys, and what they were promised.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::certificate::CertificateState;
use gost::{ParameterSet, SigningKey, signature_oid};
use pki::name::{Attribute, DistinguishedName};
use pki::{pem, request};
use rand::SeedableRng;
use rand::rngs::StdRng;
use storage::{Db, Location, certificates};

pub(crate) struct House {
    folder: PathBuf,
    rng: StdRng,
    /// DER of every certificate that a client has in its hands.
    promised: BTreeSet<Vec<u8>>,
}

impl House {
    /// `zaver init` in an empty folder.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crash").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        let house = Self {
            folder,
            rng: StdRng::seed_from_u64(1),
            promised: BTreeSet::new(),
        };
        assert!(house.zaver(&["init", "--yes"]).status().expect("zaver runs").success());
        house
    }

    /// A client with a new key, about to ask for a certificate.
    pub(crate) fn issue(&mut self) -> Command {
        let request = self.request();
        fs::write(self.folder.join("request.der"), request).expect("the request can be written");
        if self.answer().exists() {
            fs::remove_file(self.answer()).expect("the last answer can be removed");
        }
        let (csr, out) = (self.folder.join("request.der"), self.answer());
        self.zaver(&[
            "issue",
            "--profile",
            "system",
            "--csr",
            &csr.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ])
    }

    /// A PKCS#10 for a new key, DER.
    pub(crate) fn request(&mut self) -> Vec<u8> {
        let subject = DistinguishedName::new([(Attribute::CommonName, "Шлюз обмена")]).expect("the name is short");
        let key = SigningKey::generate(ParameterSet::CryptoProA, &mut self.rng);
        let info = request::build_info(&subject.to_der(), &key.verifying_key().to_spki_der(), &[]);
        let signature = key.sign(&info, &mut self.rng);
        request::assemble(&info, signature_oid(ParameterSet::CryptoProA), &signature)
    }

    /// A client that is not disturbed gets its certificate.
    pub(crate) fn issue_and_keep(&mut self) {
        let succeeded = self.issue().status().expect("zaver runs").success();
        assert!(succeeded, "after a crash the next request is granted");
        self.keep_if_promised(succeeded);
    }

    /// Success is a promise: the certificate is there and stays.
    pub(crate) fn keep_if_promised(&mut self, succeeded: bool) {
        if succeeded {
            let answer = fs::read(self.answer()).expect("success leaves a certificate");
            let der = pem::decode(&answer, pem::CERTIFICATE)
                .expect("the certificate is PEM")
                .into_owned();
            assert!(self.promised.insert(der), "the same certificate was given twice");
        }
    }

    /// The binary starts again on what is left; then the books are read.
    pub(crate) async fn check(&self) {
        let verified = self.zaver(&["journal", "verify"]).status().expect("zaver runs");
        assert!(verified.success(), "the journal does not verify");
        let counted = self.zaver(&["crl"]).status().expect("zaver runs");
        assert!(counted.success(), "the next start does not finish what was begun");

        let db = Db::open(&Location::File(self.folder.join("data/zaver.db")))
            .await
            .expect("the database opens");
        let mut serials = BTreeSet::new();
        let mut stored = BTreeSet::new();
        for certificate in certificates::in_state(&db, CertificateState::Valid)
            .await
            .expect("certificates are read")
        {
            assert!(
                serials.insert(certificate.serial.clone()),
                "a serial number twice: {}",
                certificate.serial
            );
            let der = storage::blob(&db, certificate.id, "certificate")
                .await
                .expect("bytes are read");
            stored.insert(der.expect("a valid certificate has its bytes"));
        }
        let begun = certificates::in_state(&db, CertificateState::Issuing)
            .await
            .expect("certificates are read");
        assert!(
            begun.is_empty(),
            "{} certificates are neither issued nor void",
            begun.len()
        );
        assert!(self.promised.is_subset(&stored), "a promised certificate is lost");
        db.close().await;
    }

    fn answer(&self) -> PathBuf {
        self.folder.join("answer.pem")
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    pub(crate) fn zaver(&self, arguments: &[&str]) -> Command {
        let mut zaver = Command::new(env!("CARGO_BIN_EXE_zaver"));
        zaver.arg("--data").arg(self.data()).args(arguments);
        zaver.stdin(Stdio::null()).stdout(Stdio::null());
        zaver
    }
}
