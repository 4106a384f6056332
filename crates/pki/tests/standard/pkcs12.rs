//! PKCS#12: the examples of TC26 open, ours open with their password, and nothing else opens.

use base64::{Engine, engine::general_purpose::STANDARD};
use const_oid::ObjectIdentifier;
use gost::{
    ParameterSet, SigningKey,
    gost89::SBox,
    gost3412::BlockCipher::Kuznyechik,
    pbes2::{CtrAcpkmOmac, Gost89, Scheme},
};
use pki::pkcs12::{Contents, DEFAULT_ITERATIONS, MOST_ITERATIONS, Pkcs12Error, open, seal};

use crate::{
    NOW,
    kit::Authority,
    tlv::{Elements, sequence},
};

const PASSWORD: &[u8] = "Пароль для PFX".as_bytes();

/// R 50.1.112-2016: ГОСТ 28147-89.
const GOST_89: &str = "
MIIFqgIBAzCCBSsGCSqGSIb3DQEHAaCCBRwEggUYMIIFFDCCASIGCSqGSIb3DQEHAaCCARMEggEPMIIBCzCCAQcGCyqGSIb3DQEM
CgECoIHgMIHdMHEGCSqGSIb3DQEFDTBkMEEGCSqGSIb3DQEFDDA0BCD5qZr0TTIsBvdgUoq/zFwOzdyJohj6/4Wiyccgj9AK/QIC
B9AwDAYIKoUDBwEBBAIFADAfBgYqhQMCAhUwFQQI3Ip/Vp0IsyIGCSqFAwcBAgUBAQRoSfLhgx9s/zn+BjnhT0ror07vS55Ys5hg
vVpWDx4mXGWWyez/2sMcaFgSr4H4UTGGwoMynGLpF1IOVo+bGJ0ePqHB+gS5OL9oV+PUmZ/ELrRENKlCDqfYWvpSystX29CvCFrn
TnDsbBYxFTATBgkqhkiG9w0BCRUxBgQEAQAAADCCA+oGCSqGSIb3DQEHBqCCA9swggPXAgEAMIID0AYJKoZIhvcNAQcBMHEGCSqG
SIb3DQEFDTBkMEEGCSqGSIb3DQEFDDA0BCCJTJLZQRi1WIpQHzyjXbq7+Vw2+1280C45x8ff6kMSVAICB9AwDAYIKoUDBwEBBAIF
ADAfBgYqhQMCAhUwFQQIxepowwvS11MGCSqFAwcBAgUBAYCCA06n09P/o+eDEKoSWpvlpOLKs7dKmVquKzJ81nCngvLQ5fEWL1Wk
xwiIrEhm53JKLD0wy4hekalEk011Bvc51XP9gkDkmaoBpnV/TyKIY35wl6ATfeGXno1MKoA+Ktdhv4gLnz0k2SXdkUj11JwYskXu
e+REA0p4m2ZsoaTmvoODamh9JeY/5QjyXe58CGnyXFzX3eU86qs4WfdWdS3NzYYOk9zzVl46le9u79O/LnW2j4n2of/Jpk/LYjrR
mz5oYeQOqKOKhEyhpO6e+ejr6laduEv7TwJQKRNiygogbVvkNn3VjHTSOUG4W+3NRPhjb0jD9obdyx6MWa6O3B9bUzFMNav8/gYn
0vTDxqXMLy/92oTngNrVx6GccNl128ISrDS6+RxtAMiEBRK6xNkemqX5yNXG5GrLQQFGP6mbs2nNpjKlgj3pljmXEky2/G78XiJr
v02OgGs6CKnI9nMpa6N7PBHV34MJ6EZzWOWDRQ420xk63mnicrs0WDVJ0xjdu4FW3iEk02EaiRTvGBpa6GL7LBp6QlaXSSwONx72
5cyRsL9cTlukqXERWHDlMpjYLbkGZRrCc1myWgEfsputfSIPNF/oLv9kJNWacP3uuDOfecg3us7eg2OAxo5zrYfn39GcBMF1WHAY
RO/+PnJb9jrDuLAE8+ONNqjNulWNK9CStEhb6Te+yE6qoeP6hJjFLi+nFLE9ymIo0A7gLQD5vzFvl+7v1ZNVnQkwRUsWoRiEVVGn
v3Z1iZU6xStxgoHMl62V/P5cz4dr9vJM2adEWNZcVXl6mk1H8DRc1sRGnvs2l237oKWRVntJhoWnZ8qtD+3ZUqsX79QhVzUQBzKu
Bt6jwNhaHLGl5B+Or/zA9FezsOh6+Uc+fZaVW7fFfeUyWwGy90XD3ybTrjzep9f3nt55Z2c+fu2iEwhoyImWLuC3+CVhf9Af59j9
8/BophMJuATDJEtgi8rt4vLnfxKu250Mv2ZpbfF69EGTgFYbwc55zRfaUG9zlyCu1YwMJ6HC9FUVtJp9gObSrirbzTH7mVaMjQkB
LotazWbegzI+be8V3yT06C+ehD+2GdLWAVs9hp8gPHEUShb/XrgPpDSJmFlOiyeOFBO/j4edDACKqVcwdjBOMAoGCCqFAwcBAQID
BEAIFX0fyZe20QKKhWm6WYX+S92Gt6zaXroXOvAmayzLfZ5Sd9C2t9zZJSg6M8RBUYpw/8ym5ou1o2nDa09M5zF3BCCpzyCQBI+r
zfISeKvPV1ROfcXiYU93mwcl1xQV2G5/fgICB9A=";

/// RFC 9548 §A.2: Kuznyechik with OMAC; the certificate in clear.
const KUZNYECHIK: &str = "
MIIFKwIBAzCCBMQGCSqGSIb3DQEHAaCCBLUEggSxMIIErTCCAswGCSqGSIb3DQEHAaCCAr0EggK5MIICtTCCArEGCyqGSIb3DQEM
CgEDoIICSjCCAkYGCiqGSIb3DQEJFgGgggI2BIICMjCCAi4wggHboAMCAQICBAGMuoQwCgYIKoUDBwEBAwIwODENMAsGA1UEChME
VEsyNjEnMCUGA1UEAxMeQ0EgVEsyNjogR09TVCAzNC4xMC0xMiAyNTYtYml0MB4XDTAxMDEwMTAwMDAwMFoXDTQ5MTIzMTAwMDAw
MFowOzENMAsGA1UEChMEVEsyNjEqMCgGA1UEAxMhT1JJR0lOQVRPUjogR09TVCAzNC4xMC0xMiA1MTItYml0MIGgMBcGCCqFAwcB
AQECMAsGCSqFAwcBAgECAQOBhAAEgYC0i7davCkOGGVcYqFPtS1fUIROzB0fYARIe0tclTRpare/qzRuVRapqzzO+K21LDpYVfDP
s2Sqa13ZN+Ts/JUlv59qCFB2cYpFyB/0kh4+K79yvz7r8+4WE0EmZf8T3ae/J1Jo6xGunecH1/G4hMts9HYLnxbwJDMNVGuIHV6g
zqOBhzCBhDBjBgNVHSMEXDBagBSsbA5MRGaiQpbinwk7JWbzy6RTKqE8pDowODENMAsGA1UEChMEVEsyNjEnMCUGA1UEAxMeQ0Eg
VEsyNjogR09TVCAzNC4xMC0xMiAyNTYtYml0ggQBjLqBMB0GA1UdDgQWBBR+BlcJmAytawioV+55AFg6ydegpDAKBggqhQMHAQED
AgNBAApeqfHQG6YvR5Pt5oDMiNFiIdeyK5a0qf5gdBe2czLfF1A9Q8M9ya658Xl53zLzgOQXVCfYQsg4DFQBrPyHBBAxVDAjBgkq
hkiG9w0BCRUxFgQUeVV0+dS25MICJChpmGc/8AoUwE0wLQYJKoZIhvcNAQkUMSAeHgBwADEAMgBGAHIAaQBlAG4AZABsAHkATgBh
AG0AZTCCAdkGCSqGSIb3DQEHAaCCAcoEggHGMIIBwjCCAb4GCyqGSIb3DQEMCgECoIIBVzCCAVMwWQYJKoZIhvcNAQUNMEwwKQYJ
KoZIhvcNAQUMMBwECKf4N7NMwugqAgIIADAMBggqhQMHAQEEAgUAMB8GCSqFAwcBAQUCAjASBBAlmt2WDfaPJlsAs0mLKglzBIH1
DMvEacbbWRNDVSnXJLWygYrKoipdOjDA/2HEnBZ34uFOLNheUqiKpCPoFpbR2GBiVYVTVK9ibiczgacaEQYzDXtcS0QCZOxpKWft
eAlbdJLC/SqPurPYyKi0MVRUPROhbisFASDT38HDH1Dh0dL5f6ga4aPWLrWbbgWERFOoOPyh4DotlPF37AQOwiEjsbyyRHq3HgbW
iaxQRuAheqHOn4QVGY92/HFvJ7u3TcnQdLWhTe/lh1RHLNF3RnXtN9if9zC23laDZOiWZplUyLrUiTCbHrtn1RppPDmLFNMt9dJ7
KKgCkOi7Zm5nhqPChbywX13wcfYxVDAjBgkqhkiG9w0BCRUxFgQUeVV0+dS25MICJChpmGc/8AoUwE0wLQYJKoZIhvcNAQkUMSAe
HgBwADEAMgBGAHIAaQBlAG4AZABsAHkATgBhAG0AZTBeME4wCgYIKoUDBwEBAgMEQAkBKw4ihn7pSIYTEhu0bcvTPZjI3WgVxCkU
VlOsc80G69EKFEOTnObGJGSKJ51UKkOsXF0a7+VBZf3BcVVQh9UECIVEtO+VpuskAgIIAA==";

/// RFC 9548 §A.3: Magma for the key, Magma with OMAC for the certificate.
const MAGMA: &str = "
MIIFjAIBAzCCBSUGCSqGSIb3DQEHAaCCBRYEggUSMIIFDjCCA0EGCSqGSIb3DQEHBqCCAzIwggMuAgEAMIIDJwYJKoZIhvcNAQcB
MFUGCSqGSIb3DQEFDTBIMCkGCSqGSIb3DQEFDDAcBAgUuSVGsSwGjQICCAAwDAYIKoUDBwEBBAIFADAbBgkqhQMHAQEFAQIwDgQM
9Hk3dagtS48+G/x+gIICwWGPqxxN+sTrKbruRf9R5Ya9cf5AtO1frqMnf1eULfmZmTg/BdE51QQ+Vbnh3v1kmspr6h2+e4Wli+nd
EeCWG6A6X/G22h/RAHW2YrVmf6cCWxW+YrqzT4h/8RQL/9haunD5LmHPLVsYrEai0OwbgXayDSwARVJQLQYqsLNmZK5ViN+fRiS5
wszVJ3AtVq8EuPt41aQEKwPy2gmH4S6WmnQRC6W7aoqmIifFPJENJNn5K2M1J6zNESs6bFtYNKMArNqtvv3rioY6eAaaLy6AV6lj
sekmqodHmQjvY4eEioJs0xhpXhZY69PXT+ZBeHv6MSheBhwXqxAd1DqtPTafMjNK8rqKCap9TtPGvONvo5W9dgwegxRRQzlum8dz
V4m1W9Aq4W7t8/UcxDWRz3k6ijFPlGaA9+8ZMTEORHhBRvM6OY2/VNNxbgxWfGYuPxpSi3YnCZIPmBEe5lU/Xv7KjzFusGM38F8Y
R61k4/QNpKI1QUv714YKfaUQznshGGzILv1NGID62pl1+JI3vuawi2mDMrmkuM9QFU9v/kRP+c2uBHDuOGEUUSNhF08p7+w3vxpl
atGWXH9fmIsPBdk2f3wkn+rwoqrEuijMI/bCAylU/M0DMKhAo9j31UYSZdi4fsfRWYDJMq/8FPn96tuo+oCpbqv3NUwpZM/8Li4x
qgTHtYw/+fRG0/P6XadNEiII/TYjenLfVHXjAHOVJsVeCu/t3EsMYHQddNChrFk/Ic2PdIQOyB4/enpW0qrKegSbyZNuF1WI4zl4
mI89L8dTQBUkhy45yQXZlDD8k1ErYdtdEsPtz/4zuSpbnmwCEIRoOuSXtGuJP+tbcWEXRKM2UBgi3qBjpn7DU18MtsrRM9pDdadl
8mT/Vfh9+B8dZBZVxgQu70lMPEGexbUkYHuFCCnyi9J0V92StbIzElxla1VebjCCAcUGCSqGSIb3DQEHAaCCAbYEggGyMIIBrjCC
AaoGCyqGSIb3DQEMCgECoIIBQzCCAT8wVQYJKoZIhvcNAQUNMEgwKQYJKoZIhvcNAQUMMBwECP0EQk0O1twvAgIIADAMBggqhQMH
AQEEAgUAMBsGCSqFAwcBAQUBATAOBAzwxSqgAAAAAAAAAAAEgeUqj9mI3RDfK5hMd0EeYws7foZK/5ANr2wUhP5qnDjAZgn76lEx
J+wuvlnS9PChfWVugvdl/9XJgQvvr9Cu4pOh4ICXplchcy0dGk/MzItHRVC5wK2nTxwQ4kKTkG9xhLFzoD16dhtqX0+/dQg9G8pE
5EzCBIYRXLm1Arcz9k7KVsTJuNMjFrr7EQuuTr80ATSQOtsq50zpFyrpznVPGCrOdIjpymZxNdvw48bZxqTtRVDxCYATOGqz0pwH
ClWULHD9LIajLMB2GhBKyQw6ujIlltJs0T+WNdX/AT2FLi1LFSS3+Cj9MVQwIwYJKoZIhvcNAQkVMRYEFHlVdPnUtuTCAiQoaZhn
P/AKFMBNMC0GCSqGSIb3DQEJFDEgHh4AcAAxADIARgByAGkAZQBuAGQAbAB5AE4AYQBtAGUwXjBOMAoGCCqFAwcBAQIDBEDp4e22
JmXdnvR0xA99yQuzQuJ8pxBeOpsLm2dZQqt3Fje5zqW1uk/7VOcfV5r2bKm8nsLOs2rPT8hBOoeAZvOIBAjGIUHw6IjG2QICCAA=";

fn der(text: &str) -> Vec<u8> {
    let text: String = text.split_whitespace().collect();
    STANDARD.decode(text).unwrap()
}

#[test]
fn the_examples_open_with_their_password_only() {
    for text in [GOST_89, KUZNYECHIK, MAGMA] {
        let file = der(text);
        let opened = open(&file, PASSWORD).unwrap();
        assert_eq!(opened.certificates.len(), 1);
        // The key is that of the certificate.
        assert_eq!(opened.certificate(), Some(&opened.certificates[0]));
        for wrong in ["", "пароль для PFX", "Пароль для PFX "] {
            assert_eq!(open(&file, wrong.as_bytes()).unwrap_err(), Pkcs12Error::WrongPassword);
        }
    }
}

#[test]
fn each_changed_byte_of_an_example_is_noticed() {
    let file = der(KUZNYECHIK);
    for at in (0..file.len()).step_by(13) {
        let mut changed = file.clone();
        changed[at] ^= 4;
        // The count of iterations may have grown beyond the ceiling: also a refusal.
        assert!(open(&changed, PASSWORD).is_err(), "byte {at}");
    }
}

#[test]
fn what_we_write_we_read() {
    // A million rounds of Streebog each: the two forms of TC26, the two widths of keys.
    check_round_trip(ParameterSet::CryptoProA, &Gost89(SBox::Tc26Z));
    check_round_trip(ParameterSet::Tc26C512, &CtrAcpkmOmac(Kuznyechik));
}

fn check_round_trip<S: Scheme>(set: ParameterSet, scheme: &S) {
    let mut authority = Authority::new(set, NOW);
    let chain = [authority.user.der(), authority.issuing.der(), authority.root.der()];
    let contents = Contents {
        key: &authority.user_key,
        certificates: &chain,
        friendly_name: "Соколова М. А.",
    };
    let file = seal(scheme, &contents, PASSWORD, DEFAULT_ITERATIONS, &mut authority.rng).unwrap();
    // Nobody who finds the file learns whose it is.
    assert!(!file.windows(40).any(|part| part == &authority.user.subject_der()[..40]));
    let opened = open(&file, PASSWORD).unwrap();
    assert_eq!(opened.key.to_bytes(), authority.user_key.to_bytes());
    assert_eq!(opened.certificate(), Some(&authority.user));
    assert_eq!(opened.certificates, [authority.user, authority.issuing, authority.root]);
}

#[test]
fn a_key_goes_with_its_own_certificate_and_enough_iterations_only() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let mut refusal = |key: &SigningKey, certificates: &[&[u8]], iterations| {
        let contents = Contents {
            key,
            certificates,
            friendly_name: "",
        };
        seal(
            &Gost89(SBox::Tc26Z),
            &contents,
            PASSWORD,
            iterations,
            &mut authority.rng,
        )
        .unwrap_err()
    };
    let (user, issuing) = (authority.user.der(), authority.issuing.der());
    assert_eq!(
        refusal(&authority.user_key, &[], DEFAULT_ITERATIONS),
        Pkcs12Error::OtherKey
    );
    assert_eq!(
        refusal(&authority.user_key, &[issuing, user], DEFAULT_ITERATIONS),
        Pkcs12Error::OtherKey
    );
    assert_eq!(
        refusal(&authority.issuing_key, &[user], DEFAULT_ITERATIONS),
        Pkcs12Error::OtherKey
    );
    let few = refusal(&authority.user_key, &[user], DEFAULT_ITERATIONS - 1);
    assert_eq!(few.code(), "key-file-iterations");
    // The count is looked at first, so that nothing is derived here on either side of the edge.
    assert_eq!(
        refusal(&authority.user_key, &[], MOST_ITERATIONS),
        Pkcs12Error::OtherKey
    );
    let many = refusal(&authority.user_key, &[], MOST_ITERATIONS + 1);
    assert_eq!(many.code(), "key-file-iterations");
}

/// At the edge the file goes on to its MAC, which by a function nobody knows is refused without deriving anything.
#[test]
fn what_a_file_costs_in_all_is_bounded_where_the_greatest_count_to_write_is() {
    let file = der(MAGMA);
    let refusal = |iterations: u32| {
        let pfx = Elements::of(&file);
        let digest = Elements::of(Elements::of(pfx.get(2)).get(0)).replace(0, &tlv(0x30, &tlv(6, &[0x2a, 3])));
        let mac = Elements::of(pfx.get(2)).replace(0, &digest);
        let mac = Elements::of(&mac).replace(2, &tlv(2, &iterations.to_be_bytes()[1..]));
        open(&pfx.replace(2, &mac), PASSWORD).unwrap_err()
    };
    // Key and certificate of the example take 2048 each; the MAC takes its count twice.
    let edge = (4 * MOST_ITERATIONS - 2 * 2048) / 2;
    assert_eq!(refusal(edge), Pkcs12Error::Mac("1.2.3".parse().unwrap()));
    assert_eq!(refusal(edge + 1), Pkcs12Error::Iterations);
}

#[test]
fn each_other_file_has_its_refusal() {
    let authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let file = der(KUZNYECHIK);
    let with_mac = |change: &dyn Fn(Elements) -> Vec<u8>| {
        let pfx = Elements::of(&file);
        let mac = change(Elements::of(pfx.get(2)));
        pfx.replace(2, &mac)
    };
    let costly = with_mac(&|mac| mac.replace(2, &tlv(2, &[0x10, 0, 0, 0])));
    let sha_256: ObjectIdentifier = "2.16.840.1.101.3.4.2.1".parse().unwrap();
    let of_sha_256 = with_mac(&|mac| {
        let digest = Elements::of(mac.get(0)).replace(0, &tlv(0x30, &tlv(6, sha_256.as_bytes())));
        mac.replace(0, &digest)
    });
    for (bytes, expected) in [
        (&b""[..], Pkcs12Error::NotPkcs12),
        (b"noise", Pkcs12Error::NotPkcs12),
        (authority.user.der(), Pkcs12Error::NotPkcs12),
        (&file[..file.len() - 1], Pkcs12Error::NotPkcs12),
        (&Elements::of(&file).remove(2), Pkcs12Error::NotPkcs12),
        (&vec![0x30; 1024 * 1024 + 1], Pkcs12Error::TooLarge),
        (&costly, Pkcs12Error::Iterations),
        (&of_sha_256, Pkcs12Error::Mac(sha_256)),
    ] {
        assert_eq!(open(bytes, PASSWORD).unwrap_err(), expected);
    }
}

/// The exports of CryptoPro CSP have a scheme of their own, for keys or for all.
#[test]
fn exports_of_crypto_pro_are_named() {
    let oid = |text: &str| tlv(6, text.parse::<ObjectIdentifier>().unwrap().as_bytes());
    let algorithm = tlv(
        0x30,
        &[
            oid("1.2.840.113549.1.12.1.80"),
            tlv(0x30, &[tlv(4, &[1; 16]), tlv(2, &[7, 0xd0])].concat()),
        ]
        .concat(),
    );
    let data = oid("1.2.840.113549.1.7.1");
    let key = tlv(0x30, &[algorithm.clone(), tlv(4, &[9; 16])].concat());
    let bag = tlv(0x30, &[oid("1.2.840.113549.1.12.10.1.2"), tlv(0xa0, &key)].concat());
    let safe = |content: &[u8]| tlv(0x30, &[data.clone(), tlv(0xa0, &tlv(4, content))].concat());
    let keys = safe(&tlv(0x30, &bag));
    let encrypted = tlv(0x30, &[data.clone(), algorithm, tlv(0x80, &[9; 16])].concat());
    let encrypted = tlv(0x30, &[tlv(2, &[0]), encrypted].concat());
    let all = tlv(0x30, &[oid("1.2.840.113549.1.7.6"), tlv(0xa0, &encrypted)].concat());
    for content in [keys, all] {
        let mac = Elements::of(&der(KUZNYECHIK)).get(2).to_vec();
        let file = tlv(0x30, &[tlv(2, &[3]), safe(&tlv(0x30, &content)), mac].concat());
        let refusal = open(&file, PASSWORD).unwrap_err();
        assert_eq!(refusal, Pkcs12Error::CryptoPro);
        assert!(refusal.to_string().contains("КриптоПро CSP"));
    }
}

/// Whoever chooses a container in place of a PFX hears what to export.
#[test]
fn containers_are_named() {
    let primary = tlv(0x30, &tlv(4, &[7; 32]));
    assert_eq!(open(&primary, PASSWORD).unwrap_err(), Pkcs12Error::CryptoPro);
    let refusal = open(b"ITCS\x01\x00\x00\x00 and more", PASSWORD).unwrap_err();
    assert_eq!((refusal, refusal.code()), (Pkcs12Error::VipNet, "vipnet"));
    assert!(refusal.to_string().contains("PFX"));
}

/// Two keys whose counts together are no number of 64 bits.
#[test]
fn absurd_counts_are_added_up() {
    let oid = |text: &str| tlv(6, text.parse::<ObjectIdentifier>().unwrap().as_bytes());
    let count = tlv(2, &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    let derivation = tlv(0x30, &[tlv(4, &[1; 8]), count].concat());
    let derivation = tlv(0x30, &[oid("1.2.840.113549.1.5.12"), derivation].concat());
    let algorithm = tlv(0x30, &[oid("1.2.840.113549.1.5.13"), tlv(0x30, &derivation)].concat());
    let key = tlv(0x30, &[algorithm, tlv(4, &[9; 16])].concat());
    let bag = tlv(0x30, &[oid("1.2.840.113549.1.12.10.1.2"), tlv(0xa0, &key)].concat());
    let data = oid("1.2.840.113549.1.7.1");
    let safe = |content: &[u8]| tlv(0x30, &[data.clone(), tlv(0xa0, &tlv(4, content))].concat());
    let mac = Elements::of(&der(KUZNYECHIK)).get(2).to_vec();
    let two = tlv(0x30, &safe(&tlv(0x30, &[bag.clone(), bag].concat())));
    let file = tlv(0x30, &[tlv(2, &[3]), safe(&two), mac].concat());
    assert_eq!(open(&file, PASSWORD).unwrap_err(), Pkcs12Error::Iterations);
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut value = sequence(content);
    value[0] = tag;
    value
}
