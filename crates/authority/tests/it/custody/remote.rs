//! Keys behind a socket: who may ask, what happens when the process goes away, and what strangers' bytes do.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

use zaver_authority::custody::{RemoteKeeper, SignError};

use super::contract::{certificate, soft};
use super::served::{Served, held, keys, our_uid};
use crate::house::*;

struct House {
    folder: Folder,
    socket: PathBuf,
}

impl House {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let socket = folder.0.join("sock");
        Self { folder, socket }
    }

    fn start(&self) -> Served {
        Served::start(&self.socket, soft(&self.folder.0.join("log")))
    }

    fn keeper(&self) -> RemoteKeeper {
        RemoteKeeper::new(&self.socket, held())
    }
}

fn ask(keeper: &mut RemoteKeeper) -> Result<(), SignError> {
    sign_one(keeper, certificate()).map(drop)
}

#[test]
fn a_restarted_process_is_found_again() {
    let house = House::new("restarted");
    let mut keeper = house.keeper();
    assert_eq!(ask(&mut keeper), Err(SignError::Away), "not started yet");
    let first = house.start();
    assert_eq!(ask(&mut keeper), Ok(()));
    first.kill();
    assert_eq!(ask(&mut keeper), Err(SignError::Away), "stopped");
    let second = house.start();
    assert_eq!(ask(&mut keeper), Ok(()));
    second.kill();
    let _third = house.start();
    assert_eq!(
        ask(&mut keeper),
        Ok(()),
        "restarted between two requests: nobody notices"
    );
}

#[test]
fn a_process_that_dies_over_a_request_is_away() {
    let house = House::new("dies");
    let listener = UnixListener::bind(&house.socket).unwrap();
    let welcome = format!(
        r#"{{"welcome":{{"protocol":1,"keys":{}}}}}"#,
        serde_json::to_string(&held()).unwrap()
    );
    let dying = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.write_all(&framed(welcome.as_bytes())).unwrap();
        connection.read_exact(&mut [0; 100]).unwrap();
    });
    assert_eq!(ask(&mut house.keeper()), Err(SignError::Away));
    dying.join().unwrap();
}

#[test]
fn only_the_named_users_may_ask() {
    let house = House::new("users");
    let another = our_uid(&house.socket) + 1;
    let keeper = soft(&house.folder.0.join("log"));
    let _process = Served::admitting(&house.socket, keeper, another);
    assert_eq!(house.keeper().greet(), Err(SignError::NotAdmitted));
    assert_eq!(ask(&mut house.keeper()), Err(SignError::NotAdmitted));
    assert_eq!(
        std::fs::read(house.folder.0.join("log")).unwrap(),
        b"",
        "nothing was signed"
    );
}

#[test]
fn a_process_with_other_keys_is_not_asked() {
    let house = House::new("others");
    let _process = house.start();
    let wanted = |paths: &[&str]| RemoteKeeper::new(&house.socket, keys(paths)).greet();
    assert_eq!(wanted(&["ca/issuing.pem", "ca/journal.pem"]), Ok(()));
    assert_eq!(wanted(&["ca/issuing.pem", "ca/root.pem"]), Err(SignError::OtherKeys));
}

#[test]
fn strangers_bytes_end_their_connection_and_nothing_else() {
    let house = House::new("strangers");
    let _process = house.start();
    for bytes in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[0xff; 8],
        &framed(b"noise"),
        // A kind that does not exist, an item longer than its frame, one item too many.
        &framed(&[9, 0, 0, 0, 0]),
        &framed(&[1, 0, 0, 0, 2, 7]),
        &framed(&[4, 0, 0, 0, 0].repeat(65)),
        &framed(br#"{"sign":"0000"}"#),
    ] {
        let mut stranger = connected(&house.socket);
        stranger.write_all(bytes).unwrap();
        stranger.shutdown(std::net::Shutdown::Write).unwrap();
        // Closed with bytes of ours unread, a socket says «reset».
        let mut said = Vec::new();
        let _ = stranger.read_to_end(&mut said);
        assert_eq!(said, b"", "{bytes:?}");
        assert_eq!(ask(&mut house.keeper()), Ok(()), "{bytes:?}");
    }
}

#[test]
fn connections_are_counted() {
    let house = House::new("many");
    let _process = house.start();
    let mut held: Vec<_> = (0..64).map(|_| connected(&house.socket)).collect();
    assert_eq!(ask(&mut house.keeper()), Err(SignError::Away));
    held.pop();
    // Its place is free as soon as the service has read the end.
    let free = (0..10_000).any(|_| ask(&mut house.keeper()) == Ok(()));
    assert!(free, "a place of a closed connection is given to the next one");
}

/// A connection that has heard its welcome.
fn connected(socket: &Path) -> UnixStream {
    let mut connection = UnixStream::connect(socket).unwrap();
    let mut length = [0; 4];
    connection.read_exact(&mut length).unwrap();
    let mut welcome = vec![0; u32::from_be_bytes(length) as usize];
    connection.read_exact(&mut welcome).unwrap();
    assert!(welcome.starts_with(br#"{"welcome""#));
    connection
}

fn framed(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat()
}
