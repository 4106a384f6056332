//! Letters: they say what happened and what to do, and lead to the portal. No СНИЛС, no passport, no password, no file.

use domain::organization::Organization;
use domain::registration::Registration;

use crate::Step;

impl Step<'_> {
    /// Writes to the user of a registration: a letter, and a line in the cabinet when there is one already.
    pub(crate) fn tell(&mut self, registration: &Registration, subject: &str, text: &str, path: &str) {
        let installation = self.office.installation();
        let body = format!(
            "Здравствуйте, {}.\n\n{text}\n\nОткрыть портал: {}{path}\n\nЕсли вы об этом не знаете, позвоните: {}.\n{}\n",
            registration.person.name.given_names(),
            installation.base_url,
            installation.phones.join(", "),
            installation.name,
        );
        let to = registration.email.clone();
        self.letter(&to, subject, body);
        self.message(registration.account, text, Some(path.to_owned()));
    }

    /// Writes to the organisation of a user.
    pub(crate) fn tell_organization(&mut self, organization: &Organization, subject: &str, text: &str) {
        let installation = self.office.installation();
        let body = format!(
            "Здравствуйте.\n\n{text}\n\nПортал: {}\n\nЕсли вы об этом не знаете, позвоните: {}.\n{}\n",
            installation.base_url,
            installation.phones.join(", "),
            installation.name,
        );
        let to = organization.email.clone();
        self.letter(&to, subject, body);
    }
}
