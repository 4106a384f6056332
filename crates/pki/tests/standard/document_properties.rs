//! For all inputs: nothing from outside makes the reader of documents and stamps panic, and no change is believed.

use std::sync::LazyLock;

use gost::ParameterSet;
use pki::{
    cms::SignedData,
    digest::DigestAlgorithm,
    oid,
    tsp::{self, Imprint, TimeStampRequest, TimeStampResponse, TimeStampToken, TstInfo},
};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::{
    NOW,
    kit::{Authority, signed, stamping::Stamper},
};

const LETTER: &[u8] = "Уведомление о подключении".as_bytes();

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
        read_everything(&[&[0x30, 0x80], bytes.as_slice()].concat());
    }

    #[test]
    fn changed_files_never_panic(at: Index, byte: u8, cut: Index, which in 0..SAMPLES.len()) {
        let mut sample = SAMPLES[which].clone();
        let at = at.index(sample.len());
        sample[at] = byte;
        read_everything(&sample);
        sample.truncate(cut.index(sample.len()));
        read_everything(&sample);
    }

    #[test]
    fn a_changed_document_is_never_believed(at: Index, bit in 0..8_u8) {
        let mut document = SAMPLES[0].clone();
        let at = at.index(document.len());
        document[at] ^= 1 << bit;
        if let Ok(document) = SignedData::parse(&document) {
            for verified in document.verify_document(None, &[]).into_iter().flatten() {
                prop_assert_eq!(document.content(), Some(LETTER));
                prop_assert_eq!(verified.signing_time, Some(NOW));
                prop_assert_eq!(&verified.certificate, &*USER);
            }
        }
    }

    #[test]
    fn a_changed_stamp_is_never_believed(at: Index, bit in 0..8_u8) {
        let mut token = SAMPLES[1].clone();
        let at = at.index(token.len());
        token[at] ^= 1 << bit;
        if let Ok(token) = TimeStampToken::parse(&token)
            && token.verify(&imprint(), &[]).is_ok()
        {
            prop_assert_eq!(token.info().time, NOW);
        }
    }

    #[test]
    fn any_instant_is_read_back(time in 0..253_402_300_799_i64, milliseconds in 0..1000_u16, nonce in vec(any::<u8>(), 1..20)) {
        let info = TstInfo {
            policy: oid::TST_INFO,
            imprint: imprint(),
            serial: vec![1],
            time,
            milliseconds,
            accuracy: None,
            ordering: false,
            nonce: Some(nonce),
        };
        prop_assert_eq!(TstInfo::from_der(&info.to_der().unwrap()), Ok(info));
    }
}

fn read_everything(bytes: &[u8]) {
    if let Ok(document) = SignedData::parse(bytes) {
        document.verify_document(None, &[]);
        for signer in document.signers() {
            tsp::verify_signature_stamps(signer, &[]);
        }
        SignedData::parse(&document.to_der()).unwrap();
    }
    if let Ok(token) = TimeStampToken::parse(bytes) {
        let _ = token.verify(&token.info().imprint, &[]);
    }
    let _ = TimeStampRequest::parse(bytes);
    let _ = TimeStampResponse::parse(bytes);
    let _ = TstInfo::from_der(bytes);
}

fn imprint() -> Imprint {
    Imprint::of(DigestAlgorithm::Streebog256, LETTER)
}

fn request() -> TimeStampRequest {
    TimeStampRequest {
        imprint: imprint(),
        policy: None,
        nonce: Some(vec![7; 8]),
        certificate_wanted: true,
    }
}

static USER: LazyLock<pki::certificate::Certificate> =
    LazyLock::new(|| Authority::new(ParameterSet::CryptoProA, NOW).user);

/// A document, a stamp, a document with a stamp, a request, an answer.
static SAMPLES: LazyLock<[Vec<u8>; 5]> = LazyLock::new(|| {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let mut stamper = Stamper::of(&mut authority, true, &[oid::TIME_STAMPING]);
    let document = signed(&mut authority, LETTER, Some(LETTER));
    let token = stamper.stamp(&request());
    let read = SignedData::parse(&document).unwrap();
    let imprint = tsp::signature_imprint(&read.signers()[0], DigestAlgorithm::Sha256);
    let on_signature = stamper.stamp(&TimeStampRequest { imprint, ..request() });
    let stamped = tsp::add_signature_stamp(&read, 0, &on_signature, &[]).unwrap();
    let answer = tsp::granted(&token);
    [document, token, stamped, request().to_der(), answer]
});
