//! A learned scorer of pairs: how likely a sentence says that one of its things stands in a relation to another.
//!
//! Rules find what their author thought of; the scorer has learnt from marked texts which words, edges and rules speak
//! for a relation. It gives every claim of a rule its confidence, drops those that it holds for wrong, and adds claims
//! that no rule found. Logistic regression over sparse features for each relation (as in Mintz et al., *Distant
//! supervision for relation extraction without labeled data*, 2009), beside it a small hidden layer over the same features
//! that all relations share (Cheng et al., *Wide & deep learning*, 2016); [`train`] makes the weights.

mod end_feature;
pub mod feature;
mod graph_feature;
mod mind_feature;
mod name_feature;
pub mod pair;
mod review;
pub mod sight;
pub mod train;
mod trigger;
mod veto;
pub mod weights;

use crate::model::claim::Claim;
use crate::model::ontology::{Ontology, RelationId, TypeId};

use super::rule::Rules;
use super::{Extractor, Input, assemble};
use pair::Sample;
use trigger::Triggers;
use weights::{Row, Weights};

pub use review::{Reason, review};

/// The weights that are part of the program; empty where rules work alone.
static EMBEDDED: &[u8] = include_bytes!("../../../models/relations.model");

/// The file that they are made from.
pub const FILE: &str = "models/relations.model";

/// What the name of a claim's finder begins with, where no rule found it.
pub const PREFIX: &str = "scorer:";

/// Whether the scorer found a claim and no rule, so that the text may not say it outright.
pub fn is_scored(claim: &Claim) -> bool {
    claim.rule.starts_with(PREFIX)
}

/// Scores pairs of things.
#[derive(Clone, Debug)]
pub struct Scorer {
    weights: Option<Weights>,
    triggers: Triggers,
    /// Relation → its column in the weights.
    columns: Vec<Option<usize>>,
    admitted: Admitted,
}

/// Which relations may join things of two types, as a set of bits.
#[derive(Clone, Debug, Default)]
struct Admitted {
    types: usize,
    bits: Vec<u64>,
    symmetric: u64,
}

/// Relations beyond this many are not scored.
const MAX_RELATIONS: usize = 64;

impl Admitted {
    fn new(ontology: &Ontology) -> Self {
        let types = ontology.types.len();
        let mut bits = vec![0; types * types];
        let mut symmetric = 0;
        for (r, relation) in ontology.relations.iter().enumerate().take(MAX_RELATIONS) {
            symmetric |= u64::from(relation.symmetric) << r;
            for (at, set) in bits.iter_mut().enumerate() {
                let (s, o) = (TypeId((at / types) as u16), TypeId((at % types) as u16));
                let admits = relation.admits(s, o) || relation.symmetric && relation.admits(o, s);
                *set |= u64::from(admits) << r;
            }
        }
        Self { types, bits, symmetric }
    }

    /// The relations from a thing to another; symmetric ones only where it comes first.
    fn between(&self, subject: TypeId, object: TypeId, first: bool) -> u64 {
        let at = subject.0 as usize * self.types + object.0 as usize;
        let all = self.bits.get(at).copied().unwrap_or(0);
        if first { all } else { all & !self.symmetric }
    }
}

/// The relations of a set of bits.
fn relations(bits: u64) -> impl Iterator<Item = RelationId> {
    (0..MAX_RELATIONS as u16).filter(move |r| bits >> r & 1 == 1).map(RelationId)
}

impl Scorer {
    /// The scorer with the weights of the program.
    pub fn load(ontology: &Ontology, rules: &Rules) -> Self {
        let weights = (!EMBEDDED.is_empty()).then(|| {
            Weights::from_bytes(EMBEDDED).expect("the weights are part of the program, and a test reads them")
        });
        Self::new(ontology, rules, weights)
    }

    /// A scorer with other weights, or with none.
    pub fn new(ontology: &Ontology, rules: &Rules, weights: Option<Weights>) -> Self {
        let column = |name: &str| weights.as_ref().and_then(|w| w.column(name));
        let columns = ontology.relations.iter().map(|r| column(&r.name)).collect();
        Self { columns, triggers: Triggers::new(rules), admitted: Admitted::new(ontology), weights }
    }

    /// How likely the relation holds, by the sums of the pair's features and of the relation's own.
    fn probability(&self, weights: &Weights, sums: &Row, own: &Row, relation: RelationId) -> Option<f32> {
        let column = (*self.columns.get(relation.0 as usize)?)?;
        Some(weights.probability(column, sums, weights.own(column, own)))
    }
}

impl Extractor {
    /// Every pair of things that a relation may join, with its features, for training.
    pub fn pairs(&self, input: &Input) -> Vec<Sample> {
        let mut samples = Vec::new();
        self.each_sentence(input, |b, ix| {
            let found = assemble::found(self, input, b, ix);
            samples.extend(pair::samples(&found));
        });
        samples
    }

    /// The strongest features for and against a claim's relation, with their weights.
    pub fn reasons(&self, input: &Input, claim: &Claim) -> Vec<Reason> {
        let Some(b) = self.sentence_graph(input, claim.evidence.sentence) else { return Vec::new() };
        review::reasons(&assemble::found(self, input, &b, claim.evidence.sentence), claim)
    }
}

#[cfg(test)]
mod tests;
