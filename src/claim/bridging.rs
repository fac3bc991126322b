//! What is claimed of a company that the sentence does not name (`Konzernchef Blume`) gives way to what the text says
//! outright: whoever is known as head of another company, or a company whose head is known to be someone else.

use rustc_hash::FxHashSet;

use crate::model::claim::{Claim, Predicate};
use crate::model::mention::{EntityIx, MentionIx};
use crate::model::ontology::{Ontology, RelationId};

use super::Input;
use super::graph::Role;
use super::normalise::Building;
use super::score::is_scored;

/// The ends of claims whose object was looked for outside the noun phrase.
#[derive(Clone, Debug, Default)]
pub struct Bridged(FxHashSet<(MentionIx, MentionIx)>);

impl Bridged {
    /// Notes the nouns of a sentence that were given a holder.
    pub fn note(&mut self, b: &Building) {
        for noun in &b.bridged {
            let mention = |role| b.graph.follow(*noun, role).filter_map(|n| b.graph.node(n).mention);
            let holders: Vec<MentionIx> = mention(Role::Holder).collect();
            self.0.extend(mention(Role::Is).flat_map(|name| holders.iter().map(move |holder| (name, *holder))));
        }
    }

    fn contains(&self, claim: &Claim) -> bool {
        matches!(claim.predicate, Predicate::Relation { object, .. } if self.0.contains(&(claim.subject, object)))
    }

    /// Takes out the bridged claims that a plain claim of the document contradicts.
    pub fn drop_contradicted(&self, claims: &mut Vec<Claim>, input: &Input, ontology: &Ontology) {
        let Some(leads) = ontology.relation_id("LEADS") else { return };
        let plain = claims.iter().filter(|c| !self.contains(c));
        let plain: Vec<(Parties, bool)> = plain.filter_map(|c| Some((parties(c, input)?, is_scored(c)))).collect();
        let heads = |scored: bool| Some(leads).filter(|_| !scored);
        claims.retain(|claim| {
            !self.contains(claim)
                || parties(claim, input)
                    .is_none_or(|bridged| !plain.iter().any(|(p, scored)| p.contradicts(&bridged, heads(*scored))))
        });
    }
}

/// Who is said to be what of whom, as things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Parties {
    pub subject: Option<EntityIx>,
    pub relation: RelationId,
    pub object: Option<EntityIx>,
}

impl Parties {
    /// Whether this speaks against a bridged claim of the same relation: the same person elsewhere, or another of those of
    /// whom a company has one.
    fn contradicts(&self, bridged: &Self, single: Option<RelationId>) -> bool {
        let same_person = self.subject == bridged.subject;
        let same_object = self.object == bridged.object;
        self.relation == bridged.relation
            && (same_person && !same_object || Some(self.relation) == single && same_object && !same_person)
    }
}

/// The ends of a claim; an attribute has none.
pub(super) fn parties(claim: &Claim, input: &Input) -> Option<Parties> {
    let Predicate::Relation { relation, object, .. } = &claim.predicate else { return None };
    let entity = |m: MentionIx| input.mentions.get(m as usize).and_then(|m| m.entity);
    Some(Parties { subject: entity(claim.subject), relation: *relation, object: entity(*object) })
}
