use std::fmt;

use super::{Icon, icon};

/// The meaning of a colour; the same in every process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Done, in force.
    Ok,
    /// The office is at work; nothing to do.
    Info,
    /// The system is at work.
    Progress,
    /// The person has to act.
    Warn,
    /// Refused, revoked, failed.
    Bad,
    /// Suspended.
    Hold,
    /// Draft, closed, history.
    Mute,
}

/// Every status a page can show, with its word, tone and drawing. Templates invent none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The application lies before the operator.
    AdherenceReview,
    /// Registered; the second copy is still to go back.
    AdherenceRegistered,
    /// Registered, and the second copy went back.
    AdherenceActive,
    /// Refused: the organisation is not in the ОМС system.
    AdherenceRefused,
    /// Not all documents of the user came.
    RegistrationAwaitsPapers,
    /// Documents of the user are being checked.
    RegistrationReview,
    /// The set is incomplete; the organisation has to bring what is missing.
    RegistrationReturned,
    /// Approved; the sealed sheet is to be printed.
    RegistrationApproved,
    /// The sealed sheet was not used in time.
    RegistrationAccessExpired,
    /// The sealed sheet is printed and not used yet.
    RegistrationTemporary,
    /// The user has signed in and has an own password.
    RegistrationActive,
    /// Refused with a reason.
    RegistrationRejected,
    /// The key is not made yet.
    RequestDraft,
    /// The request has been accepted, as the portal has always said it.
    RequestNew,
    /// The signed paper has not reached the office yet.
    RequestAwaitsPaper,
    /// The office is comparing paper and request.
    RequestReview,
    /// The office returned the paper with a remark.
    RequestReturned,
    /// Approved by one operator; another one issues.
    RequestApproved,
    /// Being signed.
    RequestIssuing,
    /// The certificate is in the register.
    RequestDone,
    /// Rejected with a reason.
    RequestRejected,
    /// Withdrawn by the applicant.
    RequestWithdrawn,
    /// Decided, the signature is being made.
    CertificateIssuing,
    /// In force.
    CertificateValid,
    /// In force for 30 days at most.
    CertificateExpiring,
    /// The signed paper copy is still out (stands beside «Действителен»).
    CertificateAwaitsCopy,
    /// Suspended: some reason stands.
    CertificateSuspended,
    /// Revoked for ever.
    CertificateRevoked,
    /// Annulled: it should never have been.
    CertificateAnnulled,
    /// Issuing was given up; the serial number is listed as revoked for ever.
    CertificateVoid,
    /// Past its last day.
    CertificateExpired,
    /// The signed copy came back.
    CopyReturned,
    /// The month has passed and the copy has not come.
    CopyOverdue,
    /// The copies are not sent yet.
    CopyToSend,
    /// Two copies are with the organisation.
    CopySent,
    /// A revocation list within its term.
    CrlCurrent,
    /// A revocation list past its term.
    CrlOverdue,
}

impl Status {
    /// The word people read.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::AdherenceReview | Self::RegistrationReview | Self::RequestReview => "На проверке",
            Self::AdherenceRegistered => "Верните второй экземпляр",
            Self::AdherenceActive => "Действует",
            Self::AdherenceRefused => "Отказано",
            Self::RegistrationAwaitsPapers => "Ожидает документов",
            Self::RegistrationApproved => "Напечатайте лист доступа",
            Self::RegistrationAccessExpired => "Доступ не использован",
            Self::RegistrationReturned | Self::RequestReturned => "Нужны исправления",
            Self::RegistrationTemporary => "Временный доступ",
            Self::RegistrationActive => "Одобрена",
            Self::RegistrationRejected => "Отклонена",
            Self::RequestDraft => "Черновик",
            Self::RequestNew => "Новый",
            Self::RequestAwaitsPaper => "Ожидает заявления",
            Self::RequestApproved => "Одобрен",
            Self::RequestIssuing | Self::CertificateIssuing => "Выпускается",
            Self::RequestDone => "Завершён",
            Self::RequestRejected => "Отклонён",
            Self::RequestWithdrawn => "Отозван заявителем",
            Self::CertificateValid => "Действителен",
            Self::CertificateExpiring => "Скоро истекает",
            Self::CertificateAwaitsCopy => "Верните бумажную копию",
            Self::CertificateSuspended => "Приостановлен",
            Self::CertificateRevoked => "Отозван",
            Self::CertificateAnnulled => "Аннулирован",
            Self::CertificateVoid => "Не выпущен",
            Self::CertificateExpired => "Срок истёк",
            Self::CopyReturned => "Копия возвращена",
            Self::CopyOverdue => "Срок возврата прошёл",
            Self::CopyToSend => "Отправьте копии",
            Self::CopySent => "Ждём подписанную копию",
            Self::CrlCurrent => "Актуален",
            Self::CrlOverdue => "Просрочен",
        }
    }

    /// Who is expected to act.
    pub(crate) const fn tone(self) -> Tone {
        match self {
            Self::AdherenceActive
            | Self::RegistrationActive
            | Self::RequestApproved
            | Self::RequestDone
            | Self::CertificateValid
            | Self::CopyReturned
            | Self::CrlCurrent => Tone::Ok,
            Self::AdherenceReview
            | Self::RegistrationReview
            | Self::RegistrationTemporary
            | Self::RequestNew
            | Self::RequestReview
            | Self::CopySent => Tone::Info,
            Self::RequestIssuing | Self::CertificateIssuing => Tone::Progress,
            Self::AdherenceRegistered
            | Self::RegistrationAwaitsPapers
            | Self::RegistrationApproved
            | Self::RegistrationAccessExpired
            | Self::RegistrationReturned
            | Self::RequestAwaitsPaper
            | Self::RequestReturned
            | Self::CertificateExpiring
            | Self::CertificateAwaitsCopy
            | Self::CopyToSend => Tone::Warn,
            Self::AdherenceRefused
            | Self::RegistrationRejected
            | Self::RequestRejected
            | Self::CertificateRevoked
            | Self::CertificateAnnulled
            | Self::CertificateVoid
            | Self::CopyOverdue
            | Self::CrlOverdue => Tone::Bad,
            Self::CertificateSuspended => Tone::Hold,
            Self::RequestDraft | Self::RequestWithdrawn | Self::CertificateExpired => Tone::Mute,
        }
    }

    /// The drawing beside the word, so that the colour is never alone.
    pub(crate) const fn icon(self) -> Icon {
        match self {
            Self::AdherenceActive | Self::RegistrationActive | Self::RequestApproved | Self::CertificateValid => {
                icon("circle-check")
            }
            Self::AdherenceRefused | Self::RegistrationRejected | Self::RequestRejected => icon("circle-x"),
            Self::AdherenceReview | Self::RegistrationReview | Self::RequestReview => icon("eye-search"),
            Self::AdherenceRegistered => icon("arrow-back-up"),
            Self::RegistrationAwaitsPapers => icon("file-upload"),
            Self::RegistrationApproved => icon("printer"),
            Self::RegistrationAccessExpired => icon("clock-exclamation"),
            Self::RequestDraft => icon("pencil"),
            Self::RegistrationReturned | Self::RequestReturned => icon("edit"),
            Self::RegistrationTemporary => icon("key"),
            Self::RequestNew => icon("sparkles"),
            Self::RequestAwaitsPaper => icon("file-upload"),
            Self::RequestIssuing | Self::CertificateIssuing => icon("loader-2"),
            Self::RequestDone => icon("certificate"),
            Self::RequestWithdrawn => icon("arrow-back-up"),
            Self::CertificateExpiring => icon("clock-exclamation"),
            Self::CertificateAwaitsCopy => icon("mail-forward"),
            Self::CertificateSuspended => icon("player-pause"),
            Self::CertificateRevoked | Self::CertificateAnnulled | Self::CertificateVoid => icon("ban"),
            Self::CertificateExpired => icon("calendar-off"),
            Self::CopyReturned | Self::CrlCurrent => icon("circle-check"),
            Self::CopyOverdue | Self::CrlOverdue => icon("alarm"),
            Self::CopyToSend => icon("mail"),
            Self::CopySent => icon("mail-forward"),
        }
    }
}

impl Tone {
    /// Ending of the class names `t-…`.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Info => "info",
            Self::Progress => "progress",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Hold => "hold",
            Self::Mute => "mute",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r#"<span class="uc-st t-{}">{}{}</span>"#,
            self.tone().class(),
            self.icon(),
            self.label()
        )
    }
}

impl askama::filters::HtmlSafe for Status {}
