//! Running `openssl` with the GOST engine under a configuration of our own.

#![allow(dead_code, reason = "every test file uses its own part of the helpers")]

pub(crate) mod batch;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use zaver_gost::ParameterSet;

/// A temporary folder with the configuration and the files of one test.
pub(crate) struct OpenSsl {
    folder: PathBuf,
}

impl OpenSsl {
    /// # Panics
    /// With the name of the Debian package when OpenSSL or its engine is missing.
    pub(crate) fn with_engine() -> Self {
        static FOLDERS: AtomicU32 = AtomicU32::new(0);
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("zaver-gost-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let openssl = Self { folder };
        let configuration = format!(
            "openssl_conf = init\n\
             [init]\nengines = engines\n\
             [engines]\ngost = gost\n\
             [gost]\nengine_id = gost\ndynamic_path = {}\ndefault_algorithms = ALL\n",
            engine_path().unwrap_or_else(missing)
        );
        openssl.write("openssl.cnf", configuration.as_bytes());
        openssl
    }

    /// A new private key, PKCS#8 DER; `name` is the engine's name of the parameter set.
    pub(crate) fn generate(&self, set: ParameterSet, name: &str) -> Vec<u8> {
        let algorithm = if set.size() == 32 {
            "gost2012_256"
        } else {
            "gost2012_512"
        };
        self.generate_by(algorithm, name)
    }

    /// A new private key of the old standard.
    pub(crate) fn generate_2001(&self, name: &str) -> Vec<u8> {
        self.generate_by("gost2001", name)
    }

    fn generate_by(&self, algorithm: &str, name: &str) -> Vec<u8> {
        let parameters = format!("paramset:{name}");
        self.output(&[
            "genpkey",
            "-algorithm",
            algorithm,
            "-pkeyopt",
            &parameters,
            "-outform",
            "DER",
        ])
    }

    /// The `SubjectPublicKeyInfo` of a private key.
    pub(crate) fn public_key(&self, pkcs8: &[u8]) -> Vec<u8> {
        let key = self.write("key.der", pkcs8);
        self.output(&["pkey", "-inform", "DER", "-in", &key, "-pubout", "-outform", "DER"])
    }

    pub(crate) fn sign(&self, digest: &str, pkcs8: &[u8], message: &[u8]) -> Vec<u8> {
        let key = self.write("key.der", pkcs8);
        let message = self.write("message", message);
        self.output(&["dgst", digest, "-keyform", "DER", "-sign", &key, &message])
    }

    pub(crate) fn verify(&self, digest: &str, spki: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let key = self.write("public.der", spki);
        let message = self.write("message", message);
        let signature = self.write("signature", signature);
        let arguments = [
            "dgst",
            digest,
            "-keyform",
            "DER",
            "-verify",
            &key,
            "-signature",
            &signature,
            &message,
        ];
        let output = self.run(&arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        match (output.status.success(), said.trim()) {
            (true, "Verified OK") => true,
            (false, "Verification failure" | "Verification Failure") => false,
            _ => panic!(
                "openssl did not judge the signature: {}",
                String::from_utf8_lossy(&output.stderr)
            ),
        }
    }

    /// The plain PKCS#8 inside an encrypted PEM file, or `None` when the password does not open it.
    pub(crate) fn decrypt_key(&self, pem: &[u8], password: &str) -> Option<Vec<u8>> {
        let key = self.write("key.pem", pem);
        let password = format!("pass:{password}");
        let output = self.run(&[
            "pkcs8", "-in", &key, "-passin", &password, "-outform", "DER", "-nocrypt", "-topk8",
        ]);
        output.status.success().then_some(output.stdout)
    }

    /// An encrypted PKCS#8 file, DER.
    pub(crate) fn encrypt_key(&self, pkcs8: &[u8], password: &str, cipher: &str, prf: &str) -> Vec<u8> {
        let key = self.write("key.der", pkcs8);
        let password = format!("pass:{password}");
        self.output(&[
            "pkcs8", "-topk8", "-inform", "DER", "-in", &key, "-outform", "DER", "-passout", &password, "-v2", cipher,
            "-v2prf", prf, "-iter", "2048",
        ])
    }

    /// `data` encrypted by ГОСТ 28147-89 in CFB with the S-box that the engine knows as `parameters`.
    pub(crate) fn encrypt_gost89(&self, parameters: &str, key: &[u8], iv: &[u8], data: &[u8]) -> Vec<u8> {
        let data = self.write("data", data);
        let arguments = ["enc", "-e", "-gost89", "-K", &hex(key), "-iv", &hex(iv), "-in", &data];
        let output = self.command(&arguments).env("CRYPT_PARAMS", parameters).output();
        output.unwrap_or_else(missing).stdout
    }

    /// The MAC under a key of text.
    pub(crate) fn mac(&self, algorithm: &str, key: &[u8], data: &[u8]) -> Vec<u8> {
        let data = self.write("data", data);
        let key = format!("key:{}", String::from_utf8_lossy(key));
        self.output(&["dgst", "-mac", algorithm, "-macopt", &key, "-binary", &data])
    }

    fn output(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap_or_else(missing)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("openssl");
        command
            .args(arguments)
            .env("OPENSSL_CONF", self.folder.join("openssl.cnf"));
        command
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.join(name);
        fs::write(&path, bytes).unwrap();
        path.into_os_string().into_string().unwrap()
    }
}

/// What GnuTLS's `certtool` says, with its input on the standard one; `None` when it refuses.
///
/// # Panics
/// With the name of the Debian package when it is missing.
pub(crate) fn certtool(arguments: &[&str], input: &str) -> Option<String> {
    let mut child = Command::new("certtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|_| panic!("GnuTLS is missing: install the Debian package gnutls-bin"));
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Drop for OpenSsl {
    fn drop(&mut self) {
        // A folder left behind in the temporary place is no reason to fail a test that passed.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The engine in the folder where this OpenSSL looks for engines.
fn engine_path() -> Result<String, String> {
    let output = Command::new("openssl")
        .args(["version", "-e"])
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let folder = said.split('"').nth(1).ok_or("openssl names no folder of engines")?;
    let path = format!("{folder}/gost.so");
    fs::metadata(&path).map(|_| path).map_err(|error| error.to_string())
}

fn missing<T>(_: impl std::fmt::Display) -> T {
    panic!("OpenSSL with its GOST engine is missing: install the Debian packages openssl and libengine-gost-openssl")
}
