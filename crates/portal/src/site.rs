//! What an installation calls itself; every page takes its names and colours from here.

use domain::installation::Installation;

/// Names, phones and colours of one installation. All of it comes from the settings file.
#[derive(Debug, Clone)]
pub struct Site {
    /// Short name beside the mark and in page titles: «УЦ ФОМС».
    pub(crate) short_name: String,
    /// Whose authority this is, and who takes the papers.
    pub(crate) owner: String,
    /// Where papers are brought, one line.
    pub(crate) address: String,
    /// Support phones, as people read them.
    pub(crate) phones: Vec<String>,
    /// Support mail address.
    pub(crate) support_email: String,
    /// Colour of buttons and links; `None` keeps the house blue.
    pub(crate) brand: Option<Colour>,
    /// This installation is a demonstration with invented people.
    pub(crate) demo: bool,
}

impl Site {
    /// Takes what the installation says of itself.
    ///
    /// # Errors
    /// [`ColourError`] when its colour can't carry white text.
    pub fn new(installation: &Installation, demo: bool) -> Result<Self, ColourError> {
        let colour: Colour = installation.color.parse()?;
        Ok(Self {
            short_name: installation.name.clone(),
            owner: installation.owner.clone(),
            address: installation.address.clone(),
            phones: installation.phones.clone(),
            support_email: installation.email.clone(),
            brand: (colour != HOUSE_BLUE).then_some(colour),
            demo,
        })
    }

    /// The first support phone, where one line is enough.
    pub(crate) fn phone(&self) -> &str {
        self.phones.first().map_or("", String::as_str)
    }
}

/// `--uc-brand` of the tokens.
const HOUSE_BLUE: Colour = Colour([0x15, 0x51, 0xb8]);

/// An sRGB colour dark enough to carry white text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// Why a colour of the settings file is not taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ColourError {
    /// Not of the form `#1551b8`.
    #[error("a colour is written as #rrggbb")]
    Form,
    /// White text on it would be hard to read (WCAG 2.1, contrast below 4.5:1).
    #[error("white text on this colour has a contrast below 4.5:1")]
    Contrast,
}

impl std::str::FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        let digits = text.strip_prefix('#').ok_or(ColourError::Form)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(ColourError::Form);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| ColourError::Form)?;
        let [_, red, green, blue] = number.to_be_bytes();
        let colour = Self([red, green, blue]);
        if 1.05 / (colour.luminance() + 0.05) < 4.5 {
            return Err(ColourError::Contrast);
        }
        Ok(colour)
    }
}

impl Colour {
    /// Relative luminance, WCAG 2.1.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The style sheet `/static/theme.css`: the installation's colour over the tokens, nothing when it keeps ours.
pub(crate) fn theme_css(site: &Site) -> String {
    let Some(brand) = site.brand else { return String::new() };
    format!(
        ":root,[data-bs-theme=light]{{--uc-brand:{brand};\
         --uc-brand-hover:color-mix(in srgb,{brand} 84%,#000);--uc-brand-press:color-mix(in srgb,{brand} 68%,#000);\
         --uc-brand-soft:color-mix(in srgb,{brand} 9%,#fff);--uc-brand-line:color-mix(in srgb,{brand} 28%,#fff);--uc-link:{brand}}}\n\
         [data-bs-theme=dark]{{--uc-brand:{brand};--uc-brand-hover:color-mix(in srgb,{brand} 90%,#000);\
         --uc-brand-press:color-mix(in srgb,{brand} 84%,#000);--uc-brand-soft:color-mix(in srgb,{brand} 26%,#0d1420);\
         --uc-brand-line:color-mix(in srgb,{brand} 55%,#0d1420);--uc-link:color-mix(in srgb,{brand} 42%,#fff)}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_carries_white_text_or_is_refused() {
        assert_eq!(
            "#1551b8".parse::<Colour>().map(|c| c.to_string()),
            Ok("#1551b8".to_owned())
        );
        assert_eq!("#ffcc00".parse::<Colour>(), Err(ColourError::Contrast));
        for bad in ["1551b8", "#1551b", "#1551bg", "#+551b8", ""] {
            assert_eq!(bad.parse::<Colour>(), Err(ColourError::Form), "{bad}");
        }
    }
}
