//! Shares told of a holder alone, where what is held was told before: `X gründet mit Y eine Firma. X hält 51 Prozent, Y den
//! Rest.`

use crate::model::claim::{Attributes, Claim, Predicate, Status};
use crate::model::mention::{EntityIx, MentionKind, Quantity};
use crate::model::ontology::Ontology;

use super::Input;
use super::attribute;
use super::bridging::parties;
use super::graph::{NodeIx, Role};
use super::normalise::Building;

/// Relations between holder and held that such a share is that of.
const STAKES: [&str; 4] = ["OWNS", "INVESTS_IN", "MEMBER_OF", "FOUNDS"];

/// How many sentences before it the thing held may be told.
const REACH: u32 = 4;

/// A share of which a sentence says who holds it.
#[derive(Clone, Debug)]
struct Stake {
    holder: EntityIx,
    share: Attributes,
    sentence: u32,
}

/// The shares that the sentences of a document tell so.
#[derive(Clone, Debug, Default)]
pub struct Stakes(Vec<Stake>);

impl Stakes {
    /// Takes note of a sentence.
    pub fn note(&mut self, b: &Building, sentence: u32) {
        let holds = |t: &u32| b.words.is_in("keeps-share", &b.graph.node(*t).lemma);
        let Some(verb) = (0..b.len()).find(holds) else { return };
        for node in (0..b.len()).filter(|t| b.graph.at(*t) == *t) {
            let Some(MentionKind::Quantity(quantity @ Quantity::Share { .. })) = b.mention(node).map(|m| &m.kind)
            else {
                continue;
            };
            if names_held(b, node) {
                continue;
            }
            let holder = before(b, node).or_else(|| subject(b, verb, node));
            if let Some(holder) = holder.and_then(|holder| b.entity(holder)) {
                self.0.push(Stake { holder, share: attribute::of_quantity(quantity), sentence });
            }
        }
    }

    /// Gives the shares to the claims of a holder that have none, of the thing that it is told last to hold.
    pub fn complete(&self, claims: &mut [Claim], input: &Input, ontology: &Ontology) {
        let stakes = ontology.relation_ids(&STAKES);
        for stake in &self.0 {
            let held = |claim: &Claim| {
                let said = parties(claim, input).filter(|said| stakes.contains(&said.relation))?;
                said.object.filter(|_| said.subject == Some(stake.holder) && claim.status != Status::Denied)
            };
            let near = |claim: &&Claim| {
                let at = claim.evidence.sentence;
                at <= stake.sentence && at + REACH >= stake.sentence
            };
            let told = claims.iter().filter(near).filter_map(|c| Some((c.evidence.sentence, held(c)?)));
            let Some((_, thing)) = told.max_by_key(|(at, _)| *at) else { continue };
            for claim in claims.iter_mut().filter(|claim| held(claim) == Some(thing)) {
                if let Predicate::Relation { attributes, .. } = &mut claim.predicate
                    && !attributes.contains_key("share")
                {
                    attributes.extend(stake.share.clone());
                }
            }
        }
    }
}

/// `Y 29 Prozent`: the name right before a share.
fn before(b: &Building, share: NodeIx) -> Option<NodeIx> {
    let name = b.extent(share).start.checked_sub(1).map(|t| b.graph.at(t))?;
    b.is_entity(name).then_some(name)
}

/// The subject of the verb of holding, in the clause of the share.
fn subject(b: &Building, verb: u32, share: NodeIx) -> Option<NodeIx> {
    let here = b.share_clause(verb, b.graph.node(share).token);
    b.graph.follow(b.graph.at(verb), Role::Subject).find(|node| here && b.is_entity(*node))
}

/// Whether the clause says of what the share is: `30 Prozent an Z`.
fn names_held(b: &Building, share: NodeIx) -> bool {
    let here = b.graph.node(share).token;
    let things = (0..b.len()).filter(|t| b.graph.at(*t) == *t && b.share_clause(*t, here) && b.is_entity(*t));
    let of_it = |t: u32| {
        let before = super::normalise::preposition_before(b, t);
        before.is_some_and(|role| matches!(role.name(), "an" | "von" | "of" | "in"))
    };
    let mut things = things.filter(|t| !b.graph.node(*t).labels.meets(b.words.place));
    things.any(|t| of_it(b.extent(t).start))
}
