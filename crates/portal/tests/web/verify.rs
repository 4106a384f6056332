//! Проверка подписи from a visitor's side.

use zaver_portal::Transport;

use super::browser::{Answer, Browser};
use super::office::TestPortal;

/// Sends files as a browser does: a field without a file is an empty one.
async fn check(browser: &mut Browser, token: &str, files: [(&str, &[u8]); 2]) -> Answer {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
    for (field, (name, bytes)) in ["file", "document"].into_iter().zip(files) {
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    browser
        .ask("POST", "/verify", Some("multipart/form-data; boundary=x"), body)
        .await
}

const NOTHING: (&str, &[u8]) = ("", b"");

#[tokio::test]
async fn a_visitor_learns_whose_certificate_it_is_and_whether_it_holds() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut visitor = portal.browser();
    let page = visitor.get("/verify").await;
    assert!(page.text.contains("multipart/form-data") && page.text.contains("Проверка подписи"));
    let token = page.token().to_owned();
    let issuing = office::views::ca_file(&portal.office.office, "issuing.cer").await;
    let issuing = issuing.unwrap().unwrap();
    let issuing = issuing.bytes(&portal.office.office).await.unwrap();

    let answer = check(&mut visitor, &token, [("uc.cer", &issuing), NOTHING]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.text.contains("Сертификат действует") && answer.text.contains("uc.cer"));
    assert!(answer.text.contains("Цепочка доверия"));

    // One bit of the signature is another one.
    let mut broken = issuing.clone();
    *broken.last_mut().unwrap() ^= 1;
    let answer = check(&mut visitor, &token, [("uc.cer", &broken), NOTHING]).await;
    assert_eq!(answer.status, 200);
    assert!(answer.text.contains("Сертификат не принят") && answer.text.contains("не сходится"));
}

#[tokio::test]
async fn what_cannot_be_checked_is_told_at_its_field() {
    let portal = TestPortal::open(Transport::Loopback).await;
    let mut visitor = portal.browser();
    let page = visitor.get("/verify").await;
    let token = page.token().to_owned();
    let large = vec![b'x'; 11 * 1024 * 1024];
    for (files, sentence) in [
        ([NOTHING, NOTHING], "Выберите файл"),
        ([("a.txt", &b"noise"[..]), NOTHING], "Это не подпись"),
        ([("a.sig", &large[..]), NOTHING], "Файл больше 10"),
    ] {
        let answer = check(&mut visitor, &token, files).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.text.contains("id=\"file-error\"") && answer.text.contains(sentence),
            "{sentence}"
        );
    }
    let mut last = 422;
    for _ in 0..30 {
        last = check(&mut visitor, &token, [NOTHING, NOTHING]).await.status;
        if last != 422 {
            break;
        }
    }
    assert_eq!(last, 429, "an address has a limit");
}
