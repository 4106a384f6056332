//! Opening the key files.

use zaver_authority::custody::{KeyFile, Passphrase, SignatureLog, SoftSigner};

use crate::house::*;

#[test]
fn wrong_passphrase_is_refused() {
    let folder = Folder::new("passphrase");
    let log = folder.0.join("log");
    let open = |passphrase| {
        keeper_with(&log, || NOW, passphrase, text("keys/issuing.p8"))
            .map(drop)
            .map_err(|e| e.code())
    };
    assert_eq!(open(ISSUING_PASSPHRASE), Ok(()));
    for wrong in [
        "",
        "издаёт каждый ден",
        "Издаёт каждый день",
        ROOT_PASSPHRASE,
        JOURNAL_PASSPHRASE,
    ] {
        assert_eq!(open(wrong), Err("custody-wrong-passphrase"), "{wrong}");
    }
}

#[test]
fn tampered_key_file_is_refused() {
    let folder = Folder::new("tampered");
    let pem = text("keys/issuing.p8");
    let lines: Vec<&str> = pem.lines().collect();
    let cut = [&lines[..2], &lines[lines.len() - 1..]].concat().join("\n");
    let flipped = |line: usize, at: usize| {
        let mut bytes = pem.as_bytes().to_vec();
        let place = pem.match_indices('\n').nth(line).unwrap().0 + 1 + at;
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        String::from_utf8(bytes).unwrap()
    };
    let mut tampered = vec![String::new(), "noise".to_owned(), cut];
    tampered.extend((0..lines.len() - 2).map(|line| flipped(line, 9)));
    for file in tampered {
        let code = keeper_with(&folder.0.join("log"), || NOW, ISSUING_PASSPHRASE, &file)
            .unwrap_err()
            .code();
        // Some changed bytes still decrypt to a key, which is then not that of the certificate.
        let refusals = ["custody-key-file", "custody-wrong-passphrase", "custody-other-key"];
        assert!(refusals.contains(&code), "{code}: {file}");
    }
}

#[test]
fn key_of_another_certificate_is_refused() {
    let folder = Folder::new("other-key");
    let log = folder.0.join("log");
    let code = keeper_with(&log, || NOW, JOURNAL_PASSPHRASE, text("keys/journal.p8"))
        .unwrap_err()
        .code();
    assert_eq!(code, "custody-other-key");
}

#[test]
fn root_key_is_not_opened_even_with_its_passphrase() {
    let root = (file("ca/root.pem"), text("root/root.p8"), ROOT_PASSPHRASE);
    let issuing = (file("ca/issuing.pem"), text("keys/issuing.p8"), ISSUING_PASSPHRASE);
    let journal = (file("ca/journal.pem"), text("keys/journal.p8"), JOURNAL_PASSPHRASE);
    assert_eq!(open(root, journal), "custody-root");
    assert_eq!(open(issuing, root), "custody-root");
    // A certificate of the right shape does not help: the key file is another one.
    assert_eq!(open((issuing.0, root.1, root.2), journal), "custody-other-key");
    assert_eq!(open(journal, journal), "custody-wrong-certificate");
    assert_eq!(open(issuing, issuing), "custody-wrong-certificate");
    assert_eq!(
        open((b"noise", issuing.1, issuing.2), journal),
        "custody-wrong-certificate"
    );
}

fn open(issuing: (&[u8], &str, &str), journal: (&[u8], &str, &str)) -> &'static str {
    let folder = Folder::new("open");
    let passphrases = [Passphrase::new(issuing.2), Passphrase::new(journal.2)];
    SoftSigner::open(
        &KeyFile {
            certificate: issuing.0,
            key: issuing.1,
            passphrase: &passphrases[0],
        },
        &KeyFile {
            certificate: journal.0,
            key: journal.1,
            passphrase: &passphrases[1],
        },
        SignatureLog::open(&folder.0.join("log")).unwrap(),
        || NOW,
        rng(2),
    )
    .unwrap_err()
    .code()
}
