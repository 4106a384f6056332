//! PEM armour (RFC 7468), read leniently: any line length, any text around, both names of a request.

use alloc::{borrow::Cow, format, string::String, vec::Vec};

use base64::{Engine, engine::general_purpose::STANDARD};

pub const CERTIFICATE: &str = "CERTIFICATE";
pub const REQUEST: &str = "CERTIFICATE REQUEST";
pub const CRL: &str = "X509 CRL";

/// The text begins like PEM and is none, or holds something else than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPem;

/// Writes a PEM block with lines of 64 characters.
pub fn encode(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(str::from_utf8(line).expect("base64 is ASCII"));
        pem.push('\n');
    }
    pem + &format!("-----END {label}-----\n")
}

/// The bytes themselves if they look like DER (begin with a SEQUENCE), otherwise the content of the first PEM block
/// whose label ends with `label`: old Windows tools write `NEW CERTIFICATE REQUEST`.
pub fn decode<'a>(bytes: &'a [u8], label: &str) -> Result<Cow<'a, [u8]>, NotPem> {
    if bytes.first() == Some(&0x30) {
        return Ok(Cow::Borrowed(bytes));
    }
    let text = str::from_utf8(bytes).map_err(|_| NotPem)?;
    let (_, after_begin) = text.split_once("-----BEGIN ").ok_or(NotPem)?;
    let (found, body) = after_begin.split_once("-----").ok_or(NotPem)?;
    let (body, after_end) = body.split_once("-----END ").ok_or(NotPem)?;
    if !found.ends_with(label) || !after_end.starts_with(found) {
        return Err(NotPem);
    }
    let body: Vec<u8> = body.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    STANDARD.decode(body).map(Cow::Owned).map_err(|_| NotPem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let der = [0x30; 100];
        let pem = encode(REQUEST, &der);
        assert_eq!(pem.lines().nth(1).map(str::len), Some(64));
        assert_eq!(decode(pem.as_bytes(), REQUEST).as_deref(), Ok(der.as_slice()));
    }

    #[test]
    fn armour_of_other_tools_is_read() {
        for pem in [
            "-----BEGIN NEW CERTIFICATE REQUEST-----\r\nMAA=\r\n-----END NEW CERTIFICATE REQUEST-----\r\n",
            "subject=CN = x\n-----BEGIN CERTIFICATE REQUEST-----\nM\nA\nA\n=\n-----END CERTIFICATE REQUEST-----",
        ] {
            assert_eq!(
                decode(pem.as_bytes(), REQUEST).as_deref(),
                Ok([0x30, 0].as_slice()),
                "{pem}"
            );
        }
    }

    #[test]
    fn what_is_neither_der_nor_pem_is_refused() {
        for text in [
            "",
            "noise",
            "-----BEGIN CERTIFICATE REQUEST-----",
            "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n",
            "-----BEGIN CERTIFICATE REQUEST-----\nM*A=\n-----END CERTIFICATE REQUEST-----",
            "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE-----",
            "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----",
        ] {
            assert_eq!(decode(text.as_bytes(), REQUEST), Err(NotPem), "{text}");
        }
    }
}
