//! Every page as it is shown, looked over by rules; error states of forms as snapshots.

use std::collections::BTreeSet;

use zaver_portal::gallery::{Sample, samples};

/// What stands between `<tag…>` and `</tag>`, for tags that don't nest.
fn inner<'a>(html: &'a str, tag: &str) -> Option<&'a str> {
    let open = html.find(&format!("<{tag}"))?;
    let start = open + html[open..].find('>')? + 1;
    let end = start + html[start..].find(&format!("</{tag}>"))?;
    Some(&html[start..end])
}

/// Values of an attribute, in order.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(&mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

fn each(check: impl Fn(&Sample) -> Result<(), String>) {
    let all = samples();
    assert!(all.len() > 50, "the gallery is the whole portal");
    let wrong: Vec<String> = all
        .iter()
        .filter_map(|sample| check(sample).err().map(|why| format!("{}: {why}", sample.name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_carry_no_inline_style_and_no_inline_script() {
    each(|sample| {
        let html = &sample.html;
        let handlers = ["onclick", "onload", "onsubmit", "onchange", "onerror"]
            .iter()
            .any(|name| !attributes(html, name).is_empty());
        let scripts = html
            .split("<script")
            .skip(1)
            .all(|script| script.starts_with(" src=") || script.starts_with(" type=\"module\" src="));
        let plain = attributes(html, "style").is_empty() && !html.contains("<style") && !handlers && scripts;
        if plain {
            Ok(())
        } else {
            Err("the policy of the portal would refuse it".into())
        }
    });
}

#[test]
fn a_page_has_one_heading_a_title_and_an_unbroken_order() {
    each(|sample| {
        let levels: Vec<u8> = sample
            .html
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.bytes().next())
            .filter(u8::is_ascii_digit)
            .collect();
        let title = inner(&sample.html, "title").unwrap_or_default();
        if levels.iter().filter(|level| **level == b'1').count() != 1 {
            return Err("one h1".into());
        }
        if !title.ends_with("— УЦ ТФОМС") || title.starts_with('—') {
            return Err(format!("title «{title}»"));
        }
        Ok(())
    });
}

#[test]
fn ids_are_unique_and_references_lead_to_them() {
    each(|sample| {
        let ids = attributes(&sample.html, "id");
        let set: BTreeSet<&str> = ids.iter().copied().collect();
        if set.len() != ids.len() {
            return Err("an id stands twice".into());
        }
        let pointed = ["for", "aria-labelledby", "aria-describedby"]
            .iter()
            .flat_map(|name| attributes(&sample.html, name));
        let lost = pointed.flat_map(str::split_whitespace).find(|id| !set.contains(id));
        lost.map_or(Ok(()), |id| Err(format!("nothing has the id {id}")))
    });
}

#[test]
fn a_page_with_errors_says_so_first_and_links_to_its_fields() {
    let all = samples();
    let failed: Vec<&Sample> = all.iter().filter(|sample| sample.name.ends_with("-errors")).collect();
    assert!(failed.len() >= 10, "every form has its error state in the gallery");
    for sample in failed {
        let title = inner(&sample.html, "title").unwrap_or_default();
        assert!(title.starts_with("Ошибка. "), "{}: «{title}»", sample.name);
        let summary = sample
            .html
            .split("<div class=\"uc-errors\"")
            .nth(1)
            .and_then(|rest| rest.split("</div>").next());
        let summary = summary.unwrap_or_else(|| panic!("{}: no summary", sample.name));
        for target in attributes(summary, "href") {
            let field = target.trim_start_matches('#');
            assert!(
                sample.html.contains(&format!(" id=\"{field}\"")),
                "{}: {target} leads nowhere",
                sample.name
            );
            assert!(
                sample.html.contains(&format!("{field}-error")),
                "{}: {field} shows no error of its own",
                sample.name
            );
        }
    }
}

#[test]
fn every_form_that_is_posted_carries_its_token() {
    each(|sample| {
        let forms = sample
            .html
            .split("<form")
            .skip(1)
            .filter_map(|rest| rest.split("</form>").next());
        let bare = forms.filter(|form| form.contains("method=\"post\"") && !form.contains("name=\"csrf\""));
        let count = bare.count();
        if count == 0 {
            Ok(())
        } else {
            Err(format!("{count} forms without a token"))
        }
    });
}

#[test]
fn a_screen_has_one_main_button() {
    each(|sample| {
        let main = sample.html.split("<main").nth(1).unwrap_or_default();
        let count = main.matches("btn btn-primary").count();
        // The key is made and sent on one page; the second button appears when the first is gone.
        let most = if sample.name.starts_with("key") { 2 } else { 1 };
        if count <= most {
            Ok(())
        } else {
            Err(format!("{count} primary buttons"))
        }
    });
}

#[test]
fn words_stay_calm() {
    const NEVER: [&str; 5] = ["екорректн", "роизошла ошибка", "ожалуйста", "существит", "успешно"];
    each(|sample| {
        let found = NEVER.iter().find(|word| sample.html.contains(**word));
        let text = sample.html.replace("<!doctype", "");
        match found {
            Some(word) => Err(format!("«{word}»")),
            None if text.contains('!') => Err("an exclamation mark".into()),
            None => Ok(()),
        }
    });
}

#[test]
fn error_states_of_forms() {
    for sample in samples().iter().filter(|sample| sample.name.ends_with("-errors")) {
        let main = sample
            .html
            .split("<main")
            .nth(1)
            .and_then(|rest| rest.split("</main>").next())
            .unwrap_or_default();
        let plain: String = main
            .split("<svg")
            .enumerate()
            .map(|(at, part)| {
                if at == 0 {
                    part
                } else {
                    part.split_once("</svg>").map_or("", |(_, rest)| rest)
                }
            })
            .collect();
        let lines: Vec<&str> = plain
            .lines()
            .map(str::trim)
            .filter(|line| {
                ["class=\"uc-err\"", "aria-invalid", "<li><a href=\"#"]
                    .iter()
                    .any(|mark| line.contains(mark))
            })
            .collect();
        insta::assert_snapshot!(sample.name, lines.join("\n"));
    }
}

fn html(name: &str) -> String {
    let found = samples().into_iter().find(|sample| sample.name == name);
    found.map(|sample| sample.html).unwrap_or_default()
}

#[test]
fn what_cannot_be_taken_back_is_not_chosen_beforehand() {
    let revoke = html("revoke");
    assert!(revoke.contains("name=\"reason\" required>\n<option value=\"\" selected>Выберите</option>"));
}

#[test]
fn certificates_that_have_ended_are_shown_apart() {
    let former = html("certificates-former");
    assert!(former.contains("Прежние") && !former.contains("Сертификатов пока нет"));
}

#[test]
fn the_price_of_a_late_copy_is_named_where_the_copy_is_asked_for() {
    for name in ["certificate", "certificates"] {
        assert!(html(name).contains("сертификат приостановим"), "{name}");
    }
}
