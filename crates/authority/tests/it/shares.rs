//! The passphrase of the root in shares: N holders open it, N − 1 are refused and know nothing, a wrong share is named.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pki::crl::Crl;
use zaver_authority::ceremony::{
    Outcome, Participant, Passphrases, Plan, RootFiles, ShareError, SharesPlan, combine, hold, next_root_crl,
};
use zaver_authority::custody::Passphrase;

use crate::house::*;

const HOLDERS: [&str; 3] = ["Иванов И. И.", "Петрова А. С.", "Лапина О. С."];

static SHARED: LazyLock<Outcome> = LazyLock::new(|| hold(&shared_plan(), &without_root(), NOW, &mut rng(4)).unwrap());

fn shared_plan() -> Plan {
    let mut plan = plan();
    plan.root.shares = Some(SharesPlan {
        needed: 2,
        holders: HOLDERS.map(str::to_owned).to_vec(),
    });
    plan.participants = HOLDERS
        .map(|name| Participant {
            name: name.to_owned(),
            role: "держатель доли".to_owned(),
        })
        .to_vec();
    plan
}

fn without_root() -> Passphrases {
    Passphrases {
        root: None,
        ..passphrases()
    }
}

fn made(outcome: &'static Outcome, path: &str) -> &'static str {
    let file = outcome.files.iter().find(|file| file.path == path).unwrap();
    core::str::from_utf8(&file.bytes).unwrap()
}

fn share(number: u8) -> &'static str {
    made(&SHARED, &format!("root-shares/{number}.txt"))
}

fn together(shares: &[&str]) -> Result<Passphrase, ShareError> {
    combine(made(&SHARED, "root/shares.toml"), shares)
}

#[test]
fn any_two_of_three_open_the_root_and_sign_its_next_list() {
    for pair in [[1, 2], [3, 1], [2, 3]] {
        let passphrase = together(&pair.map(share)).unwrap();
        let root = RootFiles {
            certificate: made(&SHARED, "ca/root.pem").as_bytes(),
            key: made(&SHARED, "root/root.p8"),
            passphrase: &passphrase,
        };
        let list = next_root_crl(&root, 2, NOW, &"P1Y".parse().unwrap(), &[], &mut rng(5)).unwrap();
        assert_eq!(Crl::parse(&list).unwrap().number(), Some(2), "{pair:?}");
    }
    assert!(
        together(&[share(1), share(2), share(3)]).is_ok(),
        "one more does no harm"
    );
}

#[test]
fn a_share_survives_being_typed_in_again() {
    let typed = share(1)
        .to_uppercase()
        .replace("ДЕРЖАТЕЛЬ: ИВАНОВ И. И.", "  Держатель:Иванов И. И.  ");
    let typed = typed
        .replace("КОРЕНЬ", "Корень")
        .replace("ДОЛЯ: 1 ИЗ 3, НУЖНО 2", "Доля: 1 из 3, нужно 2");
    let typed = typed
        .replace("ЗНАКИ", "Знаки")
        .replace("СУММА", "Сумма")
        .replace('\n', "\r\n");
    assert!(together(&[&typed, share(3)]).is_ok(), "{typed}");
}

#[test]
fn each_wrong_share_is_named() {
    let flip = |text: &str| {
        let place = text.find("Знаки: ").unwrap() + "Знаки: ".len();
        let other = if text[place..].starts_with('0') { "1" } else { "0" };
        [&text[..place], other, &text[place + 1..]].concat()
    };
    let another = hold(&shared_plan(), &without_root(), NOW, &mut rng(6)).unwrap();
    let foreign = another
        .files
        .iter()
        .find(|file| file.path == "root-shares/2.txt")
        .unwrap();
    let foreign = core::str::from_utf8(&foreign.bytes).unwrap();
    let holder = || HOLDERS[1].to_owned();
    // The sum covers whose share it is and of which root.
    let root_of = |text: &str| text.lines().find(|line| line.starts_with("Корень")).unwrap().to_owned();
    let moved = foreign.replace(&root_of(foreign), &root_of(share(1)));
    for (what, text, error) in [
        ("a sign", flip(share(2)), ShareError::Checksum { holder: holder() }),
        (
            "another ceremony",
            foreign.to_owned(),
            ShareError::OtherRoot { holder: holder() },
        ),
        ("moved here", moved, ShareError::Checksum { holder: holder() }),
        (
            "the same again",
            share(1).to_owned(),
            ShareError::Twice {
                holder: HOLDERS[0].to_owned(),
            },
        ),
        ("no share", "noise".to_owned(), ShareError::Unreadable { place: 2 }),
    ] {
        assert_eq!(together(&[share(1), &text]).unwrap_err(), error, "{what}");
    }
    let list = made(&SHARED, "root/shares.toml").replacen(HOLDERS[1], "Сидоров С. С.", 1);
    let named = combine(&list, &[share(1), share(2)]).unwrap_err();
    assert_eq!(named, ShareError::Wrong { holder: holder() });
    assert_eq!(combine("noise", &[share(1), share(2)]).unwrap_err(), ShareError::List);
}

#[test]
fn one_share_is_refused_and_its_holder_knows_nothing() {
    for shares in [&[][..], &[share(2)]] {
        let error = together(shares).unwrap_err();
        assert_eq!(
            error,
            ShareError::TooFew {
                given: shares.len(),
                needed: 2
            }
        );
    }
    // Beside one share every secret is possible: each value of another one gives another.
    let mine = vec![1, 0x5a];
    let secrets: BTreeSet<_> = (0..=255)
        .map(|other| vsss_rs::Gf256::combine_bytes([mine.clone(), vec![2, other]]).unwrap())
        .collect();
    assert_eq!(secrets.len(), 256);
}

#[test]
fn the_secret_stands_in_no_file() {
    let passphrase = together(&[share(1), share(2)]).unwrap();
    let opens = |text: &str| {
        let root = RootFiles {
            certificate: made(&SHARED, "ca/root.pem").as_bytes(),
            key: made(&SHARED, "root/root.p8"),
            passphrase: &Passphrase::new(text),
        };
        next_root_crl(&root, 2, NOW, &"P1Y".parse().unwrap(), &[], &mut rng(5)).is_ok()
    };
    assert!(!format!("{passphrase:?}").contains(char::is_numeric));
    for number in 1..=3 {
        let signs = share(number)
            .lines()
            .find_map(|line| line.strip_prefix("Знаки: "))
            .unwrap();
        assert!(!opens(&signs.replace(' ', "")), "share {number} alone");
    }
    let transcript = &SHARED.transcript;
    assert!(
        transcript.contains("Участник: Иванов И. И., держатель доли"),
        "{transcript}"
    );
    assert!(transcript.contains("  root-shares/3.txt: "), "{transcript}");
}

#[test]
fn plans_that_share_nothing_are_refused() {
    let code = |needed, holders: &[&str], passphrases: &Passphrases| {
        let mut plan = plan();
        plan.root.shares = Some(SharesPlan {
            needed,
            holders: holders.iter().map(|name| (*name).to_owned()).collect(),
        });
        hold(&plan, passphrases, NOW, &mut rng(1)).unwrap_err().code()
    };
    let many: Vec<String> = (0..17).map(|number| format!("Держатель {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (needed, holders) in [
        (1, &HOLDERS[..]),
        (0, &HOLDERS),
        (4, &HOLDERS),
        (2, &HOLDERS[..1]),
        (2, &["Иванов И. И.", "Иванов И. И."]),
        (2, &["Иванов И. И.", ""]),
        (2, &["Иванов И. И.", "Петрова\nА. С."]),
        (2, &many),
    ] {
        assert_eq!(
            code(needed, holders, &without_root()),
            "plan-shares",
            "{needed} of {holders:?}"
        );
    }
    assert_eq!(code(2, &HOLDERS, &passphrases()), "ceremony-root-passphrase");
    let nobody = hold(&plan(), &without_root(), NOW, &mut rng(1)).unwrap_err();
    assert_eq!(nobody.code(), "ceremony-root-passphrase");
    let mut plan = shared_plan();
    plan.participants[0].name.clear();
    assert_eq!(
        hold(&plan, &without_root(), NOW, &mut rng(1)).unwrap_err().code(),
        "plan-participant"
    );
}
