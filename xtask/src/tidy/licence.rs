//! SPDX licence expressions (SPDX specification 2.3, annex D): is one satisfied by the licences we accept?

/// Whether the expression holds when `accepted` says which licences do. An expression we cannot read does not hold.
pub(crate) fn is_satisfied(expression: &str, accepted: &dyn Fn(&str) -> bool) -> bool {
    // Old manifests write `MIT/Apache-2.0`.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader {
        words: &words,
        accepted,
    };
    let holds = reader.any_of();
    holds && reader.words.is_empty()
}

struct Reader<'a> {
    words: &'a [&'a str],
    accepted: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    /// `a OR b OR …`; OR binds least.
    fn any_of(&mut self) -> bool {
        let mut holds = self.all_of();
        while self.take("OR") {
            holds |= self.all_of();
        }
        holds
    }

    fn all_of(&mut self) -> bool {
        let mut holds = self.one();
        while self.take("AND") {
            holds &= self.one();
        }
        holds
    }

    /// A licence, a licence with an exception, or an expression in brackets.
    fn one(&mut self) -> bool {
        if self.take("(") {
            let holds = self.any_of();
            return self.take(")") && holds;
        }
        let Some((licence, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        match self.words {
            ["WITH", exception, rest @ ..] => {
                self.words = rest;
                (self.accepted)(&format!("{licence} WITH {exception}")) || (self.accepted)(licence)
            }
            _ => (self.accepted)(licence),
        }
    }

    fn take(&mut self, word: &str) -> bool {
        let taken = self.words.first() == Some(&word);
        if taken {
            self.words = &self.words[1..];
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn expressions() {
        let holds = |expression| super::is_satisfied(expression, &|id| ["MIT", "Unicode-3.0"].contains(&id));
        assert!(holds("MIT"));
        assert!(holds("MIT OR Apache-2.0"));
        assert!(holds("Apache-2.0/MIT"));
        assert!(holds("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!holds("MIT AND Apache-2.0"));
        assert!(!holds("GPL-3.0-only OR Apache-2.0"));
        assert!(!holds("(MIT"));
        assert!(!holds("MIT GPL-3.0-only"));
        assert!(!holds(""));
    }
}
