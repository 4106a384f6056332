//! Tokens of forms. A token is made from the secret cookie, so nothing has to be stored; it is masked anew on each
//! page, so that compressed answers can't leak it bit by bit.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const LENGTH: usize = 16;

/// The token of a page.
pub(crate) fn token(secret: &str, mask: [u8; LENGTH]) -> String {
    let hidden = xor(mark(secret), mask);
    URL_SAFE_NO_PAD.encode([mask, hidden].concat())
}

/// Whether the token of a form was made from this secret.
pub(crate) fn holds(secret: &str, token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
        return false;
    };
    let (masks, []) = bytes.as_chunks::<LENGTH>() else {
        return false;
    };
    let [mask, hidden] = masks else { return false };
    !secret.is_empty() && bool::from(xor(*mask, *hidden).ct_eq(&mark(secret)))
}

fn mark(secret: &str) -> [u8; LENGTH] {
    let digest = Sha256::new()
        .chain_update("zaver form token\0")
        .chain_update(secret)
        .finalize();
    let mut mark = [0; LENGTH];
    mark.copy_from_slice(&digest[..LENGTH]);
    mark
}

fn xor(left: [u8; LENGTH], right: [u8; LENGTH]) -> [u8; LENGTH] {
    std::array::from_fn(|at| left[at] ^ right[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_holds_for_its_secret_only() {
        let first = token("secret", [7; LENGTH]);
        let second = token("secret", [8; LENGTH]);
        assert_ne!(first, second, "the mask changes the text");
        assert!(holds("secret", &first) && holds("secret", &second));
        assert!(!holds("other", &first));
        assert!(!holds("", &token("", [7; LENGTH])), "no secret, no form");
        for bad in ["", "x", "====", &first[1..], &format!("{first}AAAA")] {
            assert!(!holds("secret", bad), "{bad}");
        }
    }
}
