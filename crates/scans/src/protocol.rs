//! What parent and child say to each other.
//!
//! Parent: limits (24 bytes). Child, once confined: `Ready`. Parent: the file, end of input.
//! Child: one `Page` per page and `End`, or one refusal. A frame is a kind (1 byte), a length (4 bytes, little-endian)
//! and that many bytes.

use std::io::{self, Write};

use crate::{Limits, ScanRefusal};

/// Length of the head of a frame.
pub(crate) const HEAD_LENGTH: usize = 5;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FrameKind {
    Ready,
    Page,
    End,
    Encrypted,
    TooManyPages,
    TooManyPixels,
    Unreadable,
}

const KINDS: [FrameKind; 7] = [
    FrameKind::Ready,
    FrameKind::Page,
    FrameKind::End,
    FrameKind::Encrypted,
    FrameKind::TooManyPages,
    FrameKind::TooManyPixels,
    FrameKind::Unreadable,
];

impl FrameKind {
    /// Reads the head of a frame: its kind and the length of what follows.
    pub(crate) fn parse(head: [u8; HEAD_LENGTH]) -> Option<(Self, usize)> {
        let [kind, length @ ..] = head;
        let kind = *KINDS.get(usize::from(kind))?;
        Some((kind, u32::from_le_bytes(length) as usize))
    }

    /// The frame by which the child tells a refusal; the parent alone can find the others.
    pub(crate) fn of(refusal: &ScanRefusal) -> Self {
        match refusal {
            ScanRefusal::Encrypted => Self::Encrypted,
            ScanRefusal::TooManyPages { .. } => Self::TooManyPages,
            ScanRefusal::TooManyPixels => Self::TooManyPixels,
            _ => Self::Unreadable,
        }
    }

    /// The refusal such a frame tells. A frame out of place is one too: the child is not to be trusted.
    pub(crate) fn refusal(self, limits: &Limits) -> ScanRefusal {
        match self {
            Self::Encrypted => ScanRefusal::Encrypted,
            Self::TooManyPages => ScanRefusal::TooManyPages { limit: limits.pages },
            Self::TooManyPixels => ScanRefusal::TooManyPixels,
            Self::Ready | Self::Page | Self::End | Self::Unreadable => ScanRefusal::Unreadable,
        }
    }

    /// Writes a frame of this kind.
    pub(crate) fn write(self, content: &[u8], out: &mut impl Write) -> io::Result<()> {
        let length = u32::try_from(content.len()).map_err(io::Error::other)?;
        out.write_all(&[self as u8])?;
        out.write_all(&length.to_le_bytes())?;
        out.write_all(content)?;
        out.flush()
    }
}
