//! The installation's texts: Markdown in, safe HTML out.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html as writer};

/// Headings go two levels down, below the page's own; raw HTML of the file is left out, its title too.
pub(crate) fn html(markdown: &str) -> String {
    let mut in_title = false;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Start(Tag::Heading {
            level: HeadingLevel::H1,
            ..
        }) => {
            in_title = true;
            None
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
            in_title = false;
            None
        }
        _ if in_title => None,
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Some(Event::Start(Tag::Heading {
            level: lower(level),
            id,
            classes,
            attrs,
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Html(_) | Event::InlineHtml(_) => None,
        other => Some(other),
    });
    let mut out = String::with_capacity(markdown.len() * 2);
    writer::push_html(&mut out, events);
    out
}

const fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_sink_and_raw_html_is_gone() {
        let text = html("# Title\n\n## One\n\nText <script>alert(1)</script> **bold**\n\n<div onclick=x>\n\n- item");
        assert_eq!(
            text,
            "<h3>One</h3>\n<p>Text alert(1) <strong>bold</strong></p>\n<ul>\n<li>item</li>\n</ul>\n"
        );
    }
}
