//! `X ist Eigentümer von Y`, `Huang gilt als Gründer`, `Son wurde zum Vorsitzenden ernannt`: the predicate noun is X.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{NodeIx, Role};
use super::super::words::Copular;
use super::{Building, clause, surface};

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
        if is_copula(b, i) {
            by_order(b, i);
        }
    }
}

/// Whether a token can be nothing but a copula: a finite form, with no other verb in its clause.
fn is_copula(b: &Building, token: u32) -> bool {
    let lemma = b.graph.node(token).lemma.as_str();
    let verbal = |t: u32| b.token(t).xpos.starts_with("VV") || b.token(t).upos == Upos::Verb;
    matches!(lemma, "sein" | "werden" | "bleiben")
        && clause::is_finite(b.token(token))
        && !(0..b.len()).any(|t| t != token && b.share_clause(t, token) && verbal(t))
}

/// `X ist mit 25 Prozent größter Aktionär von Y`, `Käufer von Y ist X`, whatever the parse makes of it: a name right beside
/// the copula, and the first noun on its other side that no preposition opens.
fn by_order(b: &mut Building, copula: u32) {
    let found = if let Some(name) = right_before(b, copula) {
        bare_noun(b, copula + 1).filter(|n| !b.is_name(*n)).map(|noun| (noun, name))
    } else {
        let start = (0..copula).find(|t| b.share_clause(*t, copula));
        let name = bare_noun(b, copula + 1).and_then(|n| named(b, n));
        let noun =
            start.and_then(|start| bare_noun(b, start)).filter(|n| b.words.is_relational(&b.graph.node(*n).lemma));
        noun.zip(name).inspect(|(noun, _)| b.filled.push(*noun))
    };
    if let Some((noun, name)) = found {
        b.graph.add(noun, Role::Is, name);
    }
}

/// A node itself where it is a name, or the name it describes.
fn named(b: &Building, node: NodeIx) -> Option<NodeIx> {
    if b.is_name(node) { Some(node) } else { b.graph.follow(node, Role::Is).find(|n| b.is_name(*n)) }
}

/// The first noun or name from `start` on in its clause that stands without preposition.
fn bare_noun(b: &Building, start: u32) -> Option<NodeIx> {
    let mut at = start;
    while at < b.len() && b.share_clause(at, start) {
        let node = b.graph.at(at);
        let is_value = b.mention(node).is_some() && !b.is_entity(node);
        at = match b.token(at).upos {
            Upos::Adp => end_of_phrase(b, at + 1)?.max(at + 1),
            _ if is_value => b.extent(node).end.max(at + 1),
            _ if b.is_noun(at) || b.is_name(node) => return Some(node),
            Upos::Det | Upos::Adj | Upos::Adv | Upos::Num => at + 1,
            _ => return None,
        };
    }
    None
}

/// The token behind the phrase that begins at `start`.
fn end_of_phrase(b: &Building, start: u32) -> Option<u32> {
    let first = b.graph.at(start);
    let value = start < b.len() && b.mention(first).is_some();
    let head = if value { Some(first) } else { surface::head_of_phrase(b, start) };
    head.map(|n| b.extent(n).end)
}

/// The subjects of `verb` are what `noun` says.
fn subjects_are(b: &mut Building, verb: NodeIx, noun: NodeIx) {
    let subjects: Vec<_> = b.graph.follow(verb, Role::Subject).collect();
    for subject in subjects {
        b.graph.add(noun, Role::Is, subject);
        fills(b, subject, noun);
        if is_opening(b, noun) {
            fills(b, noun, subject);
        }
    }
}

/// `Partner ist der Anlagenbauer Aker`: a bare noun that opens its sentence, taken by the parse for the predicate.
fn is_opening(b: &Building, noun: NodeIx) -> bool {
    let token = b.graph.node(noun).token;
    token == 0 || token == 1 && b.token(0).upos == Upos::Adj
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
    let mut bearers: Vec<_> = b.graph.follow(verb, bearer).filter(|n| b.is_entity(*n)).collect();
    if bearers.is_empty() && kind == Copular::Subject {
        bearers.extend(right_before(b, verb));
    }
    for noun in predicates {
        for bearer in &bearers {
            b.graph.add(noun, Role::Is, *bearer);
        }
    }
}

/// `X wird bevorzugter Anbieter`, where the parse has no subject: the name that the clause opens with, right before its verb.
fn right_before(b: &Building, verb: NodeIx) -> Option<NodeIx> {
    let node = b.graph.at(verb.checked_sub(1)?);
    let opens = |start: u32| start.checked_sub(1).is_none_or(|t| !b.share_clause(t, verb));
    (b.is_name(node) && opens(b.extent(node).start)).then_some(node)
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
