//! Operations per second of one core, for a first look: `cargo run --release --example rates`.

use rand::SeedableRng;
use rand::rngs::StdRng;
use std::hint::black_box;
use std::time::Duration;
use zaver_gost::{ParameterSet, SigningKey};

const SPAN: Duration = Duration::from_millis(300);

fn main() {
    let mut rng = StdRng::seed_from_u64(1);
    let message = [0x5a; 600];
    println!(
        "{:12} {:>10} {:>10} {:>10}",
        "per second", "generate", "sign", "verify"
    );
    for set in ParameterSet::ALL {
        let key = SigningKey::generate(set, &mut rng);
        let public = key.verifying_key();
        let signature = key.sign(&message, &mut rng);
        let generate = rate(|| drop(black_box(SigningKey::generate(set, &mut rng))));
        let sign = rate(|| drop(black_box(key.sign(black_box(&message), &mut rng))));
        let verify =
            rate(|| black_box(public.verify(&message, &signature)).expect("a good signature"));
        println!(
            "{:12} {generate:10.0} {sign:10.0} {verify:10.0}",
            format!("{set:?}")
        );
    }
}

fn rate(mut operation: impl FnMut()) -> f64 {
    let start = processor_time();
    let mut count = 0;
    loop {
        for _ in 0..16 {
            operation();
        }
        count += 16;
        let spent = processor_time() - start;
        if spent > SPAN {
            return f64::from(count) / spent.as_secs_f64();
        }
    }
}

/// Time this thread spent on a processor, which other work on the machine does not stretch.
fn processor_time() -> Duration {
    let statistics =
        std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells it");
    let nanoseconds = statistics
        .split(' ')
        .next()
        .and_then(|field| field.parse().ok());
    Duration::from_nanos(nanoseconds.expect("the first field is a number"))
}
