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

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_carries_any_text() {
        assert_eq!(super::encoded("ГБУЗ & co"), "%D0%93%D0%91%D0%A3%D0%97%20%26%20co");
    }
}
