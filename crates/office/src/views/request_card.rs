//! A request as the operator sees it: what is asked, what it was compared with, what is to be checked by eye.

use domain::certificate::Certificate;
use domain::document::Document;
use domain::id::RequestId;
use domain::organization::Organization;
use domain::paper_copy::PaperCopy;
use domain::process::Process;
use domain::registration::{Authorization, Registration};
use domain::regulation::CheckItem;
use domain::request::{Request, RequestAction, RequestState};
use domain::rights::{Actor, Operation};
use domain::subject::Subject;
use requisites::ru;
use storage::Stored;

use super::history::HistoryItem;
use crate::ops::approve_request::unpassed;
use crate::refusal::{Missing, Refusal};
use crate::{Due, Office};

/// One line of the automatic comparison: the frozen subject against what is registered now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Title.
    pub title: &'static str,
    /// Value of the request.
    pub value: String,
    /// What it was compared with.
    pub source: String,
    /// They agree; `None` for what only a person can compare, with the paper or the passport.
    pub agrees: Option<bool>,
}

/// The card.
#[derive(Clone, Debug)]
pub struct RequestCard {
    /// Request.
    pub request: Request,
    /// The version shown: a decision names it, and is refused when somebody changed the case since.
    pub version: i64,
    /// Registration.
    pub registration: Registration,
    /// Organisation.
    pub organization: Organization,
    /// Term.
    pub due: Option<Due>,
    /// Comparison.
    pub comparisons: Vec<Comparison>,
    /// Check list with its marks.
    pub check_list: Vec<(CheckItem, Option<bool>)>,
    /// Scan.
    pub scan: Option<Document>,
    /// Steps this operator may take by the table.
    pub offered: Vec<RequestAction>,
    /// This operator approved and may not issue.
    pub four_eyes_blocks: bool,
    /// Why it cannot be approved yet.
    pub problems: Vec<String>,
    /// Reason put together from the «Нет» of the check list.
    pub suggested_reason: String,
    /// Certificate.
    pub certificate: Option<Certificate>,
    /// Paper copies.
    pub copy: Option<PaperCopy>,
    /// What happened.
    pub history: Vec<HistoryItem>,
}

/// Where a request stands, for a page that waits for the signature: it says nothing of a person and is not journalled.
///
/// # Errors
/// [`Refusal`].
pub async fn request_stage(office: &Office, actor: &Actor, id: RequestId) -> Result<RequestState, Refusal> {
    office.admit(actor, Operation::ViewRequest)?;
    let request: Stored<Request> = office
        .parts
        .db
        .get(id)
        .await?
        .ok_or(Refusal::NotFound(Missing::Request))?;
    Ok(request.state)
}

/// One request.
///
/// # Errors
/// [`Refusal`].
pub async fn request_card(office: &Office, actor: &Actor, id: RequestId) -> Result<RequestCard, Refusal> {
    office.look(actor, Operation::ViewRequest, Some(id.into())).await?;
    let db = &office.parts.db;
    let request: Stored<Request> = db.get(id).await?.ok_or(Refusal::NotFound(Missing::Request))?;
    let registration: Option<Stored<Registration>> = db.get(request.registration).await?;
    let registration = registration.ok_or(Refusal::NotFound(Missing::Registration))?;
    let organization: Option<Stored<Organization>> = db.get(registration.organization).await?;
    let organization = organization.ok_or(Refusal::NotFound(Missing::Organization))?;
    let scan: Option<Stored<Document>> = match request.scan {
        Some(scan) => db.get(scan).await?,
        None => None,
    };
    let (certificate, copy): (Option<Stored<Certificate>>, Option<Stored<PaperCopy>>) = match request.certificate {
        Some(id) => (db.get(id).await?, db.get(id).await?),
        None => (None, None),
    };
    let check_list = check_list(office, &request);
    Ok(RequestCard {
        due: request.deadline.as_ref().map(|deadline| office.due(deadline)),
        comparisons: comparisons(office, &request, &registration, &organization),
        suggested_reason: suggested_reason(&check_list),
        check_list,
        scan: scan.map(|scan| scan.value),
        offered: request.state.offered(actor.role),
        four_eyes_blocks: actor
            .account
            .is_some_and(|operator| request.approved_by == Some(operator) || request.compared_by.contains(&operator)),
        problems: problems(office, &request, &registration),
        certificate: certificate.map(|one| one.value),
        copy: copy.map(|one| one.value),
        history: office.history(&request.deeds).await?,
        version: request.version,
        organization: organization.value,
        registration: registration.value,
        request: request.value,
    })
}

fn check_list(office: &Office, request: &Request) -> Vec<(CheckItem, Option<bool>)> {
    let mark = |code: &str| {
        request
            .check_list
            .iter()
            .find(|mark| mark.item == code)
            .map(|mark| mark.passed)
    };
    office
        .regulation()
        .check_list
        .iter()
        .map(|item| (item.clone(), mark(&item.code)))
        .collect()
}

fn suggested_reason(check_list: &[(CheckItem, Option<bool>)]) -> String {
    let failed = check_list.iter().filter(|(_, mark)| *mark == Some(false));
    failed
        .map(|(item, _)| item.remark.as_str())
        .collect::<Vec<_>>()
        .join(". ")
}

fn comparisons(
    office: &Office,
    request: &Request,
    registration: &Registration,
    organization: &Organization,
) -> Vec<Comparison> {
    let (asked, now) = (&request.subject, Subject::of(registration, organization));
    let line = |title, value: String, current: String, source: &str| Comparison {
        title,
        agrees: Some(value == current),
        source: if value == current {
            source.to_owned()
        } else {
            format!("{source}: «{current}»")
        },
        value,
    };
    let registered = format!("регистрация {}", registration.number);
    let joined = "заявление о присоединении".to_owned();
    let mut lines = vec![
        line("ФИО", asked.holder.to_string(), now.holder.to_string(), &registered),
        line("СНИЛС", asked.snils.to_string(), now.snils.to_string(), &registered),
        line("ИНН", asked.inn.to_string(), now.inn.to_string(), &registered),
        line("Должность", asked.position.clone(), now.position.clone(), &registered),
        line(
            "Подразделение",
            asked.department.clone().unwrap_or_else(|| "не указано".into()),
            now.department.clone().unwrap_or_else(|| "не указано".into()),
            &registered,
        ),
        line("E-mail", asked.email.clone(), now.email.clone(), &registered),
        line(
            "Организация",
            asked.organization.clone(),
            now.organization.clone(),
            &joined,
        ),
        line("ОГРН", asked.ogrn.to_string(), now.ogrn.to_string(), &joined),
        line(
            "ИНН организации",
            asked.inn_legal.to_string(),
            now.inn_legal.to_string(),
            &joined,
        ),
    ];
    lines.push(authorization_line(office, &registration.authorization));
    if request.key.is_some() {
        lines.push(Comparison {
            title: "Подпись запроса",
            value: "верна".into(),
            source: "владение ключом доказано, ключ раньше не предъявляли".into(),
            agrees: Some(true),
        });
    }
    lines.extend(by_eye(request, registration, organization));
    lines
}

/// What the check list asks to compare and no record answers.
fn by_eye(request: &Request, registration: &Registration, organization: &Organization) -> Vec<Comparison> {
    let line = |title, value, with: &str| Comparison {
        title,
        value,
        source: format!("сверьте: {with}"),
        agrees: None,
    };
    let passport = &registration.person.passport;
    let issued = ru::date_short(passport.issued_on);
    let passport = format!(
        "{}, выдан {issued}, {}, {}",
        passport.number, passport.issued_by, passport.department
    );
    let head = format!("{}, {}", organization.head_name, organization.head_position);
    let key = request.key.iter().map(|key| {
        let fingerprint = groups(&key.fingerprint);
        line("Отпечаток ключа", fingerprint, "номер запроса и отпечаток на бумаге")
    });
    let people = [
        line("Паспорт", passport, "предъявленный документ"),
        line("Руководитель", head, "вводная часть заявления"),
        line(
            "Основание полномочий",
            organization.head_basis.clone(),
            "вводная часть заявления",
        ),
    ];
    key.chain(people).collect()
}

/// «4F1C 8A02»: a long hexadecimal number as the paper shows it.
fn groups(hex: &str) -> String {
    let digits: Vec<char> = hex.chars().collect();
    digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

fn authorization_line(office: &Office, authorization: &Authorization) -> Comparison {
    let today = office.local(office.now()).date();
    let (value, source) = match authorization {
        Authorization::Head => ("руководитель".to_owned(), "доверенность не нужна".to_owned()),
        Authorization::PowerOfAttorney(poa) => (
            format!("№ {} от {}", poa.number, ru::date_short(poa.issued_on)),
            format!("действует до {}", ru::date_short(poa.valid_through)),
        ),
        Authorization::Missing => ("нет".to_owned(), "доверенность не зарегистрирована".to_owned()),
    };
    Comparison {
        title: "Доверенность",
        value,
        source,
        agrees: Some(authorization.valid_on(today)),
    }
}

fn problems(office: &Office, request: &Request, registration: &Registration) -> Vec<String> {
    if request.state != RequestState::UnderReview {
        return Vec::new();
    }
    let mut problems = Vec::new();
    if request.scan.is_none() {
        problems.push("нет скана подписанного заявления".into());
    }
    problems.extend(unpassed(request, office.regulation()));
    if !registration.authorization.valid_on(office.local(office.now()).date()) {
        problems.push("доверенность не действует".into());
    }
    problems
}
