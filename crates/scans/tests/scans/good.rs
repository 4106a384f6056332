//! What users send.

use image::{ImageFormat, Rgba, RgbaImage, load_from_memory};
use zaver_scans::{ScanKind, kind};

use crate::{
    files::{encoded, paper, pdf},
    read,
};

fn pixel(png: &[u8], x: u32, y: u32) -> [u8; 3] {
    load_from_memory(png)
        .expect("the page is a PNG")
        .to_rgb8()
        .get_pixel(x, y)
        .0
}

#[test]
fn a_photograph_is_shrunk_and_keeps_its_colours() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let pages = read(&encoded(&paper(2480, 3508), format)).expect("a good scan");
        let [page] = pages.as_slice() else {
            panic!("one page, not {}", pages.len())
        };
        assert_eq!((page.width, page.height), (1131, 1600), "{format:?}");
        let [red, _, blue] = pixel(&page.png, 50, 50);
        assert!(red < 40 && blue > 180, "{format:?}: the stamp is not blue");
        assert_eq!(pixel(&page.png, 800, 1200), [255; 3], "{format:?}");
    }
}

#[test]
fn a_small_picture_is_not_blown_up_and_transparent_becomes_white() {
    let glass = RgbaImage::from_pixel(40, 20, Rgba([0, 0, 0, 0]));
    let pages = read(&encoded(&glass.into(), ImageFormat::Png)).expect("a good scan");
    assert_eq!((pages[0].width, pages[0].height), (40, 20));
    assert_eq!(pixel(&pages[0].png, 10, 10), [255; 3]);
}

#[test]
fn a_document_gives_all_its_pages_upright() {
    let pages = read(&pdf(3, 595.0, 842.0)).expect("a good document");
    assert_eq!(pages.len(), 3);
    for page in &pages {
        assert_eq!((page.width, page.height), (1130, 1600));
        assert_eq!(pixel(&page.png, 20, 1580), [255, 0, 0]);
        assert_eq!(pixel(&page.png, 1100, 20), [255; 3]);
    }
}

#[test]
fn the_largest_page_the_limits_allow_is_read() {
    let pages = read(&encoded(&image::DynamicImage::new_luma8(8000, 8000), ImageFormat::Png)).expect("64 megapixels");
    assert_eq!((pages[0].width, pages[0].height), (1600, 1600));
    assert_eq!(read(&pdf(30, 595.0, 842.0)).expect("30 pages").len(), 30);
}

#[test]
fn the_kind_is_that_of_the_content() {
    let small = paper(8, 8);
    assert_eq!(kind(&encoded(&small, ImageFormat::Jpeg)), Some(ScanKind::Jpeg));
    assert_eq!(kind(&encoded(&small, ImageFormat::Png)), Some(ScanKind::Png));
    assert_eq!(kind(&pdf(1, 100.0, 100.0)), Some(ScanKind::Pdf));
    assert_eq!(kind(b"GIF89a"), None);
    assert_eq!(kind(b" %PDF-1.7"), None);
}
