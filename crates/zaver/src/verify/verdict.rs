//! What is said of one certificate, list or signature.

use std::path::Path;

use pki::{
    certificate::Certificate,
    cms::SignedData,
    crl::RevocationList,
    examine::examine_signatures,
    lenient::{Reading, Remark},
    name::DistinguishedName,
    path::{Refusal, Settings, Store},
};

/// One line of the answer.
pub(super) struct Verdict {
    file: String,
    kind: &'static str,
    parsed: bool,
    pub(super) valid: bool,
    /// Code and sentence.
    reason: Option<(&'static str, String)>,
    subject: Option<String>,
    issuer: Option<String>,
    remarks: Vec<String>,
}

impl Verdict {
    /// Nothing that we know.
    pub(super) fn unknown(path: &Path) -> Self {
        let sentence = "Это не сертификат, не список отозванных сертификатов и не электронная подпись.";
        Self {
            parsed: false,
            reason: Some(("not-known", sentence.into())),
            ..Self::new(path, "unknown")
        }
    }

    pub(super) fn certificate(
        path: &Path,
        reading: &Reading<Certificate>,
        store: &Store<'_>,
        settings: &Settings,
    ) -> Self {
        let refusal = store.find(&reading.value, settings).err();
        Self {
            remarks: written(&reading.remarks),
            ..Self::new(path, "certificate").about(&reading.value).refused(refusal)
        }
    }

    pub(super) fn list<'a>(
        path: &Path,
        list: &'a RevocationList,
        remarks: &[Remark],
        store: &Store<'a>,
        settings: &Settings,
    ) -> Self {
        let verdict = Self {
            issuer: Some(name(list.issuer_der())),
            remarks: written(remarks),
            ..Self::new(path, "list")
        };
        let (this, next) = (list.this_update(), list.next_update().unwrap_or(list.this_update()));
        let sentence = match store.find_signer(list, settings) {
            Err(Some(refusal)) => return verdict.refused(Some(refusal)),
            Err(None) => (
                "issuer-unknown",
                "Сертификата, которым подписан список, нет, или подпись не сходится.",
            ),
            Ok(_) if !settings.ignore_time && settings.time < this => ("not-yet-valid", "Список ещё не действует."),
            Ok(_) if !settings.ignore_time && settings.time > next => ("expired", "Список устарел: есть более новый."),
            Ok(_) => return verdict,
        };
        verdict.because(sentence.0, sentence.1.into())
    }

    pub(super) fn signatures(
        path: &Path,
        (document, beside): (&SignedData, Option<&[u8]>),
        others: &[Certificate],
        store: &Store<'_>,
        settings: &Settings,
    ) -> Vec<Self> {
        let reports = examine_signatures(document, beside, others, store, settings);
        if reports.is_empty() {
            let sentence = "В файле нет ни одной подписи.";
            return vec![Self::new(path, "signature").because("no-signature", sentence.into())];
        }
        let verdict = |report: pki::examine::SignatureReport| {
            let mut verdict = Self::new(path, "signature");
            if let Some(certificate) = &report.certificate {
                verdict = verdict.about(certificate);
            }
            let broken = report.stamps.iter().filter_map(|stamp| stamp.as_ref().err());
            verdict.remarks = broken
                .map(|error| format!("Штамп времени не принят. {error}"))
                .collect();
            match &report.result {
                Ok(_) => verdict,
                Err(error) => verdict.because(error.code(), error.to_string()),
            }
        };
        reports.into_iter().map(verdict).collect()
    }

    fn new(path: &Path, kind: &'static str) -> Self {
        Self {
            file: path.display().to_string(),
            kind,
            parsed: true,
            valid: kind != "unknown",
            reason: None,
            subject: None,
            issuer: None,
            remarks: Vec::new(),
        }
    }

    fn about(self, certificate: &Certificate) -> Self {
        Self {
            subject: Some(name(certificate.subject_der())),
            issuer: Some(name(certificate.issuer_der())),
            ..self
        }
    }

    fn because(self, code: &'static str, sentence: String) -> Self {
        Self {
            valid: false,
            reason: Some((code, sentence)),
            ..self
        }
    }

    /// The certificate that is to blame is named when it is another one.
    fn refused(self, refusal: Option<Refusal>) -> Self {
        let Some(refusal) = refusal else { return self };
        let mut sentence = refusal.cause.to_string();
        if refusal.distance > 0 {
            sentence = format!("{sentence} Сертификат: {}", name(refusal.certificate.subject_der()));
        }
        self.because(refusal.cause.code(), sentence)
    }

    pub(super) fn json(&self) -> String {
        serde_json::json!({
            "file": self.file,
            "kind": self.kind,
            "parsed": self.parsed,
            "valid": self.valid,
            "code": self.reason.as_ref().map(|(code, _)| code),
            "reason": self.reason.as_ref().map(|(_, sentence)| sentence),
            "subject": self.subject,
            "issuer": self.issuer,
            "remarks": self.remarks,
        })
        .to_string()
    }

    pub(super) fn text(&self) -> String {
        let said = match &self.reason {
            None => "действительно".to_owned(),
            Some((code, sentence)) => format!("не принято[{code}]: {sentence}"),
        };
        let mut text = format!("{}: {said}", self.file);
        let names = [("владелец", &self.subject), ("издатель", &self.issuer)];
        for (title, name) in names.iter().filter_map(|(title, name)| Some((title, name.as_ref()?))) {
            text += &format!("\n  {title}: {name}");
        }
        for remark in &self.remarks {
            text += &format!("\n  замечание: {remark}");
        }
        text
    }
}

fn written(remarks: &[Remark]) -> Vec<String> {
    let written = |remark: &Remark| format!("{}: {remark}", remark.oddity.code());
    remarks.iter().map(written).collect()
}

fn name(der: &[u8]) -> String {
    DistinguishedName::from_der(der).map_or_else(|_| String::new(), |name| name.to_string())
}
