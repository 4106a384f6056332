//! `init`: a data folder with settings, database and keys; with `--demo`, invented people too.

use std::io::{BufRead, Write};
use std::path::Path;

use authority::ceremony::Plan;
use clap::Args;
use domain::installation::Installation;
use office::ListTerms;

use crate::folder::{Folder, Purpose};
use crate::outcome::Refused;
use crate::settings::{Mail, Ocsp, Protection, Regulation, Server, Settings, Tsp, Verification};
use crate::{ceremony, demo, open};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Ask nothing.
    #[arg(long)]
    yes: bool,
    /// A demonstration with invented people; prints their sign-in data as `role<TAB>login<TAB>password`.
    #[arg(long)]
    demo: bool,
    /// Address of the portal as people type it.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    base_url: String,
}

pub(crate) async fn run(data: &Path, options: &Options) -> Result<(), Refused> {
    if !options.yes && !agreed(data)? {
        return Err(Refused::new("not-agreed", "ничего не создано"));
    }
    let folder = Folder::new(data)?;
    let settings = defaults(options);
    ceremony::conduct(
        &folder,
        &Plan::default_for(&settings.installation.owner, &options.base_url),
        None,
    )?;
    let text = toml::to_string_pretty(&settings).map_err(|error| Refused::new("settings", error.to_string()))?;
    folder.write_new("zaver.toml", with_notes(&text).as_bytes(), false)?;
    let opened = open::open(&folder, &settings, Purpose::Command, None).await?;
    if options.demo {
        for person in demo::seed(&folder, &opened.office).await? {
            println!("{}\t{}\t{}", person.role, person.login, person.password);
        }
    }
    opened.office.close().await?;
    if options.base_url.starts_with("https://") {
        let lists = settings.certificates.crl_urls.join(", ");
        eprintln!(
            "Списки отозванных проверяющие скачают по {lists}: откройте этот адрес без TLS, порталу оставьте TLS."
        );
    }
    eprintln!("Готово. Запустите портал: zaver --data {} serve", data.display());
    Ok(())
}

fn agreed(data: &Path) -> Result<bool, Refused> {
    eprint!("Создать данные и ключи УЦ в папке {}? [д/н] ", data.display());
    std::io::stderr()
        .flush()
        .map_err(|error| Refused::new("terminal", error.to_string()))?;
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Refused::new("terminal", error.to_string()))?;
    Ok(matches!(
        answer.trim().to_lowercase().as_str(),
        "д" | "да" | "y" | "yes"
    ))
}

fn defaults(options: &Options) -> Settings {
    let base_url = options.base_url.trim_end_matches('/').to_owned();
    let certificates = Plan::default_for("", &base_url).settings;
    Settings {
        installation: Installation {
            name: "УЦ ФОМС".into(),
            owner: "ТФОМС Северодольской области".into(),
            phones: vec!["8 (800) 000-00-00".into()],
            email: "uc@tfoms.example.ru".into(),
            address: "г. Северодольск, ул. Набережная, д. 12, каб. 204".into(),
            base_url,
            color: "#1551b8".into(),
        },
        server: Server::default(),
        database: None,
        signer: None,
        mail: Mail {
            host: "localhost".into(),
            port: 25,
            protection: Protection::None,
            from: "УЦ ФОМС <uc@tfoms.example.ru>".into(),
            user: None,
            password_file: None,
        },
        regulation: Regulation::default(),
        lists: ListTerms::default(),
        certificates,
        verification: Verification::default(),
        ocsp: Ocsp::default(),
        tsp: options.demo.then(Tsp::of_demo),
        demo: options.demo,
    }
}

fn with_notes(text: &str) -> String {
    format!(
        "# Настройки «Заверь». Проверить после правки: zaver config check\n\
         # Пароли ключей здесь не пишут: они лежат в secrets/ или их даёт служба (CREDENTIALS_DIRECTORY).\n\n{text}"
    )
}
