//! «Печать»: the statement for the making of the certificate, bound to the request by its number and key fingerprint.

use domain::id::RequestId;
use domain::organization::Organization;
use domain::process::StepRefusal;
use domain::registration::Registration;
use domain::request::Request;
use domain::rights::{Operation, Role};
use forms::data::IssuanceStatement;
use pki::request::CertificationRequest;
use storage::blob;

use crate::form::Download;
use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step, printing};

/// Which request.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::PrintStatement;
    type Outcome = Download;

    async fn run(&self, step: &mut Step<'_>) -> Result<Download, Refusal> {
        let request = match step.actor.role {
            Role::CaUser => step.own_request(self.request).await?,
            _ => step.get::<Request>(self.request, Missing::Request).await?,
        };
        step.about(request.id);
        let registration = step
            .get::<Registration>(request.registration, Missing::Registration)
            .await?;
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let profile = step.office.profile(&request.profile)?;
        let name = step.office.subject_name(&request.subject, profile)?;
        let statement = IssuanceStatement {
            sheet: step.office.sheet(&request.number),
            created_at: printing::moment(step.office.local(request.created_at)),
            organization: printing::organization(&organization),
            person: printing::person(&registration),
            subject: printing::name_fields(&name),
            key_algorithm: key_algorithm(step, &request).await?,
            key_fingerprint: printing::fingerprint(&request)?,
            sign_tool: step.office.user_sign_tool(step.now),
            // The page that makes the key knows no other.
            key_carrier: "файл ключа, защищённый паролем".into(),
        };
        let bytes = step.office.print(statement).await?;
        let file_name = format!("zayavlenie-{}.pdf", request.number);
        Ok(Download {
            file_name,
            media_type: "application/pdf",
            bytes,
        })
    }
}

/// What the PKCS#10 says of its key.
async fn key_algorithm(step: &Step<'_>, request: &Request) -> Result<String, Refusal> {
    let stored = blob(step.db(), request.id, "pkcs10").await?;
    let stored = stored.ok_or(Refusal::Step(StepRefusal::NotFromHere))?;
    let key = *CertificationRequest::parse(&stored)?.public_key();
    let bits = key.set().size() * 8;
    Ok(format!(
        "ГОСТ Р 34.10-2012, {bits} бит, параметры {}",
        key.parameters().oid
    ))
}
