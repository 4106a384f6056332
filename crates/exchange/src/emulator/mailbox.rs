//! A mail box that speaks SMTP on loopback and keeps what comes, to be read in the demo's corner and in tests.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Letters kept; the oldest go first.
const KEPT: usize = 500;
/// A letter of the office is a few kilobytes; more is not kept.
const MAX_LETTER: usize = 256 * 1024;

/// A received letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Envelope recipient.
    pub to: String,
    /// Decoded subject line.
    pub subject: String,
    /// Decoded text.
    pub text: String,
    /// Message-ID.
    pub id: String,
}

/// The mail box.
#[derive(Clone, Debug)]
pub struct Mailbox {
    address: SocketAddr,
    letters: Arc<Mutex<VecDeque<Received>>>,
}

impl Mailbox {
    /// Opens the mail box on a free port of loopback.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let mailbox = Self {
            address: listener.local_addr()?,
            letters: Arc::default(),
        };
        let letters = mailbox.letters.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let letters = letters.clone();
                tokio::spawn(async move {
                    if let Err(error) = talk(stream, &letters).await {
                        tracing::debug!(%error, "a conversation with the demo's mail box broke off");
                    }
                });
            }
        });
        Ok(mailbox)
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What came, newest first.
    #[must_use]
    pub fn letters(&self) -> Vec<Received> {
        self.letters
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .rev()
            .cloned()
            .collect()
    }
}

/// The part of RFC 5321 a submission client needs.
async fn talk(mut stream: TcpStream, letters: &Mutex<VecDeque<Received>>) -> std::io::Result<()> {
    let (input, mut output) = stream.split();
    let mut lines = BufReader::new(input).lines();
    output.write_all(b"220 zaver demo mailbox\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or(&line).to_ascii_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-zaver demo mailbox\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 OK\r\n"
            }
            "DATA" => {
                output.write_all(b"354 go on\r\n").await?;
                let mut raw = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    if raw.len() + line.len() < MAX_LETTER {
                        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                        raw.push('\n');
                    }
                }
                let mut kept = letters.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push_back(read(&to, &raw));
                if kept.len() > KEPT {
                    kept.pop_front();
                }
                b"250 kept\r\n"
            }
            "QUIT" => {
                output.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"250 OK\r\n",
        };
        output.write_all(answer).await?;
    }
    Ok(())
}

/// Reads our own letters back: encoded words in the subject, base64 or quoted-printable in the text.
fn read(to: &str, raw: &str) -> Received {
    let (head, body) = raw.split_once("\n\n").unwrap_or((raw, ""));
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    let header = |name: &str| {
        let found = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        found.unwrap_or_default()
    };
    let bytes = match header("Content-Transfer-Encoding").to_ascii_lowercase().as_str() {
        "base64" => decode_base64(body),
        "quoted-printable" => decode_quoted(body, false),
        _ => body.as_bytes().to_vec(),
    };
    Received {
        to: to.to_owned(),
        subject: decode_words(&header("Subject")),
        text: String::from_utf8_lossy(&bytes).replace("\r\n", "\n"),
        id: header("Message-ID"),
    }
}

/// RFC 2047 encoded words in UTF-8; white space between two of them is no part of the text (§6.2).
fn decode_words(text: &str) -> String {
    let mut out = Vec::new();
    let mut after_encoded = true;
    for word in text.split(' ') {
        let inner = word.strip_prefix("=?utf-8?").and_then(|rest| rest.strip_suffix("?="));
        let decoded = match inner.and_then(|inner| inner.split_once('?')) {
            Some(("b" | "B", encoded)) => Some(decode_base64(encoded)),
            Some(("q" | "Q", encoded)) => Some(decode_quoted(encoded, true)),
            _ => None,
        };
        if !(out.is_empty() || (after_encoded && decoded.is_some())) {
            out.push(b' ');
        }
        after_encoded = decoded.is_some();
        out.extend(decoded.unwrap_or_else(|| word.as_bytes().to_vec()));
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn decode_base64(text: &str) -> Vec<u8> {
    use base64::Engine;
    let packed: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    base64::engine::general_purpose::STANDARD
        .decode(packed)
        .unwrap_or_default()
}

fn decode_quoted(text: &str, in_header: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'=' => {
                let (high, low) = (bytes.next(), bytes.next());
                if high == Some(b'\n') {
                    out.extend(low);
                    continue;
                }
                let digit = |sign: Option<u8>| sign.and_then(|sign| char::from(sign).to_digit(16));
                if let (Some(high), Some(low)) = (digit(high), digit(low)) {
                    out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                }
            }
            b'_' if in_header => out.push(b' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use domain::id::OutboxId;
    use domain::message::Letter;
    use jiff::Timestamp;

    use super::*;
    use crate::mail::{Mailer, Protection, Relay};

    fn letter(subject: &str, body: &str) -> Letter {
        Letter {
            id: OutboxId(Default::default()),
            to: "sokolova@crb.example.ru".into(),
            subject: subject.into(),
            body: body.into(),
            created_at: Timestamp::UNIX_EPOCH,
            next_at: Timestamp::UNIX_EPOCH,
            attempts: 0,
            sent_at: None,
            last_error: None,
        }
    }

    #[tokio::test]
    async fn a_letter_comes_back_as_it_was_written() {
        let mailbox = Mailbox::open().await.unwrap();
        let relay = Relay {
            host: mailbox.address().ip().to_string(),
            port: mailbox.address().port(),
            protection: Protection::None,
            credentials: None,
            from: "УЦ ФОМС <uc@tfoms.example.ru>".into(),
        };
        let letter = letter(
            "Запрос 2026-000001: сертификат выпущен, верните подписанную копию до 23 декабря 2026",
            "Здравствуйте, Мария Андреевна.\n.\nСтрока из одной точки выше — часть письма.\n",
        );
        Mailer::new(&relay).unwrap().send(&letter).await.unwrap();
        let [received] = mailbox.letters().try_into().unwrap();
        assert_eq!((received.to, received.subject), (letter.to, letter.subject));
        assert_eq!(received.text.trim_end(), letter.body.trim_end());
        assert_eq!(received.id, "<00000000-0000-0000-0000-000000000000@tfoms.example.ru>");
    }

    #[tokio::test]
    async fn a_relay_that_is_not_there_is_told() {
        let free = std::net::TcpListener::bind(("127.0.0.1", 0))
            .unwrap()
            .local_addr()
            .unwrap();
        let relay = Relay {
            host: free.ip().to_string(),
            port: free.port(),
            protection: Protection::None,
            credentials: None,
            from: "uc@tfoms.example.ru".into(),
        };
        let letter = letter("Письмо", "Текст");
        let refused = Mailer::new(&relay).unwrap().send(&letter).await.unwrap_err();
        assert!(matches!(refused, crate::mail::MailError::Smtp(_)), "{refused}");
    }
}
