//! ГОСТ Р 34.11-2012: the examples of RFC 6986 §10, and the same values as another implementation for any message in any
//! pieces.

use hex_literal::hex;
use proptest::{collection::vec, prelude::*, sample::Index};
use streebog::{Digest, Streebog256, Streebog512};
use zaver_gost::{Streebog, streebog256, streebog512};

/// M₁ of §10.1 and M₂ of §10.2 as they are hashed: the RFC prints them from the last byte to the first.
const MESSAGES: [&[u8]; 2] = [
    b"012345678901234567890123456789012345678901234567890123456789012",
    &hex!(
        "d1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820ede020f5f0e0e1f0fb"
        "ff20efebfaeafb20c8e3eef0e5e2fb"
    ),
];

#[test]
fn the_examples_of_rfc_6986() {
    let [first, second] = MESSAGES;
    assert_eq!(
        streebog512(first),
        hex!(
            "1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f"
            "41797891c1646f48"
        )
    );
    assert_eq!(
        streebog256(first),
        hex!("9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500")
    );
    assert_eq!(
        streebog512(second),
        hex!(
            "1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460"
            "143b03dabac9fb28"
        )
    );
    assert_eq!(
        streebog256(second),
        hex!("9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50")
    );
}

#[test]
fn every_length_around_a_block() {
    let message: Vec<u8> = (0..200_u16).map(|byte| (byte * 7 % 251) as u8).collect();
    for length in 0..message.len() {
        let message = &message[..length];
        assert_eq!(streebog512(message)[..], Streebog512::digest(message)[..], "{length}");
        assert_eq!(streebog256(message)[..], Streebog256::digest(message)[..], "{length}");
    }
}

/// The sum of the blocks overflows, and so does the count of bits in its lowest byte.
#[test]
fn sums_carry() {
    let message = [0xff; 64 * 40];
    assert_eq!(streebog512(&message)[..], Streebog512::digest(message)[..]);
}

proptest! {
    #[test]
    fn any_message_in_any_pieces(message in vec(any::<u8>(), 0..1000), cuts: [Index; 3]) {
        let mut cuts = cuts.map(|cut| cut.index(message.len() + 1));
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        let mut hash = Streebog::new_512();
        for piece in [&message[..a], &message[a..b], &message[b..c], &message[c..]] {
            hash.update(piece);
        }
        prop_assert_eq!(&hash.finish_512()[..], &Streebog512::digest(&message)[..]);
    }
}
