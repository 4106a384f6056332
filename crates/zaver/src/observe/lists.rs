//! Lists of revoked certificates: signed by their issuer, and in force with time to spare.

use office::watch::Finding;
use pki::certificate::Certificate;
use pki::crl::{Crl, Reason};

use super::Look;

/// Both clocks may be off by this much, seconds.
const SKEW: i64 = 60;

pub(super) fn root(look: &Look) -> Finding {
    match fetch(look, "/crl/root.crl", &look.root) {
        Ok(list) => told("root-crl", &list, look.now),
        Err(wrong) => Finding::error("root-crl", wrong),
    }
}

/// The list of the issuing authority, and the serial number of one that is in it.
pub(super) fn issuing(look: &Look, issuing: &Certificate) -> (Finding, Option<Vec<u8>>) {
    match fetch(look, "/crl/issuing.crl", issuing) {
        Ok(list) => {
            // One that can never be good again: a suspension may have ended since the list was made.
            let ended = list.entries().find(|entry| entry.reason != Reason::CertificateHold);
            let listed = ended.map(|entry| entry.serial.to_owned());
            (told("crl", &list, look.now), listed)
        }
        Err(wrong) => (Finding::error("crl", wrong), None),
    }
}

fn fetch(look: &Look, path: &str, issuer: &Certificate) -> Result<Crl, String> {
    let list = Crl::from_der(look.outside.get(path)?).map_err(|error| format!("{path}: {error}"))?;
    let key = issuer.public_key().map_err(|error| error.to_string())?;
    list.verify(&key).map_err(|error| format!("{path}: {error}"))?;
    Ok(list)
}

/// Late is an error; the last quarter of its life without a successor means that nobody renews it.
fn told(check: &'static str, list: &Crl, now: i64) -> Finding {
    let number = list.number().unwrap_or_default();
    let Some(next) = list.next_update() else {
        return Finding::error(check, format!("№ {number} без срока"));
    };
    let this = list.this_update();
    if this > now + SKEW {
        Finding::error(check, format!("№ {number} выпущен в будущем"))
    } else if next < now {
        Finding::error(check, format!("№ {number} просрочен"))
    } else if next - now < (next - this) / 4 {
        Finding::warning(check, format!("№ {number} скоро кончится, а следующего нет"))
    } else {
        Finding::ok(check, format!("№ {number}, записей {}", list.count()))
    }
}
