//! X.509 certificates, requests and revocation lists in the Russian form: build, parse, lint.
//!
//! The room knows the standards and nothing of who asks or why: no clock, no storage, no randomness.
//! Instants are unix seconds (`i64`), serial numbers and signatures come from the caller.
//!
//! | module | what | source |
//! | --- | --- | --- |
//! | [`name`] | attributes of a subject, distinguished names | order ФСБ 795, X.501 |
//! | [`request`] | PKCS#10 | RFC 2986 |
//! | [`profile`] | what a kind of certificate may hold, as data (TOML) | order ФСБ 795 |
//! | [`certificate`] | certificates | RFC 5280 §4, RFC 9215 |
//! | [`crl`] | revocation lists | RFC 5280 §5 |
//! | [`ocsp`] | the status of certificates, asked for one by one | RFC 6960, RFC 5019, RFC 9654 |
//! | [`lint`] | what is wrong with a certificate or a list before it is signed | all of these |
//! | [`cms`] | signed and encrypted documents | RFC 5652, R 1323565.1.025-2019, RFC 5126 (CAdES) |
//! | [`tsp`] | time stamps | RFC 3161, RFC 5816 |
//! | [`pkcs12`] | a key with its certificates under a password | RFC 7292, R 50.1.112-2016, RFC 9548 |
//! | [`path`] | whether a certificate can be trusted | RFC 5280 §6, RFC 9618, RFC 6960 |
//! | [`key`], [`lenient`] | keys and files of other makers | RFC 4055, RFC 5480, RFC 9215 |
//! | [`examine`] | a file that somebody shows: what it is, whether it holds | RFC 5652, RFC 5126 (CAdES-BES, -T) |
//! | [`describe`] | a certificate in Russian, for the paper copy | order ФСБ 795 |

#![no_std]
extern crate alloc;

#[cfg(feature = "authority")]
mod ber;
#[cfg(feature = "authority")]
pub mod certificate;
#[cfg(feature = "authority")]
pub mod cms;
#[cfg(feature = "authority")]
pub mod crl;
#[cfg(feature = "authority")]
pub mod describe;
#[cfg(feature = "authority")]
pub mod digest;
#[cfg(feature = "authority")]
mod elements;
#[cfg(feature = "authority")]
pub mod examine;
#[cfg(feature = "authority")]
pub mod extension;
#[cfg(feature = "authority")]
pub mod key;
#[cfg(feature = "authority")]
pub mod lenient;
#[cfg(feature = "authority")]
pub mod lint;
#[cfg(feature = "authority")]
pub mod name;
#[cfg(feature = "authority")]
pub mod ocsp;
pub mod oid;
#[cfg(feature = "authority")]
pub mod path;
#[cfg(feature = "authority")]
pub mod pem;
#[cfg(feature = "pkcs12")]
pub mod pkcs12;
#[cfg(feature = "authority")]
pub mod profile;
#[cfg(feature = "authority")]
pub mod raw;
pub mod request;
#[cfg(feature = "authority")]
mod serial;
#[cfg(feature = "authority")]
pub mod time;
mod tlv;
#[cfg(feature = "authority")]
pub mod tsp;

#[cfg(feature = "authority")]
pub use serial::SerialNumber;
