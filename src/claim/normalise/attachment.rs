//! Where a prepositional phrase belongs is what parsers err in most. `X steckt Geld in Y`: whether `in Y` hangs on the
//! verb or on its object, a rule sees it at both.

use crate::model::text::Upos;

use super::super::graph::{Labels, NodeIx, Role};
use super::Building;

/// Shows phrases at the other places they may hang on.
pub fn spread(b: &mut Building) {
    for verb in 0..b.graph.len() {
        if b.graph.node(verb).labels.meets(Labels::VERB) {
            from_objects(b, verb);
            to_objects(b, verb);
        }
    }
}

/// What hangs on an object, hangs on the verb as well.
fn from_objects(b: &mut Building, verb: NodeIx) {
    let below: Vec<NodeIx> = b.graph.out(verb).iter().filter(|(r, _)| may_hold(*r)).map(|(_, n)| *n).collect();
    for noun in below {
        if b.is_name(noun) {
            continue;
        }
        for (role, to) in b.graph.out(noun).clone() {
            if role.is_preposition() && !matches!(role.name(), "von" | "of") {
                b.graph.add(verb, role, to);
            }
        }
    }
}

/// Whether the node behind such an edge may hold a phrase that is the verb's.
fn may_hold(role: Role) -> bool {
    role == Role::Object || role == Role::Other || role.is_preposition()
}

/// A phrase at the verb that follows right behind the object hangs on the object as well.
fn to_objects(b: &mut Building, verb: NodeIx) {
    let edges = b.graph.out(verb).clone();
    let holders = edges.iter().filter(|(r, n)| (may_hold(*r) || *r == Role::Subject) && is_common(b, *n));
    let nouns: Vec<NodeIx> = holders.map(|(_, n)| *n).collect();
    for noun in nouns {
        let end = b.graph.node(noun).token;
        for (role, to) in &edges {
            let taken = b.graph.follow(noun, *role).any(|other| !b.graph.has(other, Role::Conj, *to));
            if role.is_preposition() && *to != noun && !taken && follows(b, end, *to) {
                b.graph.add(noun, *role, *to);
            }
        }
    }
}

/// Whether a node is a common noun, not a name or value.
fn is_common(b: &Building, node: NodeIx) -> bool {
    (b.graph.node(node).token as usize) < b.sentence.tokens.len() && b.is_noun(b.graph.node(node).token)
}

/// Whether the phrase of `to` begins right behind the token `noun` (other phrases between them do no harm).
fn follows(b: &Building, noun: u32, to: NodeIx) -> bool {
    let start = b.extent(to).start;
    start > noun
        && start - noun <= 10
        && (noun + 1..start).all(|t| !matches!(b.token(t).upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj))
}
