//! Keys, bare and under a password.

use fuzzkit::{KEY, PASSWORD};
use gost::{
    ParameterSet, SigningKey,
    gost89::SBox,
    gost3412::BlockCipher::{Kuznyechik, Magma},
    pbes2::{Aes256Cbc, CtrAcpkm, CtrAcpkmOmac, Gost89, Scheme},
    pkcs8_file,
};
use pki::pkcs12::{self, Contents};
use rand::rngs::StdRng;

use crate::Seed;
use crate::kit::Authority;

const ITERATIONS: u32 = 2;

pub(crate) fn seeds(authority: &mut Authority) -> Vec<Seed> {
    let rng = &mut authority.rng;
    let wide = SigningKey::generate(ParameterSet::Tc26C512, rng);
    let edwards = SigningKey::generate(ParameterSet::Tc26A256, rng);
    let aes = key_file(&Aes256Cbc, &KEY, rng);
    let mut seeds = vec![
        ("public_key", "crypto-pro-a.der", KEY.verifying_key().to_spki_der()),
        ("public_key", "tc26-a-256.der", edwards.verifying_key().to_spki_der()),
        ("public_key", "tc26-c-512.der", wide.verifying_key().to_spki_der()),
        ("private_key", "crypto-pro-a.der", KEY.to_pkcs8_der().to_vec()),
        ("private_key", "tc26-c-512.der", wide.to_pkcs8_der().to_vec()),
        (
            "signature",
            "of-another-key",
            [&[1], &authority.user_key.sign(b"", rng)[..]].concat(),
        ),
        ("key_file", "aes.pem", pkcs8_file::to_pem(&aes).into_bytes()),
        ("key_file", "aes.der", aes),
        ("key_file", "gost89.der", key_file(&Gost89(SBox::Tc26Z), &KEY, rng)),
        ("key_file", "acpkm.der", key_file(&CtrAcpkm(Magma), &KEY, rng)),
        ("key_file", "omac.der", key_file(&CtrAcpkmOmac(Kuznyechik), &wide, rng)),
    ];
    let files = [
        ("gost89.p12", file(&Gost89(SBox::CryptoProA), authority)),
        ("omac.p12", file(&CtrAcpkmOmac(Magma), authority)),
    ];
    for (name, file) in files {
        seeds.push(("pkcs12_bags", name, authenticated_safe(&file).to_vec()));
        seeds.push(("pkcs12", name, file));
    }
    seeds
}

fn key_file<S: Scheme>(scheme: &S, key: &SigningKey, rng: &mut StdRng) -> Vec<u8> {
    pkcs8_file::encrypt_with(scheme, key, PASSWORD, ITERATIONS, rng).unwrap()
}

fn file<S: Scheme>(scheme: &S, authority: &mut Authority) -> Vec<u8> {
    let contents = Contents {
        key: &authority.user_key,
        certificates: &[authority.user.der()],
        friendly_name: "Мария",
    };
    pkcs12::seal(scheme, &contents, PASSWORD, ITERATIONS, &mut authority.rng).unwrap()
}

/// The content of the first `ContentInfo`: all heads before it are of a known form.
fn authenticated_safe(file: &[u8]) -> &[u8] {
    let outer = file.windows(2).skip(1).position(|pair| pair == [0x30, 0x82]).unwrap() + 1;
    let safe = outer
        + file[outer + 1..]
            .windows(2)
            .position(|pair| pair == [0x30, 0x82])
            .unwrap()
        + 1;
    let length = usize::from(file[safe + 2]) << 8 | usize::from(file[safe + 3]);
    &file[safe..safe + 4 + length]
}
