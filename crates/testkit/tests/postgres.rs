//! The server starts, serves and leaves nothing behind.

use std::net::TcpStream;
use std::process::Command;

use zaver_testkit::postgres::{Server, fresh_database};

fn ask(url: &str, sql: &str) -> String {
    let output = Command::new("/usr/lib/postgresql/15/bin/psql")
        .args(["-XAtc", sql, url])
        .output()
        .expect("psql runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .expect("psql answers in UTF-8")
        .trim()
        .to_owned()
}

#[test]
fn each_fresh_database_is_empty_and_apart() {
    let (one, other) = (fresh_database().unwrap(), fresh_database().unwrap());
    assert_ne!(one, other);
    ask(&one, "create table t(n int)");
    assert_eq!(ask(&one, "select to_regclass('t') is not null"), "t");
    assert_eq!(ask(&other, "select to_regclass('t') is not null"), "f");
}

#[test]
fn cyrillic_is_stored_and_folded() {
    assert_eq!(ask(&fresh_database().unwrap(), "select lower('ЁЛОЧКА')"), "ёлочка");
}

#[test]
fn a_dropped_server_is_gone_with_its_folder() {
    let server = Server::start().unwrap();
    let url = server.fresh_database().unwrap();
    let folder = ask(&url, "show data_directory");
    let address = url
        .split(['@', '/'])
        .find(|part| part.starts_with("127."))
        .unwrap()
        .to_owned();
    drop(server);
    assert!(TcpStream::connect(address).is_err(), "the server still listens");
    assert!(!std::path::Path::new(&folder).exists(), "{folder} is still there");
}
