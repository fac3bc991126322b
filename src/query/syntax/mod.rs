//! The written form: what the text of a statement says, before any name is looked up.
//!
//! Positions ([`At`]) take no part in equality, so two texts that say the same give equal trees, and
//! `parse(print(tree)) == tree` can be tested.

#[cfg(test)]
mod arbitrary;
pub mod clause;
pub mod expression;
pub mod parse;
pub mod pattern;
mod print;
pub mod statement;
mod visit;

use crate::model::span::Span;

pub use clause::*;
pub use expression::*;
pub use pattern::*;
pub use statement::*;

/// Where a piece of the tree stands in the statement's text. All positions are equal.
#[derive(Clone, Copy, Debug, Default)]
pub struct At(pub Span);

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for At {}

/// A name as written, backquotes taken off: `n`, `` `first name` ``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name itself.
    pub text: String,
    /// Where it stands.
    pub at: At,
}
