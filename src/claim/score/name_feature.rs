//! What the names of the two say: whether one holds the other, what they end in, how the document speaks of them.

use super::feature::{self, Sink, last, size, types};
use super::pair::Pair;
use super::sight::{self, Thing};

/// All of them.
pub fn all(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let (subject, object) = (name(pair, pair.subject), name(pair, pair.object));
    out.put("names", &[sharing(pair), s, o]);
    out.put("name-end", &["s", last_word(subject), o]);
    out.put("name-end", &["o", last_word(object), s]);
    rivals(pair, out);
    for (side, thing) in [("s", pair.subject), ("o", pair.object)] {
        out.put("first", &[side, if thing.opens { "yes" } else { "no" }, size(thing.rank), s, o]);
    }
}

/// The name of what a mention stands for.
fn name<'a>(pair: &Pair<'a>, thing: &Thing) -> &'a str {
    let input = pair.sight.found.input;
    sight::entity(input, thing.mention).map_or(&input.mentions[thing.mention as usize].name, |e| &e.name)
}

/// What the names of the two share.
pub fn sharing(pair: &Pair) -> &'static str {
    shared(name(pair, pair.subject), name(pair, pair.object))
}

/// What two names share.
fn shared(subject: &str, object: &str) -> &'static str {
    let first = |name: &str| name.split([' ', '-']).next().map(str::to_lowercase);
    if subject.contains(object) {
        "object in subject"
    } else if object.contains(subject) {
        "subject in object"
    } else if first(subject) == first(object) {
        "first word"
    } else {
        "nothing"
    }
}

/// The end of a name's last word.
fn last_word(name: &str) -> &str {
    last(name.rsplit([' ', '-']).next().unwrap_or(name), 5)
}

/// Whether other things of the types of the two stand in the sentence, and whether one is nearer to the other end.
fn rivals(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let far = |a: &Thing, z: &Thing| a.extent.start.abs_diff(z.extent.start);
    let distance = far(pair.subject, pair.object);
    for (side, thing, other) in [("s", pair.subject, pair.object), ("o", pair.object, pair.subject)] {
        let like = pair.sight.things.iter().filter(|t| t.label == thing.label && t.group != thing.group);
        let like: Vec<&Thing> = like.filter(|t| t.group != other.group).collect();
        let nearer = like.iter().filter(|t| far(t, other) < distance).count() as u32;
        out.put("rivals", &[side, size(like.len() as u32), size(nearer), s, o, feature::order(pair)]);
    }
}
