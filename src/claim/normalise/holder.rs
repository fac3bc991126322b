//! Whoever a noun belongs to: `Chef von X`, `Chef der X`, `X-Chef`, `Xs Chef`, `Chef bei X`, `ihr Chef` → a `holder` edge.

use crate::model::text::Upos;

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, dependency};

/// Adds the edges for every common noun.
pub fn find(b: &mut Building) {
    for i in 0..b.len() {
        // `executive` in `chief executive` passes for an adjective.
        let noun = b.graph.node(i).labels.meets(Labels::NOUN) || b.token(i).upos == Upos::Noun || is_office(b, i);
        if b.graph.at(i) != i || !noun {
            continue;
        }
        let holders: Vec<_> = b.graph.out(i).iter().filter(|(r, _)| holds(*r)).map(|(_, n)| *n).collect();
        holders.into_iter().for_each(|h| {
            b.graph.add(i, Role::Holder, h);
        });
        beside(b, i);
    }
}

/// Whether a word says an office, whatever its tag.
fn is_office(b: &Building, token: u32) -> bool {
    b.token(token).upos == Upos::Adj && b.is_noun(token)
}

/// Whether what is behind such an edge holds the noun.
fn holds(role: Role) -> bool {
    matches!(role.name(), "genitive" | "von" | "of" | "compound" | "bei" | "at")
}

/// A name close behind the noun in the genitive or behind `von`, where the parse hung it elsewhere; in English a name
/// right before it.
fn beside(b: &mut Building, noun: u32) {
    if let Some(name) = name_behind(b, noun) {
        b.graph.add(noun, Role::Holder, name);
    }
    if let Some(name) = name_before(b, noun) {
        b.graph.add(noun, Role::Holder, name);
    }
}

/// `Chef von X`, `Vorstandschef der Y AG`: `von` or an article in the genitive, then the name.
fn name_behind(b: &Building, noun: u32) -> Option<NodeIx> {
    let next = (noun + 1 < b.len()).then(|| b.token(noun + 1))?;
    let opens = match next.upos {
        Upos::Adp => matches!(next.form.as_str(), "von" | "vom" | "bei" | "beim" | "of" | "at"),
        Upos::Det => matches!(next.form.as_str(), "der" | "des" | "eines" | "einer"),
        _ => false,
    };
    if !opens {
        return None;
    }
    let target = (noun + 2..b.len()).take(5).find(|t| b.is_entity(b.graph.at(*t)) || !may_stand_between(b, *t))?;
    let node = b.graph.at(target);
    b.is_entity(node).then_some(node)
}

/// Words between `von` and the name: `von dem Münchner Konzern X`.
fn may_stand_between(b: &Building, token: u32) -> bool {
    matches!(b.token(token).upos, Upos::Det | Upos::Adj | Upos::Noun)
}

/// `AMD chief executive Lisa Su`, `Apple's boss`: the name right before an English noun.
fn name_before(b: &Building, noun: u32) -> Option<NodeIx> {
    if !matches!(b.token(noun).xpos.as_str(), "NN" | "NNS" | "JJ")
        || dependency::preposition(b, noun).is_none() && noun == 0
    {
        return None;
    }
    let mut at = noun.checked_sub(1)?;
    for _ in 0..3 {
        let node = b.graph.at(at);
        if b.is_name(node) {
            return Some(node);
        }
        let word = b.token(at);
        if !matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Part) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}
