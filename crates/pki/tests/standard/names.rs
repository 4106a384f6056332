//! Names: string types, comparison, names of other makers.

use hex_literal::hex;
use pki::name::{Attribute, Difference, DistinguishedName, NameError, StringType};

use crate::kit::user_name;

#[test]
fn identifiers_are_numeric_strings_and_all_else_its_own_type() {
    for value in user_name().iter() {
        let expected = match value.attribute() {
            Attribute::Ogrn | Attribute::Snils | Attribute::Inn | Attribute::InnLe => StringType::Numeric,
            Attribute::Country => StringType::Printable,
            Attribute::Email => StringType::Ia5,
            _ => StringType::Utf8,
        };
        assert!(value.is_written_as(expected), "{}", value.attribute());
    }
}

#[test]
fn the_first_bytes_are_those_of_the_standard() {
    let name = DistinguishedName::new([(Attribute::Country, "RU"), (Attribute::Inn, "007707049388")]).unwrap();
    let expected =
        hex!("3029 310b 3009 0603550406 1302 5255 311a 3018 06082a85030381030101 120c 303037373037303439333838");
    assert_eq!(name.to_der(), expected);
    assert_eq!(DistinguishedName::from_der(&expected), Ok(name));
}

#[test]
fn other_string_types_are_read_and_kept() {
    for (der, text) in [
        (&hex!("300e310c300a06035504030c03d09f78")[..], "Пx"),
        (&hex!("300f310d300b06035504031e04 041f0078"), "Пx"),
        (&hex!("300d310b300906035504031402c4e9"), "Äé"),
        (&hex!("300d310b300906035504031302c478"), "Äx"),
        (&hex!("300d310b300906035504030402c478"), "#c478"),
        (&hex!("300d310b300906035504030c02ffff"), "#ffff"),
        (&hex!("300b3109300706035504030c00"), ""),
    ] {
        let name = DistinguishedName::from_der(der).unwrap();
        assert_eq!(name.get(Attribute::CommonName), Some(text));
        assert_eq!(name.to_der(), der);
    }
}

#[test]
fn a_name_with_joined_fields_is_read_and_written_back() {
    let joined = hex!("3016 3114 300806035504030c0178 3008060355040a0c0179");
    let name = DistinguishedName::from_der(&joined).unwrap();
    assert!(name.has_multi_valued_rdn());
    assert_eq!(name.get(Attribute::Organization), Some("y"));
    assert_eq!(name.to_der(), joined);
}

#[test]
fn what_is_no_name_is_refused() {
    for der in [
        &[][..],
        &[0x30, 1],
        &[0x31, 0],
        &[0x30, 2, 0x31, 0],
        &[0x30, 0, 0],
        &hex!("3004 3102 3000"),
    ] {
        assert_eq!(DistinguishedName::from_der(der), Err(NameError::NotDer), "{der:02x?}");
    }
    assert_eq!(
        DistinguishedName::from_der(&[0x30, 0]),
        Ok(DistinguishedName::default())
    );
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let long = "я".repeat(2049);
    for (attribute, text, error) in [
        (
            Attribute::Snils,
            "148-302-716 40",
            NameError::Characters(Attribute::Snils),
        ),
        (
            Attribute::Email,
            "почта@example.invalid",
            NameError::Characters(Attribute::Email),
        ),
        (Attribute::Country, "R_", NameError::Characters(Attribute::Country)),
        (Attribute::Title, "Врач\n", NameError::Characters(Attribute::Title)),
        (Attribute::Title, "", NameError::Empty(Attribute::Title)),
        (Attribute::Title, &long, NameError::TooLong(Attribute::Title)),
    ] {
        assert_eq!(DistinguishedName::new([(attribute, text)]), Err(error));
    }
}

#[test]
fn comparison_names_every_field_that_differs() {
    use Attribute::{CommonName, GivenName, Organization, Title};
    let name = |fields: &[(Attribute, &str)]| DistinguishedName::new(fields.iter().copied()).unwrap();
    let difference = |attribute, expected: Option<&str>, found: Option<&str>| Difference {
        attribute,
        expected: expected.map(str::to_string),
        found: found.map(str::to_string),
    };
    let approved = name(&[(CommonName, "Иванов Пётр"), (GivenName, "Пётр"), (Organization, "О")]);

    let same_in_other_order = name(&[(Organization, "О"), (CommonName, "Иванов Пётр"), (GivenName, "Пётр")]);
    assert_eq!(approved.differences(&same_in_other_order), []);

    let other = name(&[
        (CommonName, "Иванов Петр"),
        (Organization, "О"),
        (Organization, "О"),
        (Title, "Врач"),
    ]);
    let expected = [
        difference(CommonName, Some("Иванов Пётр"), Some("Иванов Петр")),
        difference(GivenName, Some("Пётр"), None),
        difference(Organization, None, Some("О")),
        difference(Title, None, Some("Врач")),
    ];
    assert_eq!(approved.differences(&other), expected);
}

#[test]
fn a_request_of_openssl_with_a_text_type_for_the_number_does_not_differ() {
    // 1.2.643.100.4 as UTF8String, as OpenSSL 3.0 writes it.
    let found = DistinguishedName::from_der(&hex!("3017 3115 3013 06052a85036404 0c0a 32393939303135323430")).unwrap();
    let expected = DistinguishedName::new([(Attribute::InnLe, "2999015240")]).unwrap();
    assert_eq!(expected.differences(&found), []);
    assert_ne!(expected, found);
}
