//! Takes the PKCS#10: its signature, its subject field by field against the approved data, and a key never seen before.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::RequestId;
use domain::request::{RequestAction, RequestedKey};
use domain::rights::Operation;
use pki::name::Attribute;
use pki::request::CertificationRequest;
use storage::requests;

use crate::ops::acknowledge_regulation::acknowledged;
use crate::ops::approve_registration::authorized;
use crate::refusal::{KeyRequestRefusal, Refusal};
use crate::{Operate, Step};

/// Which request, and the PKCS#10.
#[derive(Clone, Debug)]
pub struct Command {
    /// Request.
    pub request: RequestId,
    /// Base64 of the DER.
    pub pkcs10: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::SubmitKey;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut request = step.own_request(self.request).await?;
        step.about(request.id);
        let rule = step.take(request.state, RequestAction::SubmitKey)?;
        acknowledged(step).await?;
        let registration = step.own_registration().await?;
        authorized(&registration.authorization, step.today())?;
        if self.pkcs10.len() > pki::request::MAX_SIZE * 2 {
            return Err(pki::request::RequestError::TooLarge.into());
        }
        let der = STANDARD
            .decode(self.pkcs10.trim())
            .map_err(|_| KeyRequestRefusal::NotBase64)?;
        let pkcs10 = CertificationRequest::parse(&der)?;
        let identity = hex(&pkcs10.public_key().identity());
        if requests::key_seen(step.db(), &identity).await?.is_some() {
            return Err(KeyRequestRefusal::KeySeen.into());
        }
        let profile = step.office.profile(&request.profile)?;
        let approved = step.office.subject_name(&request.subject, profile)?;
        let differences = approved.differences(pkcs10.subject());
        // From here on possession is proven: the key stays seen even when the request is refused. What a colleague has made
        // and somebody else brings is the colleague's, and must not be spoilt for him.
        if !differences.iter().any(|one| one.attribute == Attribute::Snils) {
            step.set.see_key(&identity, step.now, &request.number);
            step.keep_on_refusal();
        }
        profile
            .check_key(pkcs10.public_key())
            .map_err(crate::issuing::profile_refusal)?;
        if !differences.is_empty() {
            let fields: Vec<String> = differences.iter().map(|one| one.attribute.to_string()).collect();
            return Err(KeyRequestRefusal::SubjectDiffers(fields.join(", ")).into());
        }
        request.state = rule.to;
        request.key = Some(RequestedKey {
            identity,
            fingerprint: hex(&gost::streebog256(&pkcs10.public_key().to_spki_der())).to_uppercase(),
            submitted_at: step.now,
        });
        request.deeds.push(step.deed("Запрос отправлен, подпись верна"));
        step.set.blob(request.id, "pkcs10", pkcs10.der().to_vec());
        let text = format!(
            "Запрос № {} принят. Распечатайте заявление, подпишите его и принесите в центр регистрации.",
            request.number
        );
        let path = format!("/cabinet/requests/{}", request.id);
        step.tell(
            &registration,
            &format!("Запрос {}: подпишите заявление", request.number),
            &text,
            &path,
        );
        step.update(&request);
        Ok(())
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
