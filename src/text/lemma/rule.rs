//! One edit that turns a form into its lemma.

use compact_str::CompactString;

/// Cut so many characters off the front and off the end, and put a text at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    front: u8,
    cut: u8,
    add: CompactString,
}

impl Rule {
    /// The shortest edit from `form` to `lemma`. A `ge` in front is cut where that keeps more of the word.
    pub fn between(form: &str, lemma: &str) -> Self {
        let plain = shared(form, lemma);
        if let Some(rest) = form.strip_prefix("ge")
            && shared(rest, lemma) > plain + 1
        {
            return Self::with_front(2, rest, lemma);
        }
        Self::with_front(0, form, lemma)
    }

    fn with_front(front: u8, form: &str, lemma: &str) -> Self {
        let shared = shared(form, lemma);
        let add = lemma.chars().skip(shared).collect();
        Self { front, cut: (form.chars().count() - shared).min(255) as u8, add }
    }

    /// The lemma; `None` where the form is too short for the rule.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let count = form.chars().count();
        let keep = count.checked_sub((self.front + self.cut) as usize)?;
        if keep == 0 && (self.add.is_empty() || self.front > 0) {
            return None;
        }
        Some(form.chars().skip(self.front as usize).take(keep).chain(self.add.chars()).collect())
    }

    /// The rule as a line of the model file.
    pub fn write(&self) -> String {
        format!("{} {} {}", self.front, self.cut, self.add)
    }

    /// The rule of a line.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, ' ');
        let (front, cut) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        if front > 2 || cut > 250 {
            return None;
        }
        Some(Self { front, cut, add: parts.next()?.into() })
    }
}

/// How many characters two words have in common at their beginning.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_lead_from_form_to_lemma() {
        for (form, lemma) in
            [("Häuser", "Haus"), ("gestellt", "stellen"), ("ist", "sein"), ("Werke", "Werk"), ("x", "x")]
        {
            let rule = Rule::between(form, lemma);
            assert_eq!(rule.apply(form).as_deref(), Some(lemma));
            assert_eq!(Rule::read(&rule.write()), Some(rule));
        }
    }

    #[test]
    fn a_form_too_short_has_no_lemma_by_the_rule() {
        assert_eq!(Rule::between("gestellt", "stellen").apply("ge"), None);
    }
}
