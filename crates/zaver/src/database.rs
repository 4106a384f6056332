//! `database`: moves an installation from one database to another.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use storage::{CopyError, Db, Hold, Location};

use crate::folder::{Folder, Purpose};
use crate::outcome::Refused;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Copy everything into an empty database: a file or `postgres://…` each. No server may work on either.
    Copy {
        /// Where from.
        #[arg(long, env = "ZAVER_COPY_FROM", hide_env_values = true)]
        from: String,
        /// Where to.
        #[arg(long, env = "ZAVER_COPY_TO", hide_env_values = true)]
        to: String,
    },
}

pub(crate) async fn run(command: &Command) -> Result<(), Refused> {
    let Command::Copy { from, to } = command;
    let (from, to) = (location(from), location(to));
    if let Location::File(path) = &from
        && !path.exists()
    {
        return Err(Refused::new("no-data", format!("файла {} нет", path.display())));
    }
    let (source, _source_is_ours) = alone(&from).await?;
    let (target, _target_is_ours) = alone(&to).await?;
    let rows = copied(&source, &target).await?;
    source.close().await;
    target.close().await;
    println!(
        "Скопировано записей: {rows}. Впишите новую базу в zaver.toml ([database] url) и проверьте: zaver journal verify."
    );
    Ok(())
}

/// Copies, and says how many rows.
pub(crate) async fn copied(from: &Db, to: &Db) -> Result<u64, Refused> {
    let tables = storage::copy(from, to).await.map_err(|error| match error {
        CopyError::NotEmpty(table) => Refused::new(
            "database-not-empty",
            format!("в базе назначения уже есть записи (таблица {table}); дайте пустую базу"),
        ),
        other => Refused::new("database", other.to_string()),
    })?;
    Ok(tables.iter().map(|copied| copied.rows).sum())
}

fn location(text: &str) -> Location {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Location::Pg(text.to_owned())
    } else {
        Location::File(PathBuf::from(text))
    }
}

/// What keeps a server away as long as it lives.
#[derive(Debug)]
struct Alone {
    _name: Hold,
    _folder: Option<std::fs::File>,
}

/// Opens a database that no server works on, and keeps it so.
async fn alone(location: &Location) -> Result<(Db, Alone), Refused> {
    let told = |error: storage::DbError| Refused::new("database", error.to_string());
    let folder = match location {
        Location::File(path) => Some(Folder::any(path.parent().unwrap_or(Path::new("."))).lock(Purpose::Serve)?),
        Location::Pg(_) => None,
    };
    let db = Db::open(location).await.map_err(told)?;
    let name = db.try_hold(Purpose::Serve.node()).await.map_err(told)?.ok_or_else(|| {
        Refused::new(
            "already-serving",
            "с этой базой данных работает сервер; остановите его на время переноса",
        )
    })?;
    Ok((
        db,
        Alone {
            _name: name,
            _folder: folder,
        },
    ))
}
