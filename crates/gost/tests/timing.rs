//! Time against secrets, after «dudect» (Reparaz, Balasch, Verbauwhede, DATE 2017): operations on one fixed key and on
//! random keys take turns by chance, and Welch's t-test looks for a difference of their mean times. Few measurements see
//! gross leaks only; `cargo xtask soak gost` takes many.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::hint::black_box;
use std::time::Instant;
use zaver_gost::vko::vko_256;
use zaver_gost::{ParameterSet, SigningKey};

/// |t| beyond this is no chance: at 4.5 one run in 100,000 would err, and the machine has other work.
const LEAK: f64 = 10.0;

/// Keys of each class are made beforehand, so that making them is not measured. Both classes have as many: one key that
/// stays in the cache is quicker to read than many.
const KEYS: usize = 256;

#[test]
fn a_leak_is_seen() {
    // A comparison that ends at the first difference.
    let secret = [7; 2048];
    let compare = |guess: &[u8; 2048]| {
        black_box(guess)
            .iter()
            .zip(black_box(&secret))
            .take_while(|(a, b)| black_box(*a) == black_box(*b))
            .count()
    };
    let mut rng = StdRng::seed_from_u64(1);
    let guesses: Vec<[u8; 2048]> = (0..KEYS)
        .map(|_| std::array::from_fn(|_| rng.next_u32() as u8))
        .collect();
    let t = statistic(&mut rng, &[secret; KEYS], &guesses, |guess| {
        black_box(compare(guess));
    });
    assert!(t.abs() > LEAK, "t = {t}");
}

#[test]
fn signing_and_agreement_do_not_tell_the_key() {
    for set in [
        ParameterSet::CryptoProA,
        ParameterSet::Tc26A256,
        ParameterSet::CryptoProB,
    ] {
        let mut rng = StdRng::seed_from_u64(2);
        // A key of one bit: what a leaking multiplication treats best.
        let mut one = vec![0; set.size()];
        one[0] = 1;
        let fixed = vec![SigningKey::from_bytes(set, &one).expect("1 is a key"); KEYS];
        let keys: Vec<SigningKey> = (0..KEYS).map(|_| SigningKey::generate(set, &mut rng)).collect();
        let peer = SigningKey::generate(set, &mut rng).verifying_key();

        let mut nonces = StdRng::seed_from_u64(3);
        let t = statistic(&mut rng, &fixed, &keys, |key| {
            black_box(key.sign(b"message", &mut nonces));
        });
        println!("sign {set:?}: t = {t:.1}");
        assert!(t.abs() < LEAK, "sign {set:?}: t = {t}");
        let t = statistic(&mut rng, &fixed, &keys, |key| {
            black_box(vko_256(key, &peer, b"user key").expect("keys of one set"));
        });
        println!("agree {set:?}: t = {t:.1}");
        assert!(t.abs() < LEAK, "agree {set:?}: t = {t}");
    }
}

/// Welch's t between the times on `fixed` and on the others, without the slowest twentieth of all, which others caused.
fn statistic<K: Clone>(rng: &mut StdRng, fixed: &[K], others: &[K], mut operation: impl FnMut(&K)) -> f64 {
    let mut times = Vec::with_capacity(samples());
    for _ in 0..samples() {
        let choice = rng.next_u64();
        let is_fixed = choice & 1 == 1;
        let class = if is_fixed { fixed } else { others };
        // A copy in one place: where a key lies must not count.
        let input = class[(choice >> 1) as usize % KEYS].clone();
        let start = Instant::now();
        operation(black_box(&input));
        times.push((start.elapsed().as_nanos() as f64, is_fixed));
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    times.truncate(times.len() / 20 * 19);
    let class = |wanted| {
        moments(
            times
                .iter()
                .filter(|(_, class)| *class == wanted)
                .map(|(time, _)| *time),
        )
    };
    let ((mean_a, error_a), (mean_b, error_b)) = (class(true), class(false));
    (mean_a - mean_b) / (error_a + error_b).sqrt()
}

/// The mean and its squared error.
fn moments(times: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = times.clone().count() as f64;
    let mean = times.clone().sum::<f64>() / count;
    let variance = times.map(|time| (time - mean) * (time - mean)).sum::<f64>() / (count - 1.0);
    (mean, variance / count)
}

fn samples() -> usize {
    match std::env::var("ZAVER_GOST_CASES") {
        Ok(count) => count.parse().expect("ZAVER_GOST_CASES is a number"),
        Err(_) => 2_000,
    }
}
