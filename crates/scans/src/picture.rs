//! JPEG and PNG.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits as ImageLimits, error::ImageError,
    metadata::Orientation,
};

use crate::{Limits, ScanKind, ScanRefusal};

/// Decodes a picture, turned the way the camera says.
pub(crate) fn decode(bytes: &[u8], kind: ScanKind, limits: &Limits) -> Result<DynamicImage, ScanRefusal> {
    let format = match kind {
        ScanKind::Png => ImageFormat::Png,
        ScanKind::Jpeg | ScanKind::Pdf => ImageFormat::Jpeg,
    };
    if format == ImageFormat::Jpeg && is_cut_off(bytes) {
        return Err(ScanRefusal::Unreadable);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(ImageLimits::no_limits()); // the size is checked below, memory by the kernel
    let mut decoder = reader.into_decoder().map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > u64::from(limits.megapixels) * 1_000_000 {
        return Err(ScanRefusal::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// Decoders fill the missing end of a JPEG with grey. Inside its data FF D9 can only be the end, so that after the
/// last start of data there must be one.
fn is_cut_off(jpeg: &[u8]) -> bool {
    let last = |marker: [u8; 2]| jpeg.windows(2).rposition(|pair| pair == marker);
    last([0xff, 0xd9]) <= last([0xff, 0xda])
}

fn refuse(error: ImageError) -> ScanRefusal {
    match error {
        ImageError::Limits(_) => ScanRefusal::TooManyPixels,
        _ => ScanRefusal::Unreadable,
    }
}
