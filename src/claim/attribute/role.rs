//! The words of a role or product: `stellvertretender Aufsichtsratsvorsitzender`, `chief executive`.

use crate::model::text::{Case, Upos};

use super::super::graph::{NodeIx, Role};
use super::super::normalise::Building;

/// The words of a noun with what belongs to its title; the name before the hyphen of a compound is left out.
pub fn text(b: &Building, node: NodeIx) -> String {
    let token = b.graph.node(node).token;
    let mut words = vec![head(b, node, token)];
    let mut at = token;
    while let Some(before) = at.checked_sub(1).filter(|t| belongs_before(b, *t)) {
        words.insert(0, b.token(before).form.to_string());
        at = before;
    }
    words.extend(tail(b, token));
    if let Some(body) = body(b, token) {
        words.push(body);
    }
    words.join(" ")
}

/// The noun that says which office someone has there: it is said of the person and belongs to the other end, or to nobody
/// else; `als Interimschef` before what the person is called by otherwise.
pub fn between(b: &Building, trigger: NodeIx, (person, place): (NodeIx, NodeIx)) -> Option<NodeIx> {
    let as_office = b.graph.out(trigger).iter().filter(|(role, _)| matches!(role.name(), "als" | "as"));
    let as_office = as_office.map(|(_, n)| *n).find(|n| is_office(b, *n));
    let said = b.graph.back(person, Role::Is).filter(|n| is_office(b, *n));
    let said = as_office.or_else(|| said.into_iter().find(|n| belongs(b, *n, place)));
    said.or_else(|| (0..b.len()).find(|n| is_free_office(b, *n, trigger, place)))
}

/// Whether a noun is an office at a thing that the parse gives to nobody: `und ist seit 2021 Aufsichtsrat bei X`.
fn is_free_office(b: &Building, node: NodeIx, trigger: NodeIx, place: NodeIx) -> bool {
    b.graph.at(node) == node
        && is_office(b, node)
        && b.graph.follow(node, Role::Is).next().is_none()
        && b.share_clause(b.graph.node(node).token, b.graph.node(place).token)
        && (node == trigger || b.graph.follow(node, Role::Holder).any(|n| n == place))
}

/// Whether a node is a noun that says an office.
fn is_office(b: &Building, node: NodeIx) -> bool {
    let lemma = &b.graph.node(node).lemma;
    !b.is_name(node) && b.words.is_in("office", lemma) && !b.words.is_in("no-office", lemma)
}

/// Whether an office belongs to a thing, or at least to no other.
fn belongs(b: &Building, office: NodeIx, place: NodeIx) -> bool {
    let mut holders = b.graph.follow(office, Role::Holder).filter(|n| b.is_entity(*n)).peekable();
    holders.peek().is_none() || holders.any(|n| n == place || b.entity(n).is_some() && b.entity(n) == b.entity(place))
}

/// Words behind a title that go on with it: `Executive` behind `Chief`.
fn tail(b: &Building, token: u32) -> Vec<String> {
    let follows = |list: &str, t: u32| b.words.is_in(list, &b.token(t).form.to_lowercase());
    let goes_on = |t: &u32| follows("title-tail", *t) && (follows("title", *t - 1) || follows("title-tail", *t - 1));
    (token + 1..b.len()).take_while(goes_on).map(|t| b.token(t).form.to_string()).collect()
}

/// The noun itself, in its dictionary form where it is inflected.
fn head(b: &Building, node: NodeIx, token: u32) -> String {
    let t = b.token(token);
    let plain = t.morph.case == Case::Nom || t.xpos.starts_with("NN") && t.lemma.is_empty() || t.lemma.contains('|');
    let word = if plain { &t.form } else { &t.lemma };
    let part = b.graph.follow(node, Role::Compound).find_map(|n| b.mention(n)).map(|m| m.span.end - m.span.start);
    match part.and_then(|len| t.form.get(len as usize..)) {
        Some(rest) if t.form.contains(['-', '‑', '–']) => rest.trim_start_matches(['-', '‑', '–']).to_owned(),
        _ => word.to_string(),
    }
}

/// Words before the noun that are part of the title: `stellvertretender`, `chief` before `executive`.
fn belongs_before(b: &Building, token: u32) -> bool {
    let t = b.token(token);
    let english_noun = matches!(t.xpos.as_str(), "NN" | "NNS" | "JJ")
        && t.upos != Upos::Propn
        && t.form.starts_with(char::is_lowercase)
        && !b.is_entity(b.graph.at(token));
    english_noun && (t.upos == Upos::Noun || t.form == "chief" || t.form == "vice" || t.form == "managing")
        || b.words.is_in("title", &b.graph.node(token).lemma)
}

/// `des Vorstands` behind `Vorsitzender`.
fn body(b: &Building, token: u32) -> Option<String> {
    let (article, noun) = (token + 1, token + 2);
    if noun >= b.len() || b.token(article).upos != Upos::Det {
        return None;
    }
    b.words
        .is_in("body", &b.graph.node(noun).lemma)
        .then(|| format!("{} {}", b.token(article).form, b.token(noun).form))
}
