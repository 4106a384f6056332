//! The gate before the portal: so many connections at once, and none of them silent for long. Whoever sends a byte a minute
//! would otherwise keep everybody else out.

use std::future::{Ready, ready};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// From the first byte of a request to the end of its head.
const HEAD: Duration = Duration::from_secs(15);
/// Without a byte in either direction; longer than the longest answer is worked at.
const SILENCE: Duration = Duration::from_secs(120);

/// How long the server waits for the head of a request.
pub(crate) fn be_patient(builder: &mut Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD)
        .keep_alive_timeout(HEAD);
}

/// Counts connections.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Arc<Semaphore>);

impl Gate {
    pub(crate) fn new(connections: u32) -> Self {
        Self(Arc::new(Semaphore::new(connections as usize)))
    }
}

impl<I, S> Accept<I, S> for Gate {
    type Stream = Guest<I>;
    type Service = S;
    type Future = Ready<io::Result<(Guest<I>, S)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let place = self.0.clone().try_acquire_owned();
        // A closed connection is tried again; one that waits for a place holds a file open.
        let full = |_| io::Error::other("too many connections");
        ready(place.map_err(full).map(|place| (Guest::new(stream, place), service)))
    }
}

/// A connection that was let in.
#[derive(Debug)]
pub(crate) struct Guest<I> {
    stream: I,
    silence: Pin<Box<Sleep>>,
    _place: OwnedSemaphorePermit,
}

impl<I> Guest<I> {
    fn new(stream: I, place: OwnedSemaphorePermit) -> Self {
        Self {
            stream,
            silence: Box::pin(sleep(SILENCE)),
            _place: place,
        }
    }

    /// What the stream says; an error when it has said nothing for too long.
    fn heard<T>(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if said.is_ready() {
            self.silence.as_mut().reset(Instant::now() + SILENCE);
            return said;
        }
        self.silence
            .as_mut()
            .poll(cx)
            .map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Guest<I> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_read(cx, buf);
        self.heard(cx, said)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Guest<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.heard(cx, said)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use hyper_util::rt::TokioIo;
    use hyper_util::service::TowerToHyperService;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn a_place_is_free_again_when_its_guest_has_gone() {
        let gate = Gate::new(1);
        let (first, _) = gate.accept(duplex(8).0, ()).await.unwrap();
        assert!(gate.accept(duplex(8).0, ()).await.is_err());
        drop(first);
        assert!(gate.accept(duplex(8).0, ()).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_dribbles_in_is_cut_off() {
        let (mut browser, stream) = duplex(64);
        let mut server = Builder::new(TokioExecutor::new());
        be_patient(&mut server);
        let pages = TowerToHyperService::new(axum::Router::<()>::new());
        let connection = tokio::spawn(async move {
            // How the connection ends is seen from the other side.
            let _ = server.serve_connection(TokioIo::new(stream), pages).await;
        });
        browser.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
        let dribbled = async {
            let mut bytes = 0;
            while browser.write_all(b"X-A: b\r\n").await.is_ok() {
                bytes += 8;
                sleep(Duration::from_secs(1)).await;
            }
            bytes
        };
        assert!(dribbled.await <= 8 * (HEAD.as_secs() + 1));
        connection.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn who_is_silent_is_shown_out() {
        let (mut browser, stream) = duplex(8);
        let (mut guest, ()) = Gate::new(1).accept(stream, ()).await.unwrap();
        browser.write_all(b"G").await.unwrap();
        assert_eq!(guest.read_u8().await.unwrap(), b'G');
        assert_eq!(guest.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
