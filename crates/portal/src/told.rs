//! What the office tells, in the words and marks of the kit.

use domain::{
    adherence::AdherenceState,
    certificate::{Certificate, CertificateState},
    paper_copy::PaperCopyState,
    registration::RegistrationState,
    request::{PublicStatus, RequestState},
};
use jiff::Timestamp;
use office::{Office, Tone as OfficeTone, views::HistoryItem};

use crate::kit::{Due, Event, Status, Tone, Urgency};

/// A certificate is said to end soon when no more than this is left, in days.
const SOON: i64 = 30;

pub(crate) fn due(due: &office::Due) -> Due {
    let urgency = match due.tone {
        OfficeTone::Calm => Urgency::Calm,
        OfficeTone::Soon => Urgency::Soon,
        OfficeTone::Late => Urgency::Late,
    };
    let unsure = if due.provisional {
        ". Производственный календарь этого года ещё не утверждён, день может сдвинуться"
    } else {
        ""
    };
    Due {
        urgency,
        left: due.left.clone(),
        until: due.until.clone(),
        date: due.due,
        why: format!("{}{unsure}", due.explanation.trim_end_matches('.')),
    }
}

pub(crate) fn events(office: &Office, history: Vec<HistoryItem>) -> Vec<Event> {
    let event = |item: HistoryItem| Event {
        at: Some(office.local(item.at)),
        text: item.text,
        by: item.who,
        tone: Tone::Mute,
    };
    let mut events: Vec<Event> = history.into_iter().map(event).collect();
    if let Some(latest) = events.first_mut() {
        latest.tone = Tone::Info;
    }
    events
}

pub(crate) const fn adherence(state: AdherenceState) -> Status {
    match state {
        AdherenceState::UnderReview => Status::AdherenceReview,
        AdherenceState::Registered => Status::AdherenceRegistered,
        AdherenceState::InForce => Status::AdherenceActive,
        AdherenceState::Refused => Status::AdherenceRefused,
    }
}

pub(crate) const fn registration(state: RegistrationState) -> Status {
    match state {
        RegistrationState::AwaitingDocuments => Status::RegistrationAwaitsPapers,
        RegistrationState::UnderReview => Status::RegistrationReview,
        RegistrationState::NeedsFix => Status::RegistrationReturned,
        RegistrationState::Approved => Status::RegistrationApproved,
        RegistrationState::TemporaryAccess => Status::RegistrationTemporary,
        RegistrationState::AccessExpired => Status::RegistrationAccessExpired,
        RegistrationState::Active => Status::RegistrationActive,
        RegistrationState::Rejected => Status::RegistrationRejected,
    }
}

pub(crate) const fn request(state: RequestState) -> Status {
    match state {
        RequestState::Draft => Status::RequestDraft,
        RequestState::AwaitingStatement => Status::RequestAwaitsPaper,
        RequestState::UnderReview => Status::RequestReview,
        RequestState::NeedsFix => Status::RequestReturned,
        RequestState::Approved => Status::RequestApproved,
        RequestState::Issuing => Status::RequestIssuing,
        RequestState::Completed => Status::RequestDone,
        RequestState::Rejected => Status::RequestRejected,
        RequestState::Withdrawn => Status::RequestWithdrawn,
    }
}

/// The three statuses the portal has always shown.
pub(crate) const fn public(status: Option<PublicStatus>) -> Status {
    match status {
        None => Status::RequestDraft,
        Some(PublicStatus::New) => Status::RequestNew,
        Some(PublicStatus::Completed) => Status::RequestDone,
        Some(PublicStatus::Rejected) => Status::RequestRejected,
    }
}

pub(crate) fn certificate(certificate: &Certificate, now: Timestamp) -> Status {
    certificate_at(certificate.state, certificate.not_after, now)
}

pub(crate) fn certificate_at(state: CertificateState, not_after: Timestamp, now: Timestamp) -> Status {
    let left = not_after.as_second() - now.as_second();
    match state {
        CertificateState::Issuing => Status::CertificateIssuing,
        CertificateState::Void => Status::CertificateVoid,
        CertificateState::Revoked => Status::CertificateRevoked,
        CertificateState::Annulled => Status::CertificateAnnulled,
        CertificateState::Valid | CertificateState::Suspended if left < 0 => Status::CertificateExpired,
        CertificateState::Suspended => Status::CertificateSuspended,
        CertificateState::Valid if left <= SOON * 24 * 60 * 60 => Status::CertificateExpiring,
        CertificateState::Valid => Status::CertificateValid,
    }
}

pub(crate) const fn copy(state: PaperCopyState) -> Status {
    match state {
        PaperCopyState::ToSend => Status::CopyToSend,
        PaperCopyState::Sent => Status::CopySent,
        PaperCopyState::Overdue => Status::CopyOverdue,
        PaperCopyState::Returned => Status::CopyReturned,
    }
}
