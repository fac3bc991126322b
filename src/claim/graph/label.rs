//! The labels of a sentence graph's nodes: word classes, kinds of values and the types of the ontology.

use crate::model::mention::MentionKind;
use crate::model::ontology::Ontology;
use crate::model::text::Upos;

/// A set of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels(u64);

/// The labels that do not come from the ontology.
pub const FIXED: &[&str] = &[
    "Verb",
    "Noun",
    "Name",
    "Adjective",
    "Adverb",
    "Pronoun",
    "Event",
    "Passive",
    "Money",
    "Share",
    "Power",
    "Count",
    "Date",
    "Number",
    "Entity",
];

/// How many labels a set can hold.
const CAPACITY: usize = 64;

impl Labels {
    /// No label.
    pub const NONE: Self = Self(0);
    /// A verb, or a noun or participle that stands for one.
    pub const VERB: Self = Self(1);
    /// A common noun.
    pub const NOUN: Self = Self(1 << 1);
    /// A noun or participle that was turned into a verb.
    pub const EVENT: Self = Self(1 << 6);
    /// A verb in the passive.
    pub const PASSIVE: Self = Self(1 << 7);
    /// Money.
    pub const MONEY: Self = Self(1 << 8);
    /// A share of a whole.
    pub const SHARE: Self = Self(1 << 9);
    /// A mention of a thing.
    pub const ENTITY: Self = Self(1 << 14);

    /// The label of that name, of `FIXED` or of the ontology's node types.
    pub fn named(name: &str, ontology: &Ontology) -> Option<Self> {
        if let Some(bit) = FIXED.iter().position(|l| *l == name) {
            return Some(Self(1 << bit));
        }
        ontology.type_id(name).and_then(|id| Self::of_type(id.0))
    }

    /// The label of a node type; `None` beyond the capacity of a set.
    pub fn of_type(index: u16) -> Option<Self> {
        let bit = FIXED.len() + index as usize;
        (bit < CAPACITY).then(|| Self(1 << bit))
    }

    /// The label of a word class.
    pub fn of_upos(upos: Upos) -> Self {
        let name = match upos {
            Upos::Verb | Upos::Aux => "Verb",
            Upos::Noun => "Noun",
            Upos::Propn => "Name",
            Upos::Adj => "Adjective",
            Upos::Adv => "Adverb",
            Upos::Pron => "Pronoun",
            Upos::Num => "Number",
            _ => return Self::NONE,
        };
        FIXED.iter().position(|l| *l == name).map_or(Self::NONE, |bit| Self(1 << bit))
    }

    /// The labels of what a mention stands for.
    pub fn of_mention(kind: &MentionKind) -> Self {
        match kind {
            MentionKind::Entity { label, .. } => Self::of_type(label.0).unwrap_or_default() | Self::ENTITY,
            MentionKind::Quantity(quantity) => {
                let name = quantity.kind();
                FIXED.iter().position(|l| *l == name).map_or(Self::NONE, |bit| Self(1 << bit))
            }
        }
    }

    /// Whether every label of `other` is among these.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether any label of `other` is among these.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Labels {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Labels {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constants_stand_where_the_list_says() {
        let ontology = Ontology::default();
        for (name, label) in [
            ("Verb", Labels::VERB),
            ("Noun", Labels::NOUN),
            ("Event", Labels::EVENT),
            ("Passive", Labels::PASSIVE),
            ("Money", Labels::MONEY),
            ("Share", Labels::SHARE),
            ("Entity", Labels::ENTITY),
        ] {
            assert_eq!(Labels::named(name, &ontology), Some(label), "{name}");
        }
    }
}
