//! Who says so: `laut Wall Street Journal`, `sagte Elon Musk`, `according to Reuters`.

use crate::model::mention::EntityIx;

use super::super::graph::{Labels, NodeIx, Role};
use super::super::normalise::Building;

/// The name of the source, where the sentence names one that is no party of the claim.
pub fn source(b: &Building, trigger: NodeIx, parties: &[Option<EntityIx>]) -> Option<String> {
    let node = by_preposition(b).or_else(|| by_verb(b, trigger))?;
    let mention = b.mention(node)?;
    let party = mention.entity.is_some() && parties.contains(&mention.entity);
    (!party).then(|| mention.name.clone())
}

/// `laut X`, `X zufolge`, `nach Angaben von X`, `according to X`.
fn by_preposition(b: &Building) -> Option<NodeIx> {
    for node in 0..b.graph.len() {
        for (role, to) in b.graph.out(node) {
            let says = matches!(role.name(), "laut" | "zufolge");
            if says && b.is_entity(*to) {
                return Some(*to);
            }
            if b.words.is_in("statement", &b.graph.node(node).lemma) && *role == Role::Holder && b.is_entity(*to) {
                return Some(*to);
            }
        }
    }
    None
}

/// The subject of a verb of saying that is not the trigger itself.
fn by_verb(b: &Building, trigger: NodeIx) -> Option<NodeIx> {
    (0..b.graph.len())
        .filter(|n| *n != trigger && b.graph.node(*n).labels.meets(Labels::VERB))
        .filter(|n| b.words.is_in("speech", &b.graph.node(*n).lemma))
        .find_map(|n| b.graph.follow(n, Role::Subject).find(|s| b.is_entity(*s)))
}
