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

/// Bare base64: what is left of PEM without its first and its last line.
pub(crate) fn decode_bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok()
}

/// How many blocks of a file are looked at.
const MAX_BLOCKS: usize = 1024;

/// Every block of a PEM file with its label; a block that is not base64 is left out.
pub fn blocks(bytes: &[u8]) -> Vec<(&str, Vec<u8>)> {
    let mut rest = str::from_utf8(bytes).unwrap_or_default();
    let mut blocks = Vec::new();
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, body)) = after.split_once("-----") else {
            break;
        };
        let (body, tail) = body.split_once("-----END ").unwrap_or((body, ""));
        let body: Vec<u8> = body.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
        blocks.extend(STANDARD.decode(body).ok().map(|der| (label, der)));
        if blocks.len() == MAX_BLOCKS {
            break;
        }
        rest = tail;
    }
    blocks
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
