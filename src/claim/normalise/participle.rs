//! Participles before their noun: `das von SoftBank finanzierte Unternehmen` says that SoftBank finances the company.

use crate::model::text::{Deprel, Upos};

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::{Building, passive, surface};

/// Turns participles into verbs.
pub fn turn(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        if token.deprel != Deprel::Amod && token.upos != Upos::Adj || b.graph.at(i) != i {
            continue;
        }
        let Some(noun) = token.head.map(|h| b.graph.at(h)) else { continue };
        let by_lemma = b.words.participle(&b.graph.node(i).lemma).map(|(verb, active)| (verb.into(), active));
        let Some((verb, active)) = by_lemma.or_else(|| stem(b, i).map(|verb| (verb, false))) else { continue };
        event(b, i, noun, verb, active);
    }
}

/// Words between the agent and its participle: `von der KfW finanzierte`.
const AGENT: u32 = 8;

/// `das von der KfW finanzierte Werk`, where the parse takes the participle for a finite verb: an article, the agent, a
/// word that ends like an inflected participle, the noun.
pub fn misread(b: &mut Building) {
    for i in 2..b.len().saturating_sub(1) {
        let next = b.graph.at(i + 1);
        if b.token(i).deprel == Deprel::Amod || b.graph.at(i) != i || !b.is_noun(i + 1) && !b.is_name(next) {
            continue;
        }
        let Some(verb) = stem(b, i) else { continue };
        let Some(opener) = opener(b, i) else { continue };
        let agent = agent(b, opener, i);
        let labels = Labels::VERB | Labels::EVENT;
        let (event, noun) =
            (b.graph.add_node(Node { token: i, lemma: verb, labels, mention: None }), b.graph.at(i + 1));
        b.graph.add(event, Role::Object, noun);
        if let Some(agent) = agent {
            b.graph.add(event, Role::Subject, agent);
        }
        for (role, to) in b.graph.out(i).clone() {
            b.graph.remove(i, role, to);
        }
    }
}

/// `London-based Barclays`, `Siemens-owned Nordex`: a name, a hyphen, a participle, and what it is said of.
pub fn hyphenated(b: &mut Building) {
    for hyphen in 1..b.len().saturating_sub(2) {
        let (name, word) = (b.graph.at(hyphen - 1), hyphen + 1);
        let joined = b.token(hyphen).form == "-" && b.token(hyphen - 1).span.end == b.token(hyphen).span.start;
        let participle = matches!(b.token(word).xpos.as_str(), "VBN" | "VBD" | "JJ");
        if !joined || !participle || !b.is_entity(name) {
            continue;
        }
        let Some(thing) = surface::head_of_phrase(b, word + 1).filter(|thing| *thing != name) else { continue };
        let form = b.token(word).lower();
        let lemma = b.words.participle(&form).map_or_else(|| b.graph.node(word).lemma.clone(), |(verb, _)| verb.into());
        let labels = Labels::VERB | Labels::EVENT;
        let event = b.graph.add_node(Node { token: word, lemma, labels, mention: None });
        b.graph.add(event, Role::Subject, name);
        b.graph.add(event, Role::Object, thing);
        b.graph.add(thing, Role::Modifier, event);
    }
}

/// The preposition that opens the agent of the participle at a token.
fn opener(b: &Building, participle: u32) -> Option<u32> {
    let opener = (participle.saturating_sub(AGENT)..participle).rev().find(|t| b.token(*t).upos == Upos::Adp);
    opener.filter(|t| is_agent_of_attribute(b, *t))
}

/// The name between a preposition and a participle.
fn agent(b: &Building, opener: u32, participle: u32) -> Option<NodeIx> {
    (opener + 1..participle).map(|t| b.graph.at(t)).find(|n| b.is_entity(*n))
}

/// The verb of an inflected participle.
fn stem(b: &Building, token: u32) -> Option<compact_str::CompactString> {
    let form = b.token(token).lower();
    let endings = ["en", "er", "es", "em", "e"];
    let bare = endings.iter().filter_map(|e| form.strip_suffix(e));
    let mut verbs = bare.filter_map(|stem| b.words.participle(stem));
    verbs.find(|(_, active)| !active).map(|(verb, _)| verb.into())
}

/// Whether a preposition opens the agent of an attribute: `von` or `durch` right behind an article.
fn is_agent_of_attribute(b: &Building, opener: u32) -> bool {
    let agent = matches!(b.token(opener).form.as_str(), "von" | "vom" | "durch");
    agent && opener.checked_sub(1).is_some_and(|t| b.token(t).upos == Upos::Det || b.token(t).xpos == "ART")
}

/// `Siemens-owned`, `KfW-finanziert`: the first part of the compound does it.
fn agent_in_compound(b: &mut Building, verb: NodeIx) {
    let agents: Vec<NodeIx> = b.graph.follow(verb, Role::Compound).filter(|n| b.is_entity(*n)).collect();
    agents.into_iter().for_each(|agent| {
        b.graph.add(verb, Role::Subject, agent);
    });
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
        agent_in_compound(b, verb);
        passive::agent(b, verb);
        if let Some(agent) = opener(b, token).and_then(|opener| agent(b, opener, token)) {
            b.graph.add(verb, Role::Subject, agent);
        }
    }
}
