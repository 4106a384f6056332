//! OCSP and time stamps: signed by whom they should be, about what was asked, and now.

use office::watch::Finding;
use pki::certificate::Certificate;
use pki::digest::DigestAlgorithm;
use pki::ocsp::{CertificateId, OcspResponse, Status, build_request};
use pki::tsp::{Imprint, TimeStampRequest, TimeStampResponse, TimeStampToken};

use super::Look;

/// Both clocks may be off by this much, seconds.
const SKEW: i64 = 60;

/// Two questions: a number that nobody was given must not be good, one that is in the list must not be good either.
pub(super) fn ocsp(look: &Look, issuing: &Certificate, listed: Option<&[u8]>) -> Finding {
    let strange = ask(look, issuing, &look.nonce);
    let looked = strange.and_then(|strange| {
        if strange != Some(Status::Unknown) && strange.is_some() {
            return Err(format!("о никому не выданном номере сказано {strange:?}"));
        }
        match (strange, listed) {
            (Some(_), Some(serial)) => match ask(look, issuing, serial)? {
                Some(Status::Revoked { .. }) => Ok("отвечает и согласен со списком"),
                other => Err(format!("в списке отозван, а ответ {other:?}")),
            },
            (Some(_), None) => Ok("отвечает"),
            (None, _) => Err("по этому адресу никто не отвечает, а сертификаты его называют".into()),
        }
    });
    match looked {
        Ok(text) => Finding::ok("ocsp", text),
        Err(wrong) => Finding::error("ocsp", wrong),
    }
}

fn ask(look: &Look, issuing: &Certificate, serial: &[u8]) -> Result<Option<Status>, String> {
    let id = CertificateId::new(
        DigestAlgorithm::Sha1,
        issuing.subject_der(),
        issuing.public_key_der(),
        serial,
    )
    .ok_or("ключ издающего УЦ не читается")?;
    let question = build_request(&[id], Some(&look.nonce));
    let Some(answer) = look.outside.post("/ocsp", "application/ocsp-request", &question)? else {
        return Ok(None);
    };
    let OcspResponse::Answer(answer) = OcspResponse::parse(&answer).map_err(|error| error.to_string())? else {
        return Err("отказ вместо ответа".into());
    };
    let signer = answer.signer(issuing).ok_or("ответ подписан неизвестно кем")?;
    let key = issuing.public_key().map_err(|error| error.to_string())?;
    signer.verify(&key).map_err(|error| error.to_string())?;
    let key = signer.public_key().map_err(|error| error.to_string())?;
    key.verify(answer.tbs(), answer.signature())
        .map_err(|_| "подпись ответа не верна")?;
    let data = answer.data();
    // The value of the extension: an OCTET STRING around the nonce.
    let ours = data.nonce().is_some_and(|nonce| nonce.ends_with(&look.nonce));
    let fresh = ours && (data.produced_at() - look.now).abs() <= SKEW;
    match data.singles() {
        [single] if fresh && single.certificate.serial() == serial => Ok(Some(single.status)),
        _ => Err("ответ не на этот вопрос или не свежий".into()),
    }
}

/// A stamp of random bytes.
pub(super) fn tsp(look: &Look, issuing: &Certificate) -> Finding {
    match stamp(look, issuing) {
        Ok(None) => Finding::ok("tsp", "не включены"),
        Ok(Some(off)) if off > SKEW => Finding::warning("tsp", format!("расходится с нашими часами на {off} с")),
        Ok(Some(_)) => Finding::ok("tsp", "штамп верен"),
        Err(wrong) => Finding::error("tsp", wrong),
    }
}

/// By how much its time differs from ours.
fn stamp(look: &Look, issuing: &Certificate) -> Result<Option<i64>, String> {
    let request = TimeStampRequest {
        imprint: Imprint::of(DigestAlgorithm::Streebog256, &look.nonce),
        policy: None,
        nonce: Some(look.nonce.to_vec()),
        certificate_wanted: true,
    };
    let question = request.to_der();
    let Some(answer) = look.outside.post("/tsp", "application/timestamp-query", &question)? else {
        return Ok(None);
    };
    let told = |error: pki::tsp::TokenError| error.to_string();
    match TimeStampResponse::parse(&answer).map_err(told)? {
        TimeStampResponse::Granted(token) => {
            let token = TimeStampToken::parse(&token).map_err(told)?;
            let authority = token.verify_answer(&request, &[]).map_err(told)?;
            let key = issuing.public_key().map_err(|error| error.to_string())?;
            authority.verify(&key).map_err(|error| error.to_string())?;
            Ok(Some((token.info().time - look.now).abs()))
        }
        TimeStampResponse::Refused { words, .. } => Err(format!("отказ: {words}")),
    }
}
