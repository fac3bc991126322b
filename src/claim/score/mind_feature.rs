//! Features of a thing with the company that the sentences before spoke of: `Die Zentrale steht in Fulda.`

use crate::model::text::Upos;

use super::super::graph::Role;
use super::feature::{self, Sink, last, size, types};
use super::graph_feature;
use super::name_feature;
use super::pair::Pair;
use super::sight::{self, Thing};

/// All of them; `near` is the end that stands in the sentence.
pub fn all(pair: &Pair, side: &str, near: &Thing, out: &mut impl Sink) {
    let (s, o) = types(pair);
    out.put("mind", &[s, o]);
    out.put("mind-form", &[s, o, near.form.as_str()]);
    out.put("mind-names", &[name_feature::sharing(pair), s, o]);
    whereabouts(pair, out);
    others(pair, near, out);
    words(pair, side, near, out);
    governors(pair, side, near, out);
}

/// How far back the company was named, and where in the text.
fn whereabouts(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let (input, here) = (pair.sight.found.input, pair.sight.found.sentence);
    let Some(far) = &pair.sight.in_mind else { return };
    let there = input.mentions[far.mention as usize].sentence;
    let paragraph = |ix: u32| input.sentences.get(ix as usize).map(|s| s.paragraph);
    let same = if paragraph(there) == paragraph(here) { "same paragraph" } else { "other paragraph" };
    out.put("mind-far", &[size(here.saturating_sub(there)), same]);
    out.put("mind-place", &[size(here), s, o]);
    out.put("mind-times", &[size(sight::entity(input, far.mention).map_or(0, |e| e.mentions.len() as u32)), s, o]);
}

/// Which other things the sentence has.
fn others(pair: &Pair, near: &Thing, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let Some(far) = &pair.sight.in_mind else { return };
    let others = || pair.sight.things.iter().filter(|t| t.group != near.group);
    let like_far = others().filter(|t| t.label == far.label).count() as u32;
    let before = others().filter(|t| t.label == far.label && t.extent.start < near.extent.start).count() as u32;
    out.put("mind-others", &[size(others().count() as u32), s, o]);
    out.put("mind-like", &[size(like_far), size(before), s, o]);
}

/// How far from the thing words are told.
const REACH: u32 = 7;

/// The words around the thing and those that the sentence begins with.
fn words(pair: &Pair, side: &str, near: &Thing, out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let (s, o) = types(pair);
    let before = near.extent.start.checked_sub(1).map_or("^", |t| feature::word(pair, t));
    let behind = if near.extent.end < b.len() { feature::word(pair, near.extent.end) } else { "$" };
    out.put("mind-before", &[side, before]);
    out.put("mind-before-types", &[before, s, o]);
    out.put("mind-behind", &[side, behind]);
    out.put("mind-first", &[feature::word(pair, 0), s, o]);
    for token in near.extent.start.saturating_sub(REACH)..(near.extent.end + REACH).min(b.len()) {
        let content = matches!(b.token(token).upos, Upos::Noun | Upos::Verb);
        if content && !near.extent.contains(&token) && b.graph.at(token) == token && b.mention(token).is_none() {
            let word = feature::word(pair, token);
            out.put("mind-word", &[side, word]);
            out.put("mind-word-types", &[word, s, o]);
            out.put("mind-word-end", &[last(word, 5), s, o]);
        }
    }
}

/// What governs the thing, and what else that governs.
fn governors(pair: &Pair, side: &str, near: &Thing, out: &mut impl Sink) {
    let graph = &pair.sight.found.b.graph;
    let (s, o) = types(pair);
    for (role, node) in graph.reaching(near.node).iter().take(6) {
        let word = graph_feature::word(pair, *node);
        out.put("mind-under", &[side, role.name(), word]);
        out.put("mind-under-types", &[role.name(), word, s, o]);
        out.put("mind-role", &[role.name(), s, o]);
        let held = graph.out(*node).iter().any(|(r, _)| [Role::Holder, Role::Genitive, Role::Subject].contains(r));
        out.put("mind-held", &[role.name(), if held { "held" } else { "free" }, s, o]);
    }
    for (role, node) in graph.out(near.node).iter().take(4) {
        out.put("mind-over", &[side, role.name(), graph_feature::word(pair, *node)]);
    }
}
