//! Places for connections: so many in all, and a share of them for each address.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use crate::settings::Server;

/// An IPv6 subscriber has a whole /64 and with it any number of addresses: they have one share.
const SUBSCRIBER: u128 = !0 << 64;

/// Counts connections.
#[derive(Clone, Debug)]
pub(super) struct Places {
    all: u32,
    share: u32,
    trusted_proxies: Arc<[IpAddr]>,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: u32,
    /// By origin; nobody is counted with zero.
    shares: BTreeMap<IpAddr, u32>,
}

impl Places {
    pub(super) fn new(server: &Server) -> Self {
        Self {
            all: server.connections,
            share: server.connections_per_address,
            trusted_proxies: server.trusted_proxies.iter().map(IpAddr::to_canonical).collect(),
            taken: Arc::default(),
        }
    }

    /// A place for a peer, unless all are taken or his share of them is.
    pub(super) fn take(&self, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        // Everybody comes through the proxy: it has no share.
        let (origin, share) = if self.trusted_proxies.contains(&peer) {
            (peer, self.all)
        } else {
            (subscriber(peer), self.share)
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.shares.get(&origin).copied().unwrap_or(0);
        if taken.all >= self.all || own >= share {
            return None;
        }
        taken.all += 1;
        taken.shares.insert(origin, own + 1);
        Some(Place {
            origin,
            taken: self.taken.clone(),
        })
    }
}

fn subscriber(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V4(_) => peer,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & SUBSCRIBER).into(),
    }
}

/// A place that is taken; dropped, it is free again.
#[derive(Debug)]
pub(super) struct Place {
    origin: IpAddr,
    taken: Arc<Mutex<Taken>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        match taken.shares.remove(&self.origin) {
            None | Some(1) => {}
            Some(own) => {
                taken.shares.insert(self.origin, own - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(connections: u32, connections_per_address: u32) -> Places {
        Places::new(&Server {
            connections,
            connections_per_address,
            trusted_proxies: vec!["10.0.0.1".parse().unwrap(), "fd00::1".parse().unwrap()],
            ..Server::default()
        })
    }

    /// Who gets a place when the peers come one after another and stay.
    fn seated(places: &Places, peers: &[&str]) -> Vec<bool> {
        let taken: Vec<_> = peers.iter().map(|peer| places.take(peer.parse().unwrap())).collect();
        taken.iter().map(Option::is_some).collect()
    }

    #[test]
    fn an_address_has_its_share_and_no_more() {
        let cases: [(&[&str], [bool; 4]); 5] = [
            // Another address is served while one is over its share.
            (
                &["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"],
                [true, true, false, true],
            ),
            (&["10.0.0.1"; 4], [true; 4]),
            (&["::ffff:10.0.0.1"; 4], [true; 4]),
            (
                &["::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2"],
                [true, true, false, true],
            ),
            (
                &["2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"],
                [true, true, false, true],
            ),
        ];
        for (peers, expected) in cases {
            assert_eq!(seated(&places(4, 2), peers), expected, "{peers:?}");
        }
    }

    #[test]
    fn a_neighbour_of_the_proxy_does_not_use_up_its_places() {
        let peers = ["fd00::1", "fd00::1", "fd00::2", "fd00::2", "fd00::1"];
        assert_eq!(seated(&places(5, 2), &peers), [true; 5]);
    }

    #[test]
    fn all_places_together_are_limited_for_the_proxy_too() {
        let peers = ["10.0.0.1", "192.0.2.1", "10.0.0.1", "192.0.2.2"];
        assert_eq!(seated(&places(2, 2), &peers), [true, true, false, false]);
    }

    #[test]
    fn a_place_is_free_again_when_its_guest_has_gone() {
        let places = places(4, 2);
        for _ in 0..3 {
            // `seated` lets them go.
            assert_eq!(seated(&places, &["192.0.2.1"; 3]), [true, true, false]);
        }
        assert_eq!(
            seated(&places, &["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]),
            [true; 4]
        );
        assert!(places.taken.lock().unwrap().shares.is_empty());
    }
}
