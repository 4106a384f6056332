//! Files of other makers: the lenient readers, keys, and the search for a path among whatever was read.

use std::sync::LazyLock;

use pki::{
    certificate::Certificate,
    crl::RevocationList,
    examine::{Item, examine_signatures, read_items},
    path::{Evidence, Limits, Settings, Store, find},
};

static ANCHOR: LazyLock<Certificate> = LazyLock::new(|| sample(include_bytes!("../seeds/certificate/root.der")));
static USER: LazyLock<Certificate> = LazyLock::new(|| sample(include_bytes!("../seeds/certificate/user.der")));

fn sample(der: &[u8]) -> Certificate {
    Certificate::parse(der).expect("our own certificate")
}

/// What both readers take is the same to them; whatever was read reads again without trailing bytes, and is looked at as an end, as an authority and as an anchor within the bounds of work.
pub(crate) fn foreign_certificate(bytes: &[u8]) -> bool {
    let Ok(reading) = Certificate::read(bytes) else {
        return false;
    };
    let certificate = reading.value;
    if let Ok(strict) = Certificate::parse(bytes) {
        assert_eq!(strict, certificate);
    }
    let again = Certificate::read(certificate.der()).expect("what was read reads again");
    assert_eq!(again.value, certificate);
    let settings = settings(certificate.not_before());
    let evidence = Evidence {
        certificates: std::slice::from_ref(&certificate),
        ..Evidence::default()
    };
    let _ = find(&certificate, std::slice::from_ref(&ANCHOR), &evidence, &settings);
    let _ = find(&USER, &[certificate.clone(), ANCHOR.clone()], &evidence, &settings);
    true
}

/// A list reads again as the same, has as many entries as it says, and is evidence that breaks nothing.
pub(crate) fn foreign_list(bytes: &[u8]) -> bool {
    let Ok(reading) = RevocationList::read(bytes) else {
        return false;
    };
    let list = reading.value;
    assert_eq!(list.entries().count(), list.count());
    let again = RevocationList::read(list.der()).expect("what was read reads again");
    assert_eq!(again.value, list);
    let evidence = Evidence {
        lists: std::slice::from_ref(&list),
        ..Evidence::default()
    };
    // The user as an anchor of its own: then names fit, and the list is looked at.
    for anchor in [&USER, &ANCHOR] {
        let _ = find(
            &USER,
            std::slice::from_ref(anchor),
            &evidence,
            &settings(list.this_update()),
        );
    }
    true
}

fn settings(time: i64) -> Settings {
    Settings {
        limits: Limits {
            depth: 8,
            paths: 16,
            signatures: 16,
        },
        ..Settings::at(time)
    }
}

/// A file of any kind is looked at as a visitor's would be.
pub(crate) fn shown_file(bytes: &[u8]) -> bool {
    let items = read_items(bytes);
    let anchors = [ANCHOR.clone()];
    let store = Store::new(&anchors, &Evidence::default());
    for item in &items {
        if let Item::Document(document) = item {
            let reports = examine_signatures(document, Some(b"document"), &[], &store, &settings(0));
            assert_eq!(reports.len(), document.signers().len());
        }
    }
    !items.is_empty()
}
