//! A profile applied to one subject and key.

use alloc::{string::String, vec::Vec};

use gost::VerifyingKey;

use super::{Profile, Settings};
use crate::{
    SerialNumber,
    certificate::{Issuer, TbsInput, has_expected_digest, key_identifier},
    extension::{self, Extension, IdentificationKind},
    name::{Attribute, DistinguishedName, NameError},
    time::Period,
};

/// What one certificate adds to its profile.
#[derive(Clone, Debug)]
pub struct ApplyInput<'a> {
    pub serial: SerialNumber,
    /// `None` for a self-signed root.
    pub issuer: Option<&'a Issuer>,
    pub subject: &'a DistinguishedName,
    pub public_key: &'a VerifyingKey,
    pub identification_kind: Option<IdentificationKind>,
    /// First second of validity, unix seconds.
    pub not_before: i64,
}

/// What the profile does not allow. [`ProfileError::code`] is stable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("Поля {0} не должно быть в имени владельца. Уберите его и создайте запрос заново.")]
    ForbiddenAttribute(Attribute),
    #[error("В имени владельца не хватает поля {0}. Добавьте его и создайте запрос заново.")]
    MissingAttribute(Attribute),
    #[error("Поле {0} стоит в имени владельца дважды. Оставьте одно.")]
    RepeatedAttribute(Attribute),
    #[error("Поле {attribute} длиннее {max} знаков. Сократите его.")]
    TooLong { attribute: Attribute, max: usize },
    #[error("В поле {attribute} должно быть {digits} цифр.")]
    Digits { attribute: Attribute, digits: usize },
    #[error("В поле {attribute} должно стоять «{value}».")]
    Value { attribute: Attribute, value: String },
    #[error("Имя владельца не записывается: {0}.")]
    Name(NameError),
    #[error(
        "Параметры ключа не подходят. Создайте ключ ГОСТ Р 34.10-2012, 256 бит, с параметрами КриптоПро A (1.2.643.2.2.35.1)."
    )]
    KeyParameters,
    #[error("Способ установления личности не подходит для этого вида сертификата. Выберите другой.")]
    Identification,
    #[error("Срок сертификата вышел бы за срок сертификата издателя. Удостоверяющему центру нужен новый сертификат.")]
    OutlivesIssuer,
    #[error("Срок сертификата вышел бы за пределы календаря. Проверьте часы сервера.")]
    Calendar,
    #[error("Для этого вида сертификата издатель задан неверно. Проверьте, какой сертификат УЦ выбран.")]
    Issuer,
    #[error("Адреса или названия средств в настройках не записываются в сертификат. Проверьте настройки.")]
    Settings,
}

impl ProfileError {
    /// Stable name of the cause.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ForbiddenAttribute(_) => "forbidden-attribute",
            Self::MissingAttribute(_) => "missing-attribute",
            Self::RepeatedAttribute(_) => "repeated-attribute",
            Self::TooLong { .. } => "attribute-too-long",
            Self::Digits { .. } => "attribute-digits",
            Self::Value { .. } => "attribute-value",
            Self::Name(_) => "bad-subject",
            Self::KeyParameters => "key-parameters",
            Self::Identification => "identification-kind",
            Self::OutlivesIssuer => "outlives-issuer",
            Self::Calendar => "bad-validity",
            Self::Issuer => "bad-issuer",
            Self::Settings => "bad-settings",
        }
    }
}

impl Profile {
    /// Everything the certificate will say; [`crate::certificate::build_tbs`] makes the bytes.
    pub fn apply(&self, settings: &Settings, input: &ApplyInput<'_>) -> Result<TbsInput, ProfileError> {
        let subject = self.subject(input.subject)?;
        self.check_key(input.public_key)?;
        self.check_identification(input.identification_kind)?;
        let self_signed = self.authority.is_some_and(|authority| authority.self_signed);
        if self_signed != input.issuer.is_none() {
            return Err(ProfileError::Issuer);
        }
        let last_second = |period: Period| period.last_second(input.not_before).ok_or(ProfileError::Calendar);
        let not_after = last_second(self.validity)?;
        let last_signature = self.private_key_validity.map(last_second).transpose()?;
        if input.issuer.is_some_and(|issuer| issuer.not_after < not_after) {
            return Err(ProfileError::OutlivesIssuer);
        }
        let own_algorithm = gost::signature_oid(input.public_key.set());
        Ok(TbsInput {
            serial: input.serial,
            signature_algorithm: input.issuer.map_or(own_algorithm, |issuer| issuer.signature_algorithm),
            issuer_der: input
                .issuer
                .map_or_else(|| subject.to_der(), |issuer| issuer.subject_der.clone()),
            not_before: input.not_before,
            not_after,
            public_key_der: input.public_key.to_spki_der(),
            extensions: self
                .extensions(settings, input, last_signature)
                .map_err(|_| ProfileError::Settings)?,
            subject,
        })
    }

    /// Checks a name against the rules and puts it into the order and the string types of the profile.
    pub fn subject(&self, given: &DistinguishedName) -> Result<DistinguishedName, ProfileError> {
        if let Some(attribute) = given.repeated_attribute() {
            return Err(ProfileError::RepeatedAttribute(attribute));
        }
        if let Some(value) = given
            .iter()
            .find(|value| self.subject.iter().all(|rule| rule.attribute != value.attribute()))
        {
            return Err(ProfileError::ForbiddenAttribute(value.attribute()));
        }
        let mut fields = Vec::new();
        for rule in &self.subject {
            let attribute = rule.attribute;
            let Some(text) = given.get(attribute) else {
                if rule.required {
                    return Err(ProfileError::MissingAttribute(attribute));
                }
                continue;
            };
            if text.chars().count() > rule.max_length() {
                return Err(ProfileError::TooLong {
                    attribute,
                    max: rule.max_length(),
                });
            }
            if let Some(digits) = attribute.digits().filter(|digits| text.len() != *digits) {
                return Err(ProfileError::Digits { attribute, digits });
            }
            if let Some(value) = rule.value.as_ref().filter(|value| *value != text) {
                return Err(ProfileError::Value {
                    attribute,
                    value: value.clone(),
                });
            }
            fields.push((attribute, text));
        }
        DistinguishedName::new(fields).map_err(ProfileError::Name)
    }

    /// Checks that the parameters of a key are among those the profile takes, written as RFC 9215 says:
    /// peers cannot read a CryptoPro set without digestParamSet.
    pub fn check_key(&self, key: &VerifyingKey) -> Result<(), ProfileError> {
        let parameters = key.parameters();
        let accepted = self.key_parameters.contains(&parameters.oid) && has_expected_digest(parameters);
        if accepted {
            Ok(())
        } else {
            Err(ProfileError::KeyParameters)
        }
    }

    fn check_identification(&self, kind: Option<IdentificationKind>) -> Result<(), ProfileError> {
        let accepted = match kind {
            Some(kind) => self.identification_kinds.contains(&kind),
            None => self.identification_kinds.is_empty(),
        };
        if accepted {
            Ok(())
        } else {
            Err(ProfileError::Identification)
        }
    }

    /// The extensions in a fixed order: the same input always gives the same bytes.
    fn extensions(
        &self,
        settings: &Settings,
        input: &ApplyInput<'_>,
        last_signature: Option<i64>,
    ) -> der::Result<Vec<Extension>> {
        let mut extensions = Vec::new();
        if let Some(authority) = self.authority {
            extensions.push(extension::basic_constraints(true, authority.path_length)?);
        } else {
            extensions.push(extension::basic_constraints(false, None)?);
        }
        extensions.push(extension::key_usage(self.key_usage)?);
        if !self.extended_key_usage.is_empty() {
            extensions.push(extension::extended_key_usage(
                self.extended_key_usage_critical,
                &self.extended_key_usage,
            )?);
        }
        if self.ocsp_no_check {
            extensions.push(extension::ocsp_no_check()?);
        }
        extensions.push(extension::subject_key_identifier(&key_identifier(input.public_key))?);
        if let Some(issuer) = input.issuer {
            extensions.push(issuer.authority_key_identifier()?);
            extensions.extend(self.addresses(settings)?);
        }
        if let Some(email) = input.subject.get(Attribute::Email) {
            extensions.push(extension::subject_alt_name(email)?);
        }
        let issuer_tool = settings.issuer_sign_tool();
        // A class is a class of the holder's tool: it is claimed only where that tool is known and named.
        let class_policies = if self.subject_sign_tool {
            settings.class_policies()
        } else {
            &[]
        };
        let policies = [&self.policies, class_policies].concat();
        if !policies.is_empty() {
            extensions.push(extension::certificate_policies(&policies)?);
        }
        if let Some(last_signature) = last_signature {
            extensions.push(extension::private_key_usage_period(input.not_before, last_signature)?);
        }
        if self.subject_sign_tool {
            extensions.push(extension::subject_sign_tool(settings.sign_tool_of(self))?);
        }
        extensions.push(extension::issuer_sign_tool(&issuer_tool)?);
        if let Some(kind) = input.identification_kind {
            extensions.push(extension::identification_kind(kind)?);
        }
        Ok(extensions)
    }

    fn addresses(&self, settings: &Settings) -> der::Result<Vec<Extension>> {
        let addresses = self.published(settings);
        let mut extensions = Vec::new();
        if !addresses.crl.is_empty() {
            extensions.push(extension::crl_distribution_points(addresses.crl)?);
        }
        if !addresses.delta_crl.is_empty() {
            extensions.push(extension::freshest_crl(addresses.delta_crl)?);
        }
        if !(addresses.ocsp.is_empty() && addresses.ca_issuers.is_empty()) {
            extensions.push(extension::authority_info_access(addresses.ocsp, addresses.ca_issuers)?);
        }
        Ok(extensions)
    }
}
