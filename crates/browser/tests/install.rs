//! The certificate is joined to the key that it was issued for, and to no other.

use gost::pkcs8_file;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_browser::{InstallError, Made, Step, install, make};

const PASSWORD: &[u8] = "корабль-у-причала-7".as_bytes();
const NAME: &str = "Соколова М. А.";

fn made(seed: u64) -> Made {
    make(&[0x30, 0], &[], PASSWORD, &mut StdRng::seed_from_u64(seed), |_| {}).expect("the key is made")
}

/// What stands for a certificate: bytes of its length with the public key in them.
fn certificate(made: &Made) -> Vec<u8> {
    let body = [made.request.as_slice(), &[0; 300]].concat();
    let length = u16::try_from(body.len()).expect("some hundreds of bytes").to_be_bytes();
    [&[0x30, 0x82], &length[..], &body].concat()
}

fn installed(key_file: &[u8], password: &[u8], certificates: &[u8]) -> Result<Vec<u8>, InstallError> {
    install(
        key_file,
        password,
        certificates,
        NAME,
        &mut StdRng::seed_from_u64(9),
        |_| {},
    )
}

#[test]
fn the_file_holds_key_and_certificates_under_the_password() {
    let made = made(1);
    let chain = [certificate(&made), certificate(&made)].concat();
    let mut steps = Vec::new();
    let mut rng = StdRng::seed_from_u64(9);
    let file = install(made.key_file.as_bytes(), PASSWORD, &chain, NAME, &mut rng, |step| {
        steps.push(step)
    });
    let file = file.expect("the password opens the key file");
    assert_eq!(steps, [Step::Open, Step::Join]);
    // Both certificates are in it, and none can be seen.
    assert!(file.len() > chain.len());
    assert!(!file.windows(64).any(|part| part == &made.request[60..124]));
}

#[test]
fn each_wrong_file_has_its_refusal() {
    let (own, other) = (made(2), made(3));
    let chain = certificate(&own);
    let key_file = own.key_file.as_bytes();
    assert_eq!(
        installed(key_file, b"another", &chain),
        Err(InstallError::WrongPassword)
    );
    assert_eq!(
        installed(other.key_file.as_bytes(), PASSWORD, &chain),
        Err(InstallError::OtherKey)
    );
    for noise in [&b""[..], b"noise", &[0xff; 40], &chain] {
        assert_eq!(installed(noise, PASSWORD, &chain), Err(InstallError::NotKeyFile));
    }
    for noise in [
        &chain[..chain.len() - 1],
        &[&chain[..], &[0]].concat(),
        &[0x30],
        &[0x30, 0x03, 1, 2, 3],
    ] {
        assert_eq!(installed(key_file, PASSWORD, noise), Err(InstallError::Other));
    }
    assert_eq!(installed(key_file, PASSWORD, &[]), Err(InstallError::OtherKey));
    assert!(pkcs8_file::from_pem(&own.key_file).is_ok());
}
