//! Public offices whose town or land another sentence tells: `In Celle wird gebaut. Oberbürgermeister Udo Lamm lobte das.`

use crate::model::mention::{EntityIx, Form, Mention, MentionIx, MentionKind};

use super::super::graph::{Labels, NodeIx, Role};
use super::super::home::Home;
use super::Building;

/// `Oberbürgermeister Udo Lamm`, `Kanzlerin Ada Brandt`: the town or state that the text is about.
pub fn offices(b: &mut Building, home: Home) {
    let nouns: Vec<(u32, MentionIx)> = (0..b.len()).filter_map(|t| Some((t, governed(b, t, home)?))).collect();
    for (noun, place) in nouns {
        if let Some(node) = b.add_outside(noun, place) {
            b.graph.add(noun, Role::Holder, node);
        }
    }
}

/// The place that a person with a public office governs, where the sentence does not say it.
fn governed(b: &Building, noun: u32, home: Home) -> Option<MentionIx> {
    let lemma = b.graph.node(noun).lemma.as_str();
    let place = if b.words.is_in("office-of-federation", lemma) || is_federal(b, lemma) {
        home.federation
    } else if b.words.is_in("office-of-country", lemma) {
        home.country
    } else if b.words.is_in("office-of-land", lemma) {
        home.land
    } else if b.words.is_in("office-of-town", lemma) {
        home.town
    } else {
        None
    }?;
    let person = |n: NodeIx| b.is_name(n) && b.graph.node(n).labels.meets(b.words.person);
    let entity = b.mentions.get(place as usize).and_then(|m| m.entity);
    let bare = b.graph.at(noun) == noun
        && !b.here.iter().any(|m| is_rival_place(b, *m, place, entity))
        && b.graph.follow(noun, Role::Is).any(person)
        && !b.graph.out(noun).iter().any(|(role, to)| says_where(b, *role, *to))
        && !is_of_adjective(b, noun);
    bare.then_some(place)
}

/// Whether a sentence names another place of the kind, which the office may be of.
fn is_rival_place(b: &Building, mention: MentionIx, place: MentionIx, entity: Option<EntityIx>) -> bool {
    let kind = |m: &Mention| (b.words.land(&m.name), b.words.is_in("federation", &m.name.to_lowercase()));
    let (here, told) = (&b.mentions[mention as usize], &b.mentions[place as usize]);
    let opens = here.tokens.start == 0;
    let named = matches!(here.kind, MentionKind::Entity { form: Form::Name, .. }) && !opens;
    named && Labels::of_mention(&here.kind).meets(b.words.place) && here.entity != entity && kind(here) == kind(told)
}

/// `Bundesverkehrsminister`
fn is_federal(b: &Building, lemma: &str) -> bool {
    lemma.starts_with("bundes") && b.words.is_in("office-of-land", lemma)
}

/// Whether an edge of an office says of what it is one.
fn says_where(b: &Building, role: Role, to: NodeIx) -> bool {
    let held = [Role::Holder, Role::Genitive, Role::Compound].contains(&role) || role.is_preposition();
    held && (b.is_entity(to) || b.is_noun(b.graph.node(to).token))
}

/// `der türkische Präsident`: an adjective of place stands in the phrase.
fn is_of_adjective(b: &Building, noun: u32) -> bool {
    b.here.iter().map(|m| &b.mentions[*m as usize]).any(|m| {
        let before = m.tokens.end <= noun && m.tokens.end + ADJECTIVES > noun;
        before && matches!(m.kind, MentionKind::Entity { form: Form::Adjective, .. })
    })
}

/// Words before an office in which an adjective of place belongs to it.
const ADJECTIVES: u32 = 3;
