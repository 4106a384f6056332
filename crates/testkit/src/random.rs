//! Randomness that repeats.

use rand::SeedableRng;
use rand::rngs::StdRng;

/// A cryptographic generator whose every run is the same; give each test a seed of its own.
#[must_use]
pub fn seeded(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    #[test]
    fn equal_seeds_give_equal_bytes() {
        let bytes = |seed| {
            let mut out = [0_u8; 32];
            super::seeded(seed).fill_bytes(&mut out);
            out
        };
        assert_eq!(bytes(7), bytes(7));
        assert_ne!(bytes(7), bytes(8));
    }
}
