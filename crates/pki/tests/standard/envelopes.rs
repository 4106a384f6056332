//! Documents that we encrypt: they open for each recipient, and nothing else opens them.

use std::sync::LazyLock;

use gost::{
    ParameterSet, SigningKey,
    gost89::SBox,
    gost3412::BlockCipher::{Kuznyechik, Magma},
};
use pki::certificate::Certificate;
use pki::cms::enveloped::{
    Cipher, EncryptedData, EnvelopeError, EnvelopedData, Originator, Transport, seal, seal_by_agreement,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::{NOW, kit::Authority};

const LETTER: &[u8] = "Список застрахованных лиц".as_bytes();

const WAYS: [(Cipher, Transport); 4] = [
    (Cipher::Gost89(SBox::Tc26Z), Transport::Gost89(SBox::Tc26Z)),
    (Cipher::Gost89(SBox::CryptoProB), Transport::Gost89(SBox::CryptoProA)),
    (Cipher::Acpkm(Magma), Transport::Exported(Kuznyechik)),
    (Cipher::AcpkmOmac(Kuznyechik), Transport::Exported(Magma)),
];

#[test]
fn an_envelope_opens_for_each_recipient_on_every_set() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        for (cipher, transport) in WAYS {
            let readers = [&authority.user, &authority.issuing];
            let sealed = seal(LETTER, &readers, cipher, transport, &mut authority.rng).unwrap();
            assert!(!sealed.windows(LETTER.len()).any(|part| part == LETTER));
            let document = EnvelopedData::parse(&sealed).unwrap();
            for (certificate, key) in [
                (&authority.user, &authority.user_key),
                (&authority.issuing, &authority.issuing_key),
            ] {
                assert_eq!(document.open(certificate, key, &[]).unwrap().as_slice(), LETTER);
            }
            assert_eq!(
                document.open(&authority.root, &authority.root_key, &[]),
                Err(EnvelopeError::NotRecipient)
            );
            assert_eq!(
                document.open(&authority.user, &authority.root_key, &[]),
                Err(EnvelopeError::OtherKey)
            );
            let recipient = &document.recipients()[0];
            assert_eq!(
                document.open_as(recipient, &authority.root_key, &[]),
                Err(EnvelopeError::Unwrap)
            );
        }
    }
}

#[test]
fn an_agreement_opens_for_each_recipient_on_every_set() {
    for set in ParameterSet::ALL {
        let mut authority = Authority::new(set, NOW);
        let (sender, stranger) = (authority.root.clone(), authority.root_key.clone());
        for originator in [Originator::Ephemeral, Originator::Certified(&sender, &stranger)] {
            for (cipher, export) in [
                (Cipher::Acpkm(Magma), Kuznyechik),
                (Cipher::AcpkmOmac(Kuznyechik), Magma),
            ] {
                let readers = [&authority.user, &authority.issuing];
                let sealed = seal_by_agreement(LETTER, &readers, cipher, export, originator, &mut authority.rng);
                let document = EnvelopedData::parse(&sealed.unwrap()).unwrap();
                assert_eq!(document.content().cipher(), cipher);
                let others = std::slice::from_ref(&sender);
                for (certificate, key) in [
                    (&authority.user, &authority.user_key),
                    (&authority.issuing, &authority.issuing_key),
                ] {
                    assert_eq!(document.open(certificate, key, others).unwrap().as_slice(), LETTER);
                    let without = document.open(certificate, key, &[]).map(|letter| letter.to_vec());
                    let needs = matches!(originator, Originator::Certified(..));
                    assert_eq!(without.err(), needs.then_some(EnvelopeError::NoOriginator));
                }
                let first = &document.recipients()[0];
                assert!(
                    document
                        .open_as(first, &SigningKey::generate(set, &mut authority.rng), others)
                        .is_err()
                );
            }
        }
    }
}

#[test]
fn an_agreement_is_of_keys_that_can_agree() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let wide = Authority::new(ParameterSet::Tc26A512, NOW);
    let mut sealed = |readers: &[&Certificate], originator| {
        let cipher = Cipher::AcpkmOmac(Kuznyechik);
        seal_by_agreement(LETTER, readers, cipher, Kuznyechik, originator, &mut authority.rng).err()
    };
    let own = Originator::Certified(&wide.user, &wide.user_key);
    assert_eq!(sealed(&[&authority.user], own), Some(EnvelopeError::OtherCurve));
    let stolen = Originator::Certified(&wide.user, &wide.root_key);
    assert_eq!(sealed(&[&wide.user], stolen), Some(EnvelopeError::OtherKey));
    assert_eq!(sealed(&[], Originator::Ephemeral), Some(EnvelopeError::NotRecipient));
    assert_eq!(sealed(&[&authority.user, &wide.user], Originator::Ephemeral), None);
}

#[test]
fn a_letter_without_readers_is_not_sealed() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let (cipher, transport) = WAYS[0];
    let refusal = seal(LETTER, &[], cipher, transport, &mut authority.rng);
    assert_eq!(refusal, Err(EnvelopeError::NotRecipient));
}

proptest! {
    #[test]
    fn a_changed_envelope_is_never_believed(at: Index, bit in 0..8_u8) {
        let (authority, sealed) = &*SEALED;
        let mut changed = sealed.clone();
        let at = at.index(changed.len());
        changed[at] ^= 1 << bit;
        if let Ok(document) = EnvelopedData::parse(&changed)
            && let Ok(opened) = document.open(&authority.user, &authority.user_key, &[])
        {
            prop_assert_eq!(opened.as_slice(), LETTER);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..300), at: Index, byte: u8) {
        let _ = EnvelopedData::parse(&bytes);
        let _ = EncryptedData::parse(&bytes);
        let (authority, sealed) = &*SEALED;
        let mut changed = sealed.clone();
        let at = at.index(changed.len());
        changed[at] = byte;
        if let Ok(document) = EnvelopedData::parse(&changed) {
            for recipient in document.recipients() {
                let _ = document.open_as(recipient, &authority.user_key, &[]);
            }
        }
    }
}

static SEALED: LazyLock<(Authority, Vec<u8>)> = LazyLock::new(|| {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let (cipher, transport) = (Cipher::AcpkmOmac(Kuznyechik), Transport::Exported(Kuznyechik));
    let sealed = seal(LETTER, &[&authority.user], cipher, transport, &mut authority.rng).unwrap();
    (authority, sealed)
});
