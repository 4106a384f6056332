//! What can be odd about a certificate or a list of somebody else.

use alloc::{string::String, vec::Vec};

macro_rules! oddities {
    ($($name:ident $code:literal $text:literal)*) => {
        /// One way of breaking the standard that does not keep a file from being read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Oddity { $(#[doc = $text] $name,)* }

        impl Oddity {
            /// Every oddity.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Russian sentence for people.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

oddities! {
    Indefinite "indefinite-length" "Длины записаны в неопределённой форме (BER вместо DER)"
    Length "length-form" "Длина записана не в кратчайшей форме"
    Trailing "trailing-bytes" "После содержания стоят лишние байты"
    Version "version" "Версия не соответствует содержанию"
    SerialForm "serial-form" "Серийный номер записан не в кратчайшей форме"
    SerialNotPositive "serial-not-positive" "Серийный номер не положительный"
    SerialLong "serial-long" "Серийный номер длиннее 20 байт"
    AlgorithmMismatch "algorithm-mismatch" "Алгоритм подписи внутри и снаружи различается"
    TimeForm "time-form" "Время записано без секунд, с поясом или с долями секунды"
    TimeType "time-type" "Время до 2050 года записано не в UTCTime"
    ValidityInverted "validity-inverted" "Срок действия кончается раньше, чем начинается"
    NameEmpty "name-empty" "Имя издателя пусто"
    NameUnreadable "name-unreadable" "Имя не читается"
    StringCharacters "string-characters" "В поле имени знаки, которых его тип не допускает"
    StringType "string-type" "Поле имени записано строкой устаревшего типа"
    UniqueIdentifier "unique-identifier" "Есть уникальный идентификатор владельца или издателя"
    CriticalForm "critical-form" "Признак критичности записан не по правилам DER"
    ExtensionRepeated "extension-repeated" "Расширение повторяется"
    ExtensionUnreadable "extension-unreadable" "Расширение не читается"
    SignatureForm "signature-form" "Подпись занимает не целое число байтов"
    KeyUnknown "key-unknown" "Алгоритм или параметры ключа неизвестны"
    KeyOld "key-old" "Ключ ГОСТ Р 34.10-2001: с 2019 года таким ключом не подписывают"
    KeyShort "key-short" "Ключ RSA короче 2048 бит"
    KeyExponent "key-exponent" "Открытый показатель RSA — 3"
}

/// One oddity, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub oddity: Oddity,
    /// The extension or the attribute, if the oddity is about one of several.
    pub place: Option<String>,
}

impl core::fmt::Display for Remark {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.oddity.text())?;
        self.place.iter().try_for_each(|place| write!(f, " ({place})"))
    }
}

/// Collects remarks while something is read.
#[derive(Debug, Default)]
pub struct Oddities(pub(crate) Vec<Remark>);

impl Oddities {
    pub(crate) fn add_if(&mut self, odd: bool, oddity: Oddity) {
        if odd && !self.0.iter().any(|remark| remark.oddity == oddity) {
            self.0.push(Remark { oddity, place: None });
        }
    }

    pub(crate) fn add_at(&mut self, oddity: Oddity, place: impl core::fmt::Display) {
        let place = Some(alloc::format!("{place}"));
        let remark = Remark { oddity, place };
        if !self.0.contains(&remark) {
            self.0.push(remark);
        }
    }
}
