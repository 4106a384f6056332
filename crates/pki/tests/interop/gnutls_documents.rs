//! Signed documents, ours in GnuTLS and theirs in ours.

use std::fs;

use gost::ParameterSet::{CryptoProA, Tc26A512};
use pki::cms::SignedData;

use crate::{
    gnutls::certtool,
    kit::signed,
    tool::{accept, authority, folder, refuse, write},
};

const LETTER: &[u8] = "Документ для подписи\n".as_bytes();

#[test]
fn gnutls_accepts_our_documents() {
    for set in [CryptoProA, Tc26A512] {
        let folder = folder(&format!("gnutls-documents-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        fs::write(folder.join("letter.txt"), LETTER).unwrap();
        fs::write(folder.join("other.txt"), "Другой документ\n").unwrap();
        fs::write(
            folder.join("attached.p7s"),
            signed(&mut authority, LETTER, Some(LETTER)),
        )
        .unwrap();
        fs::write(folder.join("detached.p7s"), signed(&mut authority, LETTER, None)).unwrap();
        let verify = |rest: &str| {
            certtool(
                &folder,
                &format!("--p7-verify --inder --load-ca-certificate root.pem {rest}"),
            )
        };
        accept(&verify("--infile attached.p7s"), "Signature status: ok");
        accept(
            &verify("--infile detached.p7s --load-data letter.txt"),
            "Signature status: ok",
        );
        refuse(
            &verify("--infile detached.p7s --load-data other.txt"),
            "verification failed",
        );
    }
}

#[test]
fn documents_of_gnutls_hold() {
    for set in [CryptoProA, Tc26A512] {
        let folder = folder(&format!("gnutls-signs-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        fs::write(folder.join("letter.txt"), LETTER).unwrap();
        let key = pki::pem::encode("PRIVATE KEY", &authority.user_key.to_pkcs8_der());
        fs::write(folder.join("user.key"), key).unwrap();
        for kind in ["--p7-sign", "--p7-sign --p7-time", "--p7-detached-sign"] {
            let sign = "--load-certificate user.pem --load-privkey user.key --infile letter.txt --outfile theirs.p7s";
            accept(&certtool(&folder, &format!("{kind} {sign}")), "");
            let document = SignedData::parse(&fs::read(folder.join("theirs.p7s")).unwrap()).unwrap();
            let results = document.verify_document(Some(LETTER), &[]);
            let verified = results[0]
                .as_ref()
                .unwrap_or_else(|refusal| panic!("{set:?} {kind}: {refusal}"));
            assert_eq!(verified.certificate, authority.user);
            assert_eq!(verified.signing_time.is_some(), kind.contains("time"));
            assert!(document.verify_document(Some(b"another"), &[])[0].is_err());
        }
    }
}
