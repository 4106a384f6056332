//! What the page makes is what the server and the user can read.

use gost::{SigningKey, VerifyingKey, pkcs8_file};
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_browser::{Made, Step, make};

const PASSWORD: &[u8] = "корабль-у-причала-7".as_bytes();
/// `CN=Соколова М. А.`, DER `Name`.
const SUBJECT: &[u8] = b"\x30\x22\x31\x20\x30\x1e\x06\x03\x55\x04\x03\x0c\x17\
    \xd0\xa1\xd0\xbe\xd0\xba\xd0\xbe\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xb0\x20\xd0\x9c.\x20\xd0\x90";

fn made(seed: u64, steps: &mut Vec<Step>) -> Made {
    let mut rng = StdRng::seed_from_u64(seed);
    make(SUBJECT, &[], PASSWORD, &mut rng, |step| steps.push(step)).expect("the key is made")
}

fn opened(key_file: &str, password: &[u8]) -> Option<SigningKey> {
    let der = pkcs8_file::from_pem(key_file).expect("the key file is PEM");
    pkcs8_file::decrypt(&der, password).ok()
}

#[test]
fn the_key_file_opens_with_its_password_only_and_fits_the_request() {
    let mut steps = Vec::new();
    let Made { request, key_file } = made(1, &mut steps);
    assert_eq!(steps, [Step::Key, Step::File, Step::Request]);

    let key = opened(&key_file, PASSWORD).expect("the password opens the file");
    assert!(opened(&key_file, b"another").is_none());

    let public_key = key.verifying_key().to_spki_der();
    let at = request.windows(public_key.len()).position(|part| part == public_key);
    let at = at.expect("the request carries the public key of the file");
    assert_eq!(&request[at - SUBJECT.len()..at], SUBJECT);

    // The outer SEQUENCE and that of the info have heads of 3 bytes each at this size; the signature ends the request.
    let info = &request[3..at + public_key.len() + 2];
    let signature = &request[request.len() - 64..];
    let public_key = VerifyingKey::from_spki_der(&public_key).expect("the key is on the curve");
    public_key
        .verify(info, signature)
        .expect("the request is signed by its key");
}

#[test]
fn the_private_key_is_not_in_the_request() {
    let Made { request, key_file } = made(2, &mut Vec::new());
    let key = opened(&key_file, PASSWORD).expect("the password opens the file");
    let clear = key.to_pkcs8_der();
    let number = &clear[clear.len() - 32..];
    let reversed: Vec<u8> = number.iter().rev().copied().collect();
    for form in [number, &reversed] {
        assert!(!request.windows(32).any(|part| part == form));
    }
}

#[test]
fn two_makings_give_two_keys() {
    assert_ne!(made(3, &mut Vec::new()).request, made(4, &mut Vec::new()).request);
}
