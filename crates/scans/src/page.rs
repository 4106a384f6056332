//! A decoded picture becomes a page to look at: small enough for a screen, flat, PNG.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, RgbImage, Rgba, RgbaImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
    imageops,
};

use crate::ScanRefusal;

/// A page is grey when no pixel has a tint stronger than this; then it takes a third of the bytes.
const TINT: u8 = 24;

/// Shrinks to `side`, lays the picture on white and encodes it.
pub(crate) fn encode(picture: DynamicImage, side: u32) -> Result<Vec<u8>, ScanRefusal> {
    let shrunk = if picture.width().max(picture.height()) > side {
        picture.resize(side, side, imageops::FilterType::Triangle)
    } else {
        picture
    };
    let flat = if shrunk.color().has_alpha() {
        on_white(shrunk.into_rgba8())
    } else {
        shrunk.into_rgb8()
    };
    let (width, height) = flat.dimensions();
    let is_grey = flat.pixels().all(|pixel| tint(pixel.0) <= TINT);
    let (bytes, color) = if is_grey {
        (
            DynamicImage::ImageRgb8(flat).into_luma8().into_raw(),
            ExtendedColorType::L8,
        )
    } else {
        (flat.into_raw(), ExtendedColorType::Rgb8)
    };
    let mut png = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&bytes, width, height, color)
        .map_err(|_| ScanRefusal::Unreadable)?;
    Ok(png.into_inner())
}

fn on_white(picture: RgbaImage) -> RgbImage {
    let mut paper = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([255; 4]));
    imageops::overlay(&mut paper, &picture, 0, 0);
    DynamicImage::ImageRgba8(paper).into_rgb8()
}

fn tint([red, green, blue]: [u8; 3]) -> u8 {
    red.max(green).max(blue) - red.min(green).min(blue)
}
