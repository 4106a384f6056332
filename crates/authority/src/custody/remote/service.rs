//! The side with the keys.

use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{Greeting, KeysHeld, MAX_FRAME, PROTOCOL, wire};
use crate::custody::Signer;

/// Connections at once: a server and a few commands need one each.
const CONNECTIONS: usize = 64;
/// How long a frame may take from its first byte to its last, in either direction.
const FRAME_WITHIN: Duration = Duration::from_secs(30);

/// Answers over a socket with the keys of a [`Signer`].
#[derive(Clone, Debug)]
pub struct Service {
    signer: Signer,
    keys: KeysHeld,
    /// Who may ask.
    uids: Arc<[u32]>,
    places: Arc<Semaphore>,
}

impl Service {
    /// `keys` are those the signer holds; `uids` the users whose processes may ask, as the kernel knows them.
    pub fn new(signer: Signer, keys: KeysHeld, uids: impl Into<Arc<[u32]>>) -> Self {
        Self {
            signer,
            keys,
            uids: uids.into(),
            places: Arc::new(Semaphore::new(CONNECTIONS)),
        }
    }

    /// Answers whoever comes, for ever; each connection by a task of its own. `refused` hears of users not admitted.
    ///
    /// # Errors
    /// When the socket itself fails.
    pub async fn run(&self, listener: &UnixListener, refused: impl Fn(u32)) -> io::Result<()> {
        loop {
            let (connection, _) = listener.accept().await?;
            // Of whom the kernel says nothing, nothing is heard.
            let Ok(uid) = connection.peer_cred().map(|peer| peer.uid()) else {
                continue;
            };
            if !self.uids.contains(&uid) {
                refused(uid);
                tokio::spawn(turn_away(connection, Greeting::NotAdmitted));
                continue;
            }
            let Ok(place) = self.places.clone().try_acquire_owned() else {
                tokio::spawn(turn_away(connection, Greeting::Busy));
                continue;
            };
            let service = self.clone();
            tokio::spawn(async move {
                // Whoever breaks the protocol or goes away asks again on a new connection.
                let _ = service.answer(connection).await;
                drop(place);
            });
        }
    }

    async fn answer(&self, mut connection: UnixStream) -> io::Result<()> {
        let welcome = Greeting::Welcome {
            protocol: PROTOCOL,
            keys: self.keys.clone(),
        };
        write(&mut connection, &greeting(&welcome)).await?;
        loop {
            let batch = read(&mut connection).await?;
            let requests = wire::decode_requests(&batch).map_err(|_| ErrorKind::InvalidData)?;
            drop(batch);
            let answers = self.signer.ask_all(requests).await;
            write(&mut connection, &wire::encode_answers(&answers)).await?;
        }
    }
}

async fn turn_away(mut connection: UnixStream, word: Greeting) -> io::Result<()> {
    write(&mut connection, &greeting(&word)).await
}

fn greeting(word: &Greeting) -> Vec<u8> {
    serde_json::to_vec(word).expect("texts and numbers always have a JSON form")
}

/// Waits for the next frame as long as it takes, and for its end within the deadline. Memory grows with what has come,
/// not with what was promised.
async fn read(connection: &mut UnixStream) -> io::Result<Vec<u8>> {
    let first = connection.read_u8().await?;
    let rest = async {
        let mut length = [first, 0, 0, 0];
        connection.read_exact(&mut length[1..]).await?;
        let length = u32::from_be_bytes(length);
        if usize::try_from(length).map_or(true, |length| length > MAX_FRAME) {
            return Err(ErrorKind::InvalidData.into());
        }
        let mut frame = Vec::new();
        connection.take(length.into()).read_to_end(&mut frame).await?;
        if frame.len() == length as usize {
            Ok(frame)
        } else {
            Err(ErrorKind::UnexpectedEof.into())
        }
    };
    timeout(FRAME_WITHIN, rest).await?
}

async fn write(connection: &mut UnixStream, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(|_| ErrorKind::InvalidInput)?;
    let whole = async {
        connection.write_all(&length.to_be_bytes()).await?;
        connection.write_all(frame).await
    };
    timeout(FRAME_WITHIN, whole).await?
}
