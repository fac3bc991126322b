//! Participles before their noun: `das von SoftBank finanzierte Unternehmen` says that SoftBank finances the company.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::{Building, passive};

/// Turns participles into verbs.
pub fn turn(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        if token.deprel != Deprel::Amod && token.upos != Upos::Adj || b.graph.at(i) != i {
            continue;
        }
        let Some(noun) = token.head.map(|h| b.graph.at(h)) else { continue };
        let Some((verb, active)) = b.words.participle(&b.graph.node(i).lemma) else { continue };
        event(b, i, noun, verb.into(), active);
    }
}

/// Adds the verb that the participle on `token` is a form of.
fn event(b: &mut Building, token: u32, noun: NodeIx, lemma: compact_str::CompactString, active: bool) {
    let labels = Labels::VERB | Labels::EVENT;
    let verb = b.graph.add_node(Node { token, lemma, labels, mention: None });
    for (role, to) in b.graph.out(token).clone() {
        b.graph.add(verb, role, to);
    }
    if b.token(token).deprel == Deprel::Amod {
        b.graph.add(verb, if active { Role::Subject } else { Role::Object }, noun);
    }
    if !active {
        passive::agent(b, verb);
    }
}
