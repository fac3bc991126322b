//! What is said of `der Chiphersteller AMD` is said of AMD: edges to a description in one phrase with a name lead to the
//! name.

use crate::model::mention::Form;

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::Building;

/// Copies the edges that reach a description to the name beside it.
pub fn resolve(b: &mut Building) {
    for (noun, name) in b.tight.clone() {
        let edges = b.graph.reaching(noun).clone();
        for (role, from) in edges {
            if role != Role::Is && role != Role::Conj && from != name {
                b.graph.add(from, role, name);
                forget(b, from, role, noun);
            }
        }
    }
}

/// `X, ein von Y finanziertes Unternehmen`: the participle says it of X as well.
pub fn attributes(b: &mut Building) {
    for noun in b.beside.clone() {
        let events: Vec<_> = b
            .graph
            .reaching(noun)
            .iter()
            .copied()
            .filter(|(_, v)| b.graph.node(*v).labels.meets(Labels::EVENT))
            .collect();
        let names: Vec<NodeIx> = b.graph.follow(noun, Role::Is).collect();
        for (role, event) in events {
            for name in names.iter().filter(|_| matches!(role, Role::Subject | Role::Object)) {
                b.graph.add(event, role, *name);
            }
        }
    }
}

/// What is said of `Firmen wie X und Y` is said of X and Y, and of the firms.
pub fn examples(b: &mut Building) {
    for (noun, name) in b.examples.clone() {
        for (role, from) in b.graph.reaching(noun).clone() {
            if role != Role::Is && role != Role::Conj && from != name {
                b.graph.add(from, role, name);
            }
        }
    }
}

/// What `ein Konsortium aus X und Y` does, X and Y do.
pub fn members(b: &mut Building) {
    let groups = (0..b.len()).filter(|t| b.graph.at(*t) == *t && b.words.is_in("group", &b.graph.node(*t).lemma));
    for group in groups.collect::<Vec<_>>() {
        let of = |role: &Role| matches!(role.name(), "aus" | "von" | "um" | "of" | "between");
        let company = |n: &NodeIx| b.is_name(*n) && b.graph.node(*n).labels.meets(b.words.company);
        let edges = b.graph.out(group).iter().filter(|(role, _)| of(role)).map(|(_, n)| *n);
        let described = b.graph.follow(group, Role::Is);
        let members: Vec<NodeIx> = edges.chain(described).filter(company).collect();
        let doings: Vec<NodeIx> = b.graph.back(group, Role::Subject).collect();
        for verb in doings {
            for member in &members {
                b.graph.add(verb, Role::Subject, *member);
            }
        }
    }
}

/// `der Münchner Autobauer`, standing for BMW, says of BMW that it is an Autobauer: an `is` edge to a second node of the
/// same mention.
pub fn themselves(b: &mut Building) {
    for mention in b.here.clone() {
        let noun = b.mentions[mention as usize].head;
        let described = noun < b.len()
            && b.form(noun) == Some(Form::Description)
            && b.graph.node(noun).mention == Some(mention)
            && b.mentions[mention as usize].entity.is_some()
            && !b.tight.iter().any(|(n, _)| *n == noun);
        if described {
            let Node { token, lemma, labels, .. } = b.graph.node(noun).clone();
            let thing = b.graph.add_node(Node { token, lemma, labels, mention: Some(mention) });
            b.graph.add(noun, Role::Is, thing);
            let again: Vec<NodeIx> = b.again.iter().filter(|(first, _)| *first == noun).map(|(_, n)| *n).collect();
            for further in again {
                if b.graph.node(further).token == noun {
                    b.graph.add(noun, Role::Is, further);
                }
            }
        }
    }
}

/// Where the description is itself a mention, the name alone stands for the thing.
fn forget(b: &mut Building, from: NodeIx, role: Role, noun: NodeIx) {
    if b.is_entity(noun) {
        b.graph.remove(from, role, noun);
    }
}
