//! Encrypted documents, ours in OpenSSL and theirs in ours.

use std::fs;

use gost::{
    gost89::SBox,
    gost3412::BlockCipher::{Kuznyechik, Magma},
};
use pki::cms::enveloped::{Cipher, EnvelopedData, Originator, Transport, seal, seal_by_agreement};

use crate::{
    openssl::{SETS, folder_with_engine, openssl},
    openssl_documents::write_key,
    tool::{accept, authority, write},
};

/// What the engine calls each cipher.
const CIPHERS: [(&str, Cipher, Transport); 5] = [
    (
        "gost89",
        Cipher::Gost89(SBox::CryptoProA),
        Transport::Gost89(SBox::Tc26Z),
    ),
    (
        "kuznyechik-ctr-acpkm",
        Cipher::Acpkm(Kuznyechik),
        Transport::Exported(Kuznyechik),
    ),
    ("magma-ctr-acpkm", Cipher::Acpkm(Magma), Transport::Exported(Magma)),
    (
        "kuznyechik-ctr-acpkm-omac",
        Cipher::AcpkmOmac(Kuznyechik),
        Transport::Exported(Kuznyechik),
    ),
    (
        "magma-ctr-acpkm-omac",
        Cipher::AcpkmOmac(Magma),
        Transport::Exported(Magma),
    ),
];

/// For ГОСТ 28147-89 it goes beyond the 1024 bytes after which the key is meshed. For ACPKM it stays below: there the
/// engine begins a new section already, and the standard after 8 KB (Magma) and 256 KB (Kuznyechik).
fn letter(cipher: Cipher) -> Vec<u8> {
    let lines = if matches!(cipher, Cipher::Gost89(_)) { 100 } else { 20 };
    "Документ для получателя\n".repeat(lines).into_bytes()
}

#[test]
fn openssl_opens_our_envelopes_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-opens-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_key(&folder, "user.key", &authority.user_key);
        for (name, cipher, transport) in CIPHERS {
            let readers = [&authority.issuing, &authority.user];
            let sealed = seal(&letter(cipher), &readers, cipher, transport, &mut authority.rng).unwrap();
            fs::write(folder.join("letter.p7m"), sealed).unwrap();
            let open = "cms -decrypt -binary -inform DER -in letter.p7m -recip user.pem -inkey user.key -out said.txt";
            accept(&openssl(&folder, open), "");
            assert!(
                fs::read(folder.join("said.txt")).unwrap() == letter(cipher),
                "{set:?} {name}"
            );
        }
    }
}

#[test]
fn envelopes_of_openssl_open_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-seals-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        for (name, cipher, _) in CIPHERS {
            fs::write(folder.join("letter.txt"), letter(cipher)).unwrap();
            for options in ["", " -keyid", " -stream"] {
                let seal = format!("cms -encrypt -binary -{name} -in letter.txt -outform DER -out letter.p7m{options}");
                accept(
                    &openssl(&folder, &format!("{seal} -recip issuing.pem -recip user.pem")),
                    "",
                );
                let document = EnvelopedData::parse(&fs::read(folder.join("letter.p7m")).unwrap()).unwrap();
                // The engine chooses the S-box by the key.
                let same = |cipher| matches!(cipher, Cipher::Gost89(_));
                let found = document.content().cipher();
                assert!(
                    found == cipher || same(found) && same(cipher),
                    "{set:?} {name}: {found:?}"
                );
                assert_eq!(document.recipients().len(), 2);
                let opened = document.open(&authority.user, &authority.user_key, &[]);
                let opened = opened.unwrap_or_else(|refusal| panic!("{set:?} {name}{options}: {refusal}"));
                assert!(*opened == letter(cipher), "{set:?} {name}{options}");
            }
        }
    }
}

#[test]
fn openssl_opens_our_agreements_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-agrees-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_key(&folder, "user.key", &authority.user_key);
        for (cipher, export) in [
            (Cipher::Acpkm(Magma), Magma),
            (Cipher::AcpkmOmac(Kuznyechik), Kuznyechik),
        ] {
            let readers = [&authority.issuing, &authority.user];
            let rng = &mut authority.rng;
            let sealed = seal_by_agreement(&letter(cipher), &readers, cipher, export, Originator::Ephemeral, rng);
            fs::write(folder.join("letter.p7m"), sealed.unwrap()).unwrap();
            let open = "cms -decrypt -binary -inform DER -in letter.p7m -recip user.pem -inkey user.key -out said.txt";
            accept(&openssl(&folder, open), "");
            assert!(
                fs::read(folder.join("said.txt")).unwrap() == letter(cipher),
                "{set:?} {cipher:?}"
            );
        }
    }
}
