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
    if let Some(body) = body(b, token) {
        words.push(body);
    }
    words.join(" ")
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
