//! An authority of one's own behind the real binary, and OpenSSL in the part of its client.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools::openssl;

/// CryptoPro-A and XchA name the same numbers (RFC 4357 §11.4); both identifiers have this length.
const CRYPTO_PRO_A: [u8; 9] = [0x06, 0x07, 0x2a, 0x85, 0x03, 0x02, 0x02, 0x23, 0x01];
const CRYPTO_PRO_XCH_A: [u8; 9] = [0x06, 0x07, 0x2a, 0x85, 0x03, 0x02, 0x02, 0x24, 0x00];

pub(crate) struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// `zaver init` in an empty folder.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop-issue").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        let authority = Self { folder };
        authority.zaver(&["init", "--yes"]).expect("init succeeds");
        authority
    }

    /// Where the client keeps its files.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// `zaver issue`; the code of the refusal when there is one.
    pub(crate) fn issue(&self, request: &str, out: &str) -> Result<(), String> {
        let (request, out) = (self.path(request), self.path(out));
        let refusal = match self.zaver(&["issue", "--profile", "system", "--csr", &request, "--out", &out]) {
            Ok(()) => return Ok(()),
            Err(said) => said,
        };
        assert!(!Path::new(&out).exists(), "a refusal leaves no certificate");
        let code = refusal
            .lines()
            .find_map(|line| line.strip_prefix("refused[")?.split(']').next());
        Err(code.unwrap_or_else(|| panic!("not a refusal: {refusal}")).to_owned())
    }

    /// `zaver export`, and its files under the names that the verifiers are given; the lists in PEM.
    pub(crate) fn export(&self) {
        self.zaver(&["export", "--out", &self.path("export")])
            .expect("export succeeds");
        for name in ["root", "issuing"] {
            fs::copy(
                self.folder.join(format!("export/ca/{name}.pem")),
                self.folder.join(format!("{name}.pem")),
            )
            .expect("the certificate is exported");
            let list = format!("export/crl/{name}.crl");
            openssl(
                &self.folder,
                &["crl", "-inform", "DER", "-in", &list, "-out", &format!("{name}.crl")],
            );
        }
        let certificate = |name: &str| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        self.write(
            "chain.pem",
            (certificate("user.pem") + &certificate("issuing.pem")).as_bytes(),
        );
    }

    /// A new key of OpenSSL.
    pub(crate) fn key(&self, name: &str, algorithm: &str, set: &str) {
        let set = format!("paramset:{set}");
        openssl(
            &self.folder,
            &["genpkey", "-algorithm", algorithm, "-pkeyopt", &set, "-out", name],
        );
    }

    /// The same key with its curve under another identifier.
    pub(crate) fn rename_curve(&self, key: &str, renamed: &str) {
        openssl(
            &self.folder,
            &["pkey", "-in", key, "-outform", "DER", "-out", "key.der"],
        );
        let mut der = fs::read(self.folder.join("key.der")).expect("the key is there");
        let at = der.windows(CRYPTO_PRO_A.len()).position(|part| part == CRYPTO_PRO_A);
        let at = at.expect("the key names its curve");
        der[at..at + CRYPTO_PRO_XCH_A.len()].copy_from_slice(&CRYPTO_PRO_XCH_A);
        self.write("key.der", &der);
        openssl(
            &self.folder,
            &["pkey", "-inform", "DER", "-in", "key.der", "-out", renamed],
        );
    }

    /// A request of OpenSSL, PEM.
    pub(crate) fn request(&self, name: &str, key: &str, subject: &str) {
        openssl(
            &self.folder,
            &["req", "-new", "-utf8", "-key", key, "-subj", subject, "-out", name],
        );
    }

    pub(crate) fn der(&self, request: &str) -> Vec<u8> {
        openssl(&self.folder, &["req", "-in", request, "-outform", "DER", "-out", "der"]);
        fs::read(self.folder.join("der")).expect("the request is there")
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.folder.join(name), content).expect("the file can be written");
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    /// Runs the binary; what it said when it did not succeed.
    fn zaver(&self, arguments: &[&str]) -> Result<(), String> {
        let mut zaver = Command::new(env!("CARGO_BIN_EXE_zaver"));
        let output = zaver
            .arg("--data")
            .arg(self.folder.join("data"))
            .args(arguments)
            .output()
            .expect("zaver runs");
        if output.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}
