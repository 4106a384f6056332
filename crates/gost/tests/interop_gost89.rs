//! ГОСТ 28147-89 against OpenSSL's GOST engine: CFB with key meshing, and the MAC.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

mod engine;

use engine::OpenSsl;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use zaver_gost::gost89::{self, SBox};

/// Around the block and around 1024 bytes, where the key is meshed, also more than once.
const LENGTHS: [usize; 10] = [1, 1025, 9, 5000, 2051, 8, 1023, 3000, 1024, 2048];

const NAMES: [(&str, SBox); 5] = [
    ("id-Gost28147-89-CryptoPro-A-ParamSet", SBox::CryptoProA),
    ("id-Gost28147-89-CryptoPro-B-ParamSet", SBox::CryptoProB),
    ("id-Gost28147-89-CryptoPro-C-ParamSet", SBox::CryptoProC),
    ("id-Gost28147-89-CryptoPro-D-ParamSet", SBox::CryptoProD),
    ("id-tc26-gost-28147-param-Z", SBox::Tc26Z),
];

#[test]
fn cfb_with_meshing() {
    let openssl = OpenSsl::with_engine();
    let mut rng = StdRng::seed_from_u64(89);
    for (length, (name, sbox)) in LENGTHS.into_iter().zip(NAMES.into_iter().cycle()) {
        let (mut key, mut iv, mut data) = ([0; 32], [0; 8], vec![0; length]);
        rng.fill_bytes(&mut key);
        rng.fill_bytes(&mut iv);
        rng.fill_bytes(&mut data);
        let theirs = openssl.encrypt_gost89(name, &key, &iv, &data);
        let mut ours = data.clone();
        gost89::encrypt_cfb(sbox, &key, &iv, &mut ours);
        let differ = ours.iter().zip(&theirs).position(|(a, b)| a != b);
        assert_eq!((ours.len(), differ), (theirs.len(), None), "{name} {length}");
        gost89::decrypt_cfb(sbox, &key, &iv, &mut ours);
        assert_eq!(ours, data, "{name} {length}");
    }
}

#[test]
fn mac() {
    let openssl = OpenSsl::with_engine();
    let mut rng = StdRng::seed_from_u64(90);
    for (algorithm, sbox) in [("gost-mac", SBox::CryptoProA), ("gost-mac-12", SBox::Tc26Z)] {
        for length in [1, 8, 9, 16, 31, 32, 1000] {
            // The engine takes the key of a MAC as text of 32 characters.
            let key: [u8; 32] = std::array::from_fn(|_| b'a' + (rng.next_u32() % 26) as u8);
            let mut data = vec![0; length];
            rng.fill_bytes(&mut data);
            let theirs = openssl.mac(algorithm, &key, &data);
            let ours = gost89::mac(sbox, &key, &[0; 8], &data);
            assert_eq!(ours.as_slice(), theirs, "{algorithm} {length}");
        }
    }
}
