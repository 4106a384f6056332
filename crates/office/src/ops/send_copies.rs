//! Marks that two paper copies of the certificate went out.

use domain::certificate::Certificate;
use domain::id::CertificateId;
use domain::paper_copy::{Delivery, PaperCopy, PaperCopyAction};
use domain::registration::Registration;
use domain::rights::Operation;

use crate::refusal::{Missing, Refusal};
use crate::{Operate, Step, told};

/// Which certificate, and how they went.
#[derive(Clone, Debug)]
pub struct Command {
    /// Certificate.
    pub certificate: CertificateId,
    /// `post` or `in_hand`.
    pub delivery: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::SendCopies;
    type Outcome = ();

    async fn run(&self, step: &mut Step<'_>) -> Result<(), Refusal> {
        let mut copy = step.get::<PaperCopy>(self.certificate, Missing::Certificate).await?;
        step.about(self.certificate);
        copy.state = step.take(copy.state, PaperCopyAction::Send)?.to;
        let delivery = match self.delivery.as_str() {
            "post" => Delivery::Post,
            "in_hand" => Delivery::InHand,
            _ => {
                return Err(Refusal::field(
                    "delivery",
                    "Отметьте, как передали копии: почтой или на руки",
                ));
            }
        };
        copy.delivery = Some(delivery);
        copy.sent_at = Some(step.now);
        let certificate = step.get::<Certificate>(self.certificate, Missing::Certificate).await?;
        if let Some(registration) = certificate.registration {
            let registration = step.get::<Registration>(registration, Missing::Registration).await?;
            let text = format!(
                "Бумажные копии сертификата переданы. {} {}",
                told::TWO_COPIES,
                told::price_of_late_copy(copy.deadline.due)
            );
            step.tell(
                &registration,
                "Верните подписанную копию сертификата",
                &text,
                "/cabinet/certificates",
            );
        }
        step.update(&copy);
        Ok(())
    }
}
