//! Nouns that stand for verbs: `die Übernahme von X durch Y`, `Ys Einstieg bei X`, `die X-Übernahme`.
//!
//! Which noun stands for which verb, and whether its genitive is the one who does it or what it is done to, is data.

use crate::model::text::Upos;

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::super::words::{Control, Nominal};
use super::Building;

/// Adds a verb for each such noun.
pub fn events(b: &mut Building) {
    for i in 0..b.len() {
        if !matches!(b.token(i).upos, Upos::Noun | Upos::Propn) || b.is_name(b.graph.at(i)) {
            continue;
        }
        let Some(nominal) = b.words.nominal(&b.graph.node(i).lemma) else { continue };
        let labels = Labels::VERB | Labels::EVENT;
        let lemma = nominal.verb.clone();
        let verb = b.graph.add_node(Node { token: i, lemma, labels, mention: None });
        let noun = b.graph.at(i);
        arguments(b, noun, verb, nominal);
        subject_from_governor(b, noun, verb);
    }
}

/// The arguments of the noun, as those of the verb.
fn arguments(b: &mut Building, noun: NodeIx, verb: NodeIx, nominal: &Nominal) {
    let token = b.graph.node(noun).token;
    let edges = b.graph.out(noun).clone();
    let split = edges.iter().any(|e| is_before(b, *e, token))
        && edges.iter().any(|(r, n)| belongs(*r) && b.graph.node(*n).token > token);
    for (role, to) in edges {
        let turned = match role.name() {
            "durch" | "by" | "seitens" => Role::Subject,
            "genitive" if split && is_before(b, (role, to), token) => Role::Subject,
            "genitive" | "von" | "of" | "compound" => nominal.genitive,
            _ => role,
        };
        b.graph.add(verb, turned, to);
        if turned != role && role.is_preposition() {
            b.graph.add(verb, role, to);
        }
    }
}

/// Whether a role is that of a possessor.
fn belongs(role: Role) -> bool {
    matches!(role.name(), "genitive" | "von" | "of")
}

/// Whether an edge leads to a genitive before the noun: `Nvidias Investition`, `its purchase`.
fn is_before(b: &Building, (role, node): (Role, NodeIx), token: u32) -> bool {
    role == Role::Genitive && b.graph.node(node).token < token
}

/// `X plant die Übernahme von Y`: the subject of the governing verb does it, where the noun has no subject of its own.
fn subject_from_governor(b: &mut Building, noun: NodeIx, event: NodeIx) {
    if b.graph.follow(event, Role::Subject).next().is_some() {
        return;
    }
    let governors: Vec<(Role, NodeIx)> =
        b.graph.reaching(noun).iter().copied().filter(|(_, v)| is_verb(b, *v)).collect();
    for (role, governor) in governors {
        if hands_down(b, role, governor) {
            let fits = |subject: &NodeIx| *subject != noun && (!is_time(role) || is_firm(b, *subject));
            let subjects: Vec<_> = b.graph.follow(governor, Role::Subject).filter(fits).collect();
            for subject in subjects {
                if !b.graph.has(event, Role::Object, subject) {
                    b.graph.add(event, Role::Subject, subject);
                }
            }
        }
    }
}

/// Whether a node is a verb.
fn is_verb(b: &Building, node: NodeIx) -> bool {
    b.graph.node(node).labels.meets(Labels::VERB)
}

/// Whether the noun says when something was: `nach der Übernahme`.
fn is_time(role: Role) -> bool {
    matches!(role.name(), "nach" | "seit" | "vor" | "bei" | "after" | "following" | "since" | "before")
}

fn is_firm(b: &Building, node: NodeIx) -> bool {
    b.graph.node(node).labels.meets(b.words.firm)
}

/// Whether the subject of a verb is also that of the noun under it: `X plant`, `X kündigt an`, not `X kritisiert`; where
/// the noun says by what means or when, whatever the verb: `mit dem Kauf von Y wächst X`, `nach dem Kauf von Y spart X`.
fn hands_down(b: &Building, role: Role, governor: NodeIx) -> bool {
    let reaches = role == Role::Object
        || matches!(
            role.name(),
            "in" | "mit" | "über" | "durch" | "zu" | "auf" | "an" | "um" | "for" | "with" | "to" | "through"
        );
    let means = matches!(role.name(), "durch" | "mit" | "through" | "with" | "via" | "mittels");
    means
        || is_time(role)
        || reaches && matches!(b.words.control(&b.graph.node(governor).lemma), Some(Control::Subject))
}
