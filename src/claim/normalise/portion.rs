//! `die Mehrheit an X`, `zehn Prozent der Aktien von X`, `die X-Beteiligung`: what is done to a part is done to a share
//! of the whole → a `share` edge from the verb to X.

use super::super::graph::{Labels, NodeIx, Role};
use super::Building;

/// How many nouns may stand between the verb and the whole: `20 Prozent der Anteile an X`.
const DEPTH: usize = 3;

/// The word list of nouns that say a part.
const WORDS: &str = "portion";

/// Adds the edges.
pub fn shares(b: &mut Building) {
    let nouns: Vec<NodeIx> = (0..b.graph.len()).filter(|n| is_portion(b, *n)).collect();
    for noun in nouns {
        let wholes = wholes(b, noun, DEPTH);
        let verbs: Vec<NodeIx> = b.graph.reaching(noun).iter().filter(|e| takes(b, **e)).map(|(_, v)| *v).collect();
        for verb in verbs {
            for whole in &wholes {
                if !b.graph.has(verb, Role::Subject, *whole) {
                    b.graph.add(verb, Role::Share, *whole);
                }
            }
        }
    }
}

/// Whether a node says a part of something.
fn is_portion(b: &Building, node: NodeIx) -> bool {
    let n = b.graph.node(node);
    !b.is_name(node) && (n.labels.meets(Labels::SHARE) || b.words.is_in(WORDS, &n.lemma))
}

/// Whether an edge leads from a verb that does something to the part.
fn takes(b: &Building, (role, from): (Role, NodeIx)) -> bool {
    // `60 Prozent von X gehören Y`
    let dative = b.words.is_in("dative", &b.graph.node(from).lemma);
    if dative && role.is_preposition() {
        return false;
    }
    let belongs = dative && role == Role::Subject;
    let done = role == Role::Object
        || belongs
        || matches!(role.name(), "von" | "auf" | "über" | "mit" | "um" | "of" | "to" | "für" | "for" | "in" | "zu");
    done && b.graph.node(from).labels.meets(Labels::VERB)
}

/// The things that a part is of, through other nouns that say a part.
fn wholes(b: &Building, noun: NodeIx, depth: usize) -> Vec<NodeIx> {
    let mut found = Vec::new();
    let Some(depth) = depth.checked_sub(1) else { return found };
    // `74 Prozent der Aktien vom Verkäufer`: where something else says the whole, `von` says from whom.
    let told = b.graph.out(noun).iter().any(|(r, _)| leads_to_whole(*r) && !matches!(r.name(), "von" | "bei"));
    let nearest = first_behind(b, noun);
    let recipient = |to: NodeIx| nearest.is_some_and(|first| to != first && !b.joined.contains(&(first, to)));
    for (role, to) in b.graph.out(noun) {
        if !leads_to_whole(*role) || told && matches!(role.name(), "von" | "bei") {
            continue;
        }
        if role.name() == "an" && recipient(*to) {
            continue;
        }
        if b.is_entity(*to) && !possessive(b, noun, *role, *to) {
            found.push(*to);
        } else if is_portion(b, *to) {
            found.extend(wholes(b, *to, depth));
        }
    }
    found
}

/// `verkauft seine Beteiligung an X an Y`: the first `an` says the whole, the next one to whom.
fn first_behind(b: &Building, noun: NodeIx) -> Option<NodeIx> {
    let wholes = b.graph.out(noun).iter().filter(|(role, _)| role.name() == "an").map(|(_, to)| *to);
    wholes.min_by_key(|to| b.graph.node(*to).token)
}

/// Whether an edge leads from a part to its whole.
fn leads_to_whole(role: Role) -> bool {
    role == Role::Genitive
        || role == Role::Compound
        || matches!(role.name(), "an" | "von" | "of" | "in" | "am" | "bei" | "at")
}

/// `seine Anteile`: a possessive or genitive before the noun says whose the part is, not of what.
fn possessive(b: &Building, noun: NodeIx, role: Role, to: NodeIx) -> bool {
    role == Role::Genitive && b.graph.node(to).token < b.graph.node(noun).token
}
