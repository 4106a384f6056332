//! Key files under a password.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::gost89::SBox;
use zaver_gost::gost3412::BlockCipher;
use zaver_gost::pbes2::{self, CtrAcpkm, CtrAcpkmOmac, Gost89, Scheme};
use zaver_gost::pkcs8_file::{self, LEAST_ITERATIONS, MOST_ITERATIONS};
use zaver_gost::{KeyFileError, ParameterSet, SigningKey};

const PASSWORD: &[u8] = "пароль 1".as_bytes();

fn file(set: ParameterSet) -> (SigningKey, Vec<u8>) {
    let mut rng = StdRng::seed_from_u64(1);
    let key = SigningKey::generate(set, &mut rng);
    let der = pkcs8_file::encrypt(&key, PASSWORD, LEAST_ITERATIONS, &mut rng).unwrap();
    (key, der)
}

#[test]
fn round_trip_as_der_and_pem() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A512] {
        let (key, der) = file(set);
        let pem = pkcs8_file::to_pem(&der);
        assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"), "{pem}");
        assert_eq!(pkcs8_file::from_pem(&pem).unwrap(), der);
        let opened = pkcs8_file::decrypt(&der, PASSWORD).unwrap();
        assert_eq!(opened.to_bytes(), key.to_bytes());
        assert_eq!(opened.verifying_key(), key.verifying_key());
    }
}

#[test]
fn the_secret_is_not_in_the_file() {
    let (key, der) = file(ParameterSet::CryptoProA);
    assert!(
        !der.windows(8)
            .any(|window| key.to_bytes().windows(8).any(|secret| secret == window))
    );
}

#[test]
fn wrong_passwords_are_named_as_such() {
    let (_, der) = file(ParameterSet::CryptoProA);
    for password in ["", "пароль 2", "пароль 1 ", "Пароль 1"] {
        let refusal = pkcs8_file::decrypt(&der, password.as_bytes()).unwrap_err();
        assert_eq!(refusal, KeyFileError::WrongPassword, "{password}");
        assert_eq!(refusal.code(), "key-file-wrong-password");
    }
}

#[test]
fn damaged_files_are_told_from_wrong_passwords() {
    let (_, der) = file(ParameterSet::CryptoProA);
    for damaged in [&der[..der.len() - 1], &der[1..], &[], &[0x30, 0x80], &[0x30; 20_000]] {
        assert_eq!(
            pkcs8_file::decrypt(damaged, PASSWORD).unwrap_err(),
            KeyFileError::Encoding
        );
    }
    let plain = SigningKey::from_bytes(ParameterSet::CryptoProA, &[1; 32])
        .unwrap()
        .to_pkcs8_der();
    assert_eq!(
        pkcs8_file::decrypt(&plain, PASSWORD).unwrap_err(),
        KeyFileError::Encoding
    );
}

#[test]
fn iteration_counts_have_bounds() {
    let mut rng = StdRng::seed_from_u64(1);
    let (key, der) = file(ParameterSet::CryptoProA);
    for count in [0, 1, LEAST_ITERATIONS - 1, MOST_ITERATIONS + 1] {
        let refusal = pkcs8_file::encrypt(&key, PASSWORD, count, &mut rng).unwrap_err();
        assert_eq!(refusal.code(), "key-file-iterations");
    }
    // The count 100 000 of the file becomes 8 357 536: refused before the work is done.
    let count = [0x02, 0x03, 0x01, 0x86, 0xa0];
    let at = der.windows(5).position(|window| window == count).unwrap();
    let mut greedy = der.clone();
    greedy[at + 2] = 0x7f;
    let expected = KeyFileError::Iterations {
        count: 0x007f_86a0,
        least: 1,
        most: MOST_ITERATIONS,
    };
    assert_eq!(pkcs8_file::decrypt(&greedy, PASSWORD).unwrap_err(), expected);
}

#[test]
fn text_that_is_no_key_file() {
    let (_, der) = file(ParameterSet::CryptoProA);
    let pem = pkcs8_file::to_pem(&der);
    let other_label = pem.replace("ENCRYPTED PRIVATE KEY", "PRIVATE KEY");
    let cut = &pem[..pem.len() / 2];
    for text in ["", "нет", &other_label, cut, &"-".repeat(100_000)] {
        assert_eq!(pkcs8_file::from_pem(text).unwrap_err(), KeyFileError::Encoding);
    }
}

/// The ciphers of GOST: what each writes opens, and under no other password. Those without a MAC show a wrong password
/// by the noise inside.
#[test]
fn every_scheme_comes_back() {
    scheme_comes_back(&Gost89(SBox::CryptoProA), "1.2.643.2.2.21");
    scheme_comes_back(&Gost89(SBox::Tc26Z), "1.2.643.2.2.21");
    scheme_comes_back(&CtrAcpkm(BlockCipher::Magma), "1.2.643.7.1.1.5.1.1");
    scheme_comes_back(&CtrAcpkmOmac(BlockCipher::Magma), "1.2.643.7.1.1.5.1.2");
    scheme_comes_back(&CtrAcpkm(BlockCipher::Kuznyechik), "1.2.643.7.1.1.5.2.1");
    scheme_comes_back(&CtrAcpkmOmac(BlockCipher::Kuznyechik), "1.2.643.7.1.1.5.2.2");
}

fn scheme_comes_back(scheme: &impl Scheme, oid: &str) {
    let mut rng = StdRng::seed_from_u64(3);
    let key = SigningKey::generate(ParameterSet::CryptoProA, &mut rng);
    let der = pkcs8_file::encrypt_with(scheme, &key, PASSWORD, LEAST_ITERATIONS, &mut rng).unwrap();
    let oid = const_oid::ObjectIdentifier::new_unwrap(oid);
    assert!(der.windows(oid.as_bytes().len()).any(|window| window == oid.as_bytes()));
    assert_eq!(
        *pkcs8_file::decrypt(&der, PASSWORD).unwrap().to_bytes(),
        *key.to_bytes()
    );
    let refusal = pkcs8_file::decrypt(&der, b"other").map(|_| ()).unwrap_err();
    assert_eq!(refusal, KeyFileError::WrongPassword, "{oid}");
}

/// A MAC tells of damage in the bytes, which look like a wrong password.
#[test]
fn bytes_of_a_bag_come_back_or_not_at_all() {
    let mut rng = StdRng::seed_from_u64(4);
    let scheme = CtrAcpkmOmac(BlockCipher::Kuznyechik);
    let plain = vec![0x5a; 1000];
    let mut sealed = pbes2::seal(&scheme, &plain, PASSWORD, LEAST_ITERATIONS, &mut rng).unwrap();
    let open = |sealed: &pbes2::Sealed| {
        let algorithm = spki::AlgorithmIdentifierRef {
            oid: sealed.algorithm.oid,
            parameters: sealed.algorithm.parameters.as_ref().map(Into::into),
        };
        pbes2::open(algorithm, &sealed.encrypted, PASSWORD)
    };
    assert_eq!(*open(&sealed).unwrap(), plain);
    sealed.encrypted[500] ^= 1;
    assert_eq!(open(&sealed).unwrap_err(), KeyFileError::WrongPassword);
    sealed.encrypted.truncate(15);
    assert_eq!(open(&sealed).unwrap_err(), KeyFileError::Encoding);
    sealed.algorithm.oid = const_oid::ObjectIdentifier::new_unwrap("1.2.840.113549.1.12.1.3");
    let unknown = KeyFileError::Scheme(sealed.algorithm.oid);
    assert_eq!(open(&sealed).unwrap_err(), unknown);
}

#[test]
fn a_program_with_one_cipher_and_one_set_opens_its_own_files_only() {
    let set = ParameterSet::CryptoProA;
    let (key, der) = file(set);
    let opened = pkcs8_file::decrypt_own(&der, PASSWORD, set).unwrap();
    assert_eq!(opened.to_bytes(), key.to_bytes());
    let refusal = |der: &[u8], password: &[u8]| pkcs8_file::decrypt_own(der, password, set).unwrap_err();
    assert_eq!(refusal(&der, b"another"), KeyFileError::WrongPassword);
    assert_eq!(refusal(&der[1..], PASSWORD), KeyFileError::Encoding);
    for other in [ParameterSet::CryptoProB, ParameterSet::Tc26A512] {
        assert_eq!(refusal(&file(other).1, PASSWORD), KeyFileError::Encoding);
    }
    let mut rng = StdRng::seed_from_u64(2);
    let scheme = Gost89(SBox::Tc26Z);
    let foreign = pkcs8_file::encrypt_with(&scheme, &key, PASSWORD, LEAST_ITERATIONS, &mut rng).unwrap();
    assert_eq!(refusal(&foreign, PASSWORD).code(), "key-file-scheme");
}
