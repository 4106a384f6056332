//! The child: confines itself, reads one file, writes its pages.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use crate::{
    Limits, ScanKind, ScanRefusal, confine, document, kind, limits::WIRE_LENGTH, page, picture, protocol::FrameKind,
};

/// The whole life of the child. The executable calls it for the hidden subcommand before anything else: no thread,
/// no file, no secret of the server may exist yet.
#[must_use]
pub fn worker_main() -> ExitCode {
    match work(&mut io::stdin().lock(), &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody reads what the child could say: the parent sees the missing end.
        Err(_) => ExitCode::FAILURE,
    }
}

fn work(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let mut wire = [0; WIRE_LENGTH];
    input.read_exact(&mut wire)?;
    let limits = Limits::from_wire(wire);
    confine::confine(&limits)?;
    FrameKind::Ready.write(&[], output)?;

    let mut bytes = Vec::new();
    input.take(limits.file_bytes as u64).read_to_end(&mut bytes)?;
    let write_page = |picture| {
        let png = page::encode(picture, limits.side)?;
        FrameKind::Page.write(&png, output).map_err(ScanRefusal::Unavailable)
    };
    match read(bytes, &limits, write_page) {
        Ok(()) => FrameKind::End.write(&[], output),
        Err(ScanRefusal::Unavailable(reason)) => Err(reason),
        Err(refusal) => FrameKind::of(&refusal).write(&[], output),
    }
}

fn read(
    bytes: Vec<u8>,
    limits: &Limits,
    mut take: impl FnMut(image::DynamicImage) -> Result<(), ScanRefusal>,
) -> Result<(), ScanRefusal> {
    match kind(&bytes).ok_or(ScanRefusal::UnknownKind)? {
        ScanKind::Pdf => document::each_page(bytes, limits, take),
        kind @ (ScanKind::Jpeg | ScanKind::Png) => take(picture::decode(&bytes, kind, limits)?),
    }
}
