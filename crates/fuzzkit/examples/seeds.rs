//! Writes the seeds that our own builders make, each under the target that is to read it:
//!
//! ```text
//! RUSTFLAGS="--cfg fuzzing" cargo run -p zaver-fuzzkit --example seeds --target-dir target/soak/fuzz
//! ```
//!
//! What a fuzzer found lies beside them and stays.

#![expect(clippy::unwrap_used, reason = "it is run by hand")]

#[path = "seeds/documents.rs"]
mod documents;
#[path = "seeds/keys.rs"]
mod keys;
#[path = "../../pki/tests/kit/mod.rs"]
mod kit;
#[path = "seeds/status.rs"]
mod status;

use std::{fs, path::Path};

use der::Encode;
use gost::ParameterSet;
use kit::Authority;

/// 23.11.2026 10:00:00 UTC.
const NOW: i64 = 1_795_428_000;

/// Target, name of the file, content.
type Seed = (&'static str, &'static str, Vec<u8>);

fn main() {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let made = [
        certificates(&mut authority),
        paths(),
        status::seeds(&mut authority),
        documents::seeds(&mut authority),
        keys::seeds(&mut authority),
    ];
    for (target, name, bytes) in made.concat() {
        assert!(fuzzkit::run(target, &bytes), "{target}/{name} is not read");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    }
}

fn certificates(authority: &mut Authority) -> Vec<Seed> {
    let wide = Authority::new(ParameterSet::Tc26A512, NOW);
    let request = authority.request();
    vec![
        ("certificate", "user.der", authority.user.der().to_vec()),
        ("certificate", "root.der", authority.root.der().to_vec()),
        ("certificate", "issuing-512.der", wide.issuing.der().to_vec()),
        ("certificate", "user.pem", authority.user.to_pem().into_bytes()),
        (
            "extensions",
            "user.der",
            authority.user.extensions().to_vec().to_der().unwrap(),
        ),
        (
            "extensions",
            "issuing.der",
            authority.issuing.extensions().to_vec().to_der().unwrap(),
        ),
        ("name", "user.der", authority.user.subject_der().to_vec()),
        ("name", "authority.der", authority.user.issuer_der().to_vec()),
        (
            "request",
            "request.pem",
            pki::pem::encode(pki::pem::REQUEST, &request).into_bytes(),
        ),
        ("request", "request.der", request),
        ("foreign_certificate", "user.der", authority.user.der().to_vec()),
        ("foreign_certificate", "issuing.der", authority.issuing.der().to_vec()),
        (
            "shown_file",
            "bundle.pem",
            (authority.user.to_pem() + &authority.root.to_pem()).into_bytes(),
        ),
    ]
}

/// Who is asked about, who issued it, who is trusted; with the lists of both or without.
fn paths() -> Vec<Seed> {
    let mut authority = Authority::new(ParameterSet::CryptoProA, NOW);
    let (issuers, own) = (authority.root_crl(), authority.crl(&[]));
    let chain = [&authority.user, &authority.issuing, &authority.root].map(|certificate| certificate.der());
    let lists = [issuers.der(), own.der()];
    vec![
        ("path", "with-lists.der", [chain.concat(), lists.concat()].concat()),
        ("path", "chain.der", chain.concat()),
    ]
}
