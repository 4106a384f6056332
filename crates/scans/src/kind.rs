//! What a file is by its content; names and declared types are not asked.

/// Kinds of files that are taken as scans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanKind {
    /// PDF, ISO 32000.
    Pdf,
    /// JPEG, ITU-T T.81.
    Jpeg,
    /// PNG, ISO/IEC 15948.
    Png,
}

/// The kind by the first bytes. They must be the very first: a file that is several things at once is none of them.
#[must_use]
pub fn kind(bytes: &[u8]) -> Option<ScanKind> {
    const SIGNATURES: [(&[u8], ScanKind); 3] = [
        (b"%PDF-", ScanKind::Pdf),
        (b"\xff\xd8\xff", ScanKind::Jpeg),
        (b"\x89PNG\r\n\x1a\n", ScanKind::Png),
    ];
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|&(_, kind)| kind)
}

impl ScanKind {
    /// The media type to serve the original with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}
