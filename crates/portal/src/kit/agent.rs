//! «Chrome 140, Windows»: a browser by the words people know it by.

/// Marks of browsers, the ones that pretend to be others first.
const BROWSERS: [(&str, &str); 9] = [
    ("YaBrowser/", "Яндекс Браузер"),
    ("Edg/", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("HeadlessChrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// Marks of systems; Android calls itself Linux too.
const SYSTEMS: [(&str, &str); 6] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The browser and the system of a User-Agent header (RFC 9110 §10.1.5), as far as they are told.
pub(crate) fn agent(header: &str) -> String {
    let browser = BROWSERS.iter().find_map(|(mark, name)| {
        let version = header.split(mark).nth(1)?;
        let major: String = version.chars().take_while(char::is_ascii_digit).collect();
        Some(format!("{name} {major}").trim_end().to_owned())
    });
    let system = SYSTEMS
        .iter()
        .find(|(mark, _)| header.contains(mark))
        .map(|(_, name)| (*name).to_owned());
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(known), None) => known,
        (None, Some(system)) => format!("Неизвестный браузер, {system}"),
        (None, None) => "Неизвестный браузер".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn browsers_are_named_as_people_know_them() {
        for (header, told) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "Chrome 140, Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 YaBrowser/25.8.0.0 Safari/537.36",
                "Яндекс Браузер 25, Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
                "Firefox 143, Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari 18, iPhone",
            ),
            ("curl/8.14.1", "Неизвестный браузер"),
            ("", "Неизвестный браузер"),
        ] {
            assert_eq!(super::agent(header), told);
        }
    }
}
