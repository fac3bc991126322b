//! Figures of things themselves: how many work there, what it turns over, what it costs, how much power it has.
//!
//! Rules tell the plain ways (`rules/70-figures.rules`). Here a value is read from the words around it: [`kind`] says
//! what it is a figure of, [`owner`] of what; where the sentence names nothing of that type, the text goes on speaking
//! of what it spoke of before (`Die Baukosten werden auf … veranschlagt`).

mod kind;
mod owner;

use crate::model::claim::{Attributes, Claim, Predicate, Scalar};

use super::assemble::Found;
use super::graph::{Labels, NodeIx};
use super::{attribute, status};

/// What a claim of a figure is said to be found by, before the attribute.
const FINDER: &str = "figure: ";

/// A value that is a figure of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Figure {
    /// The value.
    node: NodeIx,
    /// The noun or verb that says what it is: `Umsatz`, `kosten`.
    word: NodeIx,
    /// The attribute.
    name: &'static str,
    /// What may have it.
    owners: Labels,
    /// Whether the words leave no doubt, so that what was spoken of before may have it.
    plain: bool,
}

/// Adds the figures that the claims of a sentence do not have yet.
pub fn add(found: &mut Found) {
    let b = found.b;
    let values = (0..b.len()).filter(|t| b.graph.at(*t) == *t && b.mention(*t).is_some() && !b.is_entity(*t));
    let figures: Vec<Figure> = values.filter_map(|node| kind::of(b, node)).collect();
    for figure in figures {
        if let Some(claim) = claim(found, &figure).filter(|claim| !is_told(found, claim)) {
            found.claims.push(claim);
        }
    }
}

fn claim(found: &Found, figure: &Figure) -> Option<Claim> {
    let subject = owner::of(found, figure)?;
    let (value, attributes): (Scalar, Attributes) = attribute::value(found.b, figure.node)?;
    let verb = found.b.clause_verb(found.b.graph.node(figure.node).token);
    let trigger = verb.map_or(figure.word, |verb| found.b.graph.at(verb));
    let status = status::of(found.b, found.input, trigger, None);
    let predicate = Predicate::Attribute { name: figure.name.to_owned(), value, attributes };
    Some(found.claim(&format!("{FINDER}{}", figure.name), subject, predicate, status, trigger, None))
}

/// Whether a claim of the sentence says the same figure, of whatever thing.
fn is_told(found: &Found, claim: &Claim) -> bool {
    let Predicate::Attribute { name, value, .. } = &claim.predicate else { return false };
    found.claims.iter().any(|known| match &known.predicate {
        Predicate::Attribute { name: n, value: v, .. } => n == name && v == value,
        Predicate::Relation { .. } => false,
    })
}
