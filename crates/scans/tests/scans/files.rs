//! Files made for the tests.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// White paper with a blue stamp in its upper left corner.
pub(crate) fn paper(width: u32, height: u32) -> DynamicImage {
    let stamp = |x, y| x < width / 4 && y < height / 4;
    let pixel = |x, y| {
        if stamp(x, y) {
            Rgb([20, 40, 200])
        } else {
            Rgb([255, 255, 255])
        }
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

pub(crate) fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("the picture encodes");
    bytes.into_inner()
}

/// A PDF of these objects, numbered from 1, the first being the catalogue; `trailer` goes into its trailer.
pub(crate) fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(
        places
            .iter()
            .flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()),
    );
    let size = objects.len() + 1;
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

pub(crate) fn stream(dictionary: &str, content: &str) -> String {
    format!(
        "<< {dictionary} /Length {} >>\nstream\n{content}\nendstream",
        content.len()
    )
}

/// `count` pages of one size, in points, with a red square in the lower left corner of each.
pub(crate) fn pdf(count: usize, width: f64, height: f64) -> Vec<u8> {
    let kids: String = (0..count).map(|page| format!("{} 0 R ", page + 4)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {count} /Kids [{kids}] >>"),
        stream("", "1 0 0 rg 0 0 100 100 re f"),
    ];
    let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 3 0 R >>");
    objects.extend(std::iter::repeat_n(page, count));
    pdf_of(&objects, "")
}
