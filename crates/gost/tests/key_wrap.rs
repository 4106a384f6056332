//! Key transport by VKO and CryptoPro Key Wrap. The values were made once by OpenSSL's GOST engine (`pkeyutl -encrypt`).

use hex_literal::hex;
use zaver_gost::gost89::{self, SBox, UnwrapError, WRAPPED_LENGTH};
use zaver_gost::vko::vko_256;
use zaver_gost::{ParameterSet, SigningKey, VerifyingKey};

const RECIPIENT: [u8; 32] = hex!("3a2246624c95660aac0f697e8105f0434ca1fc746383b7f2613483edc79e6391");
const EPHEMERAL: &[u8] = &hex!(
    "3066301f06082a85030701010101301306072a85030202230106082a8503070101020203430004405a9e84a85596b3b5c9a7d818955ea7d0c112657839ee9314fe50796b03ce12418d1f59be8183fc1f2c7eab187a3099e4ccb80bcb316eb4378cf9b79824814d26"
);
const UKM: [u8; 8] = hex!("f6e808b9b875a314");
const WRAPPED: [u8; WRAPPED_LENGTH] = hex!("eba186d579edca4fb498981cfdbd9de8b4a76a582000760f366eebeefec82abeec1f6993");
const KEY: [u8; 32] = hex!("0ebc7c5f0ac9f55e4637839770cec30656a91fee77fbc24786980622b62f6207");

fn kek() -> [u8; 32] {
    let recipient = SigningKey::from_bytes(ParameterSet::CryptoProA, &RECIPIENT).expect("a key of the engine");
    let ephemeral = VerifyingKey::from_spki_der(EPHEMERAL).expect("a key of the engine");
    *vko_256(&recipient, &ephemeral, &UKM).expect("a shared key")
}

#[test]
fn a_key_of_the_engine_unwraps() {
    let key = gost89::unwrap_key(SBox::Tc26Z, &kek(), &UKM, &WRAPPED).expect("the MAC matches");
    assert_eq!(*key, KEY);
    assert_eq!(gost89::wrap_key(SBox::Tc26Z, &kek(), &UKM, &KEY), WRAPPED);
}

#[test]
fn every_other_bit_is_refused() {
    for bit in 0..8 * WRAPPED_LENGTH {
        let mut changed = WRAPPED;
        changed[bit / 8] ^= 1 << (bit % 8);
        let opened = gost89::unwrap_key(SBox::Tc26Z, &kek(), &UKM, &changed);
        assert_eq!(opened, Err(UnwrapError), "bit {bit}");
    }
    assert!(gost89::unwrap_key(SBox::CryptoProA, &kek(), &UKM, &WRAPPED).is_err());
    assert!(gost89::unwrap_key_plain(SBox::Tc26Z, &kek(), &UKM, &WRAPPED).is_err());
}

#[test]
fn plain_wrap_comes_back() {
    let wrapped = gost89::wrap_key_plain(SBox::CryptoProB, &kek(), &UKM, &KEY);
    assert_eq!(
        gost89::unwrap_key_plain(SBox::CryptoProB, &kek(), &UKM, &wrapped).as_deref(),
        Ok(&KEY)
    );
}
