#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzzkit::run("shown_file", bytes);
});
