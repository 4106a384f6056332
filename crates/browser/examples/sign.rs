//! Signatures in a loop, as WebAssembly, for the row `wasm-sign-cpa` of `cargo xtask bench gost`.

#![cfg_attr(target_arch = "wasm32", no_std)]
#![expect(unsafe_code, reason = "an exported function has its name for everybody")]

// Brings the allocator and what a panic does.
extern crate zaver_browser;

use core::hint::black_box;
use gost::{ParameterSet, SigningKey};
use rand::{SeedableRng, rngs::StdRng};

/// Signs a message of 600 bytes `count` times.
#[unsafe(no_mangle)]
pub extern "C" fn sign(count: u32) {
    let mut rng = StdRng::seed_from_u64(1);
    let key = SigningKey::from_bytes(ParameterSet::CryptoProA, &[7; 32]).expect("a number below q");
    for _ in 0..count {
        black_box(key.sign(black_box(&[0x5a; 600]), &mut rng));
    }
}
