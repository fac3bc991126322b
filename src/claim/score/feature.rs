//! What speaks for or against a relation: types, words, edges of the sentence's graph, the rules' verdict.
//!
//! A feature is a template with its parts, told to a [`Sink`]; for scoring its hash is enough, for explaining its text
//! is kept.

use smallvec::SmallVec;

use crate::model::claim::{Claim, Predicate};
use crate::model::mention::{Form, MentionKind};
use crate::model::ontology::RelationId;
use crate::model::text::Upos;

use super::end_feature;
use super::graph_feature;
use super::mind_feature;
use super::name_feature;
use super::pair::{Pair, Side};
use super::sight::Thing;

/// What features are told to.
pub trait Sink {
    /// Takes a feature.
    fn put(&mut self, template: &'static str, parts: &[&str]);
}

/// A feature's number, the same on every machine: its template and parts eight bytes at a time, multiplied and folded as in
/// wyhash (Wang Yi 2019), which takes a fifth of the time of a hash byte by byte.
pub fn hash(template: &str, parts: &[&str]) -> u32 {
    let whole = parts.iter().fold(absorb(0, template.as_bytes()), |state, part| absorb(state, part.as_bytes()));
    (whole ^ whole >> 32) as u32
}

/// Takes a part into the state, with its length, so that `ab`, `c` is another feature than `a`, `bc`.
fn absorb(state: u64, part: &[u8]) -> u64 {
    let (eights, rest) = part.as_chunks::<8>();
    let state = eights.iter().fold(state, |state, eight| fold(state ^ u64::from_le_bytes(*eight)));
    fold(state ^ tail(rest) ^ (part.len() as u64 + 1) << 56)
}

/// Up to seven bytes as one number, the first lowest: two reads that may overlap, rather than one of each byte.
fn tail(rest: &[u8]) -> u64 {
    let Some((last, _)) = rest.split_last() else { return 0 };
    match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(low), Some(high)) => {
            u64::from(u32::from_le_bytes(*low)) | u64::from(u32::from_le_bytes(*high)) << (8 * (rest.len() - 4))
        }
        _ => {
            let middle = rest.len() / 2;
            u64::from(rest[0]) | u64::from(rest[middle]) << (8 * middle) | u64::from(*last) << (8 * (rest.len() - 1))
        }
    }
}

/// The halves of a product of 128 bits, one over the other.
fn fold(state: u64) -> u64 {
    let product = u128::from(state ^ 0x2d35_8dcc_aa6c_78a5) * 0x8bb8_4b93_962e_acc9;
    product as u64 ^ (product >> 64) as u64
}

/// The features of a pair, whatever the relation.
pub fn common(pair: &Pair, out: &mut impl Sink) {
    if let Some((side, near)) = pair.near() {
        return mind_feature::all(pair, side, near, out);
    }
    end_feature::of_sentence(pair.sight, out);
    for (side, thing) in end_feature::SIDES.into_iter().zip([pair.subject, pair.object]) {
        end_feature::of_end(pair.sight, side, thing, out);
    }
    of_both(pair, out);
}

/// Those of them that are of both ends together.
pub fn of_both(pair: &Pair, out: &mut impl Sink) {
    kinds(pair, out);
    distance(pair, out);
    between(pair, out);
    around(pair, out);
    values(pair, out);
    document(pair, out);
    name_feature::all(pair, out);
    graph_feature::all(pair, out);
}

/// `for` or `back`: which of the two comes first.
pub fn order(pair: &Pair) -> &'static str {
    if pair.forward() { "for" } else { "back" }
}

/// The names of the two types.
pub fn types<'a>(pair: &Pair<'a>) -> (&'a str, &'a str) {
    let name = |thing: &Thing| pair.sight.found.extractor.ontology.node_type(thing.label).name.as_str();
    (name(pair.subject), name(pair.object))
}

/// A form with its edge cases: a description is told from a name of its own.
fn form(thing: &Thing) -> &'static str {
    thing.form.as_str()
}

fn kinds(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let order = order(pair);
    out.put("types", &[s, o]);
    out.put("types-order", &[s, o, order]);
    out.put("forms", &[form(pair.subject), form(pair.object), order]);
    out.put("types-forms", &[s, o, form(pair.subject), form(pair.object)]);
    for (side, thing, other) in [("s", pair.subject, o), ("o", pair.object, s)] {
        if thing.form == Form::CompoundPart {
            out.put("compound-type", &[side, end_feature::whole(pair.sight, thing), other]);
        }
    }
}

/// A number as one of a few sizes.
pub fn size(number: u32) -> &'static str {
    match number {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=8 => "5",
        9..=16 => "9",
        17..=30 => "17",
        _ => "31",
    }
}

/// The tokens between the two.
fn gap(pair: &Pair) -> std::ops::Range<u32> {
    let (first, second) = pair.in_order();
    first.extent.end..second.extent.start.max(first.extent.end)
}

/// How many other things stand between the two, and how many of each end's type.
fn things_between(pair: &Pair) -> (u32, u32, u32) {
    let gap = gap(pair);
    let others = pair.sight.things.iter().filter(|t| gap.contains(&t.extent.start));
    let mut count = (0, 0, 0);
    for thing in others.filter(|t| t.group != pair.subject.group && t.group != pair.object.group) {
        count.0 += 1;
        count.1 += u32::from(thing.label == pair.subject.label);
        count.2 += u32::from(thing.label == pair.object.label);
    }
    count
}

fn distance(pair: &Pair, out: &mut impl Sink) {
    let (s, o) = types(pair);
    let order = order(pair);
    let gap = size(gap(pair).len() as u32);
    let (all, like_s, like_o) = things_between(pair);
    out.put("gap", &[gap]);
    out.put("gap-types", &[gap, s, o, order]);
    out.put("between", &[size(all)]);
    out.put("between-like", &[size(like_s), size(like_o), order]);
}

/// At most this many words between the two are told.
const MAX_WORDS: u32 = 14;

/// The word of a token, as the sentence's features have it.
pub fn word<'a>(pair: &Pair<'a>, token: u32) -> &'a str {
    pair.sight.word(token)
}

/// The words between the two, a name or value as one.
fn words_between<'a>(pair: &Pair<'a>) -> SmallVec<[(u32, &'a str); MAX_WORDS as usize]> {
    let graph = &pair.sight.found.b.graph;
    let gap = gap(pair);
    let own = gap.take(MAX_WORDS as usize).filter(|t| graph.at(*t) == *t);
    own.map(|t| (t, word(pair, t))).collect()
}

fn between(pair: &Pair, out: &mut impl Sink) {
    let words = words_between(pair);
    let order = order(pair);
    for (token, word) in &words {
        out.put("word", &[word, order]);
        let content = matches!(pair.sight.found.b.token(*token).upos, Upos::Noun | Upos::Verb | Upos::Adj);
        if content && word.chars().count() > 6 {
            out.put("word-end", &[last(word, 5), order]);
        }
    }
    for two in words.windows(2) {
        out.put("two", &[two[0].1, two[1].1, order]);
    }
    let (s, o) = types(pair);
    if words.len() <= 4 {
        let text: SmallVec<[&str; 4]> = words.iter().map(|w| w.1).collect();
        out.put("text", &[&text.join(" "), s, o, order]);
    }
}

/// The last so many letters of a word.
pub fn last(word: &str, count: usize) -> &str {
    word.char_indices().rev().nth(count - 1).map_or(word, |(at, _)| &word[at..])
}

/// The first so many letters of a word.
pub fn first(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(at, _)| &word[..at])
}

fn around(pair: &Pair, out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let (s, o) = types(pair);
    let order = order(pair);
    for (side, thing) in [("s", pair.subject), ("o", pair.object)] {
        let before = thing.extent.start.checked_sub(1).map_or("^", |t| word(pair, t));
        let behind = if thing.extent.end < b.len() { word(pair, thing.extent.end) } else { "$" };
        out.put("before-types", &[side, before, s, o, order]);
        out.put("behind-types", &[side, behind, s, o, order]);
    }
    outside(pair, out);
}

/// How far from the two ends words are told.
const REACH: u32 = 6;

/// Nouns and verbs before the first and behind the second of the two.
fn outside(pair: &Pair, out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let order = order(pair);
    let (first, second) = pair.in_order();
    let before = first.extent.start.saturating_sub(REACH)..first.extent.start;
    let behind = second.extent.end..(second.extent.end + REACH).min(b.len());
    for (place, range) in [("before", before), ("behind", behind)] {
        for token in range.filter(|t| b.graph.at(*t) == *t && b.mention(*t).is_none()) {
            if matches!(b.token(token).upos, Upos::Noun | Upos::Verb) {
                out.put("outside", &[place, word(pair, token), order]);
            }
        }
    }
}

/// Values between the two.
fn values(pair: &Pair, out: &mut impl Sink) {
    let b = pair.sight.found.b;
    let gap = gap(pair);
    for mention in b.here.iter().map(|m| &b.mentions[*m as usize]) {
        if let MentionKind::Quantity(quantity) = &mention.kind
            && gap.contains(&mention.head)
        {
            out.put("value-between", &[quantity.kind()]);
        }
    }
}

/// What the document at large says of the two.
fn document(pair: &Pair, out: &mut impl Sink) {
    let input = pair.sight.found.input;
    let mentions = |thing: &Thing| {
        let entity = input.mentions[thing.mention as usize].entity?;
        input.entities.get(entity as usize).map(|e| e.mentions.as_slice())
    };
    let (s, o) = (mentions(pair.subject).unwrap_or(&[]), mentions(pair.object).unwrap_or(&[]));
    out.put("together", &[size(together(pair, s, o))]);
    out.put(
        "only",
        &[if pair.sight.things.iter().any(|t| t.group != pair.subject.group && t.group != pair.object.group) {
            "no"
        } else {
            "yes"
        }],
    );
}

/// In how many sentences both stand.
fn together(pair: &Pair, s: &[u32], o: &[u32]) -> u32 {
    let mentions = pair.sight.found.input.mentions;
    let sentence = |m: &u32| mentions[*m as usize].sentence;
    let (mut a, mut z, mut count) = (s.iter().map(sentence).peekable(), o.iter().map(sentence).peekable(), 0);
    while let (Some(x), Some(y)) = (a.peek().copied(), z.peek().copied()) {
        count += u32::from(x == y);
        if x <= y {
            while a.next_if(|n| *n == x).is_some() {}
        }
        if y <= x {
            while z.next_if(|n| *n == y).is_some() {}
        }
    }
    count
}

/// Whether the words that rules know speak for the relation, and where they stand.
pub fn by_words(pair: &Pair, relation: RelationId, out: &mut impl Sink) {
    let sight = pair.sight;
    let bit = |bits: u64| bits >> relation.0 & 1 == 1;
    let speaks = |node: u32| bit(sight.speaks[node as usize]);
    let inner = pair.path.iter().flat_map(|p| p.inner.iter().copied());
    if pair.near().is_some() {
        out.put("mind-speaks", &[if bit(sight.spoken) { "yes" } else { "no" }]);
    }
    if !bit(sight.spoken) {
        let other = inner.fold(0, |all, n| all | sight.speaks[n as usize]) != 0;
        return out.put("speaks", &[if other { "nowhere, others on the way" } else { "nowhere" }]);
    }
    let mut places = 0;
    let mut put = |out: &mut _, place: &str| {
        Sink::put(out, "speaks", &[place]);
        places += 1;
    };
    for node in inner.clone().filter(|n| speaks(*n)) {
        put(out, "way");
        let others = (sight.speaks[node as usize].count_ones() - 1).min(3);
        out.put("speaks-others", &[size(others)]);
    }
    if let Some(path) = pair.path.as_ref().filter(|p| p.inner.iter().any(|n| speaks(*n))) {
        out.put("speaks-way", &[&graph_feature::roles(path)]);
    } else if inner.fold(0, |all, n| all | sight.speaks[n as usize]) != 0 {
        out.put("speaks", &["others on the way"]);
    }
    for (_, a, z) in graph_feature::governors(pair).filter(|(node, ..)| speaks(*node)) {
        put(out, "above");
        out.put("speaks-above", &[a.name(), z.name()]);
    }
    if gap(pair).take(MAX_WORDS as usize).any(speaks) {
        put(out, "between");
    }
    let graph = &sight.found.b.graph;
    for (side, thing) in [("s-beside", pair.subject), ("o-beside", pair.object)] {
        let mut near = graph.out(thing.node).iter().chain(graph.reaching(thing.node));
        if near.any(|(_, n)| speaks(*n)) {
            put(out, side);
        }
    }
    out.put("speaks-places", &[size(places)]);
}

/// How a thing stands to the one that a rule's claim has in its place.
fn beside(pair: &Pair, claim: &Claim, thing: &Thing) -> &'static str {
    let Predicate::Relation { object, .. } = &claim.predicate else { return "" };
    let mention = if thing.mention == pair.subject.mention { claim.subject } else { *object };
    match pair.sight.thing_of(mention) {
        Some(claimed) if graph_feature::together(pair, claimed.node, thing.node) => "in one row",
        Some(_) => "apart",
        None => "elsewhere",
    }
}

/// What the rules say of the relation and of others between the two.
pub fn by_rules(pair: &Pair, relation: RelationId, out: &mut impl Sink) {
    let ontology = &pair.sight.found.extractor.ontology;
    let (mut this, mut others) = (false, false);
    for (claim, r, side) in pair.claims() {
        let name = ontology.relation(r).name.as_str();
        let straight = side == Side::Straight || ontology.relation(r).symmetric && side == Side::Turned;
        match (straight, side) {
            (true, _) if r == relation => {
                this = true;
                out.put("rule", &[&claim.rule]);
                out.put("status", &[claim.status.as_str()]);
            }
            (true, _) => {
                others = true;
                out.put("rule-other", &[name]);
            }
            (_, Side::Turned) => out.put("rule-turned", &[if r == relation { "same" } else { name }]),
            (_, Side::Subject) if r == relation => {
                out.put("rule-subject", &[]);
                out.put("rule-subject-too", &[beside(pair, claim, pair.object)]);
            }
            (_, Side::Object) if r == relation => {
                out.put("rule-object", &[]);
                out.put("rule-object-too", &[beside(pair, claim, pair.subject)]);
            }
            _ => {}
        }
    }
    out.put("ruled", &[if this { "yes" } else { "no" }, if others { "others" } else { "" }]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_bytes_of_a_part_are_one_number() {
        let bytes = [1, 2, 3, 4, 5, 6, 7];
        for length in 0..=bytes.len() {
            let expected = bytes[..length].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            assert_eq!(tail(&bytes[..length]), expected, "{length}");
        }
    }

    #[test]
    fn parts_keep_their_borders() {
        assert_ne!(hash("two", &["ab", "c"]), hash("two", &["a", "bc"]));
        assert_ne!(hash("two", &["ab"]), hash("two", &["ab", ""]));
    }
}
