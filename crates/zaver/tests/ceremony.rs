//! A ceremony by an agreed plan: the root opens for enough holders of shares and for nobody else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pki::crl::Crl;

const SHARED: &str = r#"needed = 2
holders = ["Иванов И. И.", "Петрова А. С.", "Лапина О. С."]
"#;

struct Table {
    folder: PathBuf,
}

impl Table {
    /// A ceremony by the default plan with what a case adds to it.
    fn new(name: &str, added: &str) -> (Self, Output) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ceremony").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the folder of the last run can be removed");
        }
        fs::create_dir_all(&folder).expect("the folder can be made");
        let plan = authority::ceremony::Plan::default_for("ТФОМС Северодольской области", "http://uc.example");
        let text = toml::to_string(&plan).expect("a plan has a TOML form") + added;
        fs::write(folder.join("plan.toml"), text).expect("the plan is written");
        let table = Self { folder };
        let plan = table.path("plan.toml");
        let held = table.zaver(&["ceremony", "--file", &plan]);
        (table, held)
    }

    fn path(&self, relative: &str) -> String {
        self.folder.join(relative).to_string_lossy().into_owned()
    }

    fn zaver(&self, arguments: &[&str]) -> Output {
        self.zaver_in("data", arguments)
    }

    fn zaver_in(&self, data: &str, arguments: &[&str]) -> Output {
        let mut zaver = Command::new(env!("CARGO_BIN_EXE_zaver"));
        zaver.arg("--data").arg(self.folder.join(data)).args(arguments);
        zaver.stdin(Stdio::null()).output().expect("zaver runs")
    }

    /// What comes of the given shares.
    fn open(&self, shares: &[&str]) -> Result<u64, String> {
        let root = self.path("safe/root");
        let shares: Vec<String> = shares.iter().map(|share| self.path(share)).collect();
        let mut arguments = vec!["root", "crl", "--root", &root];
        for share in &shares {
            arguments.extend(["--share", share]);
        }
        let output = self.zaver(&arguments);
        if !output.status.success() {
            return Err(said(&output));
        }
        let list = Crl::parse(&fs::read(self.folder.join("data/ca/root.crl")).expect("the list is there"));
        Ok(list.expect("it reads").number().expect("it has a number"))
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn enough_holders_open_the_root_and_one_is_refused() {
    let (table, held) = Table::new("shares", &format!("\n[root.shares]\n{SHARED}"));
    assert!(held.status.success(), "{}", said(&held));
    let said = said(&held);
    assert!(said.contains("root-shares/2.txt — Петрова А. С."), "{said}");
    assert!(
        !table.folder.join("data/root-passphrase.txt").exists(),
        "nobody has the whole passphrase"
    );
    fs::create_dir(table.folder.join("safe")).expect("the folder can be made");
    for moved in ["root", "root-shares"] {
        fs::rename(
            table.folder.join("data").join(moved),
            table.folder.join("safe").join(moved),
        )
        .expect("it is carried away");
    }
    let share = |number| format!("safe/root-shares/{number}.txt");
    let refused = table.open(&[&share(1)]).expect_err("one is not enough");
    assert!(
        refused.contains("refused[shares-too-few]: Долей 1, а нужно 2"),
        "{refused}"
    );
    assert_eq!(table.open(&[&share(3), &share(1)]), Ok(2));
    assert_eq!(table.open(&[&share(1), &share(2)]), Ok(3), "numbers grow");

    let spoiled = fs::read_to_string(table.path(&share(2))).expect("a share is text");
    fs::write(
        table.path("safe/spoiled.txt"),
        spoiled.replacen("Петрова", "Петрово", 1),
    )
    .expect("it is written");
    let refused = table
        .open(&[&share(1), "safe/spoiled.txt"])
        .expect_err("a spoiled share");
    assert!(
        refused.contains("refused[share-checksum]: В доле «Петрово А. С.»"),
        "{refused}"
    );
}

#[test]
fn a_plan_is_read_to_the_last_word() {
    for (name, added, code) in [
        (
            "one",
            "\n[root.shares]\nneeded = 1\nholders = ['А', 'Б']\n",
            "plan-shares",
        ),
        (
            "typo",
            "\n[root.shares]\nneed = 2\nholders = ['А', 'Б']\n",
            "ceremony-plan",
        ),
        (
            "nameless",
            "\n[[participants]]\nname = ''\nrole = 'свидетель'\n",
            "plan-participant",
        ),
    ] {
        let (table, held) = Table::new(name, added);
        assert!(
            said(&held).contains(&format!("refused[{code}]")),
            "{name}: {}",
            said(&held)
        );
        assert!(!table.folder.join("data/keys").exists(), "{name}: no key was made");
    }
    let (table, held) = Table::new(
        "present",
        "\n[[participants]]\nname = 'Иванов И. И.'\nrole = 'свидетель'\n",
    );
    assert!(held.status.success(), "{}", said(&held));
    let transcript = fs::read_to_string(table.folder.join("data/ceremony/transcript.txt")).expect("it is text");
    assert!(transcript.contains("Участник: Иванов И. И., свидетель"), "{transcript}");
}

#[test]
fn a_rehearsal_shows_what_comes_of_a_plan_and_writes_nothing() {
    let (table, _) = Table::new("rehearsal", &format!("\n[root.shares]\n{SHARED}"));
    let plan = table.path("plan.toml");
    let rehearsed = table.zaver_in("fresh", &["ceremony", "--file", &plan, "--check"]);
    assert!(rehearsed.status.success(), "{}", said(&rehearsed));
    let shown = String::from_utf8_lossy(&rehearsed.stdout).into_owned();
    assert!(
        shown.contains("Издающий УЦ: ") && shown.contains("Проверка: замечаний нет"),
        "{shown}"
    );
    assert!(!table.folder.join("fresh").exists(), "nothing is written");
    let bad = fs::read_to_string(&plan)
        .expect("a plan is text")
        .replacen("P6Y", "P16Y", 1);
    fs::write(&plan, bad).expect("the plan is written");
    let refused = table.zaver_in("fresh", &["ceremony", "--file", &plan, "--check"]);
    assert!(
        said(&refused).contains("refused[outlives-issuer]"),
        "{}",
        said(&refused)
    );
}
