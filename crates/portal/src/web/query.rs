//! Text inside an address.

use std::fmt::Write as _;

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a String can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The longest text people look for, in characters.
const LONGEST: usize = 200;

/// What a person looks for, as the register keeps it: numbers lose the spaces and hyphens of paper.
pub(crate) fn wanted(text: &str) -> String {
    let text: String = text.trim().chars().take(LONGEST).collect();
    let separator = |sign: char| sign == '-' || sign.is_whitespace();
    let plain: String = text.chars().filter(|sign| !separator(*sign)).collect();
    // `2026-000123` is a number of ours and keeps its hyphen.
    let ours = text
        .split_once('-')
        .is_some_and(|(year, rest)| year.len() == 4 && rest.len() == 6);
    let digits = !ours && plain.len() >= 10 && plain.bytes().all(|byte| byte.is_ascii_digit());
    let serial = plain.len() >= 16 && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits || serial {
        plain.to_ascii_uppercase()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_looked_for_as_they_are_kept() {
        for (typed, wanted) in [
            (" 148-302-716 51 ", "14830271651"),
            ("2999 015240", "2999015240"),
            ("4050 67c4 39da aee6 2908", "405067C439DAAEE62908"),
            ("2026-000123", "2026-000123"),
            ("Соколова  Мария", "Соколова  Мария"),
        ] {
            assert_eq!(super::wanted(typed), wanted);
        }
    }

    #[test]
    fn an_address_carries_any_text() {
        assert_eq!(super::encoded("ГБУЗ & co"), "%D0%93%D0%91%D0%A3%D0%97%20%26%20co");
    }
}
