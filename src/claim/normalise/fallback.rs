//! A verb that the parse left without subject or object takes the one name of its clause that stands free.

use crate::model::text::{Case, Deprel};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, clause, surface};

/// Fills the gaps of verbs that rules ask for.
pub fn arguments(b: &mut Building) {
    for verb in 0..b.len() {
        let node = b.graph.node(verb);
        if !node.labels.meets(Labels::VERB) || node.labels.meets(Labels::PASSIVE) || !b.words.is_trigger(&node.lemma) {
            continue;
        }
        if b.graph.follow(verb, Role::Subject).next().is_none()
            && is_finite_clause(b, verb)
            && let Some(subject) = elided(b, verb).or_else(|| free_name(b, verb, Case::Nom))
        {
            b.graph.add(verb, Role::Subject, subject);
        }
        if b.words.is_in("dative", &b.graph.node(verb).lemma) {
            owner(b, verb);
        } else if b.graph.follow(verb, Role::Object).next().is_none()
            && let Some(object) = free_name(b, verb, Case::Acc)
        {
            b.graph.add(verb, Role::Object, object);
        }
    }
}

/// `Bentley gehört Volkswagen`: the second bare name of the clause is the dative, where the parse has none.
fn owner(b: &mut Building, verb: u32) {
    // `gehört zu 25 Prozent X`: the phrase says how much.
    let is_share = |n: NodeIx| b.graph.node(n).labels.meets(Labels::SHARE);
    let to = b.graph.out(verb).iter().any(|(role, n)| matches!(role.name(), "zu" | "to") && !is_share(*n));
    let known = to || b.graph.follow(verb, Role::Dative).next().is_some();
    let subject = b.graph.follow(verb, Role::Subject).next();
    let owner = (0..b.len()).rev().find(|t| {
        b.share_clause(*t, verb)
            && b.graph.at(*t) == *t
            && Some(*t) != subject
            && b.is_entity(*t)
            && surface::is_bare(b, *t)
    });
    if let (false, Some(_), Some(owner)) = (known, subject, owner) {
        b.graph.remove(verb, Role::Object, owner);
        b.graph.add(verb, Role::Dative, owner);
    }
}

/// `X lieferte Pakete aus, machte Umsatz`: a finite verb right behind a comma or `und` goes on with the subject of the
/// clause before.
fn elided(b: &Building, verb: u32) -> Option<NodeIx> {
    let joint = verb.checked_sub(1).filter(|t| matches!(b.token(*t).form.as_str(), "," | "und" | "and"))?;
    let before = joint.checked_sub(1)?;
    let finite = clause::is_finite(b.token(verb));
    let verbs = (0..joint).rev().filter(|t| finite && b.share_clause(*t, before));
    verbs.flat_map(|t| b.graph.follow(t, Role::Subject)).find(|subject| b.is_entity(*subject))
}

/// Whether a verb heads a clause that must have a subject.
fn is_finite_clause(b: &Building, verb: u32) -> bool {
    clause::is_finite(b.token(verb)) || !matches!(b.token(verb).deprel, Deprel::Xcomp | Deprel::Acl | Deprel::Amod)
}

/// The nearest name of the verb's clause that no edge from a verb reaches and no preposition opens. The subject is
/// looked for before the verb first, the object behind it.
fn free_name(b: &Building, verb: u32, case: Case) -> Option<NodeIx> {
    let before = (0..verb).rev().filter(|t| b.share_clause(*t, verb));
    let behind = (verb + 1..b.len()).filter(|t| b.share_clause(*t, verb));
    let mut order: Vec<u32> =
        if case == Case::Nom { before.chain(behind).collect() } else { behind.chain(before).collect() };
    order.retain(|t| b.graph.at(*t) == *t && is_free(b, *t, verb, case));
    order.first().copied()
}

/// Whether a name may still be an argument of `verb`.
fn is_free(b: &Building, token: u32, verb: u32, case: Case) -> bool {
    let t = b.token(token);
    let fits = t.morph.case == case || t.morph.case == Case::Unset || b.is_name(token);
    let reached = b.graph.reaching(token).iter().any(|(r, _)| !matches!(*r, Role::Is | Role::Conj | Role::Other));
    b.is_entity(token)
        && surface::is_bare(b, token)
        && fits
        && !reached
        && !b.graph.out(verb).iter().any(|(_, n)| *n == token)
        && !b.joined.iter().any(|(_, member)| *member == token)
}
