//! `X ist Eigentümer von Y`, `Huang gilt als Gründer`, `Son wurde zum Vorsitzenden ernannt`: the predicate noun is X.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{NodeIx, Role};
use super::super::words::Copular;
use super::Building;

/// Adds `is` edges from predicate nouns to what they are said of.
pub fn find(b: &mut Building) {
    for i in 0..b.len() {
        let node = b.graph.at(i);
        if node != i {
            continue;
        }
        let copulas: Vec<u32> = b.dependents(i, Deprel::Cop).collect();
        if !copulas.is_empty() && b.token(i).upos != Upos::Verb {
            subjects_are(b, node, node);
            // Parsers err in hanging the subject on the copula itself.
            copulas.into_iter().for_each(|copula| subjects_are(b, copula, node));
        }
        if let Some(kind) = b.words.copular(&b.graph.node(i).lemma) {
            verb(b, node, kind);
        }
    }
}

/// The subjects of `verb` are what `noun` says.
fn subjects_are(b: &mut Building, verb: NodeIx, noun: NodeIx) {
    let subjects: Vec<_> = b.graph.follow(verb, Role::Subject).collect();
    for subject in subjects {
        b.graph.add(noun, Role::Is, subject);
        fills(b, subject, noun);
    }
}

/// `Betreiber ist Trianel`, `Investor ist der Fonds Nordkap`: the name of the predicate fills what the subject says.
fn fills(b: &mut Building, subject: NodeIx, predicate: NodeIx) {
    if !b.is_noun(b.graph.node(subject).token) {
        return;
    }
    let named = |n: &NodeIx| b.is_name(*n) && *n != subject;
    let described = b.graph.follow(predicate, Role::Is).filter(named);
    let names: Vec<NodeIx> = std::iter::once(predicate).filter(named).chain(described).collect();
    if !names.is_empty() {
        b.filled.push(subject);
    }
    names.into_iter().for_each(|name| {
        b.graph.add(subject, Role::Is, name);
    });
}

/// A verb that says what someone is or becomes.
fn verb(b: &mut Building, verb: NodeIx, kind: Copular) {
    let predicates: Vec<_> =
        b.graph.out(verb).iter().filter(|(r, n)| is_predicate(b, *r, *n, kind)).map(|e| e.1).collect();
    let predicates = if predicates.is_empty() && kind == Copular::Subject {
        indefinite(b, verb).into_iter().collect()
    } else {
        predicates
    };
    let bearer = match kind {
        Copular::Subject => Role::Subject,
        Copular::Object => Role::Object,
    };
    let bearers: Vec<_> = b.graph.follow(verb, bearer).filter(|n| b.is_entity(*n)).collect();
    for noun in predicates {
        for bearer in &bearers {
            b.graph.add(noun, Role::Is, *bearer);
        }
    }
}

/// `bleibt trotz der Pläne ein zentraler Partner`: a noun of the verb's clause with the article of a nominative.
fn indefinite(b: &Building, verb: NodeIx) -> Option<NodeIx> {
    let here = b.clauses.get(verb as usize)?;
    let articles = (0..b.len()).filter(|t| matches!(b.token(*t).form.as_str(), "ein" | "eine"));
    let mut free = articles.filter(|t| {
        let before = t.checked_sub(1).map(|before| b.token(before).upos);
        b.clauses.get(*t as usize) == Some(here) && before != Some(Upos::Adp)
    });
    let article = free.next()?;
    let noun = (article + 1..b.len()).take(4).find(|t| b.token(*t).upos != Upos::Adj)?;
    let node = b.graph.at(noun);
    (b.is_noun(noun) && !b.graph.has(verb, Role::Subject, node)).then_some(node)
}

/// Whether an edge of a copular verb leads to the predicate noun.
fn is_predicate(b: &Building, role: Role, node: NodeIx, kind: Copular) -> bool {
    let token = b.graph.node(node).token;
    if !b.is_noun(token) {
        return false;
    }
    let marked = matches!(role.name(), "als" | "as" | "zu" | "to");
    marked || role == Role::Clause || role == Role::Object && kind == Copular::Subject
}
