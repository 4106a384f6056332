//! The gate before the portal: so many connections at once, so many of them from one address, and none that keeps its
//! place without asking for anything. Whoever sends a byte a minute would otherwise keep everybody else out.

mod guest;
mod places;
#[cfg(test)]
mod tests;

use std::future::{Ready, ready};
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use axum_server::accept::Accept;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::TcpStream;

use self::guest::{Asking, Guest};
use self::places::Places;
use crate::settings::Server;

/// From the connection to the end of the head of its first request, then from the first byte of a head to its end.
const HEAD: Duration = Duration::from_secs(15);
/// Without a byte in either direction; longer than the longest answer is worked at.
const SILENCE: Duration = Duration::from_secs(120);

/// How long the server waits for the head of a later request; the guest has the deadline of the first.
pub(crate) fn be_patient(builder: &mut Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD)
        .keep_alive_timeout(HEAD);
}

/// Lets connections in while there are places.
#[derive(Clone, Debug)]
pub(crate) struct Gate(Places);

impl Gate {
    pub(crate) fn new(server: &Server) -> Self {
        Self(Places::new(server))
    }

    fn let_in<I, S>(&self, peer: IpAddr, stream: I, service: S) -> io::Result<(Guest<I>, Asking<S>)> {
        // A closed connection is tried again; one that waits for a place holds a file open.
        let place = self
            .0
            .take(peer)
            .ok_or_else(|| io::Error::other("too many connections"))?;
        Ok(guest::seat(stream, service, place))
    }
}

impl<S> Accept<TcpStream, S> for Gate {
    type Stream = Guest<TcpStream>;
    type Service = Asking<S>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let peer = stream.peer_addr();
        ready(peer.and_then(|peer| self.let_in(peer.ip(), stream, service)))
    }
}
