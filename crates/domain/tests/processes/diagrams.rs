//! The diagrams in `docs/processes.md` are the tables, drawn. `UPDATE=1 cargo test -p zaver-domain` draws them anew.

use std::fs;

use zaver_domain::adherence::AdherenceState;
use zaver_domain::certificate::CertificateState;
use zaver_domain::paper_copy::PaperCopyState;
use zaver_domain::process::{Process, mermaid};
use zaver_domain::registration::RegistrationState;
use zaver_domain::request::RequestState;

const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/processes.md");

/// Anchor of the heading, the diagram, and every state with its name in Russian beside it.
fn sections() -> [(&'static str, String, Vec<String>); 5] {
    fn section<P: Process>(name: &'static str) -> (&'static str, String, Vec<String>) {
        (
            name,
            mermaid::<P>(),
            P::all().iter().map(|state| format!("{state:?}")).collect(),
        )
    }
    [
        section::<AdherenceState>("adherence"),
        section::<RegistrationState>("registration"),
        section::<RequestState>("request"),
        section::<CertificateState>("certificate"),
        section::<PaperCopyState>("paper-copy"),
    ]
}

/// The text with the diagram after the mark `<!-- name -->` put in place.
fn with_diagram(doc: &str, name: &str, diagram: &str) -> String {
    let mark = format!("<!-- {name} -->\n```mermaid\n");
    let (before, rest) = doc
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{DOC} has no place for {name}"));
    let (_, after) = rest.split_once("```").unwrap();
    format!("{before}{mark}{diagram}```{after}")
}

#[test]
fn the_docs_show_the_tables() {
    let doc = fs::read_to_string(DOC).unwrap();
    let drawn = sections()
        .iter()
        .fold(doc.clone(), |doc, (name, diagram, _)| with_diagram(&doc, name, diagram));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(DOC, &drawn).unwrap();
    } else {
        assert!(
            doc == drawn,
            "docs/processes.md is out of date: UPDATE=1 cargo test -p zaver-domain"
        );
    }
}

#[test]
fn every_state_has_its_russian_name_in_the_docs() {
    let doc = fs::read_to_string(DOC).unwrap();
    for (name, _, states) in sections() {
        let (_, section) = doc.split_once(&format!("<!-- {name} -->")).unwrap();
        let section = section.split("\n## ").next().unwrap();
        for state in states {
            let row = format!("| `{state}` | «");
            assert!(section.contains(&row), "{name}: {state} has no Russian name");
        }
    }
}
