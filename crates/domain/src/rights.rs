//! Roles, operations, and who may do what. Deny by default: an operation that is not in a role's list is refused.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ClientId, SessionId};

/// What a person (or the machine) is to the office at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Anyone on the public site.
    Visitor,
    /// Signed in with temporary access: may only set an own password.
    NewUser,
    /// Пользователь УЦ.
    CaUser,
    /// Оператор УЦ.
    RaOperator,
    /// An information system with a token of the API; the token allows some of the operations of this role.
    Client,
    /// Timers, restart, the command line of the server's administrator.
    System,
}

impl Role {
    /// All roles, lowest first.
    pub const ALL: [Role; 6] = [
        Role::Visitor,
        Role::NewUser,
        Role::CaUser,
        Role::RaOperator,
        Role::Client,
        Role::System,
    ];
}

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident = $code:literal : $($role:ident)|+),+ $(,)?) => {
        /// Everything the office can be asked for. One operation, one file in `office`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation {$(
            $(#[$doc])*
            $name,
        )+}

        impl Operation {
            /// All operations.
            pub const ALL: &'static [Operation] = &[$(Operation::$name),+];

            /// Stable name for the journal and for refusals.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {$(Self::$name => $code,)+}
            }

            /// Roles that may ask for it.
            #[must_use]
            pub const fn allowed(self) -> &'static [Role] {
                match self {$(Self::$name => &[$(Role::$role),+],)+}
            }
        }
    };
}

operations! {
    /// Вход.
    SignIn = "sign-in": Visitor,
    /// Выход.
    SignOut = "sign-out": NewUser | CaUser | RaOperator,
    /// Список сеансов.
    ViewSessions = "view-sessions": CaUser | RaOperator,
    /// Завершить другие сеансы.
    EndSessions = "end-sessions": CaUser | RaOperator,
    /// Заменить пароль.
    ChangePassword = "change-password": NewUser | CaUser | RaOperator,
    /// Ознакомление с Регламентом.
    AcknowledgeRegulation = "acknowledge-regulation": CaUser,
    /// Обзор кабинета.
    ViewCabinet = "view-cabinet": CaUser,
    /// Прочитать сообщения.
    ReadMessages = "read-messages": CaUser,
    /// Начать запрос.
    StartRequest = "start-request": CaUser,
    /// Передать PKCS#10.
    SubmitKey = "submit-key": CaUser,
    /// Отменить свой запрос.
    WithdrawRequest = "withdraw-request": CaUser,
    /// Посмотреть свой запрос.
    ViewOwnRequest = "view-own-request": CaUser,
    /// Напечатать заявление на изготовление.
    PrintStatement = "print-statement": CaUser | RaOperator,
    /// Скачать свой сертификат.
    DownloadCertificate = "download-certificate": CaUser | RaOperator,
    /// Напечатать бумажную копию сертификата.
    PrintCertificateCopy = "print-certificate-copy": CaUser | RaOperator,
    /// Напечатать заявление об изменении статуса.
    PrintStatusStatement = "print-status-statement": CaUser | RaOperator,
    /// Очередь оператора.
    ViewQueue = "view-queue": RaOperator,
    /// Организации.
    ViewOrganizations = "view-organizations": RaOperator,
    /// Зарегистрировать присоединение к Регламенту.
    RegisterAdherence = "register-adherence": RaOperator,
    /// Вернуть второй экземпляр заявления о присоединении.
    HandBackAdherence = "hand-back-adherence": RaOperator,
    /// Зарегистрировать комплект документов пользователя.
    RegisterUser = "register-user": RaOperator,
    /// Дополнить или исправить комплект документов пользователя.
    AmendRegistration = "amend-registration": RaOperator,
    /// Карточка регистрации.
    ViewRegistration = "view-registration": RaOperator,
    /// Вернуть регистрацию на исправление.
    ReturnRegistration = "return-registration": RaOperator,
    /// Отклонить регистрацию.
    RejectRegistration = "reject-registration": RaOperator,
    /// Одобрить регистрацию.
    ApproveRegistration = "approve-registration": RaOperator,
    /// Напечатать запечатанный лист с временным доступом.
    PrintSealedSheet = "print-sealed-sheet": RaOperator,
    /// Карточка запроса.
    ViewRequest = "view-request": RaOperator,
    /// Зарегистрировать бумажное заявление на изготовление.
    RegisterStatement = "register-statement": RaOperator,
    /// Приложить скан.
    AttachScan = "attach-scan": RaOperator,
    /// Посмотреть скан.
    ViewScan = "view-scan": RaOperator,
    /// Отметить контрольный список.
    MarkCheckList = "mark-check-list": RaOperator,
    /// Вернуть запрос на исправление.
    ReturnRequest = "return-request": RaOperator,
    /// Отклонить запрос.
    RejectRequest = "reject-request": RaOperator,
    /// Одобрить запрос.
    ApproveRequest = "approve-request": RaOperator,
    /// Выпустить сертификат по одобренному запросу.
    IssueCertificate = "issue-certificate": RaOperator,
    /// Сертификаты УЦ, выпущенные пользователям.
    ViewCertificates = "view-certificates": RaOperator,
    /// Бумажные копии.
    ViewCopies = "view-copies": RaOperator,
    /// Отметить отправку двух экземпляров.
    SendCopies = "send-copies": RaOperator,
    /// Отметить возврат подписанного экземпляра.
    MarkCopyReturned = "mark-copy-returned": RaOperator,
    /// Приостановить сертификат.
    SuspendCertificate = "suspend-certificate": CaUser | RaOperator,
    /// Возобновить сертификат.
    ResumeCertificate = "resume-certificate": CaUser | RaOperator,
    /// Прекратить действие сертификата.
    RevokeCertificate = "revoke-certificate": CaUser | RaOperator,
    /// Аннулировать сертификат.
    AnnulCertificate = "annul-certificate": RaOperator,
    /// Закрыть задачу.
    CloseTask = "close-task": RaOperator,
    /// Поиск в реестре.
    SearchRegistry = "search-registry": Visitor | NewUser | CaUser | RaOperator,
    /// Выпуск для информационной системы: по API и из командной строки.
    IssueForSystem = "issue-for-system": Client | System,
    /// Сведения о сертификатах для информационной системы.
    ReadCertificates = "read-certificates": Client,
    /// Можно ли человеку с его СНИЛС пользоваться системой, которая доверяет УЦ.
    CheckAccess = "check-access": Client,
    /// Выпуск СОС.
    PublishCrl = "publish-crl": System,
    /// Занять номера штампов времени.
    ReserveStampNumbers = "reserve-stamp-numbers": System,
    /// Завершить начатый выпуск (шаг Б, восстановление после сбоя).
    CompleteIssuing = "complete-issuing": System,
    /// Сработал таймер.
    FireTimer = "fire-timer": System,
    /// Сверить действующие сертификаты и СОС с тем, что записано.
    SelfCheck = "self-check": System,
    /// Отправка исходящих.
    DeliverOutbox = "deliver-outbox": System,
    /// Сверить доступ в УСОИ с состоянием сертификатов.
    ReconcileAccess = "reconcile-access": System,
    /// Завести учётную запись оператора.
    CreateOperator = "create-operator": System,
    /// Выдать информационной системе доступ к API.
    AdmitClient = "admit-client": System,
    /// Прекратить доступ информационной системы к API.
    DismissClient = "dismiss-client": System,
    /// Продолжить после восстановления из копии.
    ContinueRestored = "continue-restored": System,
}

impl Operation {
    /// The operation of a code, as tokens and settings name it.
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.code() == code)
    }

    /// Whether `role` may ask for this operation.
    #[must_use]
    pub fn permits(self, role: Role) -> bool {
        self.allowed().contains(&role)
    }
}

/// What a token allows: never more than its role, mostly less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The information system.
    pub client: ClientId,
    /// Operations the token names.
    pub operations: Vec<Operation>,
}

/// Who acts: the role of this moment and the account or the information system behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Role of this moment.
    pub role: Role,
    /// Account, when somebody is signed in.
    pub account: Option<AccountId>,
    /// Session, when somebody is signed in.
    pub session: Option<SessionId>,
    /// What the token allows, for an information system.
    pub grant: Option<Grant>,
}

impl Actor {
    /// Anyone on the public site.
    pub const VISITOR: Actor = Actor {
        role: Role::Visitor,
        account: None,
        session: None,
        grant: None,
    };
    /// The machine itself.
    pub const SYSTEM: Actor = Actor {
        role: Role::System,
        account: None,
        session: None,
        grant: None,
    };

    /// An information system that has shown its token.
    #[must_use]
    pub const fn client(grant: Grant) -> Self {
        Self {
            role: Role::Client,
            account: None,
            session: None,
            grant: Some(grant),
        }
    }

    /// Whether the actor may ask for an operation: the role allows it, and the token names it.
    #[must_use]
    pub fn may(&self, operation: Operation) -> bool {
        let named = match &self.grant {
            Some(grant) => grant.operations.contains(&operation),
            None => self.role != Role::Client,
        };
        named && operation.permits(self.role)
    }
}
