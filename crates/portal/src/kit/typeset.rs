//! Where a line must not break: «№ 2026-000003», «20 ноября 2026», «3 рабочих дня», telephone numbers.
//!
//! One pass over the finished page, so that no template and no sentence of the office has to think of it. What people
//! typed stays as it is: attributes and text areas are passed over.

use requisites::ru::MONTHS;

/// Elements whose text is not running text.
const VERBATIM: [&str; 4] = ["textarea", "pre", "script", "style"];

/// The page with no-break spaces.
pub(crate) fn typeset(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (text, tail) = rest.split_at(open);
        bind(text, &mut out);
        let (tag, after) = tail.split_at(end_of_tag(tail));
        out.push_str(tag);
        rest = after;
        if let Some(name) = VERBATIM.iter().find(|name| opens(tag, name)) {
            let close = rest.find(&format!("</{name}")).unwrap_or(rest.len());
            let (verbatim, after) = rest.split_at(close);
            out.push_str(verbatim);
            rest = after;
        }
    }
    bind(rest, &mut out);
    out
}

/// Where the tag ends; a `>` inside a quoted value does not end it.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, sign) in tag.bytes().enumerate() {
        match sign {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn opens(tag: &str, name: &str) -> bool {
    tag[1..]
        .strip_prefix(name)
        .is_some_and(|rest| rest.starts_with(['>', ' ']))
}

fn bind(text: &str, out: &mut String) {
    let mut words = text.split(' ');
    let mut before = words.next().unwrap_or_default();
    out.push_str(before);
    for word in words {
        out.push(if belong(before, word) { '\u{a0}' } else { ' ' });
        out.push_str(word);
        before = word;
    }
}

/// Whether two neighbours stay on one line.
fn belong(before: &str, word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit());
    let count = |text: &str| digits(text) && text.len() <= 3;
    let year = || word.get(..4).is_some_and(digits);
    let digit_first = || word.starts_with(|sign: char| sign.is_ascii_digit());
    match before {
        number if number.ends_with('№') => !word.is_empty(),
        month if MONTHS.contains(&month) => year(),
        area if area.starts_with('(') && area.ends_with(')') => digits(area.trim_matches(['(', ')'])) && digit_first(),
        number if count(number.trim_start_matches(['+', '('])) => {
            word.starts_with(char::is_lowercase) || word.starts_with('(') || digit_first()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::typeset;

    #[test]
    fn what_belongs_together_stays_on_one_line() {
        for (plain, bound) in [
            ("Запрос № 2026-000003 принят", "Запрос №~2026-000003 принят"),
            ("(№ С-2026)", "(№~С-2026)"),
            ("до 20 ноября 2026, 11:48", "до 20~ноября~2026, 11:48"),
            ("ещё 3 рабочих дня", "ещё 3~рабочих дня"),
            ("8 (8180) 55-01-10", "8~(8180)~55-01-10"),
            ("+7 818 000-14-20", "+7~818~000-14-20"),
            ("29 Северодольская область", "29 Северодольская область"),
            ("ИНН 2901876541 и КПП", "ИНН 2901876541 и КПП"),
            ("<b>№</b> <i>№ 1</i>", "<b>№</b> <i>№~1</i>"),
        ] {
            assert_eq!(typeset(plain), bound.replace('~', "\u{a0}"));
        }
    }

    #[test]
    fn what_people_typed_stays_as_it_is() {
        for page in [
            r#"<input value="заявление № 14 > 3 дня">"#,
            "<textarea name=\"a\">заявление № 14</textarea>",
            "<pre>№ 14</pre>",
            "<",
            "<a",
        ] {
            assert_eq!(typeset(page), page);
        }
    }
}
