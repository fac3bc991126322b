//! The subject of an infinitive: `X plant, Y zu kaufen`, `X einigte sich mit Z darauf, …`, `X forces Z to sell`.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::super::words::Control;
use super::Building;

/// How deep a chain of infinitives may go: `versucht, zu planen, Y zu kaufen`.
const DEPTH: usize = 4;

/// Gives infinitives the subject that their governing verb says.
pub fn subjects(b: &mut Building) {
    for _ in 0..DEPTH {
        for i in 0..b.len() {
            let token = b.token(i);
            let (Some(head), true) = (token.head, is_controlled(b, i)) else { continue };
            let (verb, governor) = (b.graph.at(i), b.graph.at(head));
            if b.graph.follow(verb, Role::Subject).next().is_none() && verb != governor {
                inherit(b, verb, governor, head);
            }
        }
    }
}

/// Whether a token is a verb in a clause that may lack its subject.
fn is_controlled(b: &Building, token: u32) -> bool {
    let t = b.token(token);
    let clause = matches!(t.deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Acl | Deprel::Csubj);
    let inserted = || t.head.is_some_and(|head| is_inserted(b, head));
    clause && t.upos == Upos::Verb && !b.graph.node(token).labels.meets(Labels::PASSIVE) && !inserted()
}

/// `will er, wie die Zeitung berichtete, … bestellen`: who is said to report does nothing of what is reported, whatever
/// the parse hangs on that verb.
pub(super) fn is_inserted(b: &Building, verb: u32) -> bool {
    let mut around = b.children[verb as usize].iter();
    b.words.is_in("speech", &b.graph.node(verb).lemma)
        && around.any(|t| *t < verb && matches!(b.token(*t).form.as_str(), "wie" | "Wie" | "as" | "As"))
}

/// Takes the subject (or the object, where the governor says so) of the governing verb.
fn inherit(b: &mut Building, verb: NodeIx, governor: NodeIx, head: u32) {
    let role = match b.words.control(&b.graph.node(governor).lemma) {
        Some(Control::Object) => Role::Object,
        _ => Role::Subject,
    };
    let mut from: Vec<NodeIx> =
        b.graph.follow(governor, role).filter(|n| role == Role::Subject || b.is_entity(*n)).collect();
    if from.is_empty() && role == Role::Object {
        // `verbot X, Y zu kaufen`
        from = b.graph.follow(governor, Role::Dative).filter(|n| b.is_entity(*n)).collect();
    }
    if from.is_empty() && b.token(head).upos == Upos::Noun {
        // `der Plan von X, Y zu kaufen`; `X hat den Plan, Y zu kaufen`
        from = noun_owner(b, governor, head);
    }
    for subject in from {
        b.graph.add(verb, Role::Subject, subject);
    }
}

/// Whoever a noun belongs to, or the subject of the verb it is the object of.
fn noun_owner(b: &Building, noun: NodeIx, token: u32) -> Vec<NodeIx> {
    let owners: Vec<_> = b.graph.follow(noun, Role::Genitive).filter(|n| b.is_entity(*n)).collect();
    if !owners.is_empty() {
        return owners;
    }
    let Some(verb) = b.token(token).head.map(|h| b.graph.at(h)) else { return owners };
    b.graph.follow(verb, Role::Subject).collect()
}
