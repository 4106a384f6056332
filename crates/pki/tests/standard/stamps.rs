//! Time stamps: what is asked, what is answered, what a stamp on a signature proves.

use gost::ParameterSet;
use pki::{
    cms::SignedData,
    digest::DigestAlgorithm,
    oid,
    tsp::{
        Accuracy, FailureInfo, Imprint, RequestError, TimeStampRequest, TimeStampResponse, TimeStampToken, TokenError,
        TstInfo, add_signature_stamp, granted, refused, signature_imprint, verify_signature_stamps,
    },
};

use crate::{
    NOW,
    kit::{Authority, signed, stamping::Stamper},
};

const LETTER: &[u8] = "Уведомление о подключении".as_bytes();

fn stamper(set: ParameterSet) -> Stamper {
    Stamper::of(&mut Authority::new(set, NOW), true, &[oid::TIME_STAMPING])
}

fn request() -> TimeStampRequest {
    TimeStampRequest {
        imprint: Imprint::of(DigestAlgorithm::Streebog256, LETTER),
        policy: Some(oid::TST_INFO),
        nonce: Some(vec![0x00, 0x9c, 0x01]),
        certificate_wanted: true,
    }
}

#[test]
fn what_is_asked_is_read() {
    let full = request();
    let bare = TimeStampRequest {
        imprint: Imprint::of(DigestAlgorithm::Sha512, LETTER),
        policy: None,
        nonce: None,
        certificate_wanted: false,
    };
    for request in [full, bare] {
        assert_eq!(TimeStampRequest::parse(&request.to_der()), Ok(request));
    }
}

#[test]
fn each_request_that_is_not_answered_has_its_failure() {
    let asked = request().to_der();
    let with = |old: &[u8], new: &[u8]| {
        let at = asked.windows(old.len()).position(|part| part == old).unwrap();
        [&asked[..at], new, &asked[at + old.len()..]].concat()
    };
    let gost_94: const_oid::ObjectIdentifier = "1.2.643.7.1.1.2.9".parse().unwrap();
    let mut extended = [&asked[..], &[0xa0, 0]].concat();
    extended[1] += 2;
    for (der, error, failure) in [
        (vec![], RequestError::NotDer, FailureInfo::BadDataFormat),
        (
            asked[..asked.len() - 1].to_vec(),
            RequestError::NotDer,
            FailureInfo::BadDataFormat,
        ),
        (
            with(&[2, 1, 1], &[2, 1, 2]),
            RequestError::NotDer,
            FailureInfo::BadDataFormat,
        ),
        (vec![0x30; 5000], RequestError::TooLarge, FailureInfo::BadRequest),
        (
            with(oid::STREEBOG_256.as_bytes(), gost_94.as_bytes()),
            RequestError::Imprint(gost_94),
            FailureInfo::BadAlgorithm,
        ),
        // A value of 32 bytes under the name of a function of 64.
        (
            with(oid::STREEBOG_256.as_bytes(), oid::STREEBOG_512.as_bytes()),
            RequestError::Imprint(oid::STREEBOG_512),
            FailureInfo::BadAlgorithm,
        ),
        (extended, RequestError::Extensions, FailureInfo::UnacceptedExtension),
    ] {
        let refusal = TimeStampRequest::parse(&der).unwrap_err();
        assert_eq!((refusal, refusal.failure()), (error, failure));
    }
    assert_eq!(RequestError::Policy(oid::DATA).failure(), FailureInfo::UnacceptedPolicy);
}

#[test]
fn old_hash_functions_are_not_stamped() {
    for algorithm in [DigestAlgorithm::Sha1, DigestAlgorithm::Gost94] {
        let asked = TimeStampRequest {
            imprint: Imprint::of(algorithm, LETTER),
            ..request()
        };
        assert_eq!(
            TimeStampRequest::parse(&asked.to_der()),
            Err(RequestError::Imprint(algorithm.oid()))
        );
    }
}

#[test]
fn what_a_stamp_says_is_read_back() {
    for (milliseconds, accuracy, ordering, nonce) in [
        (0, None, false, None),
        (7, Some((1, 0)), true, Some(vec![5])),
        (500, Some((0, 250)), false, Some(vec![0, 0x80])),
        (999, Some((300, 999)), true, None),
    ] {
        let info = TstInfo {
            policy: oid::TST_INFO,
            imprint: request().imprint,
            serial: vec![0x41; 16],
            time: NOW,
            milliseconds,
            accuracy: accuracy.map(|(seconds, milliseconds)| Accuracy { seconds, milliseconds }),
            ordering,
            nonce,
        };
        assert_eq!(TstInfo::from_der(&info.to_der().unwrap()), Ok(info));
    }
}

#[test]
fn the_time_is_written_as_the_standard_has_it() {
    for (milliseconds, text) in [
        (0, "20261123100000Z"),
        (120, "20261123100000.12Z"),
        (5, "20261123100000.005Z"),
    ] {
        let info = TstInfo {
            policy: oid::TST_INFO,
            imprint: request().imprint,
            serial: vec![1],
            time: NOW,
            milliseconds,
            accuracy: None,
            ordering: false,
            nonce: None,
        };
        let der = info.to_der().unwrap();
        let head = [&[0x18, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        assert!(der.windows(head.len()).any(|part| part == head), "{text}");
        assert!(
            TstInfo {
                milliseconds: 1000,
                ..info.clone()
            }
            .to_der()
            .is_err()
        );
        assert!(TstInfo { time: -1, ..info }.to_der().is_err());
    }
}

#[test]
fn refusals_name_their_bit() {
    for (failure, bits) in [
        (FailureInfo::BadAlgorithm, &[3, 2, 7, 0x80][..]),
        (FailureInfo::BadRequest, &[3, 2, 5, 0x20]),
        (FailureInfo::TimeNotAvailable, &[3, 3, 1, 0x00, 0x02]),
        (FailureInfo::SystemFailure, &[3, 5, 6, 0, 0, 0, 0x40]),
    ] {
        let der = refused(failure, "время не определено");
        assert!(der.ends_with(bits), "{failure:?}: {der:02x?}");
        let read = TimeStampResponse::parse(&der).unwrap();
        assert_eq!(
            read,
            TimeStampResponse::Refused {
                status: 2,
                failure: Some(failure),
                words: "время не определено".to_owned()
            }
        );
    }
}

#[test]
fn an_answer_holds_for_its_request_only() {
    let mut stamper = stamper(ParameterSet::CryptoProA);
    let asked = request();
    let answer = granted(&stamper.stamp(&asked));
    let TimeStampResponse::Granted(token) = TimeStampResponse::parse(&answer).unwrap() else {
        panic!("a granted answer has a stamp");
    };
    let token = TimeStampToken::parse(&token).unwrap();
    assert_eq!(token.info().time, NOW);
    assert_eq!(token.verify_answer(&asked, &[]), Ok(stamper.certificate.clone()));
    for (other, expected) in [
        (
            TimeStampRequest {
                nonce: None,
                ..request()
            },
            TokenError::OtherRequest,
        ),
        (
            TimeStampRequest {
                policy: Some(oid::DATA),
                ..request()
            },
            TokenError::OtherRequest,
        ),
        (
            TimeStampRequest {
                imprint: Imprint::of(DigestAlgorithm::Streebog256, b"another"),
                ..request()
            },
            TokenError::OtherImprint,
        ),
        (
            TimeStampRequest {
                imprint: Imprint::of(DigestAlgorithm::Sha256, LETTER),
                ..request()
            },
            TokenError::OtherImprint,
        ),
    ] {
        assert_eq!(token.verify_answer(&other, &[]), Err(expected));
    }
}

#[test]
fn the_certificate_goes_with_the_stamp_when_it_is_wanted() {
    let mut stamper = stamper(ParameterSet::Tc26A512);
    let asked = TimeStampRequest {
        certificate_wanted: false,
        ..request()
    };
    let token = TimeStampToken::parse(&stamper.stamp(&asked)).unwrap();
    assert!(token.certificates().is_empty());
    let missing = token.verify(&asked.imprint, &[]).unwrap_err();
    assert_eq!(missing.code(), "no-certificate");
    assert!(token.verify(&asked.imprint, &[stamper.certificate]).is_ok());
}

#[test]
fn only_an_authority_of_time_stamps_stamps() {
    let asked = request();
    for (critical, purposes, since, expected) in [
        (false, &[oid::TIME_STAMPING][..], 0, TokenError::Purpose),
        (true, &[oid::TIME_STAMPING, oid::CLIENT_AUTH], 0, TokenError::Purpose),
        (true, &[oid::CLIENT_AUTH], 0, TokenError::Purpose),
        (true, &[oid::TIME_STAMPING], -1, TokenError::Validity),
    ] {
        let mut stamper = Stamper::of(&mut Authority::new(ParameterSet::CryptoProA, NOW), critical, purposes);
        stamper.now = NOW + since;
        let token = TimeStampToken::parse(&stamper.stamp(&asked)).unwrap();
        assert_eq!(token.verify(&asked.imprint, &[]), Err(expected));
    }
}

#[test]
fn a_stamped_signature_is_the_same_signature_with_a_time() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let mut stamper = stamper(ParameterSet::CryptoProA);
    let document = SignedData::parse(&signed(&mut authority, LETTER, Some(LETTER))).unwrap();
    assert!(verify_signature_stamps(&document.signers()[0], &[]).is_empty());

    let imprint = signature_imprint(&document.signers()[0], DigestAlgorithm::Streebog256);
    let token = stamper.stamp(&TimeStampRequest { imprint, ..request() });
    let stamped = add_signature_stamp(&document, 0, &token, &[]).unwrap();
    let stamped = SignedData::parse(&stamped).unwrap();
    assert!(stamped.verify_document(None, &[])[0].is_ok());
    let stamps = verify_signature_stamps(&stamped.signers()[0], &[]);
    let [Ok(stamp)] = stamps.as_slice() else {
        panic!("one stamp that holds: {stamps:?}");
    };
    assert_eq!((stamp.time, &stamp.certificate), (NOW, &stamper.certificate));

    // A stamp on something else is not taken, and not believed where somebody put it.
    let foreign = stamper.stamp(&request());
    assert_eq!(
        add_signature_stamp(&document, 0, &foreign, &[]),
        Err(TokenError::OtherImprint)
    );
    assert_eq!(
        add_signature_stamp(&document, 1, &token, &[]),
        Err(TokenError::NotToken)
    );
    let other = SignedData::parse(&signed(&mut authority, LETTER, Some(LETTER))).unwrap();
    let moved = exchange(
        &stamped.to_der(),
        document.signers()[0].signature(),
        other.signers()[0].signature(),
    );
    let moved = SignedData::parse(&moved).unwrap();
    assert!(moved.verify_document(None, &[])[0].is_ok());
    assert_eq!(
        verify_signature_stamps(&moved.signers()[0], &[]),
        [Err(TokenError::OtherImprint)]
    );
}

#[test]
fn what_is_no_stamp_is_refused() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let document = signed(&mut authority, LETTER, Some(LETTER));
    for bytes in [&b""[..], b"noise", &document, authority.user.der()] {
        assert_eq!(TimeStampToken::parse(bytes), Err(TokenError::NotToken));
        assert_eq!(TimeStampResponse::parse(bytes), Err(TokenError::NotToken));
    }
    assert_eq!(TimeStampResponse::parse(&granted(&[])), Err(TokenError::NotToken));
}

fn exchange(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(old.len()).position(|part| part == old).unwrap();
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}
