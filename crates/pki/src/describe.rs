//! A certificate in Russian, field by field: for the paper copy, the page of a certificate and `zaver` itself.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use const_oid::ObjectIdentifier;
use x509_cert::ext::pkix::{
    AuthorityInfoAccessSyntax, BasicConstraints, CertificatePolicies, CrlDistributionPoints, ExtendedKeyUsage,
    KeyUsage, PrivateKeyUsagePeriod,
};

use crate::{
    certificate::{Certificate, fingerprint, format_fingerprint},
    extension::{self, IdentificationKind, IssuerSignTool, access_urls, distribution_urls},
    name::{Attribute, AttributeValue, DistinguishedName},
    oid, time,
};

/// One line of the paper copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub section: Section,
    pub title: String,
    pub value: String,
}

/// A group of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Certificate,
    Holder,
    Issuer,
    Key,
    Tools,
    Signature,
}

impl Section {
    pub fn title(self) -> &'static str {
        match self {
            Self::Certificate => "Сертификат",
            Self::Holder => "Владелец",
            Self::Issuer => "Издатель",
            Self::Key => "Ключ проверки электронной подписи",
            Self::Tools => "Средства электронной подписи и удостоверяющего центра",
            Self::Signature => "Подпись издателя",
        }
    }
}

/// Every field of a certificate with its Russian title, in the order of the paper copy.
///
/// `utc_offset` shifts the shown times by whole hours east of UTC and is written next to each of them.
pub fn describe(certificate: &Certificate, utc_offset: i8) -> Vec<Field> {
    let mut fields = Fields {
        utc_offset,
        section: Section::Certificate,
        fields: Vec::new(),
    };
    fields.add("Серийный номер", format_serial(certificate.serial()));
    fields.add("Действует с", fields.instant(certificate.not_before()));
    fields.add("Действует по", fields.instant(certificate.not_after()));
    fields.add("Отпечаток SHA-256", format_fingerprint(&fingerprint(certificate.der())));
    fields.add_name(Section::Holder, certificate.subject().unwrap_or_default());
    fields.add_name(Section::Issuer, certificate.issuer().unwrap_or_default());
    fields.add_key(certificate);
    fields.add_tools(certificate);
    fields.section = Section::Signature;
    fields.add("Алгоритм", signature_algorithm(certificate.signature_algorithm()));
    fields.add("Значение", format_fingerprint(certificate.signature()));
    fields.fields
}

/// Capital hexadecimal digits without separators.
pub fn format_serial(serial: &[u8]) -> String {
    serial.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// A value as people read it: СНИЛС with its hyphens, everything else as it stands.
pub fn format_value(attribute: Attribute, text: &str) -> String {
    match (attribute, text.as_bytes()) {
        (Attribute::Snils, [_, _, _, _, _, _, _, _, _, _, _]) if text.is_ascii() => {
            format!("{}-{}-{} {}", &text[..3], &text[3..6], &text[6..9], &text[9..])
        }
        _ => text.to_string(),
    }
}

struct Fields {
    utc_offset: i8,
    section: Section,
    fields: Vec<Field>,
}

impl Fields {
    fn add(&mut self, title: impl Into<String>, value: impl Into<String>) {
        self.fields.push(Field {
            section: self.section,
            title: title.into(),
            value: value.into(),
        });
    }

    fn add_name(&mut self, section: Section, name: DistinguishedName) {
        self.section = section;
        let title = |value: &AttributeValue| {
            value
                .attribute()
                .title()
                .map_or_else(|| value.attribute().to_string(), str::to_string)
        };
        for value in name.iter() {
            self.add(title(value), format_value(value.attribute(), value.text()));
        }
    }

    fn add_key(&mut self, certificate: &Certificate) {
        self.section = Section::Key;
        let extensions = certificate.extensions();
        if let Ok(key) = certificate.public_key() {
            self.add("Алгоритм", format!("ГОСТ Р 34.10-2012, {} бит", key.set().size() * 8));
            self.add("Параметры", key.parameters().oid.to_string());
            self.add("Значение", format_fingerprint(&key.to_bytes()));
        }
        if let Some(identifier) = certificate.subject_key_identifier() {
            self.add("Идентификатор ключа", format_fingerprint(&identifier));
        }
        if let Some(usage) = extension::find::<KeyUsage>(extensions, oid::KEY_USAGE) {
            self.add("Назначение ключа", key_usage(&usage));
        }
        if let Some(purposes) = extension::find::<ExtendedKeyUsage>(extensions, oid::EXTENDED_KEY_USAGE) {
            self.add(
                "Расширенное назначение",
                purposes.0.iter().map(purpose).collect::<Vec<_>>().join(", "),
            );
        }
        if let Some(period) = extension::find::<PrivateKeyUsagePeriod>(extensions, oid::PRIVATE_KEY_USAGE_PERIOD) {
            for (title, instant) in [
                ("Ключ подписи действует с", period.not_before),
                ("Ключ подписи действует по", period.not_after),
            ] {
                if let Some(instant) = instant {
                    self.add(title, self.instant(time::from_date(instant.to_date_time())));
                }
            }
        }
        if extension::find::<BasicConstraints>(extensions, oid::BASIC_CONSTRAINTS)
            .is_some_and(|constraints| constraints.ca)
        {
            self.add("Удостоверяющий центр", "да");
        }
    }

    fn add_tools(&mut self, certificate: &Certificate) {
        self.section = Section::Tools;
        let extensions = certificate.extensions();
        if let Some(name) = extension::find::<String>(extensions, oid::SUBJECT_SIGN_TOOL) {
            self.add("Средство электронной подписи владельца", name);
        }
        if let Some(tools) = extension::find::<IssuerSignTool>(extensions, oid::ISSUER_SIGN_TOOL) {
            self.add("Средство электронной подписи издателя", tools.sign_tool);
            self.add("Заключение на средство подписи издателя", tools.sign_tool_certificate);
            self.add("Средство удостоверяющего центра", tools.ca_tool);
            self.add(
                "Заключение на средство удостоверяющего центра",
                tools.ca_tool_certificate,
            );
        }
        if let Some(kind) =
            extension::find::<u8>(extensions, oid::IDENTIFICATION_KIND).and_then(IdentificationKind::from_number)
        {
            self.add("Личность установлена", kind.title());
        }
        if let Some(policies) = extension::find::<CertificatePolicies>(extensions, oid::CERTIFICATE_POLICIES) {
            let policies = policies.0.iter().map(|policy| policy_title(policy.policy_identifier));
            self.add("Политики сертификата", policies.collect::<Vec<_>>().join(", "));
        }
        for (title, oid) in [
            ("Список отозванных сертификатов", oid::CRL_DISTRIBUTION_POINTS),
            ("Изменения списка отозванных", oid::FRESHEST_CRL),
        ] {
            if let Some(points) = extension::find::<CrlDistributionPoints>(extensions, oid) {
                self.add(title, distribution_urls(&points).join(", "));
            }
        }
        if let Some(access) = extension::find::<AuthorityInfoAccessSyntax>(extensions, oid::AUTHORITY_INFO_ACCESS) {
            for (title, method) in [
                ("Проверка статуса (OCSP)", oid::ACCESS_OCSP),
                ("Сертификат издателя", oid::ACCESS_CA_ISSUERS),
            ] {
                for url in access_urls(&access, method) {
                    self.add(title, url);
                }
            }
        }
    }

    /// `23.11.2026 13:00:00 (UTC+3)`.
    fn instant(&self, unix: i64) -> String {
        let zone = if self.utc_offset == 0 {
            "UTC".to_string()
        } else {
            format!("UTC{:+}", self.utc_offset)
        };
        match time::to_date(unix + i64::from(self.utc_offset) * 3600) {
            Some(t) => format!(
                "{:02}.{:02}.{} {:02}:{:02}:{:02} ({zone})",
                t.day(),
                t.month(),
                t.year(),
                t.hour(),
                t.minutes(),
                t.seconds()
            ),
            None => "вне календаря".to_string(),
        }
    }
}

fn key_usage(usage: &KeyUsage) -> String {
    let titles = [
        (usage.digital_signature(), "электронная подпись"),
        (usage.non_repudiation(), "неотрекаемость"),
        (usage.key_encipherment(), "шифрование ключей"),
        (usage.data_encipherment(), "шифрование данных"),
        (usage.key_agreement(), "согласование ключей"),
        (usage.key_cert_sign(), "подпись сертификатов"),
        (usage.crl_sign(), "подпись списков отозванных сертификатов"),
    ];
    titles
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, title)| title)
        .collect::<Vec<_>>()
        .join(", ")
}

fn purpose(purpose: &ObjectIdentifier) -> String {
    match *purpose {
        oid::CLIENT_AUTH => "аутентификация клиента".to_string(),
        oid::EMAIL_PROTECTION => "защищённая электронная почта".to_string(),
        other => other.to_string(),
    }
}

fn signature_algorithm(algorithm: ObjectIdentifier) -> String {
    match algorithm {
        oid::SIGNATURE_256 => "ГОСТ Р 34.10-2012, 256 бит".to_string(),
        oid::SIGNATURE_512 => "ГОСТ Р 34.10-2012, 512 бит".to_string(),
        oid::SIGNATURE_2001 => "ГОСТ Р 34.10-2001".to_string(),
        other => other.to_string(),
    }
}

/// Classes of tools by order ФСБ 796; any other policy by its OID.
fn policy_title(policy: ObjectIdentifier) -> String {
    let classes = ["КС1", "КС2", "КС3", "КВ1", "КВ2", "КА1"];
    let text = policy.to_string();
    let number = text
        .strip_prefix("1.2.643.100.113.")
        .and_then(|number| number.parse::<usize>().ok());
    match number.and_then(|number| classes.get(number.checked_sub(1)?)) {
        Some(class) => format!("класс средства ЭП {class}"),
        None => text,
    }
}
