//! The paper copy of a certificate: two copies, every field, places for the signatures.

use domain::id::CertificateId;
use domain::organization::Organization;
use domain::paper_copy::PaperCopy;
use domain::registration::Registration;
use domain::request::Request;
use domain::rights::Operation;
use forms::data::{CertificateCopy, Field};
use pki::certificate::Certificate;
use pki::describe::{Section, describe};
use requisites::ru;

use crate::form::Download;
use crate::ops::download_certificate::{signed_bytes, visible};
use crate::refusal::{Fault, Missing, Refusal};
use crate::{Operate, Step, printing};

/// Copies on one print (source S1).
const COPIES: u8 = 2;

/// Which certificate.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::PrintCertificateCopy;
    type Outcome = Download;

    async fn run(&self, step: &mut Step<'_>) -> Result<Download, Refusal> {
        let certificate = visible(step, self.certificate).await?;
        step.about(certificate.id);
        let der = signed_bytes(step, &certificate).await?;
        let missing = Refusal::NotFound(Missing::Certificate);
        let (Some(request), Some(registration)) = (certificate.request, certificate.registration) else {
            return Err(missing);
        };
        let request = step.get::<Request>(request, Missing::Request).await?;
        let registration = step.get::<Registration>(registration, Missing::Registration).await?;
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let copy = step.get::<PaperCopy>(self.certificate, Missing::Certificate).await?;
        let parsed = Certificate::parse(&der).map_err(|error| Fault::Stored(error.to_string()))?;
        let fields = describe(&parsed, step.office.hours_east(step.now));
        let section = |wanted: Section| {
            let of = fields.iter().filter(move |field| field.section == wanted);
            of.map(|field| Field {
                title: field.title.clone(),
                value: field.value.clone(),
            })
            .collect::<Vec<_>>()
        };
        let value = |wanted: Section, title: &str| {
            section(wanted)
                .into_iter()
                .find(|field| field.title == title)
                .map(|field| field.value)
                .unwrap_or_default()
        };
        let mut extensions = section(Section::Key);
        extensions.retain(|field| !matches!(field.title.as_str(), "Алгоритм" | "Значение"));
        extensions.extend(section(Section::Tools));
        let form = CertificateCopy {
            sheet: step.office.sheet(&request.number),
            copies: COPIES,
            serial: certificate.serial.clone(),
            not_before: value(Section::Certificate, "Действует с"),
            not_after: value(Section::Certificate, "Действует по"),
            issuer: section(Section::Issuer),
            subject: section(Section::Holder),
            key_algorithm: value(Section::Key, "Алгоритм"),
            public_key: value(Section::Key, "Значение").replace([' ', ':'], ""),
            extensions,
            signature_algorithm: value(Section::Signature, "Алгоритм"),
            signature: value(Section::Signature, "Значение").replace([' ', ':'], ""),
            return_by: ru::date_long(copy.deadline.due),
            holder_initials: request.subject.holder.initials(),
            head: printing::head(&organization),
        };
        let bytes = step.office.print(form).await?;
        let file_name = format!("kopiya-{}.pdf", certificate.serial);
        Ok(Download {
            file_name,
            media_type: "application/pdf",
            bytes,
        })
    }
}
