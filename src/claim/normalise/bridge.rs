//! `Konzernchef Pat Gelsinger`, `die Tochter`: a noun that always belongs to someone, and the text has just said to whom.
//!
//! Only such nouns are given a holder as name the company themselves (`Konzern-`, `Firmen-`) or are never said of the
//! world at large; `Präsident` and `Direktor` are not.

use crate::model::mention::MentionIx;
use crate::model::text::Upos;

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::super::salience::Salient;
use super::{Building, clause};

/// Gives relational nouns without holder the company that the sentence is about, or that of the sentences before.
pub fn holders(b: &mut Building, salient: Salient) {
    let nouns: Vec<u32> = (0..b.len()).filter(|i| needs_holder(b, *i)).collect();
    tasks(b, salient.undertaking);
    for noun in nouns {
        let lemma = &b.graph.node(noun).lemma;
        let found = if !b.filled.contains(&noun) || b.words.is_in("implied", lemma) {
            topic(b, noun).or_else(|| outside(b, noun, salient.company))
        } else if b.words.is_in("filled-undertaking", lemma) {
            outside(b, noun, salient.undertaking)
        } else {
            outside(b, noun, salient.last)
        };
        if let Some(node) = found {
            b.graph.add(noun, Role::Holder, node);
            b.bridged.push(noun);
        }
    }
}

/// Gives `den Betrieb` and `die Finanzierung` the site or project that the text has just spoken of.
fn tasks(b: &mut Building, undertaking: Option<MentionIx>) {
    let bare = |t: &u32| {
        b.graph.at(*t) == *t
            && *t > 0
            && b.token(*t - 1).upos == Upos::Det
            && b.words.is_in("task", &b.graph.node(*t).lemma)
            && !b.graph.out(*t).iter().any(|(role, _)| *role == Role::Holder || role.is_preposition())
    };
    let tasks: Vec<u32> = (0..b.len()).filter(bare).collect();
    for task in tasks {
        if let Some(node) = outside(b, task, undertaking) {
            b.graph.add(task, Role::Holder, node);
        }
    }
}

/// Whether a noun lacks the one it belongs to.
fn needs_holder(b: &Building, noun: u32) -> bool {
    b.graph.at(noun) == noun
        && is_implied(b, noun)
        && b.graph.follow(noun, Role::Is).any(|n| b.is_name(n))
        && !b.graph.follow(noun, Role::Holder).any(|n| b.is_entity(n))
        && !b.graph.follow(noun, Role::Genitive).any(|n| b.is_noun(b.graph.node(n).token))
}

/// Whether a noun says by itself, or as what a name is said to fill (`Käufer ist X`), that it belongs to someone.
fn is_implied(b: &Building, noun: u32) -> bool {
    let lemma = &b.graph.node(noun).lemma;
    let filled = |list: &str| b.filled.contains(&noun) && b.words.is_in(list, lemma);
    b.words.is_in("implied", lemma) || filled("filled-company") || filled("filled-undertaking")
}

/// The company before the noun that is the subject of its clause or of the first clause of the sentence.
fn topic(b: &Building, noun: u32) -> Option<NodeIx> {
    let companies = (0..noun).map(|t| b.graph.at(t)).filter(|n| {
        b.is_entity(*n) && b.graph.node(*n).labels.meets(b.words.company) && !b.graph.has(noun, Role::Is, *n)
    });
    let mut subjects = companies.filter(|n| is_subject(b, *n) || opens_sentence(b, *n));
    subjects.next()
}

/// Whether a verb has the node as its subject.
fn is_subject(b: &Building, node: NodeIx) -> bool {
    b.graph.back(node, Role::Subject).any(|v| b.graph.node(v).labels.meets(Labels::VERB))
}

/// Whether a name is the first phrase of the sentence, before its finite verb.
fn opens_sentence(b: &Building, node: NodeIx) -> bool {
    let extent = b.extent(node);
    extent.start == 0 && extent.end < b.len() && clause::is_finite(b.token(extent.end))
}

/// Gives a sentence with names a node for the company that the sentences before spoke of, unless it speaks of it itself.
pub fn keep_in_mind(b: &mut Building, salient: Option<MentionIx>) {
    let named = (0..b.graph.len()).any(|n| b.is_entity(n));
    let entity = |m: MentionIx| b.mentions.get(m as usize).and_then(|m| m.entity);
    let known = salient.and_then(entity);
    if named && known.is_some() && !b.here.iter().any(|m| entity(*m) == known) {
        b.in_mind = outside(b, 0, salient);
    }
}

/// A node for the company that the sentences before spoke of.
fn outside(b: &mut Building, noun: u32, salient: Option<MentionIx>) -> Option<NodeIx> {
    let ix = salient?;
    let mention = b.mentions.get(ix as usize)?;
    let labels = Labels::of_mention(&mention.kind);
    let lemma = mention.name.to_lowercase().into();
    Some(b.graph.add_node(Node { token: noun, lemma, labels, mention: Some(ix) }))
}
