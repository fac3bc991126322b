//! Features of a sentence, and of one end of a pair by itself: they are the same whatever stands at the other end, and are
//! summed once.

use crate::model::mention::{Form, MentionKind};
use crate::model::text::Zone;

use super::feature::{Sink, last, size};
use super::sight::{self, Sight, Thing};

/// What a subject and an object are called.
pub const SIDES: [&str; 2] = ["s", "o"];

/// Features of the sentence.
pub fn of_sentence(sight: &Sight, out: &mut impl Sink) {
    let b = sight.found.b;
    let zone = match b.sentence.zone {
        Zone::Title => "title",
        Zone::Heading => "heading",
        Zone::Body | Zone::Boilerplate => "body",
    };
    out.put("zone", &[zone]);
    out.put("things", &[size(sight.things.len() as u32)]);
    for mention in b.here.iter().map(|m| &b.mentions[*m as usize]) {
        if let MentionKind::Quantity(quantity) = &mention.kind {
            out.put("value", &[quantity.kind()]);
        }
    }
}

/// Features of a thing as subject or object.
pub fn of_end(sight: &Sight, side: &str, thing: &Thing, out: &mut impl Sink) {
    let b = sight.found.b;
    out.put("origin", &[side, b.mentions[thing.mention as usize].origin]);
    if thing.form == Form::CompoundPart {
        out.put("compound", &[side, whole(sight, thing)]);
    }
    let before = thing.extent.start.checked_sub(1).map_or("^", |t| sight.word(t));
    let before_that = thing.extent.start.checked_sub(2).map_or("^", |t| sight.word(t));
    let behind = if thing.extent.end < b.len() { sight.word(thing.extent.end) } else { "$" };
    out.put("before", &[side, before]);
    out.put("behind", &[side, behind]);
    out.put("before-two", &[side, before_that, before]);
    let times = sight::entity(sight.found.input, thing.mention).map_or(0, |entity| entity.mentions.len());
    out.put("times", &[side, size(times as u32)]);
    out.put("named", &[side, word_of_head(sight, thing)]);
}

/// The compound that a thing is part of. By its node: the mention may be that of a sentence before.
pub fn whole<'a>(sight: &Sight<'a>, thing: &Thing) -> &'a str {
    let graph = &sight.found.b.graph;
    graph.node(graph.node(thing.node).token).lemma.as_str()
}

/// The last letters of a thing's own head word where it is no name: `Werk` in `Werk in Erfurt`.
fn word_of_head<'a>(sight: &Sight<'a>, thing: &Thing) -> &'a str {
    let b = sight.found.b;
    if b.is_name(thing.node) { "" } else { last(&b.graph.node(thing.node).lemma, 4) }
}
