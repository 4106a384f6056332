//! What the server answers beside the portal: REST, public files, OCSP, time stamps.

use std::time::Duration;

use axum::Router;
use exchange::time::KernelClock;
use office::Office;
use office::services::{Responder, ResponderSettings, Stamper, StamperSettings};

use crate::folder::Folder;
use crate::open::{self, Opened};
use crate::outcome::Refused;
use crate::settings::{Settings, Tsp};

/// File with the last time that was stamped.
const LAST_TIME: &str = "tsp-last-time";

pub(crate) fn router(folder: &Folder, settings: &Settings, opened: &Opened) -> Result<Router, Refused> {
    let office = &opened.office;
    let mut router = Router::new()
        .nest(api::ROOT, api::router(office.clone()))
        .merge(api::files(office.clone()))
        .merge(api::ocsp(office.clone(), responder(folder, settings, office)?));
    if let Some(tsp) = &settings.tsp {
        router = router.merge(api::tsp(stamper(folder, tsp, office)?));
    }
    Ok(router)
}

fn responder(folder: &Folder, settings: &Settings, office: &Office) -> Result<Responder, Refused> {
    let of_the_ceremony = ["ca/ocsp.pem", open::TSP];
    let there = of_the_ceremony.iter().filter(|path| folder.path(path).exists());
    let services: Result<Vec<_>, _> = there.map(|path| folder.read(path)).collect();
    let settings = ResponderSettings {
        certificate: folder.read("ca/ocsp.pem")?,
        services: services?,
        validity: settings.ocsp.validity,
    };
    Ok(Responder::open(office.clone(), &settings)?)
}

fn stamper(folder: &Folder, tsp: &Tsp, office: &Office) -> Result<Stamper, Refused> {
    if !folder.path(open::TSP).exists() {
        let sentence = "tsp: у этого УЦ нет ключа службы штампов времени; его делает церемония";
        return Err(Refused::new("settings", sentence));
    }
    if tsp.allow_unsynchronised_time {
        tracing::warn!("time stamps are given by a clock that nobody has compared: this is a demo");
    }
    let path = folder.path(LAST_TIME);
    let clock = KernelClock::open(path.clone(), tsp.allow_unsynchronised_time);
    let clock = clock.map_err(|error| Refused::file(&path, &error))?;
    let settings = StamperSettings {
        policy: tsp.policy().map_err(|sentence| Refused::new("settings", sentence))?,
        accuracy: Duration::from_millis(tsp.accuracy_ms.into()),
    };
    Ok(Stamper::open(office.clone(), settings, Box::new(clock)))
}
