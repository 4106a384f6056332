//! The side without keys.

use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use super::{Greeting, KeysHeld, MAX_FRAME, MAX_GREETING, PROTOCOL, wire};
use crate::custody::{Keeper, SignError, SignRequest, Signed};

/// How long the service may think about its first word.
const GREETING_WITHIN: Duration = Duration::from_secs(5);
/// How long it may be silent over a batch.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A keeper that asks the process with the keys. It connects when it is first asked and again when the process was
/// restarted; what could not be asked is [`SignError::Away`], and asking again later is always safe.
#[derive(Debug)]
pub struct RemoteKeeper {
    socket: PathBuf,
    wanted: KeysHeld,
    connection: Option<UnixStream>,
}

impl RemoteKeeper {
    /// `wanted` are the keys whose certificates are here: a service with others is not asked.
    pub fn new(socket: impl Into<PathBuf>, wanted: KeysHeld) -> Self {
        Self {
            socket: socket.into(),
            wanted,
            connection: None,
        }
    }

    /// Whether the service is there, admits us and holds our keys.
    ///
    /// # Errors
    /// [`SignError::Away`], [`SignError::NotAdmitted`], [`SignError::OtherKeys`].
    pub fn greet(&self) -> Result<(), SignError> {
        self.connect().map(drop)
    }

    fn exchange(&mut self, batch: &[u8]) -> Result<Vec<u8>, SignError> {
        if let Some(mut connection) = self.connection.take() {
            match ask(&mut connection, batch) {
                Ok(answers) => return Ok(self.keep(connection, answers)),
                // It thinks too long already: asking once more would only double the wait.
                Err(error) if is_timeout(&error) => return Err(SignError::Away),
                // The process was restarted since the last batch.
                Err(_) => {}
            }
        }
        let mut connection = self.connect()?;
        let answers = ask(&mut connection, batch).map_err(|_| SignError::Away)?;
        Ok(self.keep(connection, answers))
    }

    fn keep(&mut self, connection: UnixStream, answers: Vec<u8>) -> Vec<u8> {
        self.connection = Some(connection);
        answers
    }

    fn connect(&self) -> Result<UnixStream, SignError> {
        let greeted = || -> io::Result<(UnixStream, Vec<u8>)> {
            let mut connection = UnixStream::connect(&self.socket)?;
            connection.set_read_timeout(Some(GREETING_WITHIN))?;
            connection.set_write_timeout(Some(ANSWER_WITHIN))?;
            let greeting = read(&mut connection, MAX_GREETING)?;
            connection.set_read_timeout(Some(ANSWER_WITHIN))?;
            Ok((connection, greeting))
        };
        let (connection, greeting) = greeted().map_err(|_| SignError::Away)?;
        match serde_json::from_slice(&greeting) {
            Ok(Greeting::Welcome { protocol, keys }) if protocol == PROTOCOL && keys.include(&self.wanted) => {
                Ok(connection)
            }
            Ok(Greeting::NotAdmitted) => Err(SignError::NotAdmitted),
            Ok(Greeting::Busy) => Err(SignError::Away),
            Ok(Greeting::Welcome { .. }) | Err(_) => Err(SignError::OtherKeys),
        }
    }
}

impl Keeper for RemoteKeeper {
    fn sign(&mut self, requests: Vec<SignRequest>) -> Vec<Result<Signed, SignError>> {
        let count = requests.len();
        let batch = wire::encode_requests(&requests);
        drop(requests);
        let answers = self
            .exchange(&batch)
            .and_then(|answers| wire::decode_answers(&answers).map_err(|_| SignError::WrongAnswer));
        match answers {
            Ok(answers) if answers.len() == count => answers,
            Ok(_) => vec![Err(SignError::WrongAnswer); count],
            Err(error) => vec![Err(error); count],
        }
    }
}

fn ask(connection: &mut UnixStream, batch: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(batch.len()).ok().filter(|_| batch.len() <= MAX_FRAME);
    let length = length.ok_or(ErrorKind::InvalidInput)?;
    connection.write_all(&length.to_be_bytes())?;
    connection.write_all(batch)?;
    read(connection, MAX_FRAME)
}

/// Reads a frame; memory grows with what has come, not with what was promised.
fn read(connection: &mut UnixStream, longest: usize) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    connection.read_exact(&mut length)?;
    let length = u32::from_be_bytes(length);
    if usize::try_from(length).map_or(true, |length| length > longest) {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut frame = Vec::new();
    connection.take(length.into()).read_to_end(&mut frame)?;
    if frame.len() == length as usize {
        Ok(frame)
    } else {
        Err(ErrorKind::UnexpectedEof.into())
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
