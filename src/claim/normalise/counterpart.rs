//! `X und Y schließen einen Vertrag. X liefert dafür Server.`: whoever deals with just one other party and does something
//! that has two sides does it to that party, named or not.

use crate::model::mention::{EntityIx, MentionIx};

use super::super::graph::{Labels, NodeIx, Role};
use super::super::pact::{Near, Parties};
use super::Building;

/// Gives verbs of give and take their other side.
pub fn find(b: &mut Building, near: Near) {
    let linked = || (0..b.len()).any(|t| b.words.is_in("pact-link", &b.graph.node(t).lemma));
    let Some(parties) = near.here.or_else(|| near.before.filter(|_| linked())) else { return };
    let verbs: Vec<(NodeIx, Role)> = (0..b.len()).filter_map(|v| Some((v, other_side(b, v)?))).collect();
    for (verb, role) in verbs {
        if let Some(node) = counterpart(b, verb, parties).and_then(|other| node(b, verb, other)) {
            b.graph.add(verb, role, node);
        }
    }
}

/// What the other party is to a verb: `liefert` to whom, `kauft` from whom.
fn other_side(b: &Building, verb: NodeIx) -> Option<Role> {
    let node = b.graph.node(verb);
    if !node.labels.meets(Labels::VERB) {
        return None;
    }
    let gives = b.words.is_in("pact-give", &node.lemma);
    let takes = b.words.is_in("pact-take", &node.lemma);
    gives.then_some(Role::Dative).or_else(|| takes.then_some(Role::OF_AGENT[0]))
}

/// The party that is not the verb's subject, where the subject is the other one and the clause names nobody else.
fn counterpart(b: &Building, verb: NodeIx, parties: Parties) -> Option<MentionIx> {
    let subjects: Vec<EntityIx> = b.graph.follow(verb, Role::Subject).filter_map(|n| b.entity(n)).collect();
    let [subject] = subjects.as_slice() else { return None };
    let of = |mention: MentionIx| b.mentions.get(mention as usize).and_then(|m| m.entity);
    let [a, z] = parties;
    let other = if of(a) == Some(*subject) {
        z
    } else if of(z) == Some(*subject) {
        a
    } else {
        return None;
    };
    let named = (0..b.len()).any(|t| {
        let node = b.graph.at(t);
        b.share_clause(t, verb)
            && b.is_entity(node)
            && b.graph.node(node).labels.meets(b.words.company)
            && b.entity(node) != Some(*subject)
    });
    (!named).then_some(other)
}

/// The node of a mention; one is made where it stands in another sentence.
fn node(b: &mut Building, verb: NodeIx, mention: MentionIx) -> Option<NodeIx> {
    let known = (0..b.graph.len()).find(|n| b.graph.node(*n).mention == Some(mention));
    known.or_else(|| b.add_outside(b.graph.node(verb).token, mention))
}
