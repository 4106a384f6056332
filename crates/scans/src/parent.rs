//! The server's side: starts the child, feeds it, believes little of what it says, and ends it.

use std::{fmt, io, os::unix::process::ExitStatusExt, path::Path, process::Stdio};

use rustix::process::Signal;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    process::{Child, Command},
    time::timeout,
};

use crate::{
    Limits, SUBCOMMAND, ScanRefusal, kind,
    protocol::{FrameKind, HEAD_LENGTH},
};

/// A page to look at.
#[derive(Clone, PartialEq, Eq)]
pub struct PngPage {
    /// Width, pixels.
    pub width: u32,
    /// Height, pixels.
    pub height: u32,
    /// The picture, PNG. It comes from a stranger's file: serve it as `image/png` with `nosniff`.
    pub png: Vec<u8>,
}

/// Without the picture: passports do not belong in logs.
impl fmt::Debug for PngPage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PngPage {{ {} × {} }}", self.width, self.height)
    }
}

/// All pages of one scan together, bytes.
const MOST_OUTPUT: usize = 96 * 1024 * 1024;

/// Turns a scan into pages. `exe` is an executable that calls [`crate::worker_main`] when its only argument is
/// [`SUBCOMMAND`]; a server passes its own path.
///
/// # Errors
/// [`ScanRefusal`]. A scan is taken as a whole or not at all.
pub async fn rasterise(exe: &Path, bytes: &[u8], limits: &Limits) -> Result<Vec<PngPage>, ScanRefusal> {
    if bytes.is_empty() {
        return Err(ScanRefusal::Empty);
    }
    if bytes.len() > limits.file_bytes {
        return Err(ScanRefusal::TooBig {
            limit: limits.file_bytes,
        });
    }
    if kind(bytes).is_none() {
        return Err(ScanRefusal::UnknownKind);
    }
    let mut child = start(exe).map_err(ScanRefusal::Unavailable)?;
    let pages = match timeout(limits.time, converse(&mut child, bytes, limits)).await {
        Ok(pages) => pages,
        Err(_) => Err(ScanRefusal::TooSlow),
    };
    // After an answer the child has nothing left to do; before one it is not worth waiting for.
    if child.id().is_some() {
        child.kill().await.map_err(ScanRefusal::Unavailable)?;
    }
    pages
}

fn start(exe: &Path) -> io::Result<Child> {
    Command::new(exe)
        .arg(SUBCOMMAND)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
}

async fn converse(child: &mut Child, bytes: &[u8], limits: &Limits) -> Result<Vec<PngPage>, ScanRefusal> {
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ScanRefusal::Unavailable(io::Error::other("the child has no pipes")));
    };
    // Not a byte of the file leaves before the child says that it is confined.
    let ready = async {
        input.write_all(&limits.to_wire()).await?;
        read_head(&mut output).await
    };
    match ready.await.map_err(ScanRefusal::Unavailable)? {
        Some((FrameKind::Ready, 0)) => {}
        _ => {
            return Err(ScanRefusal::Unavailable(io::Error::other(
                "the child did not confine itself",
            )));
        }
    }
    let (_, pages) = tokio::join!(feed(input, bytes), read_pages(&mut output, limits));
    match pages? {
        Some(pages) => Ok(pages),
        None => Err(cause_of_death(child).await),
    }
}

/// A child that refuses early stops reading; that is no error, its answer is what counts.
async fn feed(mut input: impl AsyncWrite + Unpin, bytes: &[u8]) {
    let _closed_early = input.write_all(bytes).await;
}

/// Reads pages up to the end frame; `None` when the child fell silent before it.
async fn read_pages(
    output: &mut (impl AsyncRead + Unpin),
    limits: &Limits,
) -> Result<Option<Vec<PngPage>>, ScanRefusal> {
    let mut pages = Vec::new();
    let mut budget = MOST_OUTPUT;
    while let Ok(Some((kind, length))) = read_head(output).await {
        match kind {
            FrameKind::End => return Ok(Some(pages)),
            FrameKind::Page if pages.len() < limits.pages as usize => {
                budget = budget.checked_sub(length).ok_or(ScanRefusal::Unreadable)?;
                let mut png = vec![0; length];
                if output.read_exact(&mut png).await.is_err() {
                    break;
                }
                pages.push(checked(png, limits).ok_or(ScanRefusal::Unreadable)?);
            }
            refused => return Err(refused.refusal(limits)),
        }
    }
    Ok(None)
}

/// The head of the next frame; `None` at the end of output or when it makes no sense.
async fn read_head(output: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<(FrameKind, usize)>> {
    let mut head = [0; HEAD_LENGTH];
    output.read_exact(&mut head).await?;
    Ok(FrameKind::parse(head))
}

/// A page must look like PNG and name a size within the limits. It is not decoded here.
fn checked(png: Vec<u8>, limits: &Limits) -> Option<PngPage> {
    let (signature, rest) = png.split_first_chunk::<8>()?;
    let (header, rest) = rest.split_first_chunk::<8>()?;
    let (width, rest) = rest.split_first_chunk::<4>()?;
    let (height, _) = rest.split_first_chunk::<4>()?;
    let is_png = signature == b"\x89PNG\r\n\x1a\n" && header == b"\0\0\0\x0dIHDR";
    let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
    let sides = 1..=limits.side;
    (is_png && sides.contains(&width) && sides.contains(&height)).then_some(PngPage { width, height, png })
}

/// Why the child fell silent: the limit of processor time, or a file that broke its reader.
async fn cause_of_death(child: &mut Child) -> ScanRefusal {
    match child.wait().await {
        Ok(status) if status.signal() == Some(Signal::XCPU.as_raw()) => ScanRefusal::TooSlow,
        Ok(_) => ScanRefusal::Unreadable,
        Err(reason) => ScanRefusal::Unavailable(reason),
    }
}
