//! Key files that others made: RFC 9548 Appendix A and GnuTLS. All passwords are «Пароль для PFX».

use hex_literal::hex;
use zaver_gost::pkcs8_file::decrypt;
use zaver_gost::{KeyFileError, ParameterSet};

const PASSWORD: &str = "Пароль для PFX";

/// The key bag of RFC 9548 §A.2.1: Kuznyechik CTR-ACPKM-OMAC. The certificate beside it has this public key.
const KUZNYECHIK_OMAC: &[u8] = &hex!(
    "30820153305906092a864886f70d01050d304c302906092a864886f70d01050c301c0408a7f837b34cc2e82a02020800300c06082a850307010104020500301f06092a850307010105020230120410259add960df68f265b00b3498b2a09730481f50ccbc469c6db5913435529d724b5b2818acaa22a5d3a30c0ff61c49c1677e2e14e2cd85e52a88aa423e81696d1d8606255855354af626e273381a71a1106330d7b5c4b440264ec692967ed78095b7492c2fd2a8fbab3d8c8a8b43154543d13a16e2b050120d3dfc1c31f50e1d1d2f97fa81ae1a3d62eb59b6e05844453a838fca1e03a2d94f177ec040ec22123b1bcb2447ab71e06d689ac5046e0217aa1ce9f8415198f76fc716f27bbb74dc9d074b5a14defe58754472cd1774675ed37d89ff730b6de568364e896669954c8bad489309b1ebb67d51a693c398b14d32df5d27b28a80290e8bb666e6786a3c285bcb05f5df071f6"
);
const KUZNYECHIK_OMAC_PUBLIC: [u8; 16] = hex!("b48bb75abc290e18655c62a14fb52d5f");

/// The key bag of RFC 9548 §A.3.1: Magma CTR-ACPKM.
const MAGMA: &[u8] = &hex!(
    "3082013f305506092a864886f70d01050d3048302906092a864886f70d01050c301c0408fd04424d0ed6dc2f02020800300c06082a850307010104020500301b06092a8503070101050101300e040cf0c52aa000000000000000000481e52a8fd988dd10df2b984c77411e630b3b7e864aff900daf6c1484fe6a9c38c06609fbea513127ec2ebe59d2f4f0a17d656e82f765ffd5c9810befafd0aee293a1e08097a65721732d1d1a4fcccc8b474550b9c0ada74f1c10e24293906f7184b173a03d7a761b6a5f4fbf75083d1bca44e44cc20486115cb9b502b733f64eca56c4c9b8d32316bafb110bae4ebf340134903adb2ae74ce9172ae9ce754f182ace7488e9ca667135dbf0e3c6d9c6a4ed4550f1098013386ab3d29c070a55942c70fd2c86a32cc0761a104ac90c3aba322596d26cd13f9635d5ff013d852e2d4b1524b7f828fd"
);

/// From the tests of GnuTLS: ГОСТ 28147-89 with the S-box TC26-Z and a masked key.
const GNUTLS: &[u8] = &hex!(
    "3081dd307106092a864886f70d01050d3064304106092a864886f70d01050c30340420f9a99af44d322c06f760528abfcc5c0ecddc89a218faff85a2c9c7208fd00afd020207d0300c06082a850307010104020500301f06062a850302021530150408dc8a7f569d08b32206092a8503070102050101046849f2e1831f6cff39fe0639e14f4ae8af4eef4b9e58b39860bd5a560f1e265c6596c9ecffdac31c685812af81f8513186c283329c62e917520e568f9b189d1e3ea1c1fa04b938bf6857e3d4999fc42eb44434a9420ea7d85afa52cacb57dbd0af085ae74e70ec6c16"
);

#[test]
fn they_open() {
    let key = decrypt(KUZNYECHIK_OMAC, PASSWORD.as_bytes()).expect("the file of RFC 9548 §A.2");
    assert_eq!(key.verifying_key().set(), ParameterSet::Tc26A512);
    assert_eq!(key.verifying_key().to_bytes()[..16], KUZNYECHIK_OMAC_PUBLIC);

    // §A.2 and §A.3 hold the same key.
    let same = decrypt(MAGMA, PASSWORD.as_bytes()).expect("the file of RFC 9548 §A.3");
    assert_eq!(same.verifying_key(), key.verifying_key());

    let key = decrypt(GNUTLS, PASSWORD.as_bytes()).expect("the file of GnuTLS");
    assert_eq!(key.verifying_key().set(), ParameterSet::CryptoProA);
    let expected = hex!("5222ef9c5522b453eba66b00fd0007230850996a24418f5b64195db0a334ea2b");
    assert_eq!(key.to_bytes().as_slice(), expected);
}

#[test]
fn no_other_password_opens_them() {
    for file in [KUZNYECHIK_OMAC, MAGMA, GNUTLS] {
        for password in ["", "Пароль для PF", "пароль для PFX"] {
            let refusal = decrypt(file, password.as_bytes()).map(|_| ());
            assert_eq!(refusal, Err(KeyFileError::WrongPassword));
        }
    }
}

/// The files of a container of CryptoPro CSP, what it calls PFX, and a container of ViPNet CSP: told by name.
#[test]
fn containers_of_a_vendor_are_named() {
    let primary = [&hex!("30220420")[..], &[7; 32]].concat();
    let masks = [
        &hex!("30360420")[..],
        &[7; 32],
        &hex!("040c"),
        &[7; 12],
        &hex!("0404"),
        &[7; 4],
    ]
    .concat();
    // Attributes, parameters of the key, eight bytes of the public key; the checksum.
    let header = hex!(
        "303d 3035 03020520 3025 03020530 a01f 06082a85030701010601 3013 06072a850302022401 06082a85030701010202 8a08 0102030405060708"
        "0404 01020304"
    );
    let name = b"\x30\x0a\x16\x08sokolova";
    let exported = hex!("301c3017060a2a864886f70d010c01503009040401020304020105040100");
    let vipnet = [&b"PKEY\x01\x00\x02\x00"[..], &[0; 4], &[0x30; 40]].concat();
    for (file, named) in [
        (&primary[..], KeyFileError::CryptoPro),
        (&masks, KeyFileError::CryptoPro),
        (&header, KeyFileError::CryptoPro),
        (name, KeyFileError::CryptoPro),
        (&exported, KeyFileError::CryptoPro),
        (&vipnet, KeyFileError::VipNet),
    ] {
        assert_eq!(decrypt(file, b"password").map(|_| ()), Err(named), "{file:02x?}");
    }
    assert_eq!(KeyFileError::CryptoPro.code(), "key-file-crypto-pro");
    assert_eq!(KeyFileError::VipNet.code(), "key-file-vipnet");
    assert!(std::format!("{}", KeyFileError::CryptoPro).contains("CryptoPro CSP"));
    assert!(std::format!("{}", KeyFileError::VipNet).contains("PFX"));
    // A byte less, another word or a later version is no container.
    for file in [
        &primary[..35],
        &header[..header.len() - 1],
        b"PKEX\x01\x00\x02\x00",
        b"PKEY\x01\x00\x03\x00",
        b"-----BEGIN PKEY",
    ] {
        assert_eq!(decrypt(file, b"password").map(|_| ()), Err(KeyFileError::Encoding));
    }
}

/// Every byte up to the ciphertext changed, every length cut: refused, or opened where the byte means nothing, and
/// nothing falls over. Nothing is meant by the tag of the parameters of the PRF (two changes), and by the second part of
/// the UKM without OMAC (16 changes).
#[test]
fn changed_and_cut_files_are_judged() {
    for (file, header, meaningless) in [(KUZNYECHIK_OMAC, 95, 2), (MAGMA, 91, 18), (GNUTLS, 118, 2)] {
        let changes = (0..header).flat_map(|at| [(at, 1), (at, 0x80)]);
        let opened = changes.filter(|&(at, change)| {
            let mut changed = file.to_vec();
            changed[at] ^= change;
            decrypt(&changed, PASSWORD.as_bytes()).is_ok()
        });
        assert_eq!(opened.count(), meaningless);
        for length in 0..file.len() {
            assert_eq!(decrypt(&file[..length], b"").map(|_| ()), Err(KeyFileError::Encoding));
        }
    }
}
