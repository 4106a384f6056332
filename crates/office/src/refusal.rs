//! Why the office says no: one enum per cause, each with a stable code and a sentence that says what to do.

use authority::crl::CrlError;
use authority::custody::{CertificateRefusal, SignError};
use authority::issuing::PrepareError;
use domain::field::FieldError;
use domain::id::RegistrationId;
use domain::process::StepRefusal;
use domain::rights::Operation;
use domain::status::StatusRefusal;
use forms::FormError;
use jiff::civil::Date;
use pki::request::RequestError;
use requisites::ru;
use scans::ScanRefusal;
use storage::DbError;

/// What kind of answer a refusal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Sign in first, or again.
    SignIn,
    /// The role may not.
    Forbidden,
    /// No such thing, or not yours.
    NotFound,
    /// Mend the fields.
    Invalid,
    /// The case does not allow it now.
    Process,
    /// Somebody was faster.
    Conflict,
    /// Too often.
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The fault is ours.
    Unavailable,
}

/// A refusal.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No living session.
    #[error("Войдите на портал, чтобы продолжить")]
    SignInNeeded,
    /// The role may not ask for this.
    #[error("Этот раздел для другой роли. Если доступ нужен для работы, обратитесь в центр регистрации")]
    Forbidden(Operation),
    /// No such thing, or it is somebody else's.
    #[error("{0}")]
    NotFound(Missing),
    /// Fields to mend.
    #[error("Проверьте поля: {}", .0.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldError>),
    /// The process table.
    #[error(transparent)]
    Step(#[from] StepRefusal),
    /// A guard of the process.
    #[error(transparent)]
    Guard(#[from] GuardRefusal),
    /// The status of a certificate.
    #[error(transparent)]
    Status(#[from] StatusRefusal),
    /// Signing in.
    #[error(transparent)]
    SignIn(#[from] SignInRefusal),
    /// The PKCS#10.
    #[error(transparent)]
    Request(#[from] KeyRequestRefusal),
    /// The scan.
    #[error(transparent)]
    Scan(#[from] ScanRefusal),
    /// Issuing.
    #[error(transparent)]
    Issue(#[from] IssueRefusal),
    /// Too many tries.
    #[error("Слишком много обращений подряд. Повторите через {} {}", .retry_after, ru::plural(u64::from(*.retry_after), "секунду", "секунды", "секунд"))]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Somebody changed the case meanwhile, again and again.
    #[error("Дело только что изменил кто-то другой. Обновите страницу и повторите")]
    Conflict,
    /// The clock of the server fell behind what it has written: nothing is written until it has caught up.
    #[error(
        "Часы сервера отстают на {seconds} с от последней записи. Пока администратор не поправит часы, портал ничего не записывает и не выпускает"
    )]
    ClockBehind {
        /// How far.
        seconds: i64,
    },
    /// Ours.
    #[error("Мы не смогли выполнить действие. Данные на странице целы — повторите через минуту")]
    Fault(#[from] Fault),
}

/// What was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// Организация.
    #[error("Такой организации нет. Найдите её в списке организаций")]
    Organization,
    /// Присоединение.
    #[error("Такого заявления о присоединении нет. Откройте карточку организации")]
    Adherence,
    /// Регистрация.
    #[error("Такой регистрации нет. Найдите пользователя по номеру или СНИЛС")]
    Registration,
    /// Запрос.
    #[error("Такого запроса нет. Найдите его по номеру в списке запросов")]
    Request,
    /// Сертификат.
    #[error("Такого сертификата нет. Найдите его по серийному номеру")]
    Certificate,
    /// Скан.
    #[error("Такого скана нет. Откройте карточку запроса")]
    Document,
    /// Сеанс.
    #[error("Такого сеанса уже нет")]
    Session,
    /// Информационная система.
    #[error("Такой информационной системы нет. Их перечень показывает команда client list")]
    Client,
    /// Задача.
    #[error("Такой задачи нет или её уже закрыли")]
    Task,
    /// Файл.
    #[error("Такого файла нет")]
    File,
}

/// A condition that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardRefusal {
    /// Already joined.
    #[error("Организация уже присоединилась к Регламенту: заявление {number}. Переходите к регистрации пользователей")]
    AlreadyJoined {
        /// Number of the adherence.
        number: String,
    },
    /// Not joined.
    #[error("Организация не присоединилась к Регламенту. Сначала зарегистрируйте её заявление о присоединении")]
    NotJoined,
    /// Joined, and not yet looked at by a second operator.
    #[error(
        "Присоединение организации ещё не вступило в силу: другой оператор сверяет её данные и возвращает второй экземпляр"
    )]
    NotInForce,
    /// The same operator at both steps of the adherence.
    #[error(
        "Второй экземпляр возвращает другой оператор: данные организации вводили вы, а сверить их должен второй человек"
    )]
    FourEyesJoining,
    /// The power of attorney is over or has not begun.
    #[error("Доверенность уже не действует: срок закончился {}. Нужна новая доверенность", ru::date_long(*.0))]
    PowerOfAttorneyOver(Date),
    /// The power of attorney is missing or begins later.
    #[error("Доверенности нет или её срок ещё не начался. Зарегистрируйте действующую доверенность")]
    NoPowerOfAttorney,
    /// The same operator.
    #[error("Решение принимает другой оператор: вы вводили или одобряли эти данные")]
    FourEyes,
    /// The person is already registered in the organisation.
    #[error("Этот человек уже зарегистрирован в организации: {number}. Откройте его карточку")]
    AlreadyRegistered {
        /// Number of the registration.
        number: String,
        /// Its id, to lead there.
        id: RegistrationId,
    },
    /// The current edition is not acknowledged.
    #[error("Сначала ознакомьтесь с действующей редакцией Регламента")]
    RegulationNotAcknowledged,
    /// The registration does not admit requests.
    #[error("Регистрация пользователя не действует. Обратитесь в центр регистрации")]
    NotActive,
    /// Another request is open.
    #[error("У вас уже есть незавершённый запрос № {number}. Завершите или отмените его")]
    OpenRequest {
        /// Its number.
        number: String,
    },
    /// No scan.
    #[error("Приложите скан подписанного заявления: без него запрос не одобрить")]
    NoScan,
    /// Check list.
    #[error("Контрольный список не пройден: {0}")]
    CheckList(String),
}

impl GuardRefusal {
    const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyJoined { .. } => "already-joined",
            Self::NotJoined => "not-joined",
            Self::NotInForce => "not-in-force",
            Self::FourEyesJoining => "four-eyes",
            Self::PowerOfAttorneyOver(_) => "poa-over",
            Self::NoPowerOfAttorney => "poa-missing",
            Self::FourEyes => "four-eyes",
            Self::AlreadyRegistered { .. } => "already-registered",
            Self::RegulationNotAcknowledged => "regulation-not-acknowledged",
            Self::NotActive => "registration-not-active",
            Self::OpenRequest { .. } => "open-request",
            Self::NoScan => "no-scan",
            Self::CheckList(_) => "check-list",
        }
    }
}

/// Why nobody signs in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefusal {
    /// Login or password; which of the two is not told.
    #[error("Логин или пароль не подошли. Проверьте раскладку и повторите")]
    Wrong,
    /// Locked for a while.
    #[error("Слишком много неудачных попыток. Повторите через {minutes} мин.")]
    Locked {
        /// Minutes to wait.
        minutes: u32,
    },
    /// The temporary password is over or used up.
    #[error("Временный пароль уже не действует. Запросите новый лист с паролем у оператора")]
    TemporaryOver,
}

/// Why a PKCS#10 is not taken.
#[derive(Debug, thiserror::Error)]
pub enum KeyRequestRefusal {
    /// Not base64.
    #[error("Запрос передан с искажениями. Создайте ключ заново на этой странице")]
    NotBase64,
    /// Structure, algorithm, signature.
    #[error("{0}")]
    Pkcs10(#[from] RequestError),
    /// The subject differs from the approved data.
    #[error("Данные в запросе отличаются от одобренных: {0}. Создайте ключ заново на этой странице")]
    SubjectDiffers(String),
    /// The key was offered before.
    #[error("Этот ключ уже предъявляли. Создайте новый ключ: повторно использовать прежний нельзя")]
    KeySeen,
}

/// Why nothing is issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueRefusal {
    /// No such profile, or not for this way.
    #[error("Профиля «{0}» нет или по нему нельзя выпускать сертификаты для систем")]
    Profile(String),
    /// The profile or the lint refuses.
    #[error("{0}")]
    Prepare(#[from] PrepareError),
    /// The prepared bytes will never be signed: their serial number is void.
    #[error("Хранитель ключей не подписал сертификат: {0}. Номер аннулирован, запрос снова ждёт решения")]
    Void(CertificateRefusal),
    /// The client used the key for something else.
    #[error("Под этим ключом идемпотентности уже просили другое. Для нового запроса возьмите новый ключ")]
    AnsweredOther,
    /// The signature is not made; the stored bytes will be signed again.
    #[error(
        "Сертификат подготовлен, подпись УЦ ещё не поставлена. Выпуск завершится сам: обновите страницу через минуту"
    )]
    Sign(#[source] SignError),
}

/// Faults of ours; people read one sentence, the log reads the cause.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Database.
    #[error("database: {0}")]
    Db(#[from] DbError),
    /// The journal does not take the record.
    #[error("journal: {0}")]
    Journal(String),
    /// Another server has taken over this database.
    #[error("another server works on this database under the same name")]
    Superseded,
    /// The committer is gone.
    #[error("the committer has stopped")]
    Stopped,
    /// A form does not render.
    #[error("form: {0}")]
    Form(#[from] FormError),
    /// The signer.
    #[error("signer: {0}")]
    Sign(#[from] SignError),
    /// The CRL.
    #[error("crl: {0}")]
    Crl(#[from] CrlError),
    /// Something stored is not as the office left it.
    #[error("stored data: {0}")]
    Stored(String),
    /// A blocking task died.
    #[error("task: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl From<DbError> for Refusal {
    fn from(error: DbError) -> Self {
        Self::Fault(Fault::Db(error))
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        Self::Request(error.into())
    }
}

impl From<PrepareError> for Refusal {
    fn from(error: PrepareError) -> Self {
        Self::Issue(error.into())
    }
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        Self::Fault(error.into())
    }
}

impl From<Vec<FieldError>> for Refusal {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl Refusal {
    /// One wrong field.
    pub fn field(field: &'static str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            field,
            text: text.into(),
        }])
    }

    /// Several parts of a form at once: every wrong field, unless something graver stands in the way.
    pub(crate) fn all(parts: impl IntoIterator<Item = Option<Self>>) -> Self {
        let mut fields = Vec::new();
        for part in parts.into_iter().flatten() {
            match part {
                Self::Invalid(wrong) => fields.extend(wrong),
                graver => return graver,
            }
        }
        Self::Invalid(fields)
    }

    /// Stable code: the journal, the command line and API clients show it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignInNeeded => "sign-in-needed",
            Self::Forbidden(_) => "forbidden",
            Self::NotFound(_) => "not-found",
            Self::Invalid(_) => "invalid",
            Self::Step(step) => step.code(),
            Self::Guard(guard) => guard.code(),
            Self::Status(status) => status.code(),
            Self::SignIn(SignInRefusal::Wrong) => "wrong-login-or-password",
            Self::SignIn(SignInRefusal::Locked { .. }) => "locked",
            Self::SignIn(SignInRefusal::TemporaryOver) => "temporary-over",
            Self::Request(KeyRequestRefusal::NotBase64) => "not-base64",
            Self::Request(KeyRequestRefusal::Pkcs10(error)) => error.code(),
            Self::Request(KeyRequestRefusal::SubjectDiffers(_)) => "subject-differs",
            Self::Request(KeyRequestRefusal::KeySeen) => "key-seen",
            Self::Scan(scan) => scan.code(),
            Self::Issue(IssueRefusal::Profile(_)) => "profile-not-for-systems",
            Self::Issue(IssueRefusal::AnsweredOther) => "idempotency-key-used",
            Self::Issue(IssueRefusal::Prepare(error)) => error.code(),
            Self::Issue(IssueRefusal::Void(refusal)) => refusal.code(),
            Self::Issue(IssueRefusal::Sign(_)) => "not-signed-yet",
            Self::TooMany { .. } => "too-many",
            Self::Conflict => "conflict",
            Self::ClockBehind { .. } => "clock-behind",
            Self::Fault(_) => "fault",
        }
    }

    /// What kind of answer it is.
    #[must_use]
    pub const fn kind(&self) -> RefusalKind {
        match self {
            Self::SignInNeeded => RefusalKind::SignIn,
            Self::Forbidden(_) => RefusalKind::Forbidden,
            Self::NotFound(_) => RefusalKind::NotFound,
            Self::Invalid(_) | Self::SignIn(_) | Self::Request(_) | Self::Scan(_) => RefusalKind::Invalid,
            Self::Step(_) | Self::Guard(_) | Self::Status(_) | Self::Issue(_) => RefusalKind::Process,
            Self::Conflict => RefusalKind::Conflict,
            Self::TooMany { retry_after } => RefusalKind::TooMany {
                retry_after: *retry_after,
            },
            Self::ClockBehind { .. } | Self::Fault(_) => RefusalKind::Unavailable,
        }
    }
}
