//! Prints every form with sample data and empty, as PDF files: `cargo run -p zaver-forms --example samples -- FOLDER`.

#[path = "../tests/forms/samples.rs"]
mod samples;

use std::{env, error::Error, fs, path::PathBuf};

use zaver_forms::{Form, Forms};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder for the files")?);
    fs::create_dir_all(&folder)?;
    let forms = Forms::embedded();
    for form in Form::ALL {
        let filled = match form {
            Form::AdherenceStatement => forms.print(samples::REGULATION, &samples::adherence(), samples::MADE_AT),
            Form::RegistrationStatement => forms.print(samples::REGULATION, &samples::registration(), samples::MADE_AT),
            Form::PowerOfAttorney => forms.print(samples::REGULATION, &samples::power_of_attorney(), samples::MADE_AT),
            Form::IssuanceStatement => forms.print(samples::REGULATION, &samples::issuance(), samples::MADE_AT),
            Form::StatusStatement => forms.print(samples::REGULATION, &samples::status(), samples::MADE_AT),
            Form::SealedSheet => forms.print(samples::REGULATION, &samples::sealed_sheet(), samples::MADE_AT),
            Form::CertificateCopy => forms.print(samples::REGULATION, &samples::certificate_copy(), samples::MADE_AT),
        };
        fs::write(folder.join(format!("{}.pdf", form.name())), filled?)?;
        fs::write(
            folder.join(format!("{}-blank.pdf", form.name())),
            forms.blank(samples::REGULATION, form, samples::MADE_AT)?,
        )?;
    }
    Ok(())
}
