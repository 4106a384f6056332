//! What a page says after a form did its work: once, to whoever sent the form. A cookie carries the code, never a sentence.

macro_rules! outcomes {
    ($($name:ident = $code:literal: $sentence:literal;)+) => {
        /// Something that was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Done { $($name),+ }

        impl Done {
            /// Its name in the cookie.
            pub(crate) const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// What the page says.
            pub(crate) const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence),+ }
            }

            const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

outcomes! {
    PasswordChanged = "password": "Пароль сохранён. Остальные сеансы завершены";
    RegulationKnown = "regulation": "Ознакомление с Регламентом записано";
    RequestSent = "request-sent": "Запрос отправлен. Распечатайте заявление, подпишите и передайте его";
    RequestWithdrawn = "request-withdrawn": "Запрос отменён";
    SessionEnded = "session": "Сеанс завершён";
    SessionsEnded = "sessions": "Остальные сеансы завершены";
    Joined = "joined": "Заявление зарегистрировано. Данные сверит другой оператор: он и вернёт второй экземпляр";
    JoinRefused = "join-refused": "Заявление отклонено: организация не в системе ОМС. Причина записана в деле";
    CopyHandedBack = "handed-back": "Возврат второго экземпляра записан";
    SetSaved = "set": "Комплект сохранён";
    RegistrationApproved = "approved-registration": "Регистрация одобрена";
    RegistrationReturned = "returned-registration": "Комплект возвращён на исправление";
    RegistrationRejected = "rejected-registration": "Регистрация отклонена";
    StatementReceived = "statement": "Заявление зарегистрировано, срок пошёл";
    ScanAttached = "scan": "Скан приложен";
    ChecksSaved = "checks": "Отметки сохранены";
    RequestApproved = "approved": "Запрос одобрен. Выпускает другой оператор";
    RequestReturned = "returned": "Запрос возвращён на исправление";
    RequestRejected = "rejected": "Запрос отклонён";
    CertificateIssued = "issued": "Сертификат выпущен";
    IssuingGoesOn = "issuing": "Решение записано. Подпись УЦ ещё не поставлена, выпуск завершится сам";
    CopiesSent = "copies-sent": "Отправка копий записана";
    CopyReturned = "copy-returned": "Возврат копии записан";
    Suspended = "suspended": "Сертификат приостановлен";
    Resumed = "resumed": "Причина приостановления снята";
    Revoked = "revoked": "Сертификат отозван";
    Annulled = "annulled": "Сертификат аннулирован";
    TaskClosed = "task": "Задача закрыта";
    ClockMoved = "clock": "Часы переведены";
}

impl Done {
    /// Reads the cookie's word.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_and_strangers_say_nothing() {
        for done in Done::ALL {
            assert_eq!(Done::parse(done.code()), Some(*done));
        }
        assert_eq!(Done::parse("<script>"), None);
    }
}
