//! The certificates, requests and lists of RFC 9215, appendix A.

use gost::ParameterSet;
use pki::{
    certificate::{Certificate, Issuer},
    crl::Crl,
    name::Attribute,
    request::CertificationRequest,
};

struct Vector {
    set: ParameterSet,
    certificate: &'static [u8],
    request: &'static [u8],
    list: &'static [u8],
}

macro_rules! vector {
    ($set:ident, $name:literal) => {
        Vector {
            set: ParameterSet::$set,
            certificate: include_bytes!(concat!("../vectors/rfc9215-", $name, ".cert.der")),
            request: include_bytes!(concat!("../vectors/rfc9215-", $name, ".csr.der")),
            list: include_bytes!(concat!("../vectors/rfc9215-", $name, ".crl.der")),
        }
    };
}

const VECTORS: [Vector; 3] = [
    vector!(Test256, "A1-256-test"),
    vector!(Tc26A256, "A2-256A"),
    vector!(Test512, "A3-512-test"),
];

#[test]
fn certificate_request_and_list_of_the_standard_verify() {
    for vector in VECTORS {
        let certificate = Certificate::parse(vector.certificate).unwrap();
        let key = certificate.public_key().unwrap();
        assert_eq!(key.set(), vector.set);
        assert_eq!(certificate.verify(&key), Ok(()));
        assert_eq!(certificate.subject_der(), certificate.issuer_der());
        assert_eq!(certificate.subject().unwrap().to_der(), certificate.subject_der());

        let request = CertificationRequest::parse(vector.request).unwrap();
        assert_eq!(request.public_key().identity(), key.identity());
        assert_eq!(
            request.subject().get(Attribute::CommonName),
            certificate.subject().unwrap().get(Attribute::CommonName)
        );

        assert_eq!(Crl::parse(vector.list).unwrap().verify(&key), Ok(()));
    }
}

#[test]
fn a_certificate_without_key_identifier_is_no_issuer() {
    let certificate = Certificate::parse(VECTORS[0].certificate).unwrap();
    assert_eq!(certificate.subject_key_identifier(), None);
    assert_eq!(
        Issuer::try_from(&certificate).map_err(|error| error.code()),
        Err("bad-issuer")
    );
}
