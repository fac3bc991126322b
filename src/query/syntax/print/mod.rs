//! Tree → text. Printing is the inverse of parsing: `parse(print(tree)) == tree`. Brackets stand only where they are
//! needed, keywords are upper case, each clause is on a line of its own.

mod clause;
mod expression;
mod name;
mod pattern;
mod statement;
#[cfg(test)]
mod tests;

use std::fmt::{Display, Formatter, Result};

/// Things with something between them.
struct Joined<'a, T>(&'a [T], &'static str);

impl<T: Display> Display for Joined<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (i, item) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(self.1)?;
            }
            item.fmt(f)?;
        }
        Ok(())
    }
}

/// Something that may be absent, with words before it.
struct Maybe<'a, T>(&'static str, Option<&'a T>);

impl<T: Display> Display for Maybe<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.1 {
            Some(item) => write!(f, "{}{item}", self.0),
            None => Ok(()),
        }
    }
}

/// A word that stands there or not.
fn word(present: bool, word: &'static str) -> &'static str {
    if present { word } else { "" }
}
