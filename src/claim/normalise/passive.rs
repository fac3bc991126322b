//! Passive to active: the grammatical subject is the object, whoever stands behind `von`, `durch` or `by` the subject.

use crate::model::text::{Deprel, VerbForm};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, dependency};

/// Turns every passive verb.
pub fn turn(b: &mut Building) {
    for verb in 0..b.len() {
        if is_passive(b, verb) {
            b.graph.nodes[verb as usize].labels |= Labels::PASSIVE;
            let subjects: Vec<_> = b.graph.follow(verb, Role::Subject).collect();
            for subject in subjects.into_iter().filter(|s| !is_agent_phrase(b, *s)).collect::<Vec<_>>() {
                b.graph.remove(verb, Role::Subject, subject);
                b.graph.add(verb, Role::Object, subject);
            }
            agent(b, verb);
        }
    }
}

/// `vom Staatsfonds X`, which the parse took for the subject.
fn is_agent_phrase(b: &Building, node: NodeIx) -> bool {
    dependency::preposition_before(b, node).is_some_and(|role| Role::OF_AGENT.contains(&role))
}

/// Makes the agent of a passive (`von SoftBank`) its subject.
pub fn agent(b: &mut Building, verb: NodeIx) {
    let agents: Vec<_> = b.graph.out(verb).iter().filter(|(r, n)| is_agent(b, *r, *n)).map(|(_, n)| *n).collect();
    for agent in agents {
        b.graph.add(verb, Role::Subject, agent);
    }
}

/// Whether an edge leads to the one who does it.
fn is_agent(b: &Building, role: Role, node: NodeIx) -> bool {
    let by = role == Role::OF_AGENT[0] || role == Role::OF_AGENT[1] || role == Role::OF_AGENT[2];
    by && b.mention(node).is_none_or(|_| b.is_entity(node))
}

/// Whether a verb is in the passive.
pub fn is_passive(b: &Building, verb: u32) -> bool {
    let token = b.token(verb);
    // `wird kontrolliert`: with an auxiliary the form of a third person is the participle.
    let alike = token.xpos == "VVFIN" && token.form.ends_with('t');
    let participle = alike || matches!(token.xpos.as_str(), "VVPP" | "VBN") || token.morph.verb_form == VerbForm::Part;
    let mut marked = false;
    for child in &b.children[verb as usize] {
        let c = b.token(*child);
        match c.deprel {
            Deprel::AuxPass | Deprel::NsubjPass => marked = true,
            Deprel::Aux if participle && c.lemma == "werden" => marked = true,
            Deprel::Aux if participle && c.lemma == "haben" => return false,
            _ => {}
        }
    }
    marked && (participle || token.upos == crate::model::text::Upos::Verb)
}
