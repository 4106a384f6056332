//! Signed documents and time stamps, ours in Bouncy Castle and theirs in ours.

use std::fs;

use gost::ParameterSet::{CryptoProA, CryptoProB, CryptoProC};
use pki::{
    cms::SignedData,
    digest::DigestAlgorithm,
    oid,
    tsp::{Imprint, TimeStampRequest},
};

use crate::{
    bouncycastle::java,
    kit::{signed, stamping::Stamper},
    tool::{accept, authority, folder, write},
};

const LETTER: &[u8] = "Документ для подписи\n".as_bytes();

#[test]
fn bouncy_castle_and_we_accept_each_others_documents() {
    for set in [CryptoProA, CryptoProB, CryptoProC] {
        let folder = folder(&format!("bouncycastle-documents-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        let mut stamper = Stamper::of(&mut authority, true, &[oid::TIME_STAMPING]);
        let stamp = stamper.stamp(&TimeStampRequest {
            imprint: Imprint::of(DigestAlgorithm::Streebog256, LETTER),
            policy: None,
            nonce: None,
            certificate_wanted: true,
        });
        for (name, content) in [
            ("letter.txt", LETTER.to_vec()),
            ("user.p8", authority.user_key.to_pkcs8_der().to_vec()),
            ("stamper.pem", stamper.certificate.to_pem().into_bytes()),
            ("attached.p7s", signed(&mut authority, LETTER, Some(LETTER))),
            ("detached.p7s", signed(&mut authority, LETTER, None)),
            ("stamp.tst", stamp),
        ] {
            fs::write(folder.join(name), content).unwrap();
        }
        let said = java(&folder, "DocumentCheck", &[]);
        for line in ["attached: OK", "detached: OK", "other document: refused", "stamp: OK"] {
            accept(&said, line);
        }
        for file in ["theirs-attached.p7s", "theirs-detached.p7s"] {
            let document = SignedData::parse(&fs::read(folder.join(file)).unwrap()).unwrap();
            let results = document.verify_document(Some(LETTER), &[]);
            let verified = results[0]
                .as_ref()
                .unwrap_or_else(|refusal| panic!("{set:?} {file}: {refusal}"));
            assert_eq!(verified.certificate, authority.user);
        }
    }
}
