//! `crl`: publishes the next list of revoked certificates now.

use std::path::Path;

use office::crl;

use crate::folder::Folder;
use crate::open;
use crate::outcome::Refused;

pub(crate) async fn run(data: &Path, dated_back: bool) -> Result<(), Refused> {
    let folder = Folder::existing(data)?;
    let opened = open::for_command(&folder).await?;
    let published = crl::publish(&opened.office, dated_back).await;
    opened.office.close().await?;
    println!("СОС № {} выпущен", published?);
    Ok(())
}
