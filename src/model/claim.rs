//! What a sentence says: the only thing an edge is made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::mention::{EntityIx, MentionIx};
use super::ontology::{RelationId, TypeId};
use super::span::Span;

/// One statement of one sentence of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Mention of the one who does or has.
    pub subject: MentionIx,
    /// What is said.
    pub predicate: Predicate,
    /// Whether it is done, planned, denied.
    pub status: Status,
    /// Who says so, where the text names a source.
    pub attributed_to: Option<String>,
    /// Name of the rule (or scorer) that found it.
    pub rule: String,
    /// Where it is said.
    pub evidence: Evidence,
    /// From 0 to 1.
    pub confidence: f32,
}

/// What is said of the subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// An edge to another thing.
    Relation {
        /// Which.
        relation: RelationId,
        /// Mention of the other thing.
        object: MentionIx,
        /// `amount`, `currency`, `share`, `date`, `role`, …
        attributes: Attributes,
    },
    /// A property of the subject itself: `volume`, `valuation`, `revenue`.
    Attribute {
        /// Which.
        name: String,
        /// Its value.
        value: Scalar,
        /// `currency`, `qualifier`, `date`.
        attributes: Attributes,
    },
}

/// Attribute names to values, in the order of the names.
pub type Attributes = BTreeMap<String, Scalar>;

/// A plain value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// A number.
    Number(f64),
    /// Anything else, as text.
    Text(String),
}

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Index of the sentence in the document.
    pub sentence: u32,
    /// The sentence, in bytes of the document's text.
    pub span: Span,
}

/// How sure the text itself is. In rising order of strength.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The text negates it.
    Denied,
    /// Rumour, or an attributed estimate.
    Reported,
    /// Letter of intent, talks, being examined.
    Negotiated,
    /// Announced, agreed for the future, intended.
    Planned,
    /// It was so and is no longer.
    Ended,
    /// Done or in force.
    #[default]
    Actual,
}

impl Status {
    /// As written in claims and on edges.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Reported => "reported",
            Self::Negotiated => "negotiated",
            Self::Planned => "planned",
            Self::Ended => "ended",
            Self::Actual => "actual",
        }
    }
}

/// One thing of one document: what all its mentions together say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalEntity {
    /// Its type.
    pub label: TypeId,
    /// Its fullest name, in base form.
    pub name: String,
    /// Its other names in this document, in order of first mention.
    pub aliases: Vec<String>,
    /// Its mentions, in order.
    pub mentions: Vec<MentionIx>,
}

/// Index of an entity, spelled out for callers of this module.
pub type LocalEntityIx = EntityIx;
