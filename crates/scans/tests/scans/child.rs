//! The child looked at from outside, at the moment it says that it is ready for the file.

use std::{
    fs,
    io::{Read, Write},
    process::{Command, Stdio},
};

use crate::WORKER;

#[test]
fn the_child_is_confined_before_it_gets_a_byte_of_the_file() {
    let mut child = Command::new(WORKER)
        .arg("scan-worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = child.stdout.take().expect("a pipe");
    // file bytes, pages, megapixels, side, memory in MiB, processor seconds
    let limits = [1000_u32, 30, 64, 1600, 512, 7].map(u32::to_le_bytes).concat();
    stdin.write_all(&limits).expect("the worker listens");
    let mut ready = [0xff; 5];
    stdout.read_exact(&mut ready).expect("the worker answers");
    assert_eq!(ready, [0; 5]);

    let about = |what: &str| fs::read_to_string(format!("/proc/{}/{what}", child.id())).expect("the worker lives");
    let status = about("status");
    for line in ["Seccomp:\t2", "NoNewPrivs:\t1", "Threads:\t1"] {
        assert!(status.contains(line), "no {line} in {status}");
    }
    let table = about("limits");
    let limit = |name: &str| {
        let line = table
            .lines()
            .find(|line| line.starts_with(name))
            .expect("the kernel names the limit");
        line[name.len()..]
            .split_whitespace()
            .take(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(limit("Max address space"), ["536870912", "536870912"]);
    assert_eq!(limit("Max cpu time"), ["7", "8"]);
    for name in ["Max file size", "Max core file size", "Max processes", "Max open files"] {
        assert_eq!(limit(name), ["0", "0"], "{name}");
    }

    drop(stdin);
    let mut rest = Vec::new();
    stdout.read_to_end(&mut rest).expect("the worker ends");
    assert!(
        !rest.is_empty() && child.wait().expect("the worker ends").success(),
        "an empty file is refused in a frame"
    );
}
