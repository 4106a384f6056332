//! Outgoing mail by SMTP submission (RFC 6409).

use std::time::Duration;

use domain::message::Letter;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

/// How long a relay may take; the letter waits in the outbox otherwise.
const PATIENCE: Duration = Duration::from_secs(10);

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    StartTls,
    /// None: a relay on the same machine, or the demo's mail box.
    None,
}

/// Where letters are handed over.
#[derive(Clone)]
pub struct Relay {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub protection: Protection,
    /// User and password.
    pub credentials: Option<(String, String)>,
    /// `From:` of every letter.
    pub from: String,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Relay({}:{})", self.host, self.port)
    }
}

/// Sends letters.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a letter did not leave, or why the settings are no good.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// An address does not read.
    #[error("the address does not read: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The letter does not make a message.
    #[error("the letter does not make a message: {0}")]
    Message(#[from] lettre::error::Error),
    /// The relay refuses, or is not there.
    #[error("the relay did not take the letter: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

impl Mailer {
    /// A mailer for a relay; connections are made when the first letter leaves.
    ///
    /// # Errors
    /// [`MailError`] for settings that cannot work.
    pub fn new(relay: &Relay) -> Result<Self, MailError> {
        let builder = match relay.protection {
            Protection::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&relay.host)?,
            Protection::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&relay.host)?,
            Protection::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&relay.host),
        };
        let builder = match &relay.credentials {
            Some((user, password)) => builder.credentials(Credentials::new(user.clone(), password.clone())),
            None => builder,
        };
        Ok(Self {
            transport: builder.port(relay.port).timeout(Some(PATIENCE)).build(),
            from: relay.from.parse()?,
        })
    }

    /// Hands a letter over; its id is the Message-ID, so that a repeated delivery is the same letter.
    ///
    /// # Errors
    /// [`MailError`].
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let domain = self.from.email.domain();
        let message = Message::builder()
            .from(self.from.clone())
            .to(letter.to.parse()?)
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{domain}>", letter.id)))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())?;
        self.transport.send(message).await?;
        Ok(())
    }
}
