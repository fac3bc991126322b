//! What a user says of names: `OpenAI Inc. = OpenAI`, `Siemens != Siemens Energy`. It has the last word.

use std::collections::{BTreeMap, BTreeSet};

use crate::seeds::lexicon::fold_german;

/// A line that says nothing that can be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected `name = name` (the same) or `name != name` (not the same)")]
pub struct AliasError {
    /// The line, from 1.
    pub line: usize,
    /// A stable code.
    pub code: &'static str,
}

/// Names that are the same, and names that are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    same: BTreeMap<String, String>,
    apart: BTreeSet<(String, String)>,
}

impl Aliases {
    /// Reads the text of an alias file: a line `A = B` says that A is the thing whose name is B, `A != B` that they are
    /// two; also `A same as B`, `A not the same as B`. Empty lines and lines with `#` in front say nothing.
    ///
    /// # Errors
    /// The first line that is none of these.
    pub fn parse(text: &str) -> Result<Self, AliasError> {
        let mut aliases = Self::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            aliases.add(line).ok_or(AliasError { line: at + 1, code: "AL001" })?;
        }
        Ok(aliases)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let split = |sign: &str| {
            line.split_once(sign).map(|(a, b)| (a.trim(), b.trim())).filter(|(a, b)| !a.is_empty() && !b.is_empty())
        };
        if let Some((a, b)) = split("!=").or_else(|| split(" not the same as ")) {
            self.apart.insert((fold_german(a), fold_german(b)));
            self.apart.insert((fold_german(b), fold_german(a)));
            return Some(());
        }
        let (other, name) = split(" = ").or_else(|| split("=")).or_else(|| split(" same as "))?;
        self.same.insert(fold_german(other), name.to_owned());
        self.same.entry(fold_german(name)).or_insert_with(|| name.to_owned());
        Some(())
    }

    /// The name that the user gives the thing of this name, chains followed.
    pub(super) fn same_as(&self, name: &str) -> Option<&str> {
        let mut found = self.same.get(&fold_german(name))?;
        for _ in 0..self.same.len() {
            match self.same.get(&fold_german(found)) {
                Some(next) if next != found => found = next,
                _ => break,
            }
        }
        Some(found)
    }

    /// Whether the user keeps two names apart.
    pub(super) fn apart(&self, a: &str, b: &str) -> bool {
        self.apart.contains(&(fold_german(a), fold_german(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_followed_and_circles_end() {
        let aliases = Aliases::parse("# own\nA = B\nB = C\n\nX=Y\nY=X\n").unwrap();
        assert_eq!(aliases.same_as("a"), Some("C"));
        assert!(aliases.same_as("X").is_some());
    }

    #[test]
    fn names_are_kept_apart_both_ways() {
        let aliases = Aliases::parse("Siemens != Siemens Energy").unwrap();
        assert!(aliases.apart("siemens energy", "Siemens") && !aliases.apart("Siemens", "Bosch"));
    }

    #[test]
    fn a_line_without_sign_is_told() {
        assert_eq!(Aliases::parse("\nA B").unwrap_err().line, 2);
    }
}
