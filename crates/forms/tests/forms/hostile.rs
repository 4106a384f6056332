//! What users may type, and what it must not do.

use std::{fs, path::Path, process::Command};

use crate::samples::{self, MADE_AT, REGULATION};
use proptest::prelude::*;
use serde_json::{Value, json};
use zaver_forms::{Form, FormError, Forms};

/// The text of the first page as `pdftotext` of poppler-utils reads it; each test has a file of its own.
fn first_page(pdf: &[u8], name: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, pdf).expect("a temporary file");
    let output = Command::new("pdftotext")
        .args(["-layout", "-l", "1"])
        .arg(file)
        .arg("-")
        .output();
    String::from_utf8(output.expect("pdftotext of poppler-utils is installed").stdout).expect("UTF-8")
}

fn refusal(data: &Value) -> FormError {
    Forms::embedded()
        .render(REGULATION, Form::AdherenceStatement, data, MADE_AT)
        .expect_err("must be refused")
}

#[test]
fn markup_in_the_data_stays_text() {
    let mut data = samples::adherence();
    data.organization.short_name = r#"#panic("x") *a* $b$ #read("data.json") <c> @d \ [e] // f"#.into();
    data.organization.head.basis = r#"" + "#.into();
    let pdf = Forms::embedded()
        .print(REGULATION, &data, MADE_AT)
        .expect("it is only text");
    let text = first_page(&pdf, "markup.pdf");
    for literal in [r#"#panic("x") *a* $b$ #read("data.json")"#, r"<c> @d \ [e] // f"] {
        assert!(text.contains(literal), "{literal} is not in {text}");
    }
}

#[test]
fn long_names_wrap_and_break_nothing() {
    let long = "Государственное автономное учреждение здравоохранения «Межрайонный многопрофильный лечебно-диагностический \
                центр имени Константина-Александра Преображенского-Верхоленского, филиал в посёлке Нижнесеверодольский \
                Приморского района Северодольской области, отделение №7»";
    assert!(long.chars().count() >= 250);
    let mut data = samples::adherence();
    data.organization.full_name = long.into();
    data.organization.short_name = "Б".repeat(250);
    data.organization.head.name =
        "Константинопольская-Преображенская Александра-Елизавета Мстиславовна-Ростиславовна".into();
    data.organization.head.initials = "Константинопольская-Преображенская А.-Е. М.".into();
    let pdf = Forms::embedded()
        .print(REGULATION, &data, MADE_AT)
        .expect("long names print");
    let text = first_page(&pdf, "long.pdf")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        text.contains("Нижнесеверодольский") && text.contains("отделение №7»"),
        "{text}"
    );
    let letters = first_page(&pdf, "long.pdf").chars().filter(|&sign| sign == 'Б').count();
    assert!(letters >= 250, "only {letters} letters are left of the long word");
}

#[test]
fn what_cannot_be_printed_is_refused_by_field() {
    let mut data = serde_json::to_value(samples::adherence()).expect("JSON");
    for (text, sign) in [
        ("Больница 🏥", '🏥'),
        ("Боль\u{0}ница", '\u{0}'),
        ("医院", '医'),
        ("\u{e001}", '\u{e001}'),
    ] {
        data["organization"]["short_name"] = json!(text);
        let refused = refusal(&data);
        assert!(
            matches!(&refused, FormError::Sign { field, sign: found } if field == "organization.short_name" && *found == sign),
            "{refused:?}"
        );
        assert_eq!(refused.code(), "form-field-sign");
    }
}

#[test]
fn too_much_is_refused_before_layout() {
    let mut data = serde_json::to_value(samples::adherence()).expect("JSON");
    data["organization"]["phone"] = json!("5".repeat(2_001));
    assert_eq!(
        refusal(&data).to_string(),
        "Поле «organization.phone» длиннее 2000 знаков. Сократите его"
    );

    assert_eq!(refusal(&json!({ "many": vec![1; 1_000] })).code(), "form-data-large");
    assert_eq!(
        refusal(&json!({ "texts": vec!["а".repeat(2_000); 21] })).code(),
        "form-data-large"
    );
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(refusal(&deep).code(), "form-data-large");
}

#[test]
fn missing_data_are_an_error_and_not_an_empty_line() {
    let mut data = serde_json::to_value(samples::adherence()).expect("JSON");
    data["organization"].as_object_mut().expect("an object").remove("ogrn");
    let refused = refusal(&data);
    assert!(refused.to_string().contains("ogrn"), "{refused}");
    assert_eq!(refused.code(), "form-template");
    let unknown = Forms::embedded()
        .blank("nowhere", Form::AdherenceStatement, MADE_AT)
        .expect_err("no such folder");
    assert_eq!(unknown.code(), "form-regulation-unknown");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_prints_or_is_refused_by_sign(text in "\\PC{0,60}", cyrillic in "[а-яёА-ЯЁ \\-*#$@<>\\\\\\[\\]{}\"']{0,200}") {
        let mut data = samples::power_of_attorney();
        data.person.name = text;
        data.organization.full_name = cyrillic;
        match Forms::embedded().print(REGULATION, &data, MADE_AT) {
            Ok(pdf) => prop_assert!(pdf.starts_with(b"%PDF")),
            Err(refused) => prop_assert_eq!(refused.code(), "form-field-sign"),
        }
    }
}
