//! What is said of `der Chiphersteller AMD` is said of AMD: edges to a description in one phrase with a name lead to the
//! name.

use super::super::graph::{NodeIx, Role};
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

/// Where the description is itself a mention, the name alone stands for the thing.
fn forget(b: &mut Building, from: NodeIx, role: Role, noun: NodeIx) {
    if b.is_entity(noun) {
        b.graph.remove(from, role, noun);
    }
}
