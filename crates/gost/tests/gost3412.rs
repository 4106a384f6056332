//! Magma and Kuznyechik: the examples of ГОСТ Р 34.13-2015, R 1323565.1.017-2018 and of the messages in
//! R 1323565.1.025-2019 Appendix A.

use hex_literal::hex;
use kuznyechik::Kuznyechik;
use magma::Magma;
use magma::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use zaver_gost::gost3412::{
    BlockCipher, OpenError, ctr, ctr_acpkm, decrypt_acpkm_omac, encrypt_acpkm, encrypt_acpkm_omac, kexp15, kimp15, omac,
};
use zaver_gost::vko::keg;
use zaver_gost::{ParameterSet, SigningKey, VerifyingKey};

const KUZNYECHIK_KEY: [u8; 32] = hex!("8899aabbccddeeff0011223344556677fedcba98765432100123456789abcdef");
const KUZNYECHIK_TEXT: [u8; 64] = hex!(
    "1122334455667700ffeeddccbbaa998800112233445566778899aabbcceeff0a112233445566778899aabbcceeff0a002233445566778899aabbcceeff0a0011"
);
const MAGMA_KEY: [u8; 32] = hex!("ffeeddccbbaa99887766554433221100f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
const MAGMA_TEXT: [u8; 32] = hex!("92def06b3c130a59db54c704f8189d204a98fb2e67a8024c8912409b17b57e41");

/// ГОСТ Р 34.12-2015 §A.1.5–A.1.6 (RFC 7801 §5.5–5.6) and §A.2.4–A.2.5 (RFC 8891 §A.4): one block, there and back.
#[test]
fn bare_blocks() {
    let kuznyechik = Kuznyechik::new(&KUZNYECHIK_KEY.into());
    let mut block = hex!("1122334455667700ffeeddccbbaa9988").into();
    kuznyechik.encrypt_block(&mut block);
    assert_eq!(block[..], hex!("7f679d90bebc24305a468d42b9d4edcd"));
    kuznyechik.decrypt_block(&mut block);
    assert_eq!(block[..], hex!("1122334455667700ffeeddccbbaa9988"));

    let magma = Magma::new(&MAGMA_KEY.into());
    let mut block = hex!("fedcba9876543210").into();
    magma.encrypt_block(&mut block);
    assert_eq!(block[..], hex!("4ee901e5c2d8ca3d"));
    magma.decrypt_block(&mut block);
    assert_eq!(block[..], hex!("fedcba9876543210"));
}

/// ГОСТ Р 34.13-2015 §A.1.2 and §A.2.2.
#[test]
fn counter_mode() {
    let mut data = KUZNYECHIK_TEXT;
    ctr(
        BlockCipher::Kuznyechik,
        &KUZNYECHIK_KEY,
        &hex!("1234567890abcef0"),
        &mut data,
    );
    assert_eq!(
        data,
        hex!(
            "f195d8bec10ed1dbd57b5fa240bda1b885eee733f6a13e5df33ce4b33c45dee4a5eae88be6356ed3d5e877f13564a3a5cb91fab1f20cbab6d1c6d15820bdba73"
        )
    );
    let mut data = MAGMA_TEXT;
    ctr(BlockCipher::Magma, &MAGMA_KEY, &hex!("12345678"), &mut data);
    assert_eq!(
        data,
        hex!("4e98110c97b7b93c3e250d93d6e85d69136d868807b2dbef568eb680ab52a12d")
    );
}

/// ГОСТ Р 34.13-2015 §A.1.6 and §A.2.6, which print half of the block.
#[test]
fn mac() {
    let mac = omac(BlockCipher::Kuznyechik, &KUZNYECHIK_KEY, &KUZNYECHIK_TEXT);
    assert_eq!((mac.len(), &mac[..8]), (16, &hex!("336f4d296059fbe3")[..]));
    let mac = omac(BlockCipher::Magma, &MAGMA_KEY, &MAGMA_TEXT);
    assert_eq!((mac.len(), &mac[..4]), (8, &hex!("154e7210")[..]));
}

/// R 1323565.1.017-2018 §A.3, RFC 8645 Appendix A: sections of two blocks.
#[test]
fn new_keys_on_the_way() {
    let mut data = [
        &KUZNYECHIK_TEXT[..],
        &hex!("33445566778899aabbcceeff0a001122445566778899aabbcceeff0a001122335566778899aabbcceeff0a0011223344"),
    ]
    .concat();
    let plain = data.clone();
    ctr_acpkm(
        BlockCipher::Kuznyechik,
        &KUZNYECHIK_KEY,
        &hex!("1234567890abcef0"),
        32,
        &mut data,
    );
    assert_eq!(
        data,
        hex!(
            "f195d8bec10ed1dbd57b5fa240bda1b885eee733f6a13e5df33ce4b33c45dee44bceeb8f646f4c55001706275e85e800587c4df568d094393e4834afd0805046cf30f57686aeece11cfc6c316b8a896edffd07ec813636460c4f3b743423163e6409a9c282fac8d469d221e7fbd6de5d"
        )
    );
    ctr_acpkm(
        BlockCipher::Kuznyechik,
        &KUZNYECHIK_KEY,
        &hex!("1234567890abcef0"),
        32,
        &mut data,
    );
    assert_eq!(data, plain);
}

/// R 1323565.1.017-2018 §A.4.
#[test]
fn exported_keys() {
    let mac = hex!("08090a0b0c0d0e0f0001020304050607101112131415161718191a1b1c1d1e1f");
    let encryption = hex!("202122232425262728292a2b2c2d2e2f38393a3b3c3d3e3f3031323334353637");
    let cases = [
        (
            BlockCipher::Magma,
            &hex!("67bed654")[..],
            &hex!("cfd5a12d5b81b6e1e99c916d07900c6ac12703fb3abded55567bf3742c899c755dafe7b42e3a8bd9")[..],
        ),
        (
            BlockCipher::Kuznyechik,
            &hex!("0909472dd9f26be8"),
            &hex!("e36184e84e8d736ff36cc2e5ae065dc656b23c20f549b02fdff88e1f3f30d8c29a53f3ca554dbad80de152b9a4625b32"),
        ),
    ];
    for (cipher, iv, exported) in cases {
        assert_eq!(
            kexp15(cipher, &encryption, &mac, iv, &KUZNYECHIK_KEY),
            exported,
            "{cipher:?}"
        );
        let opened = kimp15(cipher, &encryption, &mac, iv, exported).expect("the MAC matches");
        assert_eq!(*opened, KUZNYECHIK_KEY);
        for bit in 0..8 * exported.len() {
            let mut changed = exported.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(kimp15(cipher, &encryption, &mac, iv, &changed), Err(OpenError::Mac));
        }
        let short = &exported[..cipher.block_size() - 1];
        assert_eq!(kimp15(cipher, &encryption, &mac, iv, short), Err(OpenError::Length));
    }
}

/// «Контрольный пример для структуры EnvelopedData.» in the encoding of its time.
const ENVELOPED_TEXT: &[u8] =
    &hex!("caeeedf2f0eeebfcedfbe920eff0e8ece5f020e4ebff20f1f2f0f3eaf2f3f0fb20456e76656c6f706564446174612e0a");

/// R 1323565.1.025-2019 §A.2.3.1: KEG on 256 bits, KExp15 with Kuznyechik, content in its CTR-ACPKM.
#[test]
fn message_with_key_transport_256() {
    let key = SigningKey::from_pkcs8_der(&hex!(
        "3048020100302106082a85030701010101301506092a850307010201010106082a850307010102020420ceb7bf8ce54ababd2f1c7b197e421086f5e4518ccaf1c3ab4b11bcf21fdcc80d"
    ));
    let ephemeral = VerifyingKey::from_spki_der(&hex!(
        "305e301706082a85030701010101300b06092a8503070102010101034300044074527dc30fb7a6dbd089a4298b30a574d6219780c1d6b97c171ff6148827c2cb026d8450f94b91b1393d75f2cb4c6246dc92045ca1715d60603ab2bdeb9039a4"
    ));
    let ukm = hex!("f5fdbf107c460df7adc027b56bab940c2583fb0a797583a97e4af2f184431098");
    let exported =
        hex!("588cade74547732fde0db0ab2557467ae160404c3456aaaa00691f03d08776c5f7cb6df4764fc510c2c30d0e3dfc5eb9");
    let content_key = open_key(&key.expect("a key"), &ephemeral.expect("a key"), &ukm, &exported);
    let mut content =
        hex!("ac0fd0871a510c454a5f1a7eb27c50cc13199879bcbc2f374f25ed4c918574a9081d0b5cc8de743bff8b5a7fee3344");
    let content_ukm = hex!("d41cdc6655c94efefdce698f4fee3c4e");
    assert_eq!(
        encrypt_acpkm(BlockCipher::Kuznyechik, &content_key, &content_ukm, &mut content),
        Ok(())
    );
    assert!(ENVELOPED_TEXT.starts_with(&content[..47]), "{content:02x?}");
}

/// §A.2.4.1: KEG on 512 bits, content in Magma CTR-ACPKM-OMAC.
#[test]
fn message_with_key_transport_512() {
    let key = SigningKey::from_pkcs8_der(&hex!(
        "3068020100302106082a85030701010102301506092a850307010201020106082a850307010102030440dc75c5f9f14ae9520992f1ce1217db72ef19150fdbcd24bf8cb3a5ad56c05787f1d188f39c7c0adfcecf8a51fdd64bf8b1621a59b94e5bc07f7c0a1f981503a5"
    ));
    let ephemeral = VerifyingKey::from_spki_der(&hex!(
        "3081a0301706082a85030701010102300b06092a850307010201020103818400048180a8f373f8f77c99d763bbcd25ce85dbe991557f3f06d9fb5cfb8fdacf6057c4df69ecef0c82d22f9259d78b5ba06180f18097c62d30769213de21090139ca33ce71bf79a3764e7c145f7bb2fc412cbb73a1d4bd2c3c705c84c53cea96bf25ce820978fdb7fc2e3aebd625ec5f74ffee662ca07eac1265d81d260f115952cf1a0e"
    ));
    let ukm = hex!("78b3f5d5676fe1898aec49ccb0dd4088b9ebe80dcb75e444dc0c7d1729c19f94");
    let exported =
        hex!("fbc0722b4eddf608e2ca53ae5b8c58990c3f485824a7873d709dd7642eb2ee5a8c5bdf1bca822c614a148253785a2252");
    let content_key = open_key(&key.expect("a key"), &ephemeral.expect("a key"), &ukm, &exported);
    let sealed = hex!(
        "8fc4ffc7c8e42d6fc472fdf705210cdc8cd1f31fc2647ccf7010505fa65fd1d52c8ee50839e5571f01ce044e3d36e3557fe8e15959b427"
    );
    let content_ukm = hex!("8333ed93b82fdcf93e35812e");
    let content = decrypt_acpkm_omac(BlockCipher::Magma, &content_key, &content_ukm, &sealed).expect("the MAC matches");
    assert!(ENVELOPED_TEXT.starts_with(&content), "{content:02x?}");
    let again = encrypt_acpkm_omac(BlockCipher::Magma, &content_key, &content_ukm, &content);
    assert_eq!(again.as_deref(), Ok(&sealed[..]));
}

/// The content-encryption key of a message.
fn open_key(key: &SigningKey, ephemeral: &VerifyingKey, ukm: &[u8; 32], exported: &[u8]) -> [u8; 32] {
    let [mac, encryption] = keg(key, ephemeral, ukm).expect("keys on one curve");
    let opened = kimp15(BlockCipher::Kuznyechik, &encryption, &mac, &ukm[24..], exported).expect("the MAC matches");
    opened.as_slice().try_into().expect("a key of 32 bytes")
}

/// §A.4: contents under one key, with OMAC and without. The standard prints the key as a number.
#[test]
fn encrypted_messages() {
    let key = hex!("d5613df353696c1aa0c0c23c26b73da3cf3037321256bc2bfb28d21488ef5e8f");
    let sealed = hex!(
        "4db30b38474f722e9ea352d69d9dc5943d91a6086a4f2a75c680d1ef126500ae0289beee053c7b4b907b8b7905d983c26d0a07eb7da818"
    );
    let ukm = hex!("ba770ebb7b983db237d2f142");
    let content = decrypt_acpkm_omac(BlockCipher::Magma, &key, &ukm, &sealed).expect("the MAC matches");
    let mut other =
        hex!("cff1fb53750312b5f213855904fefa49970687806bfcde6d9bb0f6b27b2baaa684de10c39aa8670ed0cc475ac0bd85");
    let other_ukm = hex!("52c17fb3c8e10f3ee1b27e9b111b8022");
    assert_eq!(
        encrypt_acpkm(BlockCipher::Kuznyechik, &key, &other_ukm, &mut other),
        Ok(())
    );
    assert_eq!(content.as_slice(), other);

    for bit in 0..8 * sealed.len() {
        let mut changed = sealed;
        changed[bit / 8] ^= 1 << (bit % 8);
        let opened = decrypt_acpkm_omac(BlockCipher::Magma, &key, &ukm, &changed);
        assert_eq!(opened, Err(OpenError::Mac), "bit {bit}");
    }
    assert_eq!(
        decrypt_acpkm_omac(BlockCipher::Magma, &key, &ukm, &sealed[..7]),
        Err(OpenError::Length)
    );
    assert_eq!(
        encrypt_acpkm(BlockCipher::Magma, &key, &other_ukm, &mut other),
        Err(OpenError::Length)
    );
}

/// KEG serves both sides alike and refuses nothing but other curves: an UKM of zeros counts as 1.
#[test]
fn key_export_keys() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26C512] {
        let key = |first| SigningKey::from_bytes(set, &vec![first; set.size()]).expect("a number below 2^(8·size)");
        let (ours, theirs) = (key(0x21), key(0x12));
        let mut one = [0; 32];
        let zero = keg(&ours, &theirs.verifying_key(), &one);
        assert_eq!(zero, keg(&theirs, &ours.verifying_key(), &one));
        one[15] = 1;
        assert_eq!(zero, keg(&ours, &theirs.verifying_key(), &one));
        one[15] = 2;
        assert_ne!(zero, keg(&ours, &theirs.verifying_key(), &one));
    }
}
