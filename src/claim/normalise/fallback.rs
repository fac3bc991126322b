//! A verb that the parse left without subject or object takes the one name of its clause that stands free.

use crate::model::text::{Case, Deprel, Upos};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, dependency};

/// Fills the gaps of verbs that rules ask for.
pub fn arguments(b: &mut Building) {
    for verb in 0..b.len() {
        let node = b.graph.node(verb);
        if !node.labels.meets(Labels::VERB) || node.labels.meets(Labels::PASSIVE) || !b.words.is_trigger(&node.lemma) {
            continue;
        }
        if b.graph.follow(verb, Role::Subject).next().is_none()
            && is_finite_clause(b, verb)
            && let Some(subject) = free_name(b, verb, Case::Nom)
        {
            b.graph.add(verb, Role::Subject, subject);
        }
        if b.graph.follow(verb, Role::Object).next().is_none()
            && let Some(object) = free_name(b, verb, Case::Acc)
        {
            b.graph.add(verb, Role::Object, object);
        }
    }
}

/// Whether a verb heads a clause that must have a subject.
fn is_finite_clause(b: &Building, verb: u32) -> bool {
    !matches!(b.token(verb).deprel, Deprel::Xcomp | Deprel::Acl | Deprel::Amod)
}

/// The nearest name of the verb's clause that no edge from a verb reaches and no preposition opens. The subject is
/// looked for before the verb first, the object behind it.
fn free_name(b: &Building, verb: u32, case: Case) -> Option<NodeIx> {
    let before = (0..verb).rev().take_while(|t| !is_border(b, *t));
    let behind = (verb + 1..b.len()).take_while(|t| !is_border(b, *t));
    let mut order: Vec<u32> =
        if case == Case::Nom { before.chain(behind).collect() } else { behind.chain(before).collect() };
    order.retain(|t| b.graph.at(*t) == *t && is_free(b, *t, verb, case));
    order.first().copied()
}

/// Where a clause ends.
fn is_border(b: &Building, token: u32) -> bool {
    let t = b.token(token);
    matches!(t.form.as_str(), "," | ":" | ";" | "–" | "." | "\"" | "“" | "„")
        || t.upos == Upos::Sconj
        || t.upos == Upos::Verb
}

/// Whether a name may still be an argument of `verb`.
fn is_free(b: &Building, token: u32, verb: u32, case: Case) -> bool {
    let t = b.token(token);
    let fits = t.morph.case == case || t.morph.case == Case::Unset || b.is_name(token);
    let reached = b.graph.reaching(token).iter().any(|(r, _)| !matches!(*r, Role::Is | Role::Conj | Role::Other));
    b.is_entity(token)
        && fits
        && !reached
        && !b.graph.out(verb).iter().any(|(_, n)| *n == token)
        && dependency::preposition(b, token).is_none()
        && !b.joined.iter().any(|(_, member)| *member == token)
}
