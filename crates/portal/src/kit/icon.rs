use std::fmt;

/// A drawing of the sprite `icons.svg`. Decoration unless it carries a label of its own.
#[derive(Debug, Clone, Copy)]
pub struct Icon {
    name: &'static str,
    class: &'static str,
}

/// Names an icon; the web build finds the name in the source and puts the drawing into the sprite.
pub const fn icon(name: &'static str) -> Icon {
    Icon { name, class: "uc-icon" }
}

impl Icon {
    pub(crate) const fn new(name: &'static str) -> Self {
        icon(name)
    }

    /// The larger size, for buttons without words and headings.
    pub const fn large(self) -> Self {
        Self { class: "uc-icon uc-icon-lg", ..self }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = crate::assets::url("icons.svg");
        write!(f, r#"<svg class="{}" aria-hidden="true" focusable="false"><use href="{sprite}#{}"/></svg>"#, self.class, self.name)
    }
}

impl askama::filters::HtmlSafe for Icon {}
