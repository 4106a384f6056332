//! `serve`: the portal, the services and the background work of the office, until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use exchange::emulator::mailbox::Mailbox;
use exchange::mail::{Protection, Relay};
use office::{Office, run_background};
use portal::{Demo, Site, Transport};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tracing_subscriber::EnvFilter;

use crate::corner::Corner;
use crate::folder::{Folder, Purpose};
use crate::gate::{self, Gate};
use crate::open::{self, Opened};
use crate::outcome::Refused;
use crate::services;
use crate::settings::Settings;

/// How long open requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

pub(crate) async fn run(data: &Path, listen: Option<SocketAddr>) -> Result<(), Refused> {
    log_to_stderr();
    let folder = Folder::existing(data)?;
    let mut settings = Settings::read_or_last_good(&folder)?;
    if let Some(listen) = listen {
        settings.listen_on(listen)?;
    }
    let listen = settings.server.listen;
    if settings.demo {
        // A demo is wherever it was started.
        settings.installation.base_url = format!("http://{listen}");
    }
    let mailbox = if settings.demo {
        Some(open_mailbox().await?)
    } else {
        None
    };
    let relay = mailbox.as_ref().map(|mailbox| demo_relay(mailbox, &settings));
    let opened = open::open(&folder, &settings, Purpose::Serve, relay).await?;

    let portal_settings = portal_settings(&folder, &settings, &opened, mailbox)?;
    let router =
        portal::router(opened.office.clone(), portal_settings).merge(services::router(&folder, &settings, &opened)?);
    let watched = match settings.server.observe {
        Some(address) => Some(watched(address, opened.office.clone()).await?),
        None => None,
    };
    let background = tokio::spawn(run_background(opened.office.clone()));
    let served = listen_until_told(&settings, listen, router).await;
    background.abort();
    if let Some(watched) = watched {
        watched.abort();
    }
    opened.office.close().await?;
    served
}

/// Serves those who watch, beside the portal.
async fn watched(address: SocketAddr, office: Office) -> Result<JoinHandle<()>, Refused> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| Refused::new("listen", format!("{address}: {error}")))?;
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, api::observation(office)).await {
            tracing::error!(%error, "nobody can watch any more");
        }
    }))
}

async fn open_mailbox() -> Result<Mailbox, Refused> {
    Mailbox::open()
        .await
        .map_err(|error| Refused::new("mailbox", error.to_string()))
}

fn demo_relay(mailbox: &Mailbox, settings: &Settings) -> Relay {
    Relay {
        host: mailbox.address().ip().to_string(),
        port: mailbox.address().port(),
        protection: Protection::None,
        credentials: None,
        from: settings.mail.from.clone(),
    }
}

fn portal_settings(
    folder: &Folder,
    settings: &Settings,
    opened: &Opened,
    mailbox: Option<Mailbox>,
) -> Result<portal::Settings, Refused> {
    let site = Site::new(&settings.installation, settings.demo)
        .map_err(|error| Refused::new("settings", format!("installation.color: {error}")))?;
    let demo: Option<Arc<dyn Demo>> = match mailbox {
        Some(mailbox) => Some(Arc::new(Corner::new(folder, mailbox, opened.clock.clone())?)),
        None => None,
    };
    Ok(portal::Settings {
        site,
        regulation: opened.texts.0.clone(),
        instruction: opened.texts.1.clone(),
        transport: transport(settings),
        rng: open::system_rng()?,
        demo,
    })
}

fn transport(settings: &Settings) -> Transport {
    let server = &settings.server;
    if server.tls.is_some() {
        Transport::Tls
    } else if server.trusted_proxies.is_empty() {
        Transport::Loopback
    } else {
        Transport::Proxy(server.trusted_proxies.clone())
    }
}

async fn listen_until_told(settings: &Settings, listen: SocketAddr, router: axum::Router) -> Result<(), Refused> {
    let told = |error: std::io::Error| Refused::new("listen", format!("{listen}: {error}"));
    let listener = std::net::TcpListener::bind(listen).map_err(told)?;
    listener.set_nonblocking(true).map_err(told)?;
    let handle = Handle::new();
    // Before anyone is told that the portal is open: a signal that nobody hears kills.
    let terminate = signal(SignalKind::terminate()).map_err(told)?;
    tokio::spawn(stop_on_signal(handle.clone(), terminate));
    let gate = Gate::new(&settings.server);
    tracing::info!(%listen, "the portal is open");
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    match &settings.server.tls {
        Some(tls) => {
            // The only provider of cryptography for TLS; a second call would find it installed already.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(&tls.certificate, &tls.key)
                .await
                .map_err(|error| Refused::new("tls", error.to_string()))?;
            let server = axum_server::from_tcp_rustls(listener, config).map_err(told)?;
            let mut server = server.handle(handle).map(|tls| tls.acceptor(gate));
            gate::be_patient(server.http_builder());
            server.serve(service).await.map_err(told)
        }
        None => {
            let server = axum_server::from_tcp(listener).map_err(told)?;
            let mut server = server.handle(handle).acceptor(gate);
            gate::be_patient(server.http_builder());
            server.serve(service).await.map_err(told)
        }
    }
}

async fn stop_on_signal(handle: Handle<SocketAddr>, terminate: Signal) {
    told_to_stop(terminate).await;
    handle.graceful_shutdown(Some(GRACE));
}

/// Ends when the service manager or the terminal says so.
pub(crate) async fn told_to_stop(mut terminate: Signal) {
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// The log of a process that serves.
pub(crate) fn log_to_stderr() {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,typst=warn")))
        .with_writer(std::io::stderr)
        .init();
}
