//! Where a prepositional phrase belongs is what parsers err in most. `X steckt Geld in Y`: whether `in Y` hangs on the
//! verb or on its object, a rule sees it at both.

use crate::model::text::Upos;

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, surface};

/// Shows phrases at the other places they may hang on.
pub fn spread(b: &mut Building) {
    examples(b);
    for verb in 0..b.graph.len() {
        if b.graph.node(verb).labels.meets(Labels::VERB) {
            from_objects(b, verb);
            to_objects(b, verb);
        }
    }
}

/// `sucht Geld für Projekte, etwa für ein Werk in Ulm`: an example that repeats the preposition hangs where its class does;
/// of two places it lies in the first: `Werke in Afrika, zum Beispiel in Kenia`.
fn examples(b: &mut Building) {
    for opener in 2..b.len() {
        let Some(role) = Role::of_preposition(&b.token(opener).form).filter(|_| gives_example(b, opener)) else {
            continue;
        };
        let Some(example) = surface::head_of_phrase(b, opener + 1) else { continue };
        let place = |node: NodeIx| b.is_name(node) && b.graph.node(node).labels.meets(b.words.place);
        let Some((holder, class)) = class_before(b, opener, role, example) else { continue };
        if place(class) && place(example) {
            b.graph.add(example, Role::Bracket, class);
        } else if !place(class) && !place(example) {
            b.graph.add(holder, role, example);
        }
    }
}

/// The last phrase before a token that the same preposition opens, with what it hangs on.
fn class_before(b: &Building, opener: u32, role: Role, example: NodeIx) -> Option<(NodeIx, NodeIx)> {
    let holders = (0..opener).rev().filter(|t| b.graph.at(*t) == *t);
    let mut classes = holders.flat_map(|from| b.graph.follow(from, role).map(move |to| (from, to)));
    classes.find(|(_, to)| b.graph.node(*to).token < opener && *to != example)
}

/// Whether a comma or dash and `etwa`, `zum Beispiel` stand before a preposition.
fn gives_example(b: &Building, opener: u32) -> bool {
    let word = |back: u32| opener.checked_sub(back).map(|t| b.token(t).lower()).unwrap_or_default();
    let mark = |back: u32| matches!(word(back).as_str(), "," | "-" | "–" | "—" | "(");
    match word(1).as_str() {
        "beispielsweise" | "etwa" | "insbesondere" | "namentlich" | "darunter" => mark(2),
        "beispiel" | "allem" | "anderem" | "example" | "instance" => mark(3),
        _ => false,
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
