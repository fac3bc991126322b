//! `Das Werk entsteht in Ulm, mit Bosch und ZF als Partnern`, `startet mit Ada Brandt als Chefin`: what those named behind
//! `mit` are to the subject.

use super::super::graph::{NodeIx, Role};
use super::{Building, surface};

/// Finds all of them.
pub fn find(b: &mut Building) {
    let openers = (1..b.len()).filter(|t| matches!(b.token(*t).form.as_str(), "als" | "as"));
    for opener in openers.collect::<Vec<u32>>() {
        let (Some(noun), Some(row)) = (noun_behind(b, opener), row_before(b, opener)) else { continue };
        let about = subject_before(b, b.extent(row[0]).start).filter(|about| !row.contains(about));
        for name in row {
            b.graph.add(noun, Role::Is, name);
        }
        if let Some(about) = about.filter(|_| !is_held(b, noun)) {
            b.graph.add(noun, Role::Holder, about);
        }
    }
}

/// The common noun of the phrase behind a word.
fn noun_behind(b: &Building, opener: u32) -> Option<NodeIx> {
    let noun = surface::head_of_phrase(b, opener + 1)?;
    b.is_noun(b.graph.node(noun).token).then_some(noun)
}

/// The names right before a word, where `mit` opens their phrase.
fn row_before(b: &Building, opener: u32) -> Option<Vec<NodeIx>> {
    let last = b.graph.at(opener - 1);
    if !b.is_name(last) || b.extent(last).end != opener {
        return None;
    }
    let first = b.joined.iter().find(|(_, member)| *member == last).map_or(last, |(first, _)| *first);
    let members = b.joined.iter().filter(|(head, member)| *head == first && b.is_name(*member));
    let row: Vec<NodeIx> = std::iter::once(first).chain(members.map(|(_, member)| *member)).collect();
    let with = b.extent(first).start.checked_sub(1)?;
    matches!(b.token(with).form.as_str(), "mit" | "Mit" | "with" | "With").then_some(row)
}

/// The company, site or project that is the subject of the last verb before a word that has one.
fn subject_before(b: &Building, end: u32) -> Option<NodeIx> {
    let labels = b.words.company | b.words.undertaking;
    let subjects = (0..end).rev().flat_map(|verb| b.graph.follow(verb, Role::Subject));
    let mut things = subjects.filter(|node| b.is_entity(*node) && b.graph.node(*node).labels.meets(labels));
    things.next()
}

/// `als Chef der Bahn`: the noun says itself whose it is.
fn is_held(b: &Building, noun: NodeIx) -> bool {
    let held = |role: Role| matches!(role.name(), "genitive" | "holder" | "compound" | "von" | "of" | "bei" | "at");
    b.graph.out(noun).iter().any(|(role, _)| held(*role))
}
