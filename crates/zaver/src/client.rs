//! `client`: information systems that may use the API.

use std::path::Path;

use clap::Subcommand;
use domain::rights::Actor;
use office::ops::{admit_client, dismiss_client};
use office::views;

use crate::folder::Folder;
use crate::open;
use crate::outcome::Refused;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Admit a system; its token is shown once and kept nowhere.
    Add {
        /// What you call it.
        #[arg(long)]
        name: String,
        /// What it may ask for: `issue-for-system`, `read-certificates`, `check-access`.
        #[arg(long = "operation", required = true)]
        operations: Vec<String>,
        /// Days the token is good for.
        #[arg(long, default_value_t = 365)]
        days: u16,
    },
    /// Show the systems that were admitted.
    List,
    /// End the access of a system.
    End {
        /// Its id, as `list` shows it.
        id: String,
    },
}

pub(crate) async fn run(data: &Path, command: &Command) -> Result<(), Refused> {
    let folder = Folder::existing(data)?;
    let opened = open::for_command(&folder).await?;
    let done = match command {
        Command::Add { name, operations, days } => {
            let command = admit_client::Command {
                name: name.clone(),
                operations: operations.clone(),
                days: *days,
            };
            let admitted = opened.office.perform(&Actor::SYSTEM, command).await;
            admitted.map(|admitted| {
                eprintln!("Система {} допущена. Ключ доступа показан один раз:", admitted.id);
                println!("{}", admitted.token);
            })
        }
        Command::List => views::clients(&opened.office).await.map(|clients| {
            for client in clients {
                let ended = client
                    .ended_at
                    .map_or(String::new(), |at| format!(", доступ прекращён {at}"));
                let operations = client.operations.join(", ");
                println!(
                    "{} «{}»: {operations}; до {}{ended}",
                    client.id, client.name, client.expires_at
                );
            }
        }),
        Command::End { id } => match id.parse() {
            Ok(client) => {
                opened
                    .office
                    .perform(&Actor::SYSTEM, dismiss_client::Command { client })
                    .await
            }
            Err(_) => Err(office::Refusal::NotFound(office::refusal::Missing::Client)),
        },
    };
    opened.office.close().await?;
    Ok(done?)
}
