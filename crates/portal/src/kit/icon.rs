use std::fmt;

/// A drawing of the sprite `icons.svg`. Decoration unless it carries a label of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Icon {
    name: &'static str,
}

/// Names an icon; the web build finds the name in the source and puts the drawing into the sprite.
pub(crate) const fn icon(name: &'static str) -> Icon {
    Icon { name }
}

impl Icon {
    pub(crate) const fn new(name: &'static str) -> Self {
        icon(name)
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = crate::assets::url("icons.svg");
        write!(
            f,
            r#"<svg class="uc-icon" aria-hidden="true" focusable="false"><use href="{sprite}#{}"/></svg>"#,
            self.name
        )
    }
}

impl askama::filters::HtmlSafe for Icon {}
