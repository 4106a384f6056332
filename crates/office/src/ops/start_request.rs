//! Starts a request: the approved data are frozen as its subject. A rejected request is never mended, a new one starts.

use domain::id::RequestId;
use domain::organization::Organization;
use domain::process::Process;
use domain::registration::RegistrationState;
use domain::request::{Request, RequestState};
use domain::rights::Operation;
use domain::subject::Subject;
use serde::Deserialize;
use storage::requests;

use crate::form::ticked;
use crate::ops::acknowledge_regulation::acknowledged;
use crate::ops::approve_registration::authorized;
use crate::refusal::{GuardRefusal, Missing, Refusal};
use crate::{Operate, Step, profiles};

/// What was ticked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Command {
    /// «Данные верны, согласие на обработку даю»: `yes`.
    pub consent: String,
}

impl Operate for Command {
    const OPERATION: Operation = Operation::StartRequest;
    type Outcome = RequestId;

    async fn run(&self, step: &mut Step<'_>) -> Result<RequestId, Refusal> {
        if !ticked(&self.consent) {
            return Err(Refusal::field(
                "consent",
                "Проверьте данные и дайте согласие на их обработку",
            ));
        }
        acknowledged(step).await?;
        let registration = step.own_registration().await?;
        if registration.state != RegistrationState::Active {
            return Err(GuardRefusal::NotActive.into());
        }
        authorized(&registration.authorization, step.today())?;
        let open = requests::of(step.db(), registration.id)
            .await?
            .into_iter()
            .find(|one| !one.state.is_final());
        if let Some(open) = open {
            return Err(GuardRefusal::OpenRequest {
                number: open.number.clone(),
            }
            .into());
        }
        let organization = step
            .get::<Organization>(registration.organization, Missing::Organization)
            .await?;
        let year = step.today().year();
        let number = format!("{year}-{:06}", step.next_number(&format!("request-{year}")).await?);
        let request = Request {
            id: RequestId::new(step.now, step.random()),
            number,
            registration: registration.id,
            subject: Subject::of(&registration, &organization),
            profile: profiles::USER.into(),
            state: RequestState::initial(),
            deadline: None,
            created_at: step.now,
            key: None,
            statement_received_at: Vec::new(),
            scan: None,
            check_list: Vec::new(),
            compared_by: Vec::new(),
            approved_by: None,
            decided_by: None,
            decided_at: None,
            comment: None,
            deeds: vec![step.deed("Запрос начат")],
            certificate: None,
        };
        step.insert(&request);
        step.about(request.id);
        Ok(request.id)
    }
}
