//! NIST PKITS against `pki::path`: `pkits DATA REPORT`. `cargo xtask test --only pkits` brings the data.

mod table;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use pki::{
    certificate::Certificate,
    crl::RevocationList,
    path::{Evidence, Refusal, Settings, find},
};
use table::Test;

/// The certificates hold until 2030: a moment that does not run on.
const TIME: i64 = 1_767_225_600;

struct Data {
    folder: PathBuf,
    anchors: Vec<Certificate>,
    certificates: Vec<Certificate>,
    lists: Vec<RevocationList>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [data, report] = arguments.as_slice() else {
        eprintln!("pkits DATA REPORT: `cargo xtask test --only pkits` runs it");
        return ExitCode::FAILURE;
    };
    let data = Data::read(Path::new(data));
    let differences = table::differences();
    let (mut lines, mut failed) = (Vec::new(), 0);
    let tests = table::tests();
    for test in &tests {
        let got = data.got(test);
        let expected = test.expected();
        let listed = differences.contains(&test.id);
        if listed == (expected == got) {
            failed += 1;
            println!(
                "{}: expected {expected}, got {got}, listed as different: {listed}",
                test.id
            );
        }
        lines.push(serde_json::json!({ "id": test.id, "expected": expected, "got": got }));
    }
    let text = serde_json::to_string_pretty(&lines).expect("plain values can be written");
    fs::write(report, text + "\n").expect("the report can be written");
    println!("test result: {} passed; {failed} failed;", tests.len() - failed);
    ExitCode::from(u8::from(failed > 0))
}

impl Data {
    fn read(folder: &Path) -> Self {
        let anchor = fs::read(folder.join("certs/TrustAnchorRootCertificate.crt")).expect("the anchor is there");
        Self {
            folder: folder.to_owned(),
            anchors: vec![read_certificate(&anchor)],
            certificates: all(&folder.join("certs"), read_certificate),
            lists: all(&folder.join("crls"), read_list),
        }
    }

    /// `valid`, `invalid`, or `valid` with the policies that the text does not name.
    fn got(&self, test: &Test) -> String {
        match self.check(test) {
            Ok(policies) if test.set.as_ref().is_none_or(|set| *set == policies) => "valid".into(),
            Ok(policies) => format!("valid with the policies {policies}"),
            Err(refusal) => {
                if test.is_valid {
                    println!("{}: {} at {}", test.id, refusal.cause.code(), refusal.distance);
                }
                "invalid".into()
            }
        }
    }

    fn check(&self, test: &Test) -> Result<String, Refusal> {
        let file = self.folder.join("certs").join(test.file).with_extension("crt");
        let target = read_certificate(&fs::read(file).expect("the certificate of the test is there"));
        let settings = Settings {
            policies: test.policies.clone(),
            require_explicit_policy: test.explicit,
            inhibit_policy_mapping: test.inhibit_mapping,
            inhibit_any_policy: test.inhibit_any,
            ..Settings::at(TIME)
        };
        let evidence = Evidence {
            certificates: &self.certificates,
            lists: &self.lists,
            answers: &[],
        };
        find(&target, &self.anchors, &evidence, &settings).map(|path| table::set_of(&path.policies))
    }
}

fn read_certificate(bytes: &[u8]) -> Certificate {
    Certificate::read(bytes).expect("every certificate can be read").value
}

fn read_list(bytes: &[u8]) -> RevocationList {
    RevocationList::read(bytes).expect("every list can be read").value
}

fn all<T>(folder: &Path, read: impl Fn(&[u8]) -> T) -> Vec<T> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    paths.sort();
    let one = |path| read(&fs::read(path).expect("the file can be read"));
    paths.iter().map(one).collect()
}
