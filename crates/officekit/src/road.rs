//! The road of DOMAIN §1.3–1.6 up to any place on it: a test begins where its question is.

use domain::certificate::Certificate;
use domain::id::{OrganizationId, RegistrationId, RequestId};
use domain::registration::Registration;
use domain::request::{Request, RequestState};
use domain::rights::Actor;
use gost::SigningKey;
use office::ops::{
    acknowledge_regulation, approve_registration, approve_request, attach_scan, change_password, hand_back_adherence,
    mark_check_list, print_sealed_sheet, register_adherence, register_statement, register_user, start_request,
    submit_key,
};
use office::{Issued, issue_certificate, views};
use storage::{Aggregate, Stored};
use uuid::Uuid;

use crate::TestOffice;
use crate::client::{Client, base64, from_base64};
use crate::people::OWN_PASSWORD;

/// A user who has an own password and has acknowledged the регламент.
#[derive(Clone, Debug)]
pub struct User {
    /// Who acts.
    pub actor: Actor,
    /// Token of the session.
    pub token: String,
    /// Login.
    pub login: String,
    /// Registration.
    pub registration: RegistrationId,
}

/// A picture of one pixel: the smallest scan there is.
#[must_use]
pub fn scan() -> Vec<u8> {
    from_base64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
}

impl TestOffice {
    /// An organisation registered by Лапина, whose second copy Грачёв gave back.
    pub async fn joined(&self, statement: register_adherence::Command) -> OrganizationId {
        let joined = self.granted(&self.lapina, statement).await;
        let hand_back = hand_back_adherence::Command {
            adherence: joined.adherence,
        };
        self.granted(&self.grachev, hand_back).await;
        joined.organization
    }

    /// A user entered by Лапина and approved by Грачёв.
    pub async fn registered(&self, form: register_user::Command) -> RegistrationId {
        let registration = self.granted(&self.lapina, form).await;
        let approve = approve_registration::Command { registration };
        self.granted(&self.grachev, approve).await;
        registration
    }

    /// A user who has come as far as the empty cabinet.
    ///
    /// # Panics
    /// When the one-time password does not open.
    pub async fn user(&self, form: register_user::Command) -> User {
        let registration = self.registered(form).await;
        let sheet = self
            .granted(&self.lapina, print_sealed_sheet::Command { registration })
            .await;
        let (new_user, token) = self
            .sign_in(&sheet.login, &sheet.password)
            .await
            .expect("the sheet opens");
        let password = change_password::Command {
            current: String::new(),
            new: OWN_PASSWORD.into(),
            again: OWN_PASSWORD.into(),
        };
        self.granted(&new_user, password).await;
        let actor = self.session(&token).await.expect("the session goes on");
        self.granted(&actor, self.acknowledgement()).await;
        User {
            actor,
            token,
            login: sheet.login,
            registration,
        }
    }

    /// «Ознакомлен» with the edition in force.
    #[must_use]
    pub fn acknowledgement(&self) -> acknowledge_regulation::Command {
        let edition = self.office.regulation().edition.clone();
        acknowledge_regulation::Command {
            edition,
            read: "yes".into(),
        }
    }

    /// A started request.
    pub async fn draft(&self, user: &User) -> RequestId {
        self.granted(&user.actor, start_request::Command { consent: "yes".into() })
            .await
    }

    /// DER of the approved name, as the page of the key gives it.
    ///
    /// # Panics
    /// When the request has no page for a key.
    pub async fn approved_subject(&self, user: &User, request: RequestId) -> Vec<u8> {
        let page = views::key_page(&self.office, &user.actor, request)
            .await
            .expect("a draft");
        from_base64(&page.subject)
    }

    /// The PKCS#10 for a draft, made as the page makes it.
    pub async fn submission(
        &self,
        user: &User,
        request: RequestId,
        client: &mut Client,
        key: &SigningKey,
    ) -> submit_key::Command {
        let der = client.pkcs10(key, &self.approved_subject(user, request).await);
        submit_key::Command {
            request,
            pkcs10: base64(&der),
        }
    }

    /// A request with its key, waiting for the paper.
    pub async fn awaiting_statement(&self, user: &User, client: &mut Client) -> RequestId {
        let request = self.draft(user).await;
        let key = client.key();
        let submission = self.submission(user, request, client, &key).await;
        self.granted(&user.actor, submission).await;
        request
    }

    /// A request whose paper has come.
    pub async fn under_review(&self, user: &User, client: &mut Client) -> RequestId {
        let request = self.awaiting_statement(user, client).await;
        self.granted(&self.lapina, register_statement::Command { request })
            .await;
        request
    }

    /// Attaches a scan and answers every question of the check list with «Да».
    pub async fn compare(&self, request: RequestId) {
        let attach = attach_scan::Command {
            request,
            file_name: "заявление.png".into(),
            bytes: scan(),
            marks: Vec::new(),
        };
        self.granted(&self.lapina, attach).await;
        self.granted(&self.lapina, self.all_passed(request)).await;
    }

    /// «Да» to every question.
    #[must_use]
    pub fn all_passed(&self, request: RequestId) -> mark_check_list::Command {
        let items = &self.office.regulation().check_list;
        mark_check_list::Command {
            request,
            marks: items.iter().map(|item| (item.code.clone(), true)).collect(),
        }
    }

    /// A request approved by Лапина.
    pub async fn approved(&self, user: &User, client: &mut Client) -> RequestId {
        let request = self.under_review(user, client).await;
        self.compare(request).await;
        self.granted(&self.lapina, approve_request::Command { request }).await;
        request
    }

    /// A certificate issued by Грачёв.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn issued(&self, user: &User, client: &mut Client) -> Issued {
        let request = self.approved(user, client).await;
        issue_certificate(&self.office, &self.grachev, request)
            .await
            .expect("it is issued")
    }

    /// An entity as it is stored.
    ///
    /// # Panics
    /// When it is not there.
    pub async fn stored<T: Aggregate>(&self, id: impl Into<Uuid>) -> Stored<T> {
        let found = self.db.get(id).await.expect("entities are read");
        found.unwrap_or_else(|| panic!("no such row in {}", T::TABLE))
    }

    /// A registration as it is stored.
    pub async fn registration(&self, id: RegistrationId) -> Stored<Registration> {
        self.stored(id).await
    }

    /// A request as it is stored.
    pub async fn request(&self, id: RequestId) -> Stored<Request> {
        self.stored(id).await
    }

    /// Where a request stands.
    pub async fn state(&self, id: RequestId) -> RequestState {
        self.request(id).await.state
    }

    /// A certificate as it is stored.
    pub async fn certificate(&self, issued: &Issued) -> Stored<Certificate> {
        self.stored(issued.id).await
    }
}
