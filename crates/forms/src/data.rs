//! What each form is filled with. Texts are final: dates and names as they are to stand on paper.
//!
//! `None` prints as an empty line to be filled by hand. Names are not declined, positions stand in the nominative.

use serde::Serialize;

use crate::Form;

/// Data that belong to one form.
pub trait FormData: Serialize {
    /// The form.
    const FORM: Form;
}

/// What stands on every page of every form.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// The number people call it by: «2026-000123».
    pub number: String,
    /// What the QR code says: the address of the record in the portal, or its number.
    pub qr: String,
    /// The edition of the регламент: «1 от 1 ноября 2026».
    pub edition: String,
    /// The центр регистрации.
    pub center: Center,
}

/// Центр регистрации.
#[derive(Debug, Clone, Serialize)]
pub struct Center {
    /// Full name.
    pub full_name: String,
    /// Short name.
    pub short_name: String,
    /// Where papers are brought.
    pub address: String,
    /// Phone of the support.
    pub phone: String,
}

/// Организация-заявитель with its head.
#[derive(Debug, Clone, Serialize)]
pub struct Organization {
    /// Полное наименование.
    pub full_name: String,
    /// Краткое наименование.
    pub short_name: String,
    /// ОГРН.
    pub ogrn: String,
    /// ИНН.
    pub inn: String,
    /// КПП.
    pub kpp: String,
    /// Адрес юридического лица.
    pub legal_address: String,
    /// Почтовый адрес.
    pub postal_address: Option<String>,
    /// Телефон.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Идентификатор узла ViPNet.
    pub vipnet: Option<String>,
    /// Руководитель.
    pub head: Head,
}

/// Руководитель, the person who acts without a power of attorney.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// Должность: «Главный врач».
    pub position: String,
    /// ФИО: «Гордеев Илья Петрович».
    pub name: String,
    /// For the line of the signature: «Гордеев И. П.».
    pub initials: String,
    /// «Действует на основании …»: «Устава».
    pub basis: String,
}

/// Пользователь УЦ.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// ФИО: «Соколова Мария Андреевна».
    pub name: String,
    /// For the line of the signature: «Соколова М. А.».
    pub initials: String,
    /// Дата рождения: «12.03.1988».
    pub born_on: String,
    /// Место рождения.
    pub birth_place: Option<String>,
    /// Пол.
    pub sex: Option<String>,
    /// Гражданство.
    pub citizenship: Option<String>,
    /// СНИЛС: «148-302-716 51».
    pub snils: String,
    /// ИНН.
    pub inn: String,
    /// Паспорт.
    pub passport: Passport,
    /// Должность.
    pub position: String,
    /// Подразделение.
    pub department: Option<String>,
    /// E-mail.
    pub email: String,
    /// Телефон.
    pub phone: Option<String>,
}

/// Паспорт.
#[derive(Debug, Clone, Serialize)]
pub struct Passport {
    /// Серия и номер: «29 18 123456».
    pub number: String,
    /// Дата выдачи: «20.04.2018».
    pub issued_on: String,
    /// Кем выдан.
    pub issued_by: String,
    /// Код подразделения: «290-001».
    pub department_code: String,
}

/// A titled line: a field of a certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Russian title: «Фамилия (SN)».
    pub title: String,
    /// Value.
    pub value: String,
}

/// Ф1. Заявление о присоединении к Регламенту.
#[derive(Debug, Clone, Serialize)]
pub struct AdherenceStatement {
    /// Every page.
    pub sheet: Sheet,
    /// How many copies the file holds; each is marked «экземпляр 1 из 2».
    pub copies: u8,
    /// Who joins.
    pub organization: Organization,
}

/// Ф2. Заявление на регистрацию Пользователя.
#[derive(Debug, Clone, Serialize)]
pub struct RegistrationStatement {
    /// Every page.
    pub sheet: Sheet,
    /// Whose employee.
    pub organization: Organization,
    /// Who is to be registered.
    pub person: Person,
    /// Where the signature will be used: «АИС единого информационного пространства ОМС».
    pub systems: Vec<String>,
}

/// Ф3. Доверенность Пользователя.
#[derive(Debug, Clone, Serialize)]
pub struct PowerOfAttorney {
    /// Every page.
    pub sheet: Sheet,
    /// Место совершения: «г. Северодольск».
    pub city: String,
    /// Дата: «20 ноября 2026»; without it the paper says nothing of validity and is void (ГК РФ ст. 186).
    pub issued_on: Option<String>,
    /// Последний день: «20 ноября 2028».
    pub valid_until: Option<String>,
    /// Доверитель.
    pub organization: Organization,
    /// Представитель.
    pub person: Person,
}

/// Ф4. Заявление на изготовление сертификата.
#[derive(Debug, Clone, Serialize)]
pub struct IssuanceStatement {
    /// Every page; the number is that of the request.
    pub sheet: Sheet,
    /// When the request was made: «23 ноября 2026, 14:05».
    pub created_at: String,
    /// Заявитель.
    pub organization: Organization,
    /// Владелец.
    pub person: Person,
    /// Fields of the certificate, in their order.
    pub subject: Vec<Field>,
    /// Алгоритм ключа: «ГОСТ Р 34.10-2012, 256 бит».
    pub key_algorithm: String,
    /// Отпечаток ключа проверки, hexadecimal; printed in groups of four.
    pub key_fingerprint: String,
    /// Средство электронной подписи.
    pub sign_tool: String,
    /// Ключевой носитель: «файл ключа, защищённый паролем».
    pub key_carrier: String,
}

/// Ф5. Заявление о приостановлении, возобновлении, прекращении действия или аннулировании сертификата.
#[derive(Debug, Clone, Serialize)]
pub struct StatusStatement {
    /// Every page; the number is that of the certificate in short.
    pub sheet: Sheet,
    /// What is asked for: «приостановить действие».
    pub action: String,
    /// Заявитель.
    pub organization: Organization,
    /// Владелец.
    pub person: Person,
    /// Серийный номер, hexadecimal; printed in groups of four.
    pub serial: String,
    /// Издатель.
    pub issuer: String,
    /// Действителен по: «23 февраля 2028».
    pub valid_until: String,
    /// Reasons that may be given, to mark one.
    pub reasons: Vec<Choice>,
    /// What the center did; none before that.
    pub decision: Option<Decision>,
}

/// A line to mark.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// Text.
    pub title: String,
    /// Marked.
    pub chosen: bool,
}

/// What the center did with a statement.
#[derive(Debug, Clone, Serialize)]
pub struct Decision {
    /// Регистрационный номер: «С-2026-000001».
    pub number: String,
    /// When the status changed, to the minute and with the zone: «23 ноября 2026, 14:05 (МСК)».
    pub at: String,
    /// Whose will it was: «владелец сертификата».
    pub asked_by: String,
    /// Who decided: «Лапина О. С.»; «автоматически» when a term was over.
    pub decided_by: String,
    /// The paper it stands on.
    pub basis: Option<String>,
    /// What the certificate became: «приостановлен».
    pub outcome: String,
}

/// Temporary access data. The page is folded so that the data are inside.
#[derive(Debug, Clone, Serialize)]
pub struct SealedSheet {
    /// Every page; the QR code is outside and must say nothing secret.
    pub sheet: Sheet,
    /// To whom, outside: «Соколова М. А.».
    pub addressee: String,
    /// Whose employee, outside.
    pub organization: String,
    /// Address of the sign-in page.
    pub address: String,
    /// Логин.
    pub login: String,
    /// Временный пароль.
    pub password: String,
    /// «до 7 декабря 2026, 24:00».
    pub valid_until: String,
}

/// Ф6. Копия сертификата на бумажном носителе.
#[derive(Debug, Clone, Serialize)]
pub struct CertificateCopy {
    /// Every page; the number is that of the request.
    pub sheet: Sheet,
    /// How many copies the file holds.
    pub copies: u8,
    /// Серийный номер, hexadecimal.
    pub serial: String,
    /// Действителен с: «23.11.2026 14:05:00 UTC».
    pub not_before: String,
    /// Действителен по.
    pub not_after: String,
    /// Издатель.
    pub issuer: Vec<Field>,
    /// Владелец.
    pub subject: Vec<Field>,
    /// Алгоритм и параметры ключа проверки.
    pub key_algorithm: String,
    /// Ключ проверки, hexadecimal; printed in groups of four.
    pub public_key: String,
    /// Other fields: назначение ключа, способ идентификации, средства, СОС, in the order of printing.
    pub extensions: Vec<Field>,
    /// Алгоритм подписи УЦ.
    pub signature_algorithm: String,
    /// Подпись УЦ, hexadecimal; printed in groups of four.
    pub signature: String,
    /// Последний день возврата подписанного экземпляра: «23 декабря 2026».
    pub return_by: String,
    /// Владелец, for the line of the signature.
    pub holder_initials: String,
    /// Руководитель организации.
    pub head: Head,
}

macro_rules! belongs {
    ($($data:ident),*) => {
        $(impl FormData for $data {
            const FORM: Form = Form::$data;
        })*
    };
}
belongs!(
    AdherenceStatement,
    RegistrationStatement,
    PowerOfAttorney,
    IssuanceStatement,
    StatusStatement,
    SealedSheet,
    CertificateCopy
);
