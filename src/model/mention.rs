//! A span of a sentence that stands for a thing or a value.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::ontology::TypeId;
use super::span::Span;

/// Index of a mention in its document's list.
pub type MentionIx = u32;

/// Index of an entity in its document's list.
pub type EntityIx = u32;

/// A span with a type or a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its tokens in that sentence.
    pub tokens: Range<u32>,
    /// The syntactic head among them.
    pub head: u32,
    /// Where it stands in the document. A part of a compound token (`OpenAI` in `OpenAI-Chef`) has a span of its own.
    pub span: Span,
    /// What it stands for.
    pub kind: MentionKind,
    /// The name in its base form: `Nvidias` → `Nvidia`; for a description its words, for a value its text.
    pub name: String,
    /// The thing of this document that it stands for, once coreference is settled. Values have none.
    pub entity: Option<EntityIx>,
    /// Who found it: `gazetteer`, `model`, `legal-form`, `consistency`, …
    pub origin: &'static str,
    /// From 0 to 1.
    pub confidence: f32,
}

/// What a mention stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum MentionKind {
    /// A thing of a type of the ontology.
    Entity {
        /// Its type.
        label: TypeId,
        /// How the text refers to it.
        form: Form,
    },
    /// `500 Milliarden Dollar`, `4,5 GW`, `10 Prozent`, `zweite Jahreshälfte 2026`.
    Quantity(Quantity),
}

/// How the text refers to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `OpenAI`, `Sam Altman`, `Altman`.
    Name,
    /// `der Chipkonzern`, `das Joint Venture`, `eine neue Fabrik in Celle`.
    Description,
    /// `er`, `sie`, `das`, `dessen`.
    Pronoun,
    /// The first part of a compound: `OpenAI` in `OpenAI-Chef`.
    CompoundPart,
    /// A word that tells the place something is from: `taiwanesisch`, `Münchner`; its name is that of the place.
    Adjective,
}

impl Form {
    /// As written in the graph file and by `inspect`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Pronoun => "pronoun",
            Self::CompoundPart => "part",
            Self::Adjective => "adjective",
        }
    }
}

/// A value with its unit taken out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Quantity {
    /// An amount of money.
    Money {
        /// In the plain unit: `500 Milliarden` → 5e11.
        amount: f64,
        /// ISO 4217.
        currency: String,
        /// Bound, where the text gives one.
        qualifier: Option<Qualifier>,
    },
    /// A share as a fraction: `10 Prozent` → 0.1.
    Share {
        /// From 0 to 1 (or above, for growth).
        fraction: f64,
        /// Bound, where the text gives one.
        qualifier: Option<Qualifier>,
    },
    /// Electric power in watts: `4,5 GW` → 4.5e9.
    Power {
        /// In watts.
        watts: f64,
        /// Bound, where the text gives one.
        qualifier: Option<Qualifier>,
    },
    /// A number of things: `15.000 Mitarbeiter`.
    Count {
        /// How many.
        number: f64,
        /// Of what: the lemma of the noun counted.
        unit: Option<String>,
        /// Bound, where the text gives one.
        qualifier: Option<Qualifier>,
    },
    /// A day or a period, ISO 8601, as coarse as the text is: `2026`, `2026-H2`, `2026-Q1`, `2025-07`, `2025-07-22`.
    Date {
        /// The day or period meant.
        value: String,
        /// How it bounds: `until 2026`, `since 2019`.
        bound: DateBound,
    },
}

impl Quantity {
    /// The kind of value, as rules and features write it: `Money`, `Share`, `Power`, `Count`, `Date`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Money { .. } => "Money",
            Self::Share { .. } => "Share",
            Self::Power { .. } => "Power",
            Self::Count { .. } => "Count",
            Self::Date { .. } => "Date",
        }
    }
}

/// A bound on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// `bis zu`
    UpTo,
    /// `mindestens`
    AtLeast,
    /// `rund`, `etwa`
    About,
    /// `über`, `mehr als`
    Over,
    /// `unter`, `knapp`
    Under,
}

/// How a date bounds what it is said of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBound {
    /// `im Juli 2025`
    #[default]
    On,
    /// `seit 2019`, `ab 2026`
    Since,
    /// `bis 2029`
    Until,
}
