//! What users must not be able to do.

use std::time::Duration;

use image::{DynamicImage, ImageFormat};
use proptest::prelude::*;
use zaver_scans::Limits;

use crate::{
    files::{encoded, paper, pdf, pdf_of, stream},
    read, read_with, refused,
};

#[test]
fn what_is_refused_at_the_door() {
    let limits = Limits::default();
    assert_eq!(refused(b"", &limits), "scan-empty");
    assert_eq!(refused(b"MZ\x90\0 not a scan", &limits), "scan-kind");
    assert_eq!(
        refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>", &limits),
        "scan-kind"
    );
    assert_eq!(refused(&vec![0; limits.file_bytes + 1], &limits), "scan-big");
}

#[test]
fn refusals_say_what_to_do() {
    let cases = [
        (
            vec![0; 10 * 1024 * 1024 + 1],
            "Файл больше 10 МБ. Сожмите скан или загрузите страницы по отдельности",
        ),
        (
            b"text".to_vec(),
            "Это не PDF, JPEG или PNG. Сохраните скан в одном из этих форматов: сменить имя файла недостаточно",
        ),
        (
            pdf(31, 595.0, 842.0),
            "В файле больше 30 страниц. Загрузите документы по отдельности",
        ),
        (
            b"%PDF-1.7 and nothing else".to_vec(),
            "Файл не читается: он повреждён или загружен не целиком. Отсканируйте документ снова",
        ),
    ];
    for (bytes, sentence) in cases {
        assert_eq!(read(&bytes).expect_err("must be refused").to_string(), sentence);
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let picture = paper(600, 800);
    for whole in [
        encoded(&picture, ImageFormat::Jpeg),
        encoded(&picture, ImageFormat::Png),
        pdf(2, 595.0, 842.0),
    ] {
        for tenths in 1..10 {
            let cut = &whole[..whole.len() * tenths / 10];
            assert_eq!(
                refused(cut, &Limits::default()),
                "scan-unreadable",
                "{tenths}/10 of {:?}",
                &whole[..8]
            );
        }
    }
}

#[test]
fn a_password_is_named_as_the_cause() {
    let secret = "<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>".to_owned(),
        format!("<< /Filter /Standard /V 1 /R 2 /P -4 /O {secret} /U {secret} >>"),
    ];
    let encrypted = pdf_of(&objects, "/Encrypt 4 0 R /ID [<00> <00>]");
    assert_eq!(refused(&encrypted, &Limits::default()), "scan-encrypted");
}

#[test]
fn a_picture_larger_than_it_looks_is_refused_by_its_header() {
    // 65 000 × 65 000 pixels in 45 bytes.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend([0, 0, 0xfd, 0xe8, 0, 0, 0xfd, 0xe8, 8, 2, 0, 0, 0]);
    bomb.extend(crc32(&bomb[12..]).to_be_bytes());
    bomb.extend(*b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(refused(&bomb, &Limits::default()), "scan-pixels");
    let modest = encoded(&DynamicImage::new_luma8(2000, 2000), ImageFormat::Png);
    assert_eq!(
        refused(
            &modest,
            &Limits {
                megapixels: 3,
                ..Limits::default()
            }
        ),
        "scan-pixels"
    );
}

#[test]
fn memory_ends_at_its_limit() {
    let large = encoded(&DynamicImage::new_rgb8(7000, 7000), ImageFormat::Png);
    assert_eq!(
        refused(
            &large,
            &Limits {
                memory_mib: 128,
                ..Limits::default()
            }
        ),
        "scan-unreadable"
    );
    assert!(read(&large).is_ok(), "the same file is good where there is memory");
}

/// Form XObjects that each draw the next one ten times: 10 000 000 squares from two kilobytes.
fn laughing_pdf() -> Vec<u8> {
    const DEPTH: usize = 7;
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_owned(),
        stream("", "/X Do"),
    ];
    for level in 0..DEPTH {
        let next = format!("/Resources << /XObject << /X {} 0 R >> >>", level + 6);
        objects.push(stream(
            &format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] {next}"),
            &"/X Do ".repeat(10),
        ));
    }
    objects.push(stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842]",
        "0 0 500 500 re f",
    ));
    pdf_of(&objects, "")
}

#[test]
fn processor_time_ends_at_its_limit() {
    let limits = Limits {
        cpu_seconds: 1,
        time: Duration::from_secs(120),
        ..Limits::default()
    };
    assert_eq!(refused(&laughing_pdf(), &limits), "scan-slow");
}

#[test]
fn a_slow_child_is_killed() {
    let limits = Limits {
        time: Duration::from_millis(1),
        ..Limits::default()
    };
    assert_eq!(refused(&laughing_pdf(), &limits), "scan-slow");
}

#[test]
fn pages_without_a_size_are_refused() {
    for (width, height) in [(0.001, 100_000.0), (f64::from(f32::MAX), 1.0)] {
        let code = refused(&pdf(1, width, height), &Limits::default());
        assert_eq!(code, "scan-unreadable", "{width} × {height}");
    }
}

#[test]
fn a_child_that_is_not_ours_is_not_believed() {
    for exe in ["/bin/true", "/usr/bin/yes", "/nowhere/zaver"] {
        let refusal = read_with(exe, &pdf(1, 100.0, 100.0), &Limits::default()).expect_err("not our child");
        assert_eq!(refusal.code(), "scan-unavailable", "{exe}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn noise_is_refused(kind in 0..3_usize, noise in prop::collection::vec(any::<u8>(), 0..2000)) {
        let signature: &[u8] = [&b"%PDF-1.7\n"[..], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"][kind];
        let bytes = [signature, &noise, b"\n%%EOF"].concat();
        prop_assert_eq!(refused(&bytes, &Limits::default()), "scan-unreadable");
    }

    #[test]
    fn a_good_file_with_wrong_bytes_gives_pages_or_a_refusal(
        kind in 0..3_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let picture = paper(64, 64);
        let files = [encoded(&picture, ImageFormat::Jpeg), encoded(&picture, ImageFormat::Png), pdf(2, 200.0, 200.0)];
        let mut bytes = files[kind].clone();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        match read(&bytes) {
            Ok(pages) => prop_assert!(!pages.is_empty() && pages.iter().all(|page| page.width.max(page.height) <= 1600)),
            Err(refusal) => prop_assert!(refusal.code() != "scan-unavailable", "{:?}", refusal),
        }
    }
}

/// CRC-32 of PNG chunks (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 {
            0xedb8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    !bytes
        .iter()
        .fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), step))
}
