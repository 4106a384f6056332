//! What the operator does with a request: registers the paper, keeps the scan and the marks, decides, issues.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::IntoResponse as _,
};
use domain::id::{DocumentId, RequestId};
use office::{
    Refusal,
    ops::{
        approve_request, attach_scan, mark_check_list, register_statement, reject_request, return_request, view_scan,
    },
};

use super::{
    NOT_FINAL,
    request::{again, card, failed, turned},
};
use crate::{
    done::Done,
    kit::{Errors, Filled},
    web::{Answer, Desk, Failure, Id, Operator, Sent, Upload, done, file},
};

/// `POST /ra/requests/{id}/statement`.
pub(crate) async fn statement(
    Id(request): Id<RequestId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    match desk
        .office()
        .perform(desk.actor(), register_statement::Command { request })
        .await
    {
        Ok(()) => Ok(done(&card(request), Done::StatementReceived)),
        Err(refusal) => again(&desk, request, &form, refusal).await,
    }
}

/// `POST /ra/requests/{id}/scan`: the marks made meanwhile come with the file and are kept.
pub(crate) async fn attach(Id(request): Id<RequestId>, upload: Upload<Operator>) -> Answer {
    let Upload {
        desk: Operator(desk),
        form,
        file_name,
        bytes,
    } = upload;
    let (office, actor, marks) = (desk.office(), desk.actor(), marks(&form));
    let Some(bytes) = bytes else {
        keep(&desk, request, marks).await?;
        let sentence = "Файл больше 10 МБ. Отсканируйте с меньшим разрешением, хватит 200 точек на дюйм";
        return scan_refused(&desk, request, &form, sentence).await;
    };
    let command = attach_scan::Command {
        request,
        file_name,
        bytes,
        marks: marks.clone(),
    };
    match office.perform(actor, command).await {
        Ok(_) => Ok(done(&card(request), Done::ScanAttached)),
        Err(Refusal::Scan(refusal)) => {
            keep(&desk, request, marks).await?;
            scan_refused(&desk, request, &form, &refusal.to_string()).await
        }
        Err(refusal) => again(&desk, request, &form, refusal).await,
    }
}

/// Keeps the marks that came with a scan that is not taken.
async fn keep(desk: &Desk, request: RequestId, marks: Vec<(String, bool)>) -> Result<(), Refusal> {
    if marks.is_empty() {
        return Ok(());
    }
    let command = mark_check_list::Command { request, marks };
    desk.office().perform(desk.actor(), command).await
}

async fn scan_refused(desk: &Desk, id: RequestId, form: &Filled, sentence: &str) -> Answer {
    let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, Errors::at("scan", sentence));
    failed(desk, id, form, status, errors).await
}

/// The marks of the check list: fields `check-<code>` with `yes` or `no`.
fn marks(form: &Filled) -> Vec<(String, bool)> {
    let fields = form
        .fields()
        .filter_map(|(field, mark)| Some((field.strip_prefix("check-")?, mark)));
    fields.map(|(code, mark)| (code.to_owned(), mark == "yes")).collect()
}

/// `POST /ra/requests/{id}/checks`.
pub(crate) async fn check(
    Id(request): Id<RequestId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    match desk
        .office()
        .perform(
            desk.actor(),
            mark_check_list::Command {
                request,
                marks: marks(&form),
            },
        )
        .await
    {
        Ok(()) => Ok(done(&turned(request, &form), Done::ChecksSaved)),
        Err(refusal) => again(&desk, request, &form, refusal).await,
    }
}

/// `POST /ra/requests/{id}/decision`: the pressed button says which.
pub(crate) async fn decide(
    Id(request): Id<RequestId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    let reason = form.value("reason").to_owned();
    let decided = match form.value("decision") {
        "approve" => {
            desk.decide(&form, approve_request::Command { request }, Done::RequestApproved)
                .await
        }
        "return" => {
            desk.decide(
                &form,
                return_request::Command { request, reason },
                Done::RequestReturned,
            )
            .await
        }
        "reject" if !form.ticked("final") => {
            let (status, errors) = (StatusCode::UNPROCESSABLE_ENTITY, Errors::at("final", NOT_FINAL));
            return failed(&desk, request, &form, status, errors).await;
        }
        "reject" => {
            desk.decide(
                &form,
                reject_request::Command { request, reason },
                Done::RequestRejected,
            )
            .await
        }
        _ => return Err(Failure::Status(StatusCode::BAD_REQUEST)),
    };
    match decided {
        Ok(outcome) => Ok(done(&card(request), outcome)),
        Err(refusal) => again(&desk, request, &form, refusal).await,
    }
}

/// `POST /ra/requests/{id}/issue`: a second press finds the certificate made.
pub(crate) async fn issue(
    Id(request): Id<RequestId>,
    Sent {
        desk: Operator(desk),
        form,
    }: Sent<Operator>,
) -> Answer {
    match office::issue_seen(desk.office(), desk.actor(), request, form.version()).await {
        Ok(_) => Ok(done(&card(request), Done::CertificateIssued)),
        Err(refusal) if refusal.code() == "not-signed-yet" => Ok(done(&card(request), Done::IssuingGoesOn)),
        Err(refusal) => again(&desk, request, &form, refusal).await,
    }
}

/// `GET /ra/scans/{id}/pages/{page}`.
pub(crate) async fn scan_page(Operator(desk): Operator, Id((scan, number)): Id<(DocumentId, u32)>) -> Answer {
    let png = view_scan::page(desk.office(), desk.actor(), scan, number).await?;
    let mut answer = png.into_response();
    answer
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    Ok(answer)
}

/// `GET /ra/scans/{id}/original`.
pub(crate) async fn scan_original(Operator(desk): Operator, Id(scan): Id<DocumentId>) -> Answer {
    Ok(file(view_scan::original(desk.office(), desk.actor(), scan).await?))
}
