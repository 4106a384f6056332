//! PKCS#12, ours in OpenSSL and GnuTLS and theirs in ours.

use std::{fs, path::Path};

use gost::{ParameterSet, gost89::SBox, pbes2::Gost89};
use pki::pkcs12::{Contents, DEFAULT_ITERATIONS, Pkcs12Error, open, seal};

use crate::{
    gnutls::certtool,
    kit::Authority,
    openssl::{SETS, folder_with_engine, openssl},
    openssl_documents::write_key,
    tool::{accept, authority, refuse, write},
};

const PASSWORD: &str = "Пароль-7";

/// The same key and certificates as a file of ours.
fn write_file(authority: &mut Authority, folder: &Path) {
    let contents = Contents {
        key: &authority.user_key,
        certificates: &[authority.user.der(), authority.issuing.der(), authority.root.der()],
        friendly_name: "Соколова М. А.",
    };
    let scheme = Gost89(SBox::Tc26Z);
    let file = seal(
        &scheme,
        &contents,
        PASSWORD.as_bytes(),
        DEFAULT_ITERATIONS,
        &mut authority.rng,
    )
    .unwrap();
    fs::write(folder.join("ours.p12"), file).unwrap();
}

/// Half a million rounds of Streebog a file: the two sets that both tools know.
const BOTH: [ParameterSet; 2] = [ParameterSet::CryptoProA, ParameterSet::Tc26A512];

#[test]
fn openssl_and_gnutls_open_our_file() {
    for set in BOTH {
        let folder = folder_with_engine(&format!("p12-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_file(&mut authority, &folder);
        check_openssl(&folder);
        check_gnutls(&folder);
    }
}

fn check_openssl(folder: &Path) {
    accept(
        &openssl(
            folder,
            &format!("pkcs12 -in ours.p12 -passin pass:{PASSWORD} -nodes -out said.pem"),
        ),
        "",
    );
    let said = fs::read_to_string(folder.join("said.pem")).unwrap();
    assert_eq!(said.matches("BEGIN CERTIFICATE").count(), 3);
    assert!(said.contains("friendlyName") && said.contains("localKeyID"), "{said}");
    // The key is the one that the certificate has.
    accept(&openssl(folder, "pkey -in said.pem -pubout -out key.pub"), "");
    accept(
        &openssl(folder, "x509 -in user.pem -noout -pubkey -out certificate.pub"),
        "",
    );
    assert_eq!(
        fs::read(folder.join("key.pub")).unwrap(),
        fs::read(folder.join("certificate.pub")).unwrap()
    );
    refuse(
        &openssl(folder, "pkcs12 -in ours.p12 -passin pass:another -nodes"),
        "Mac verify error",
    );
}

fn check_gnutls(folder: &Path) {
    let info = |password: &str| {
        certtool(
            folder,
            &format!("--p12-info --inder --infile ours.p12 --password {password}"),
        )
    };
    let said = info(PASSWORD);
    accept(&said, "Friendly name: Соколова М. А.");
    assert_eq!(said.1.matches("BEGIN CERTIFICATE").count(), 3, "{}", said.1);
    refuse(&info("another"), "The Message Authentication Code verification failed");
    // It prints the key as it stands in the file: opening is a step of its own.
    fs::write(folder.join("said.txt"), &said.1).unwrap();
    let open = |password: &str| {
        certtool(
            folder,
            &format!("--key-info --pkcs8 --infile said.txt --password {password}"),
        )
    };
    let (opened, said) = open(PASSWORD);
    assert!(opened, "{said}");
    refuse(&open("another"), "Decryption has failed");
}

#[test]
fn files_of_openssl_open_on_every_set() {
    for set in SETS {
        let folder = folder_with_engine(&format!("openssl-writes-p12-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_key(&folder, "user.key", &authority.user_key);
        for options in [
            "-keypbe gost89 -certpbe gost89 -macalg md_gost12_512",
            "-keypbe gost89 -certpbe gost89 -macalg md_gost12_256",
            "-keypbe gost89 -certpbe NONE -macalg md_gost12_512",
            "-keypbe aes-256-cbc -certpbe aes-256-cbc -macalg md_gost12_512",
        ] {
            let export = "pkcs12 -export -inkey user.key -in user.pem -certfile issuing.pem -out theirs.p12";
            accept(
                &openssl(&folder, &format!("{export} -passout pass:{PASSWORD} {options}")),
                "",
            );
            check(&folder, &authority, options);
        }
    }
}

#[test]
fn files_of_gnutls_open() {
    for set in BOTH {
        let folder = folder_with_engine(&format!("gnutls-writes-p12-{set:?}"));
        let mut authority = authority(set);
        write(&mut authority, &folder);
        write_key(&folder, "user.key", &authority.user_key);
        let write =
            "--to-p12 --outder --load-privkey user.key --load-certificate user.pem --load-ca-certificate issuing.pem";
        let options =
            format!("--p12-name user --password {PASSWORD} --pkcs-cipher gost28147-tc26z --hash streebog-512");
        accept(
            &certtool(&folder, &format!("{write} {options} --outfile theirs.p12")),
            "",
        );
        check(&folder, &authority, "certtool");
    }
}

fn check(folder: &Path, authority: &Authority, options: &str) {
    let file = fs::read(folder.join("theirs.p12")).unwrap();
    let opened = open(&file, PASSWORD.as_bytes()).unwrap_or_else(|refusal| panic!("{options}: {refusal}"));
    assert_eq!(opened.key.to_bytes(), authority.user_key.to_bytes());
    assert_eq!(opened.certificate(), Some(&authority.user));
    assert!(opened.certificates.contains(&authority.issuing));
    assert_eq!(open(&file, b"another").unwrap_err(), Pkcs12Error::WrongPassword);
}
