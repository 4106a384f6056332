//! Signed documents and time stamps, ours in OpenSSL and theirs in ours.

use std::{fs, path::Path};

use pki::{
    certificate::Certificate,
    cms::{SignedAttributes, SignedData},
    digest::DigestAlgorithm,
    oid,
    tsp::{
        Imprint, TimeStampRequest, TimeStampResponse, TimeStampToken, add_signature_stamp, granted, signature_imprint,
        verify_signature_stamps,
    },
};

use crate::{
    kit::{signed, stamping::Stamper},
    openssl::{SETS, folder_with_engine, openssl},
    tool::{accept, authority, refuse, write},
};

const LETTER: &str = "Документ для подписи\n";

#[test]
fn openssl_accepts_our_documents_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-documents-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        fs::write(folder.join("letter.txt"), LETTER).unwrap();
        fs::write(folder.join("other.txt"), "Другой документ\n").unwrap();
        fs::write(
            folder.join("attached.p7s"),
            signed(&mut authority, LETTER.as_bytes(), Some(LETTER.as_bytes())),
        )
        .unwrap();
        fs::write(
            folder.join("detached.p7s"),
            signed(&mut authority, LETTER.as_bytes(), None),
        )
        .unwrap();
        let verify = |rest: &str| {
            let options = "cms -verify -cades -inform DER -CAfile root.pem -purpose any -binary -out said.txt";
            openssl(&folder, &format!("{options} {rest}"))
        };
        accept(&verify("-in attached.p7s"), "CAdES Verification successful");
        assert_eq!(fs::read_to_string(folder.join("said.txt")).unwrap(), LETTER);
        accept(
            &verify("-in detached.p7s -content letter.txt"),
            "CAdES Verification successful",
        );
        refuse(&verify("-in detached.p7s -content other.txt"), "Verification failure");
    }
}

#[test]
fn documents_of_openssl_hold_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-signs-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_key(&folder, "user.key", &authority.user_key);
        write_key(&folder, "issuing.key", &authority.issuing_key);
        fs::write(folder.join("letter.txt"), LETTER).unwrap();
        let function = format!("md_gost12_{}", set.size() * 8);
        let signer = "-signer user.pem -inkey user.key -certfile issuing.pem";
        for (options, signers, cades) in [
            (format!("{signer} -outform DER -nodetach"), 1, false),
            (format!("{signer} -outform DER"), 1, false),
            (format!("{signer} -outform PEM -nodetach -cades"), 1, true),
            (format!("{signer} -outform DER -nodetach -noattr"), 1, false),
            (format!("{signer} -outform DER -noattr"), 1, false),
            (format!("{signer} -outform DER -nodetach -keyid"), 1, false),
            // BER: indefinite lengths, content in pieces.
            (format!("{signer} -outform DER -nodetach -stream -cades"), 1, true),
            (
                "-signer user.pem -inkey user.key -signer issuing.pem -inkey issuing.key -outform DER -nodetach"
                    .to_owned(),
                2,
                false,
            ),
        ] {
            let made = openssl(
                &folder,
                &format!("cms -sign -in letter.txt -binary -md {function} -out theirs.p7s {options}"),
            );
            accept(&made, "");
            let document = SignedData::parse(&fs::read(folder.join("theirs.p7s")).unwrap()).unwrap();
            let results = document.verify_document(Some(LETTER.as_bytes()), &[]);
            assert_eq!(results.len(), signers, "{set:?} {options}");
            for result in results {
                let verified = result.unwrap_or_else(|refusal| panic!("{set:?} {options}: {refusal}"));
                assert_eq!(verified.names_certificate, cades, "{set:?} {options}");
            }
            let other = document.verify_document(Some(b"another"), &[]);
            assert!(other.iter().all(Result::is_err), "{set:?} {options}");
        }
    }
}

#[test]
fn documents_of_the_old_standard_hold_and_can_not_be_made() {
    let folder = folder_with_engine("openssl-documents-2001");
    fs::write(folder.join("letter.txt"), LETTER).unwrap();
    for set in ["A", "B", "C", "XA", "XB"] {
        for command in [
            &format!("genpkey -algorithm gost2001 -pkeyopt paramset:{set} -out old.key"),
            "req -x509 -new -md_gost94 -config openssl.cnf -extensions extensions -key old.key -days 1 -out old.pem",
        ] {
            accept(&openssl(&folder, command), "");
        }
        for options in ["-nodetach", "-nodetach -noattr", "-nodetach -stream"] {
            let sign = "cms -sign -in letter.txt -binary -md md_gost94 -signer old.pem -inkey old.key -outform DER";
            accept(&openssl(&folder, &format!("{sign} -out old.p7s {options}")), "");
            let mut bytes = fs::read(folder.join("old.p7s")).unwrap();
            let document = SignedData::parse(&bytes).unwrap();
            let results = document.verify_document(None, &[]);
            assert!(results[0].is_ok(), "{set} {options}: {results:?}");
            let at = bytes
                .windows(LETTER.len())
                .position(|part| part == LETTER.as_bytes())
                .unwrap();
            bytes[at] ^= 1;
            let changed = SignedData::parse(&bytes).unwrap();
            assert!(changed.verify_document(None, &[])[0].is_err(), "{set} {options}");
        }
        let old = Certificate::parse(&fs::read(folder.join("old.pem")).unwrap()).unwrap();
        assert!(SignedAttributes::new(oid::DATA, &[0; 32], None, &old).is_err());
    }
}

#[test]
fn openssl_accepts_our_stamps_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-stamps-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        let mut stamper = Stamper::of(&mut authority, true, &[oid::TIME_STAMPING]);
        fs::write(folder.join("letter.txt"), LETTER).unwrap();
        for (function, wanted) in [
            ("md_gost12_256", "-cert"),
            ("md_gost12_512", "-cert"),
            ("sha256", "-cert"),
            ("sha512", ""),
        ] {
            accept(
                &openssl(
                    &folder,
                    format!("ts -query -data letter.txt -{function} -out letter.tsq {wanted}").trim_end(),
                ),
                "",
            );
            let asked = TimeStampRequest::parse(&fs::read(folder.join("letter.tsq")).unwrap()).unwrap();
            assert_eq!(asked.imprint, Imprint::of(asked.imprint.algorithm(), LETTER.as_bytes()));
            fs::write(folder.join("letter.tsr"), granted(&stamper.stamp(&asked))).unwrap();
            fs::write(
                folder.join("chain.pem"),
                stamper.certificate.to_pem() + &authority.issuing.to_pem(),
            )
            .unwrap();
            let verify = "ts -verify -in letter.tsr -CAfile root.pem -untrusted chain.pem";
            accept(
                &openssl(&folder, &format!("{verify} -queryfile letter.tsq")),
                "Verification: OK",
            );
            fs::write(folder.join("other.txt"), "Другой документ\n").unwrap();
            refuse(
                &openssl(&folder, &format!("{verify} -data other.txt")),
                "Verification: FAILED",
            );
        }
    }
}

#[test]
fn stamps_of_openssl_hold_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-stamper-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        let stamper = Stamper::of(&mut authority, true, &[oid::TIME_STAMPING]);
        write_key(&folder, "stamper.key", &stamper.key);
        fs::write(folder.join("stamper.pem"), stamper.certificate.to_pem()).unwrap();
        let function = format!("md_gost12_{}", set.size() * 8);
        fs::write(folder.join("tsa.cnf"), STAMPER.replace("FUNCTION", &function)).unwrap();
        fs::write(folder.join("serial"), "01").unwrap();

        // A stamp on the signature of a document of ours: CAdES-T made of both hands.
        let document = SignedData::parse(&signed(&mut authority, LETTER.as_bytes(), Some(LETTER.as_bytes()))).unwrap();
        let asked = TimeStampRequest {
            imprint: signature_imprint(&document.signers()[0], DigestAlgorithm::of_key(set)),
            policy: None,
            nonce: Some(vec![0x5a; 8]),
            certificate_wanted: true,
        };
        fs::write(folder.join("ours.tsq"), asked.to_der()).unwrap();
        accept(
            &openssl(&folder, "ts -reply -config tsa.cnf -queryfile ours.tsq -out theirs.tsr"),
            "",
        );
        let answer = TimeStampResponse::parse(&fs::read(folder.join("theirs.tsr")).unwrap()).unwrap();
        let TimeStampResponse::Granted(token) = answer else {
            panic!("{answer:?}");
        };
        let read = TimeStampToken::parse(&token).unwrap();
        assert_eq!(
            read.verify_answer(&asked, &[]).as_ref(),
            Ok(&stamper.certificate),
            "{set:?}"
        );
        assert_eq!(read.info().accuracy.map(|accuracy| accuracy.seconds), Some(1));

        let stamped = SignedData::parse(&add_signature_stamp(&document, 0, &token, &[]).unwrap()).unwrap();
        let stamps = verify_signature_stamps(&stamped.signers()[0], &[]);
        assert!(matches!(stamps.as_slice(), [Ok(stamp)] if stamp.certificate == stamper.certificate));
        fs::write(folder.join("stamped.p7s"), stamped.to_der()).unwrap();
        let verify = "cms -verify -cades -inform DER -in stamped.p7s -CAfile root.pem -purpose any -out said.txt";
        accept(&openssl(&folder, verify), "CAdES Verification successful");

        // A refusal of theirs says why.
        let unknown = TimeStampRequest {
            policy: Some(oid::DATA),
            ..asked
        };
        fs::write(folder.join("ours.tsq"), unknown.to_der()).unwrap();
        openssl(&folder, "ts -reply -config tsa.cnf -queryfile ours.tsq -out theirs.tsr");
        let answer = TimeStampResponse::parse(&fs::read(folder.join("theirs.tsr")).unwrap()).unwrap();
        let TimeStampResponse::Refused { failure, .. } = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(failure, Some(pki::tsp::FailureInfo::UnacceptedPolicy));
    }
}

const STAMPER: &str = "
[tsa]
default_tsa = stamper
[stamper]
serial = serial
crypto_device = builtin
signer_cert = stamper.pem
signer_key = stamper.key
signer_digest = FUNCTION
default_policy = 1.2.643.100.113.1
digests = FUNCTION
accuracy = secs:1
ess_cert_id_alg = sha256
certs = stamper.pem
";

pub(crate) fn write_key(folder: &Path, name: &str, key: &gost::SigningKey) {
    fs::write(folder.join(name), pki::pem::encode("PRIVATE KEY", &key.to_pkcs8_der())).unwrap();
}
