//! Reading the children of a pair one behind the other.

use pest::iterators::Pairs;

use super::{Rule, fault};
use crate::model::span::Span;
use crate::query::error::QueryError;
use crate::query::syntax::{At, Name};

/// A recognised piece of text.
pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;

/// The children of a pair that are not read yet.
pub(super) struct Parts<'t> {
    pairs: Pairs<'t, Rule>,
    at: At,
}

impl<'t> Parts<'t> {
    /// All children of `pair`.
    pub fn of(pair: Pair<'t>) -> Self {
        let at = at(&pair);
        Self { pairs: pair.into_inner(), at }
    }

    /// The rule of the next child.
    pub fn peek(&self) -> Option<Rule> {
        self.pairs.peek().map(|pair| pair.as_rule())
    }

    /// The rules of all children not read yet.
    pub fn rules(&self) -> impl Iterator<Item = Rule> + '_ {
        self.pairs.clone().map(|pair| pair.as_rule())
    }

    /// The next child if it is of that rule.
    pub fn eat(&mut self, rule: Rule) -> Option<Pair<'t>> {
        (self.peek() == Some(rule)).then(|| self.pairs.next()).flatten()
    }

    /// Whether the next child is of that rule; it is read then.
    pub fn flag(&mut self, rule: Rule) -> bool {
        self.eat(rule).is_some()
    }

    /// The next child, which the grammar says is of that rule.
    pub fn need(&mut self, rule: Rule) -> Result<Pair<'t>, QueryError> {
        self.eat(rule).ok_or_else(|| fault::shape(self.at))
    }

    /// The next child, which the grammar says is there.
    pub fn one(&mut self) -> Result<Pair<'t>, QueryError> {
        self.pairs.next().ok_or_else(|| fault::shape(self.at))
    }

    /// The next child, if it is a name.
    pub fn eat_name(&mut self) -> Option<Name> {
        match self.peek()? {
            Rule::plain_name | Rule::quoted_name | Rule::type_name | Rule::variable => self.pairs.next().map(name),
            _ => None,
        }
    }

    /// The next child, which the grammar says is a name.
    pub fn name(&mut self) -> Result<Name, QueryError> {
        self.eat_name().ok_or_else(|| fault::shape(self.at))
    }

    /// All names that stand next.
    pub fn names(&mut self) -> Vec<Name> {
        std::iter::from_fn(|| self.eat_name()).collect()
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Pair<'t>;

    fn next(&mut self) -> Option<Pair<'t>> {
        self.pairs.next()
    }
}

/// Where a pair stands, without the blanks that pest leaves at its end.
pub(super) fn at(pair: &Pair<'_>) -> At {
    let start = pair.as_span().start();
    At(Span::new(start as u32, (start + pair.as_str().trim_end().len()) as u32))
}

/// The name that a pair spells. A relationship type with hyphens means its canonical form: `invests-in` → `INVESTS_IN`.
pub(super) fn name(pair: Pair<'_>) -> Name {
    let at = at(&pair);
    let rule = pair.as_rule();
    let pair = if rule == Rule::variable { pair.into_inner().next() } else { Some(pair) };
    let text = match pair {
        Some(pair) if pair.as_rule() == Rule::quoted_name => unquote(pair.as_str()),
        Some(pair) if rule == Rule::type_name && pair.as_str().contains('-') => canonical_type(pair.as_str()),
        Some(pair) => pair.as_str().to_owned(),
        None => String::new(),
    };
    Name { text, at }
}

/// `` `a``b` `` → `` a`b ``
fn unquote(text: &str) -> String {
    let inner = text.strip_prefix('`').and_then(|t| t.strip_suffix('`')).unwrap_or(text);
    inner.replace("``", "`")
}

/// The form that relationship types have in a graph: `invests-in`, `investsIn` → `INVESTS_IN`.
pub fn canonical_type(text: &str) -> String {
    let mut canonical = String::with_capacity(text.len() + 4);
    let mut after_small = false;
    for c in text.chars() {
        if c == '-' {
            canonical.push('_');
        } else {
            if c.is_uppercase() && after_small {
                canonical.push('_');
            }
            canonical.extend(c.to_uppercase());
        }
        after_small = c.is_lowercase() || c.is_numeric();
    }
    canonical
}
