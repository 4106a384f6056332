//! BER to DER, as far as signatures in use need it: CryptoPro tools and old S/MIME programs write indefinite lengths and
//! content in pieces (X.690 §8.1.3.6, §8.7.3).

use alloc::vec::Vec;

use crate::tlv::{OCTET_STRING, push_head};

/// How deep values may be nested. A signed document with a time stamp in it has some twenty levels.
const MAX_DEPTH: usize = 40;
/// BER: an OCTET STRING in pieces.
const OCTET_STRING_IN_PIECES: u8 = 0x24;
const CONSTRUCTED: u8 = 0x20;

/// The bytes are not one value in BER, or are nested too deeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotBer;

/// One value with definite, shortest lengths and every OCTET STRING in one piece. What is DER already stays as it is;
/// values inside of primitive ones are not looked at. The result is never longer than the input.
pub(crate) fn to_der(bytes: &[u8]) -> Result<Vec<u8>, NotBer> {
    let mut out = Vec::with_capacity(bytes.len());
    match value(bytes, &mut out, MAX_DEPTH)? {
        [] => Ok(out),
        _ => Err(NotBer),
    }
}

/// Writes the first value of `input`; the rest of the input.
fn value<'a>(input: &'a [u8], out: &mut Vec<u8>, depth: usize) -> Result<&'a [u8], NotBer> {
    let (tag, rest) = split_tag(input)?;
    let (length, rest) = split_length(rest)?;
    if tag[0] & CONSTRUCTED == 0 {
        let (content, rest) = rest.split_at_checked(length.ok_or(NotBer)?).ok_or(NotBer)?;
        push(out, tag, content);
        return Ok(rest);
    }
    let depth = depth.checked_sub(1).ok_or(NotBer)?;
    let mut content = Vec::new();
    let rest = match length {
        Some(length) => {
            let (mut inner, rest) = rest.split_at_checked(length).ok_or(NotBer)?;
            while !inner.is_empty() {
                inner = value(inner, &mut content, depth)?;
            }
            rest
        }
        None => until_end(rest, &mut content, depth)?,
    };
    match tag {
        [OCTET_STRING_IN_PIECES] => push(out, &[OCTET_STRING], &joined(&content)?),
        _ => push(out, tag, &content),
    }
    Ok(rest)
}

/// The values up to the end-of-contents octets.
fn until_end<'a>(mut rest: &'a [u8], content: &mut Vec<u8>, depth: usize) -> Result<&'a [u8], NotBer> {
    loop {
        match rest.strip_prefix(&[0, 0]) {
            Some(rest) => return Ok(rest),
            None => rest = value(rest, content, depth)?,
        }
    }
}

/// The content of the OCTET STRINGs that stand in `pieces`, each with a definite length by now.
pub(crate) fn joined(mut pieces: &[u8]) -> Result<Vec<u8>, NotBer> {
    let mut out = Vec::with_capacity(pieces.len());
    while let Some(piece) = pieces.strip_prefix(&[OCTET_STRING]) {
        let (length, rest) = split_length(piece)?;
        let (content, rest) = rest.split_at_checked(length.ok_or(NotBer)?).ok_or(NotBer)?;
        out.extend_from_slice(content);
        pieces = rest;
    }
    if pieces.is_empty() { Ok(out) } else { Err(NotBer) }
}

/// The identifier octets; tag numbers above 30 take up to four more.
fn split_tag(input: &[u8]) -> Result<(&[u8], &[u8]), NotBer> {
    const LONG_FORM: u8 = 0x1f;
    let first = input.first().ok_or(NotBer)?;
    let length = if first & LONG_FORM == LONG_FORM {
        let more = input[1..].iter().take(4).position(|byte| byte & 0x80 == 0);
        2 + more.ok_or(NotBer)?
    } else {
        1
    };
    Ok(input.split_at(length))
}

/// The length, `None` for the indefinite one. Four bytes of length are as many as `der` takes.
fn split_length(input: &[u8]) -> Result<(Option<usize>, &[u8]), NotBer> {
    let (first, rest) = input.split_first().ok_or(NotBer)?;
    match first {
        0x80 => Ok((None, rest)),
        0..0x80 => Ok((Some(usize::from(*first)), rest)),
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f)).ok_or(NotBer)?;
            let length = bytes
                .iter()
                .fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
            Ok((Some(length), rest))
        }
        _ => Err(NotBer),
    }
}

fn push(out: &mut Vec<u8>, tag: &[u8], content: &[u8]) {
    out.extend_from_slice(&tag[..tag.len() - 1]);
    push_head(out, tag[tag.len() - 1], content.len());
    out.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use hex_literal::hex;

    use super::*;

    #[test]
    fn lengths_become_definite_and_shortest_and_pieces_one() {
        for (ber, der) in [
            (&hex!("3080 0201 05 0000")[..], &hex!("3003 020105")[..]),
            (
                &hex!("3080 2480 0402 6162 0401 63 0000 0000"),
                &hex!("3005 0403 616263"),
            ),
            (&hex!("2480 2404 0402 6162 0401 63 0000"), &hex!("0403 616263")),
            (&hex!("a080 3180 0000 0000"), &hex!("a002 3100")),
            (&hex!("3082 0003 0201 05"), &hex!("3003 020105")),
            (&hex!("bf8148 80 0500 0000"), &hex!("bf814802 0500")),
            (&hex!("0404 3080 0000"), &hex!("0404 3080 0000")),
        ] {
            assert_eq!(to_der(ber).as_deref(), Ok(der), "{ber:02x?}");
        }
    }

    #[test]
    fn what_is_no_value_is_refused() {
        for broken in [
            &hex!("")[..],
            &hex!("30"),
            &hex!("3001"),
            &hex!("3080 0201 05"),
            &hex!("3080 0201 05 00"),
            &hex!("0480 0000"),
            &hex!("2480 0201 05 0000"),
            &hex!("3003 020105 00"),
            &hex!("3085 0000000000"),
            &hex!("bfffffffffff7f 00"),
            &hex!("30ff"),
        ] {
            assert_eq!(to_der(broken), Err(NotBer), "{broken:02x?}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |levels: usize| [[0x30, 0x80].repeat(levels), [0, 0].repeat(levels)].concat();
        assert!(to_der(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(to_der(&nested(MAX_DEPTH + 1)), Err(NotBer));
    }
}
