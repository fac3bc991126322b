//! `WHERE`: conditions on the nodes that a rule has bound.

use std::sync::Arc;

use crate::model::mention::{MentionKind, Quantity};

use super::super::normalise::Building;
use super::super::words::WordSet;
use super::matcher::{self, Bindings};
use super::{LabelTest, NodeTest, Slot, Step};

/// A condition, with its names looked up.
#[derive(Clone, Debug)]
pub enum Condition {
    /// `a OR b`
    Or(Vec<Condition>),
    /// `a AND b`
    And(Vec<Condition>),
    /// `NOT a`
    Not(Box<Condition>),
    /// `a.lemma IN $buy`
    Word(Slot, Field, Arc<WordSet>),
    /// `a.lemma ENDS WITH 'chef'`
    Text(Slot, Field, TextTest, String),
    /// `a:Company`
    Labels(Slot, LabelTest),
    /// `(a)-[:in]->(:Place)`, with the tests of the rule's nodes and of its own behind them.
    Path(Vec<Step>, Vec<NodeTest>),
    /// `a = b`
    Same(Slot, Slot),
}

/// What of a node a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `a.lemma`: the dictionary form, in lower case.
    Lemma,
    /// `a.form`: the word as written.
    Form,
    /// `a.name`: the name of the mention.
    Name,
    /// `a.unit`: what a count counts.
    Unit,
}

/// How two texts are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextTest {
    Starts,
    Ends,
    Contains,
}

impl Condition {
    /// Whether it holds. A condition on a variable that is not bound holds not.
    pub fn holds(&self, b: &Building, bound: &Bindings) -> bool {
        match self {
            Self::Or(parts) => parts.iter().any(|p| p.holds(b, bound)),
            Self::And(parts) => parts.iter().all(|p| p.holds(b, bound)),
            Self::Not(part) => !part.holds(b, bound),
            Self::Word(slot, Field::Lemma, words) => {
                node(bound, *slot).is_some_and(|n| words.contains(&b.graph.node(n).lemma))
            }
            Self::Word(slot, field, words) => text(b, bound, *slot, *field).is_some_and(|t| {
                let word = t.to_lowercase();
                // A unit is told as the text inflects it.
                let plain =
                    |ending| *field == Field::Unit && word.strip_suffix(ending).is_some_and(|w| words.contains(w));
                words.contains(&word) || plain("n") || plain("en")
            }),
            Self::Text(slot, field, test, expected) => {
                text(b, bound, *slot, *field).is_some_and(|t| test.holds(&t, expected))
            }
            Self::Labels(slot, test) => node(bound, *slot).is_some_and(|n| test.holds(b.graph.node(n).labels)),
            Self::Path(steps, tests) => matcher::exists(b, steps, tests, bound),
            Self::Same(left, right) => node(bound, *left).is_some() && node(bound, *left) == node(bound, *right),
        }
    }
}

impl TextTest {
    fn holds(self, text: &str, expected: &str) -> bool {
        match self {
            Self::Starts => text.starts_with(expected),
            Self::Ends => text.ends_with(expected),
            Self::Contains => text.contains(expected),
        }
    }
}

fn node(bound: &Bindings, slot: Slot) -> Option<u32> {
    bound.get(slot as usize).copied().flatten()
}

fn text(b: &Building, bound: &Bindings, slot: Slot, field: Field) -> Option<String> {
    let node = node(bound, slot)?;
    Some(match field {
        Field::Lemma => b.graph.node(node).lemma.to_string(),
        Field::Form => b.token(b.graph.node(node).token).form.to_string(),
        Field::Name => b.mention(node)?.name.clone(),
        Field::Unit => match &b.mention(node)?.kind {
            MentionKind::Quantity(Quantity::Count { unit, .. }) => unit.clone()?,
            _ => return None,
        },
    })
}
