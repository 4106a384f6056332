//! The gate seen by those who come to it. Time is paused: it moves when everybody waits.

use std::net::Ipv4Addr;

use axum::Router;
use axum::routing::get;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Instant, sleep};
use tower::{Service, service_fn};

use super::*;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SETTINGS: &[u8] = b"\0\0\0\x04\0\0\0\0\0";
const PING: &[u8] = b"\0\0\x08\x06\0\0\0\0\0zaverzav";

fn peer(last: u8) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, last).into()
}

/// A browser whose connection the gate lets in and the server serves.
fn come(gate: &Gate, peer: IpAddr) -> io::Result<DuplexStream> {
    let (browser, stream) = duplex(4096);
    let slow = get(async || sleep(2 * HEAD).await);
    let pages = Router::<()>::new().route("/", get(async || ())).route("/slow", slow);
    let (guest, service) = gate.let_in(peer, stream, pages)?;
    let mut server = Builder::new(TokioExecutor::new());
    be_patient(&mut server);
    tokio::spawn(async move {
        // How the connection ends is seen from the other side.
        let _ = server
            .serve_connection_with_upgrades(TokioIo::new(guest), TowerToHyperService::new(service))
            .await;
    });
    Ok(browser)
}

fn alone() -> DuplexStream {
    come(&Gate::new(&Server::default()), peer(1)).unwrap()
}

async fn answer(browser: &mut DuplexStream, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: zaver.test\r\nConnection: close\r\n\r\n");
    browser.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    browser.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(start_paused = true)]
async fn who_never_ends_the_first_head_is_cut_off_in_time() {
    let http2 = [PREFACE, SETTINGS].concat();
    let pings = PING.repeat(24);
    // What comes at once, then what comes piece by piece, one a second.
    let ways: [(&str, &[u8], &[u8], usize); 4] = [
        ("fields of HTTP/1", b"GET / HTTP/1.1\r\n", &b"X-A: b\r\n".repeat(24), 8),
        ("a request line", b"", &[b'G'; 24], 1),
        ("the preface of HTTP/2", b"", PREFACE, 1),
        ("pings of HTTP/2", &http2, &pings, PING.len()),
    ];
    for (way, first, rest, piece) in ways {
        let (mut browser, came) = (alone(), Instant::now());
        browser.write_all(first).await.unwrap();
        for bytes in rest.chunks(piece) {
            if browser.write_all(bytes).await.is_err() {
                break;
            }
            sleep(Duration::from_secs(1)).await;
        }
        assert!(came.elapsed() <= HEAD + Duration::from_secs(2), "{way}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_sends_no_byte_is_cut_off_in_time() {
    let (mut browser, came) = (alone(), Instant::now());
    assert_eq!(browser.read(&mut [0]).await.unwrap(), 0);
    assert!(came.elapsed() <= HEAD + Duration::from_secs(1));
}

/// TLS reads below the server: the deadline is of the stream itself.
#[tokio::test(start_paused = true)]
async fn a_handshake_that_dribbles_in_is_cut_off() {
    let (mut client, stream) = duplex(8);
    let (mut guest, _service) = Gate::new(&Server::default()).let_in(peer(1), stream, ()).unwrap();
    let came = Instant::now();
    let mut ended = None;
    while ended.is_none() && came.elapsed() < 2 * HEAD {
        client.write_all(b"\x16").await.unwrap();
        ended = guest.read_u8().await.err();
        sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(ended.unwrap().kind(), io::ErrorKind::TimedOut);
    assert!(came.elapsed() <= HEAD + Duration::from_secs(2));
}

#[tokio::test(start_paused = true)]
async fn who_has_asked_waits_for_his_answer() {
    let (mut browser, came) = (alone(), Instant::now());
    assert!(answer(&mut browser, "/slow").await.starts_with("HTTP/1.1 200"));
    assert!(came.elapsed() >= 2 * HEAD);
}

#[tokio::test(start_paused = true)]
async fn who_is_silent_is_shown_out() {
    let (mut browser, stream) = duplex(8);
    let pages = service_fn(async |()| Ok::<_, io::Error>(()));
    let (mut guest, mut service) = Gate::new(&Server::default()).let_in(peer(1), stream, pages).unwrap();
    browser.write_all(b"G").await.unwrap();
    assert_eq!(guest.read_u8().await.unwrap(), b'G');
    service.call(()).await.unwrap();
    let asked = Instant::now();
    assert_eq!(guest.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    assert_eq!(asked.elapsed().as_secs(), SILENCE.as_secs());
}

#[tokio::test(start_paused = true)]
async fn one_address_over_its_share_keeps_nobody_else_out() {
    let server = Server::default();
    let gate = Gate::new(&server);
    let mut silent: Vec<_> = (0..server.connections)
        .filter_map(|_| come(&gate, peer(1)).ok())
        .collect();
    assert_eq!(silent.len(), server.connections_per_address as usize);
    let mut other = come(&gate, peer(2)).unwrap();
    assert!(answer(&mut other, "/").await.starts_with("HTTP/1.1 200"));
    // The places of the silent are free again when their time is over.
    for browser in &mut silent {
        assert_eq!(browser.read(&mut [0]).await.unwrap(), 0);
    }
    let mut again = come(&gate, peer(1)).unwrap();
    assert!(answer(&mut again, "/").await.starts_with("HTTP/1.1 200"));
}
