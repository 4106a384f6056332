//! What stands on the paper, read back by poppler: the text a person and a search would find.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use crate::samples::{self, MADE_AT, REGULATION};
use zaver_forms::{Form, Forms};

/// The text of each page as `pdftotext` of poppler-utils reads it.
fn pages(pdf: Vec<u8>) -> Vec<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("pdftotext of poppler-utils is installed");
    let mut stdin = reader.stdin.take().expect("a pipe");
    let writing = thread::spawn(move || stdin.write_all(&pdf));
    let output = reader.wait_with_output().expect("pdftotext ends");
    writing.join().expect("no panic").expect("pdftotext reads all");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.trim_end_matches('\u{c}').split('\u{c}').map(one_spaced).collect()
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn filled(form: Form) -> Vec<u8> {
    let forms = Forms::embedded();
    let pdf = match form {
        Form::AdherenceStatement => forms.print(REGULATION, &samples::adherence(), MADE_AT),
        Form::RegistrationStatement => forms.print(REGULATION, &samples::registration(), MADE_AT),
        Form::PowerOfAttorney => forms.print(REGULATION, &samples::power_of_attorney(), MADE_AT),
        Form::IssuanceStatement => forms.print(REGULATION, &samples::issuance(), MADE_AT),
        Form::StatusStatement => forms.print(REGULATION, &samples::status(), MADE_AT),
        Form::SealedSheet => forms.print(REGULATION, &samples::sealed_sheet(), MADE_AT),
        Form::CertificateCopy => forms.print(REGULATION, &samples::certificate_copy(), MADE_AT),
    };
    pdf.expect("sample data print")
}

#[test]
fn every_page_names_its_form_its_number_and_its_place() {
    let cases = [
        (
            Form::AdherenceStatement,
            "Ф1",
            "П-2026-000041",
            &["стр. 1 из 1", "стр. 1 из 1"][..],
        ),
        (
            Form::RegistrationStatement,
            "Ф2",
            "Р-2026-000118",
            &["стр. 1 из 2", "стр. 2 из 2"],
        ),
        (Form::PowerOfAttorney, "Ф3", "Д-2026-000118", &["стр. 1 из 1"]),
        (
            Form::IssuanceStatement,
            "Ф4",
            "2026-000123",
            &["стр. 1 из 2", "стр. 2 из 2"],
        ),
        (Form::StatusStatement, "Ф5", "4F0AD1…AA13", &["стр. 1 из 1"]),
        (Form::SealedSheet, "Лист доступа", "Л-2026-000118", &["стр. 1 из 1"]),
        (
            Form::CertificateCopy,
            "Ф6",
            "2026-000123",
            &["стр. 1 из 2", "стр. 2 из 2", "стр. 1 из 2", "стр. 2 из 2"],
        ),
    ];
    for (form, code, number, labels) in cases {
        let pages = pages(filled(form));
        assert_eq!(pages.len(), labels.len(), "{form:?}");
        for (page, label) in pages.iter().zip(labels) {
            for expected in [
                code,
                &format!("№ {number}"),
                label,
                "Образец: текст формы предоставляет центр",
            ] {
                assert!(page.contains(expected), "{form:?} lacks {expected}: {page}");
            }
        }
    }
}

#[test]
fn the_data_stand_on_the_paper_as_given() {
    let cases: [(Form, &[&str]); 7] = [
        (
            Form::AdherenceStatement,
            &[
                "Экземпляр 1 из 2",
                "Экземпляр 2 из 2",
                "ГБУЗ «Северодольская ЦРБ»",
                "1022999004176",
                "Устава",
                "М. П.",
            ],
        ),
        (
            Form::RegistrationStatement,
            &[
                "Соколова Мария Андреевна",
                "148-302-716 51",
                "29 18 123456",
                "Ключевая фраза",
            ],
        ),
        (
            Form::PowerOfAttorney,
            &[
                "действительна по 20 ноября 2028",
                "без права передоверия",
                "г. Северодольск",
            ],
        ),
        (
            Form::IssuanceStatement,
            &[
                "Заявление на изготовление сертификата пользователя Удостоверяющего Центра",
                "№ 2026-000123 от 23 ноября 2026, 14:05",
                "9F3A 1C07 BE52 D448 6E01 AA93 7C5D 20F8 B144 6DD9 0E77 35AC 28F6",
                "C301 9BE4 D57A",
            ],
        ),
        (
            Form::StatusStatement,
            &[
                "Прошу прекратить действие сертификата.",
                "4F0A D197 7B31 C52E 98E0 6D44 05B7 AA13",
                "X Сотрудник уволен",
                "С-2026-000007",
                "24 ноября 2026, 09:41 (МСК)",
                "Лапина О. С.",
            ],
        ),
        (
            Form::SealedSheet,
            &[
                "sokolova-118",
                "K7QW-4MZT-H2RD",
                "до 7 декабря 2026, 24:00",
                "линия сгиба",
            ],
        ),
        (
            Form::CertificateCopy,
            &[
                "4F0A D197 7B31 C52E 98E0 6D44 05B7 AA13",
                "14830271651",
                "23 декабря 2026",
            ],
        ),
    ];
    for (form, texts) in cases {
        let text = one_spaced(&pages(filled(form)).join(" ").replace('\u{a0}', " "));
        for expected in texts {
            assert!(text.contains(expected), "{form:?} lacks {expected}: {text}");
        }
    }
}

#[test]
fn blank_forms_have_lines_and_no_data() {
    let forms = Forms::embedded();
    for form in Form::ALL {
        let pages = pages(forms.blank(REGULATION, form, MADE_AT).expect("blank forms print"));
        let text = pages.join(" ");
        assert!(text.contains("стр. 1 из"), "{form:?}: {text}");
        for data in ["none", "2026", "Соколова"] {
            assert!(!text.contains(data), "{form:?} has {data}: {text}");
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes_and_they_claim_pdf_a_2b() {
    let pdf = filled(Form::PowerOfAttorney);
    assert_eq!(pdf, filled(Form::PowerOfAttorney));
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"));
}

#[test]
fn a_folder_of_regulations_prints_like_the_embedded_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regulations");
    let forms = Forms::load(&folder).expect("the shipped folder is whole");
    assert!(forms.regulations().any(|code| code == REGULATION));
    let pdf = forms
        .print(REGULATION, &samples::adherence(), MADE_AT)
        .expect("sample data print");
    assert_eq!(pdf, filled(Form::AdherenceStatement));

    let broken = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regulations");
    fs::create_dir_all(broken.join("empty/forms")).expect("a temporary folder");
    let refusal = Forms::load(&broken).expect_err("no templates").to_string();
    assert_eq!(refusal, "В регламенте «empty» нет формы adherence.typ");
}
