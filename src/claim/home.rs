//! Which town and which state a text is about: whose `Oberbürgermeister` and `Innenminister` it speaks of without saying so.

use crate::model::claim::LocalEntity;
use crate::model::mention::{Form, Mention, MentionIx, MentionKind};
use crate::model::text::{Sentence, Upos};

use super::Input;
use super::graph::Labels;
use super::words::Words;

/// Sentences that a text opens with.
const OPENING: u32 = 3;
/// What a mention in the opening counts beside the mention itself.
const OPENS: f32 = 0.5;
/// What the place of a dateline counts: where the agency sits.
const DATELINE: f32 = 0.4;
/// Points that a place must be ahead of the next of its kind.
const AHEAD: f32 = 0.5;

/// The places that a text is about, each where no other of its kind is as much spoken of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Home {
    /// The town.
    pub town: Option<MentionIx>,
    /// The country.
    pub country: Option<MentionIx>,
    /// A state of a federation or the federation; one of them is what a minister without more words is of.
    pub land: Option<MentionIx>,
    /// The federation (`Bundesminister`).
    pub federation: Option<MentionIx>,
}

/// A place with what speaks for it.
struct Standing {
    mention: MentionIx,
    kind: Kind,
    points: f32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Town,
    Country,
    State,
    Federation,
}

impl Home {
    /// Looks through a document.
    pub fn new(input: &Input, places: Labels, words: &Words) -> Self {
        let all: Vec<Standing> =
            input.entities.iter().filter_map(|entity| standing(input, entity, places, words)).collect();
        let first = |kinds: &[Kind]| leading(all.iter().filter(|place| kinds.contains(&place.kind)));
        Self {
            town: first(&[Kind::Town]),
            country: first(&[Kind::Country, Kind::Federation]),
            land: first(&[Kind::Federation, Kind::State]),
            federation: first(&[Kind::Federation]),
        }
    }
}

/// The one with most points, where it is well ahead of the next.
fn leading<'a>(places: impl Iterator<Item = &'a Standing>) -> Option<MentionIx> {
    let mut ranked: Vec<&Standing> = places.collect();
    ranked.sort_by(|a, z| z.points.total_cmp(&a.points).then(a.mention.cmp(&z.mention)));
    let (first, next) = (ranked.first()?, ranked.get(1).map_or(0.0, |place| place.points));
    (first.points - next >= AHEAD || ranked.len() == 1).then_some(first.mention)
}

fn standing(input: &Input, entity: &LocalEntity, places: Labels, words: &Words) -> Option<Standing> {
    let mentions = || entity.mentions.iter().filter_map(|ix| Some((*ix, input.mentions.get(*ix as usize)?)));
    let of_place = |m: &Mention| Labels::of_mention(&m.kind).meets(places);
    let named = |m: &Mention| matches!(m.kind, MentionKind::Entity { form: Form::Name, .. });
    let first = mentions().find(|(_, m)| named(m) && of_place(m)).or_else(|| mentions().find(|(_, m)| of_place(m)))?;
    let points = mentions().map(|(_, m)| points(input, m)).sum();
    let name = entity.name.as_str();
    let kind = match words.land(name) {
        Some("country") if words.is_in("federation", &name.to_lowercase()) => Kind::Federation,
        Some("country") => Kind::Country,
        Some("state") if words.is_in("federal-state", &name.to_lowercase()) => Kind::State,
        Some(_) => return None,
        None if words.is_in("no-town", &name.to_lowercase()) => return None,
        None => Kind::Town,
    };
    Some(Standing { mention: first.0, kind, points })
}

fn points(input: &Input, mention: &Mention) -> f32 {
    let Some(sentence) = input.sentences.get(mention.sentence as usize) else { return 0.0 };
    if is_dateline(sentence, mention) {
        return DATELINE;
    }
    1.0 + if mention.sentence < OPENING { OPENS } else { 0.0 }
}

/// `Emden (dpa) - Die Werft …`, `Wien – Der Konzern …`, `Berlin. Der Senat …`
fn is_dateline(sentence: &Sentence, mention: &Mention) -> bool {
    let next = sentence.tokens.get(mention.tokens.end as usize);
    let parted = next.is_none_or(|t| matches!(t.form.as_str(), "(" | "–" | "-" | "—" | "." | "/" | ":"));
    let verbless = || !sentence.tokens.iter().any(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
    mention.tokens.start == 0 && (parted && (next.is_some_and(|t| t.form != ".") || verbless()))
}
