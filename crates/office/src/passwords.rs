//! Passwords: argon2id, and the one-time ones of the sealed sheet.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::Office;
use crate::refusal::{Fault, Refusal};

/// Letters and digits that are not mistaken for one another when read from paper.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Groups of four, read aloud easily: 16 signs of 31, 79 bits.
const GROUPS: usize = 4;
/// What an own password needs at least.
pub(crate) const MIN_LENGTH: usize = 12;
/// Longer ones are refused before any work is spent on them.
pub(crate) const MAX_LENGTH: usize = 256;

/// A fresh one-time password: `abcd-efgh-jkmn-pqrs`.
pub(crate) fn one_time(office: &Office) -> String {
    let mut signs = Vec::with_capacity(GROUPS * 4);
    while signs.len() < GROUPS * 4 {
        let [byte] = office.random();
        // 248 is 8 × 31: bytes beyond would make the first signs likelier.
        if byte < 248 {
            signs.push(ALPHABET[usize::from(byte) % ALPHABET.len()]);
        }
    }
    let groups: Vec<&str> = signs
        .chunks(4)
        .map(|group| std::str::from_utf8(group).expect("ASCII"))
        .collect();
    groups.join("-")
}

/// Argon2 takes 19 MiB and tens of milliseconds on purpose: a few at a time, so that guessing cannot take all memory.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The PHC string of a password, made off the async threads.
pub(crate) async fn hash(office: &Office, password: &str) -> Result<String, Refusal> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::Stopped)?;
    let salt: [u8; 16] = office.random();
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    })
    .await
    .map_err(Fault::from)?;
    hashed.map_err(|error| Fault::Stored(format!("argon2: {error}")).into())
}

/// Whether the password is the one; the same work is done when there is no hash to compare with.
pub(crate) async fn verify(hash: Option<String>, password: &str) -> Result<bool, Refusal> {
    /// Argon2id of a password nobody has, so that an unknown login costs as much as a known one.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8";
    let _turn = AT_ONCE.acquire().await.map_err(|_| Fault::Stopped)?;
    let known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let password = password.to_owned();
    let same = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .map_err(Fault::from)?;
    Ok(known && same)
}

/// What is wrong with a new password, if anything.
pub(crate) fn weakness(password: &str, login: &str) -> Option<String> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Some(format!(
            "Добавьте знаков: нужно не меньше {MIN_LENGTH}, сейчас {length}"
        ));
    }
    if length > MAX_LENGTH {
        return Some(format!("Сократите пароль до {MAX_LENGTH} знаков"));
    }
    let lower = password.to_lowercase();
    if lower.contains(&login.to_lowercase()) {
        return Some("Уберите из пароля логин: такой пароль легко угадать".into());
    }
    let mut signs: Vec<char> = lower.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    if signs.len() < 6 {
        return Some("Возьмите больше разных знаков: в пароле их меньше шести".into());
    }
    None
}
