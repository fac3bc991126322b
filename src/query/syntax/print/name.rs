//! Names, quoted where they must be.

use std::fmt::{Display, Formatter, Result, Write};

use super::super::Name;

/// Words that mean something else where a name may stand.
const QUOTED: &[&str] = &[
    "all",
    "allshortestpaths",
    "and",
    "any",
    "as",
    "case",
    "collect",
    "contains",
    "count",
    "create",
    "delete",
    "detach",
    "distinct",
    "else",
    "end",
    "ends",
    "exists",
    "false",
    "for",
    "if",
    "in",
    "is",
    "limit",
    "match",
    "merge",
    "none",
    "not",
    "null",
    "on",
    "optional",
    "or",
    "order",
    "reduce",
    "remove",
    "return",
    "set",
    "shortest",
    "shortestpath",
    "single",
    "skip",
    "starts",
    "then",
    "true",
    "union",
    "unwind",
    "when",
    "where",
    "with",
    "xor",
];

/// Whether a name can stand without backquotes.
fn is_plain(text: &str) -> bool {
    let mut letters = text.chars();
    let starts = letters.next().is_some_and(|c| c == '_' || c.is_ascii_alphabetic());
    starts && letters.all(|c| c == '_' || c.is_ascii_alphanumeric())
}

/// A name as text.
pub(super) struct Ident<'a>(pub &'a str);

impl Display for Ident<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let lower = self.0.to_ascii_lowercase();
        if is_plain(self.0) && QUOTED.binary_search(&lower.as_str()).is_err() {
            return f.write_str(self.0);
        }
        f.write_char('`')?;
        for c in self.0.chars() {
            f.write_str(if c == '`' { "`" } else { "" })?;
            f.write_char(c)?;
        }
        f.write_char('`')
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Ident(&self.text).fmt(f)
    }
}

/// A dotted name: `date.truncate`. A function whose name is a common word keeps it bare, as everybody writes it.
pub(super) struct Dotted<'a>(pub &'a Name);

/// Special words that may stand before `(` all the same.
const BARE: &[&str] = &["count", "collect", "exists"];

impl Display for Dotted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if BARE.contains(&self.0.text.to_ascii_lowercase().as_str()) {
            return f.write_str(&self.0.text);
        }
        for (i, part) in self.0.text.split('.').enumerate() {
            f.write_str(if i > 0 { "." } else { "" })?;
            Ident(part).fmt(f)?;
        }
        Ok(())
    }
}

/// A string literal.
pub(super) struct Quoted<'a>(pub &'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('\'')?;
        for c in self.0.chars() {
            match c {
                '\'' => f.write_str("\\'")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\t' => f.write_str("\\t")?,
                '\r' => f.write_str("\\r")?,
                c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('\'')
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn quoted_words_are_sorted() {
        assert!(super::QUOTED.is_sorted());
    }
}
