//! Prints every form with sample data and empty, as PDF files: `cargo run -p zaver-forms --example samples -- FOLDER`.

#[path = "../tests/common/mod.rs"]
mod common;

use std::{env, error::Error, fs, path::PathBuf};

use zaver_forms::{Form, Forms};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder for the files")?);
    fs::create_dir_all(&folder)?;
    let forms = Forms::embedded();
    for form in Form::ALL {
        let filled = match form {
            Form::AdherenceStatement => forms.print(common::REGULATION, &common::adherence(), common::MADE_AT),
            Form::RegistrationStatement => forms.print(common::REGULATION, &common::registration(), common::MADE_AT),
            Form::PowerOfAttorney => forms.print(common::REGULATION, &common::power_of_attorney(), common::MADE_AT),
            Form::IssuanceStatement => forms.print(common::REGULATION, &common::issuance(), common::MADE_AT),
            Form::SealedSheet => forms.print(common::REGULATION, &common::sealed_sheet(), common::MADE_AT),
            Form::CertificateCopy => forms.print(common::REGULATION, &common::certificate_copy(), common::MADE_AT),
        };
        fs::write(folder.join(format!("{}.pdf", form.name())), filled?)?;
        fs::write(folder.join(format!("{}-blank.pdf", form.name())), forms.blank(common::REGULATION, form, common::MADE_AT)?)?;
    }
    Ok(())
}
