//! A connection that was let in: it asks for something soon, and is never silent for long.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};
use tower::Service;

use super::places::Place;
use super::{HEAD, SILENCE};

/// The connection and its service, which tells the connection that a request has been asked.
pub(super) fn seat<I, S>(stream: I, service: S, place: Place) -> (Guest<I>, Asking<S>) {
    let asked = Arc::new(AtomicBool::new(false));
    let guest = Guest {
        stream,
        asked: asked.clone(),
        deadline: Box::pin(sleep(HEAD)),
        silence: Box::pin(sleep(SILENCE)),
        _place: place,
    };
    (guest, Asking { service, asked })
}

/// The stream. TLS is on top of it, so that its handshake is inside the deadline.
#[derive(Debug)]
pub(crate) struct Guest<I> {
    stream: I,
    asked: Arc<AtomicBool>,
    /// Of the first request, whatever bytes come before it.
    deadline: Pin<Box<Sleep>>,
    silence: Pin<Box<Sleep>>,
    _place: Place,
}

impl<I> Guest<I> {
    /// What the stream says; an error when nothing was asked in time or nothing was said for too long.
    fn heard<T>(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if !self.asked.load(Ordering::Relaxed) && self.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
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

/// The service of a connection. It is called when the head of a request is complete, in HTTP/1 and HTTP/2 alike.
#[derive(Clone, Debug)]
pub(crate) struct Asking<S> {
    service: S,
    asked: Arc<AtomicBool>,
}

impl<S: Service<R>, R> Service<R> for Asking<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.asked.store(true, Ordering::Relaxed);
        self.service.call(request)
    }
}
