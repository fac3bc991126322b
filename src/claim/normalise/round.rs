//! Rounds of funding whose company another sentence tells: `X sammelt Geld ein. Angeführt wird die Runde von Y.`

use crate::model::mention::{EntityIx, MentionIx};

use super::super::graph::{Labels, NodeIx, Role};
use super::Building;

/// `Angeführt wird die Runde von X`, `Auch Y zog mit`: a round of funding without holder is that of the company that is
/// said to raise money, and so is whatever is said of taking part.
pub fn find(b: &mut Building, raised: Option<MentionIx>) {
    let Some(company) = raised else { return };
    let entity = b.mentions.get(company as usize).and_then(|m| m.entity);
    if !b.here.iter().any(|m| is_investor(b, *m, entity)) {
        return;
    }
    let bare = |t: &u32| {
        b.graph.at(*t) == *t
            && b.mention(*t).is_none()
            && b.words.is_in("round", &b.graph.node(*t).lemma)
            && !b.graph.follow(*t, Role::Holder).any(|n| b.is_entity(n) && !is_doer_to(b, n, *t))
    };
    let nouns: Vec<u32> = (0..b.len()).filter(bare).collect();
    let taking = |t: &u32| b.graph.at(*t) == *t && takes_part(b, *t);
    let words: Vec<u32> = (0..b.len()).filter(taking).collect();
    if nouns.is_empty() && words.is_empty() {
        return;
    }
    let known = b.in_mind.filter(|node| b.entity(*node) == entity);
    let named = || (0..b.len()).find(|n| b.graph.at(*n) == *n && b.is_entity(*n) && b.entity(*n) == entity);
    let Some(node) = known.or_else(named).or_else(|| b.add_outside(0, company)) else { return };
    for noun in nouns {
        b.graph.add(noun, Role::Holder, node);
    }
    for word in words {
        b.graph.add(word, Role::Raised, node);
    }
}

/// Whether a word says that someone takes part: `zog mit`, or `ist` in a clause with `dabei`.
fn takes_part(b: &Building, word: u32) -> bool {
    let lemma = &b.graph.node(word).lemma;
    let within = |t: u32| b.words.is_in("in-round", &b.graph.node(t).lemma);
    b.words.is_in("takes-part", lemma) || b.words.is_in("is-in", lemma) && (0..b.len()).any(within)
}

/// Whether someone does something to a thing, so that `von` does not say whose it is: `angeführt wird die Runde von X`.
fn is_doer_to(b: &Building, doer: NodeIx, thing: NodeIx) -> bool {
    b.graph.back(thing, Role::Object).any(|verb| b.graph.has(verb, Role::Subject, doer))
}

/// Whether a mention may be someone who gives money to a company: another thing than that company.
fn is_investor(b: &Building, mention: MentionIx, company: Option<EntityIx>) -> bool {
    let mention = &b.mentions[mention as usize];
    let labels = Labels::of_mention(&mention.kind);
    mention.entity.is_some() && mention.entity != company && labels.meets(b.words.company | b.words.person)
}
