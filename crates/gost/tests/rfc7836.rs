//! The examples of RFC 7836 Appendix B (R 50.1.113-2016) and of R 50.1.111-2016.

use hex_literal::hex;
use zaver_gost::hmac::{equal_macs, hmac_streebog256, hmac_streebog512};
use zaver_gost::kdf::{kdf_256, kdf_tree_256, pbkdf2_streebog512};
use zaver_gost::vko::{vko_256, vko_512};
use zaver_gost::{AgreementError, ParameterSet, SigningKey};

const KEY: [u8; 32] = hex!("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const LABEL: [u8; 4] = hex!("26bdb878");
const SEED: [u8; 8] = hex!("af21434145656378");

#[test]
fn hmac() {
    let message = hex!("0126bdb87800af214341456563780100");
    assert_eq!(
        hmac_streebog256(&KEY, &message),
        hex!("a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9")
    );
    assert_eq!(
        hmac_streebog512(&KEY, &message),
        hex!(
            "a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a773d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6"
        )
    );
    assert!(equal_macs(b"mac", b"mac") && !equal_macs(b"mac", b"map") && !equal_macs(b"mac", b"ma"));
}

#[test]
fn derivation() {
    assert_eq!(
        *kdf_256(&KEY, &LABEL, &SEED),
        hex!("a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9")
    );
    let mut keys = [0; 64];
    kdf_tree_256(&KEY, &LABEL, &SEED, &mut keys);
    assert_eq!(
        keys,
        hex!(
            "22b6837845c6bef65ea71672b265831086d3c76aebe6dae91cad51d83f79d16b074c9330599d7f8d712fca54392f4ddde93751206b3584c8f43f9e6dc51531f9"
        )
    );
}

#[test]
fn passwords() {
    let expected = [
        (
            1,
            hex!(
                "64770af7f748c3b1c9ac831dbcfd85c26111b30a8a657ddc3056b80ca73e040d2854fd36811f6d825cc4ab66ec0a68a490a9e5cf5156b3a2b7eecddbf9a16b47"
            ),
        ),
        (
            2,
            hex!(
                "5a585bafdfbb6e8830d6d68aa3b43ac00d2e4aebce01c9b31c2caed56f0236d4d34b2b8fbd2c4e89d54d46f50e47d45bbac301571743119e8d3c42ba66d348de"
            ),
        ),
        (
            4096,
            hex!(
                "e52deb9a2d2aaff4e2ac9d47a41f34c20376591c67807f0477e32549dc341bc7867c09841b6d58e29d0347c996301d55df0d34e47cf68f4e3c2cdaf1d9ab86c3"
            ),
        ),
    ];
    for (iterations, key) in expected {
        let mut derived = [0; 64];
        pbkdf2_streebog512(b"password", b"salt", iterations, &mut derived);
        assert_eq!(derived, key, "{iterations}");
    }
}

const OURS: [u8; 64] = hex!(
    "c990ecd972fce84ec4db022778f50fcac726f46708384b8d458304962d7147f8c2db41cef22c90b102f2968404f9b9be6d47c79692d81826b32b8daca43cb667"
);
const THEIRS: [u8; 64] = hex!(
    "48c859f7b6f11585887cc05ec6ef1390cfea739b1a18c0d4662293ef63b79e3b8014070b44918590b4b996acfea4edfbbbcccc8c06edd8bf5bda92a51392d0db"
);
const UKM: [u8; 8] = hex!("1d80603c8544c727");

#[test]
fn agreement() {
    let key = |bytes| SigningKey::from_bytes(ParameterSet::Tc26A512, bytes).expect("a key of the RFC");
    let (ours, theirs) = (key(&OURS), key(&THEIRS));
    for (own, peer) in [(&ours, &theirs), (&theirs, &ours)] {
        assert_eq!(
            vko_256(own, &peer.verifying_key(), &UKM).map(|key| *key),
            Ok(hex!("c9a9a77320e2cc559ed72dce6f47e2192ccea95fa648670582c054c0ef36c221"))
        );
        assert_eq!(
            vko_512(own, &peer.verifying_key(), &UKM).map(|key| *key),
            Ok(hex!(
                "79f002a96940ce7bde3259a52e015297adaad84597a0d205b50e3e1719f97bfa7ee1d2661fa9979a5aa235b558a7e6d9f88f982dd63fc35a8ec0dd5e242d3bdf"
            ))
        );
    }
}

/// Two parties get the same key on every set, cofactor or not; another UKM gives another key.
#[test]
fn agreement_on_every_set() {
    for set in ParameterSet::ALL {
        let key = |first| SigningKey::from_bytes(set, &vec![first; set.size()]).expect("a number below 2^(8·size)");
        let (ours, theirs) = (key(0x21), key(0x12));
        let shared = vko_256(&ours, &theirs.verifying_key(), &UKM);
        assert!(shared.is_ok());
        assert_eq!(shared, vko_256(&theirs, &ours.verifying_key(), &UKM), "{set:?}");
        assert_ne!(shared, vko_256(&ours, &theirs.verifying_key(), &UKM[1..]), "{set:?}");
        // UKM = 1 leaves h·d·Q.
        assert!(vko_512(&ours, &theirs.verifying_key(), &[1]).is_ok());
    }
}

#[test]
fn agreement_refuses() {
    let key = |set: ParameterSet| SigningKey::from_bytes(set, &vec![7; set.size()]).expect("a number below 2^(8·size)");
    let own = key(ParameterSet::CryptoProA);
    let peer = own.verifying_key();
    for ukm in [&[][..], &[0; 8], &[1; 33]] {
        assert_eq!(vko_256(&own, &peer, ukm).unwrap_err(), AgreementError::Ukm);
    }
    // q itself.
    let q = hex!("93b861b7091b844500d15a997010616cffffffffffffffffffffffffffffffff");
    assert_eq!(vko_256(&own, &peer, &q).unwrap_err(), AgreementError::Ukm);
    for set in [ParameterSet::CryptoProB, ParameterSet::Tc26A512] {
        let other = key(set).verifying_key();
        assert_eq!(vko_512(&own, &other, &UKM).unwrap_err(), AgreementError::OtherSet);
    }
}
