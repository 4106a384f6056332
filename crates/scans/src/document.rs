//! PDF.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{LoadPdfError, Pdf, page::Page},
    render,
    vello_cpu::color::palette::css::WHITE,
};
use image::{DynamicImage, RgbaImage};

use crate::{Limits, ScanRefusal};

/// The end mark must stand in the last kilobyte (ISO 32000-1, 7.5.5 and note H.3): else the file is cut off.
const END: &[u8] = b"%%EOF";
const TAIL: usize = 1024;

/// Renders every page of a document and hands it to `take`, one at a time.
pub(crate) fn each_page(
    bytes: Vec<u8>,
    limits: &Limits,
    mut take: impl FnMut(DynamicImage) -> Result<(), ScanRefusal>,
) -> Result<(), ScanRefusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !tail.windows(END.len()).any(|window| window == END) {
        return Err(ScanRefusal::Unreadable);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ScanRefusal::Encrypted,
        LoadPdfError::Invalid => ScanRefusal::Unreadable,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ScanRefusal::Unreadable);
    }
    if pages.len() > limits.pages as usize {
        return Err(ScanRefusal::TooManyPages { limit: limits.pages });
    }
    let cache = RenderCache::new();
    pages.iter().try_for_each(|page| take(picture(page, &cache, limits)?))
}

fn picture<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, limits: &Limits) -> Result<DynamicImage, ScanRefusal> {
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    let scale = limits.side as f32 / longer;
    // Also false for what is not a number. A page thinner than a pixel is no page.
    if !(longer.is_finite() && width.min(height) * scale >= 1.0) {
        return Err(ScanRefusal::Unreadable);
    }
    let output = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let pixels = render(
        page,
        cache,
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &output,
    );
    let (width, height) = (pixels.width().into(), pixels.height().into());
    let picture = RgbaImage::from_raw(width, height, pixels.data_as_u8_slice().to_vec());
    picture.map(DynamicImage::ImageRgba8).ok_or(ScanRefusal::Unreadable)
}
