//! `Firmenchef Pat Gelsinger`, `die Tochter`: a noun that always belongs to someone, and the text has just said to whom.

use crate::model::mention::MentionIx;

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::Building;

/// Gives relational nouns without holder the company nearest before them, or that of the sentences before.
pub fn holders(b: &mut Building, salient: Option<MentionIx>) {
    let nouns: Vec<u32> = (0..b.len()).filter(|i| needs_holder(b, *i)).collect();
    for noun in nouns {
        if let Some(node) = company_before(b, noun).or_else(|| outside(b, noun, salient)) {
            b.graph.add(noun, Role::Holder, node);
        }
    }
}

/// Whether a noun lacks the one it belongs to.
fn needs_holder(b: &Building, noun: u32) -> bool {
    b.graph.at(noun) == noun
        && b.words.is_relational(&b.graph.node(noun).lemma)
        && b.graph.follow(noun, Role::Is).next().is_some()
        && !b.graph.follow(noun, Role::Holder).any(|n| b.is_entity(n))
}

/// The nearest company before the noun in this sentence.
fn company_before(b: &Building, noun: u32) -> Option<NodeIx> {
    (0..noun).rev().map(|t| b.graph.at(t)).find(|n| b.is_entity(*n) && b.graph.node(*n).labels.meets(b.words.company))
}

/// A node for the company that the sentences before spoke of.
fn outside(b: &mut Building, noun: u32, salient: Option<MentionIx>) -> Option<NodeIx> {
    let ix = salient?;
    let mention = b.mentions.get(ix as usize)?;
    let labels = Labels::of_mention(&mention.kind);
    let lemma = mention.name.to_lowercase().into();
    Some(b.graph.add_node(Node { token: noun, lemma, labels, mention: Some(ix) }))
}
