//! What names in a row tell of one another: `Marken wie Persil, Pril und Spee`, `Hannover Rück (HNR)`.

use super::candidate::Candidate;
use super::describe;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{NameType, Number, Upos};
use crate::seeds::lexicon::{Cues, Lexicon, is_acronym_of};

/// What the noun before a list says of its names.
const NOUN: f32 = 1.6;
/// What the surest name of a list says of the others.
const NEIGHBOUR: f32 = 0.8;
/// Votes of a word list that has no other meaning for a name.
const LISTED: f32 = 3.0;
/// Points that a name needs to speak for the others of its list.
const SURE: f32 = 1.4;
/// Tokens in brackets behind a name of a list.
const BRACKETS: usize = 5;

/// Lets the names of a list speak for one another.
pub(super) fn share(lexicon: &Lexicon, line: Line<'_>, candidates: &mut [Candidate]) {
    acronyms(line, candidates);
    explained(lexicon, line, candidates);
    towns(lexicon, line, candidates);
    let mut from = 0;
    while from < candidates.len() {
        let mut to = from + 1;
        while to < candidates.len() && linked(line, candidates[to - 1].to, candidates[to].from) {
            to += 1;
        }
        list(lexicon, line, &mut candidates[from..to]);
        from = to;
    }
}

/// `Associated British Foods (ABF)`: both are one, so what speaks for the one speaks for the other.
fn acronyms(line: Line<'_>, candidates: &mut [Candidate]) {
    for at in 1..candidates.len() {
        let (full, short) = (&candidates[at - 1], &candidates[at]);
        let bracketed = short.from == full.to + 1 && line.word(full.to) == "(" && line.word(short.to) == ")";
        if bracketed && is_acronym_of(&short.name, &full.name) {
            let (kind, points) = best(full);
            let weight = points.clamp(1.2, 3.0);
            candidates[at].prior.push((kind, weight));
            candidates[at].doubtful = false;
        }
    }
}

/// `Kraft-Wärme-Kopplung (KWK)`: an abbreviation of common words before it is no name.
fn explained(lexicon: &Lexicon, line: Line<'_>, candidates: &mut [Candidate]) {
    for short in candidates {
        let bracket = short.from.saturating_sub(1);
        let bracketed = line.word(bracket) == "(" && line.word(short.to) == ")" && short.to == short.from + 1;
        if !bracketed || !shape::is_acronym(&short.name) || !short.entries.is_empty() {
            continue;
        }
        let common = |at: &usize| {
            let lower = line.word(*at).to_lowercase();
            let body = lexicon.nouns.find(&lower).is_some_and(|(noun, _)| noun.kind != NameType::Product);
            let plain = matches!(line.upos(*at), Some(Upos::Noun | Upos::Adj | Upos::Verb)) && !line.tagged(*at);
            plain && !body && !lexicon.parts.is_body(&lower)
        };
        let words = (0..bracket).rev().take(short.name.len()).take_while(common);
        let full = words.map(|from| line.lower(from, bracket));
        short.explained = full.into_iter().any(|full| is_acronym_of(&short.name, &full));
    }
}

/// `Abilene, Texas`: what a comma parts from a state is a place.
fn towns(lexicon: &Lexicon, line: Line<'_>, candidates: &mut [Candidate]) {
    let state = |at: usize| {
        let mut entries = lexicon.names.find(line.word(at).trim_end_matches("-based"));
        entries.any(|(_, entry, ambiguous)| entry.kind == NameType::Place && entry.seats.is_empty() && !ambiguous)
    };
    for candidate in candidates.iter_mut() {
        if line.word(candidate.to) == "," && state(candidate.to + 1) && line.language == Language::En {
            let closed = matches!(line.word(candidate.to + 2), "," | "." | "-" | ")");
            candidate.cues.push((NameType::Place, if closed { 2.2 } else { 1.0 }));
        }
    }
}

fn list(lexicon: &Lexicon, line: Line<'_>, members: &mut [Candidate]) {
    let several = members.len() > 1;
    let told = members.first().and_then(|first| {
        let opened = opened_by(lexicon, line, first.from);
        opened.or_else(|| several.then(|| plural_before(lexicon, line, first.from)).flatten())
    });
    if let Some(kind) = told {
        let open = members.iter_mut().filter(|member| !is_settled(member));
        open.for_each(|member| member.cues.push((kind, NOUN)));
    }
    let points: Vec<(NameType, f32)> = members.iter().map(best).collect();
    for (at, member) in members.iter_mut().enumerate() {
        let others = points.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, told)| *told);
        let surest = others.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, points)| *points >= SURE);
        if let Some((kind, _)) = surest.filter(|_| points[at].1 < SURE) {
            member.cues.push((kind, NEIGHBOUR));
        }
    }
}

/// Whether a word list is sure of the name: `die Marken Kaldo und BMW`.
fn is_settled(member: &Candidate) -> bool {
    member.prior.iter().any(|(_, weight)| *weight >= LISTED)
}

/// The type that a noun before a list gives its names: `brands include`, `Start-ups wie`.
fn opened_by(lexicon: &Lexicon, line: Line<'_>, from: usize) -> Option<NameType> {
    let opener = (1..=Cues::LONGEST).rev().find_map(|words| {
        let start = from.checked_sub(words).filter(|start| *start > 0)?;
        lexicon.cues.opens_list(&line.lower(start, from)).then_some(start)
    });
    let (noun, ..) = describe::noun_at(lexicon, line, opener?.checked_sub(1)?)?;
    (noun.kind != NameType::Person).then_some(noun.kind)
}

/// The type that a noun in the plural right before a list gives its names: `die Marken Zirbel und Kaldo`.
fn plural_before(lexicon: &Lexicon, line: Line<'_>, from: usize) -> Option<NameType> {
    let at = from.checked_sub(1)?;
    let plural = line.language == Language::De && line.token(at).morph.number == Number::Plur;
    let (noun, ..) = describe::noun_at(lexicon, line, at).filter(|_| plural)?;
    (!matches!(noun.kind, NameType::Person | NameType::Site | NameType::Place)).then_some(noun.kind)
}

/// The type that most speaks for, with its points.
fn best(candidate: &Candidate) -> (NameType, f32) {
    let of = |kind: NameType| {
        let votes = candidate.prior.iter().chain(&candidate.cues).filter(|vote| vote.0 == kind).map(|vote| vote.1);
        let model = candidate.model.iter().filter(|vote| vote.0 == kind).map(|vote| vote.1).sum::<f32>();
        votes.sum::<f32>() + 1.7 * model
    };
    let points = NameType::ALL.iter().map(|kind| (*kind, of(*kind)));
    points.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((NameType::Company, 0.0))
}

/// Whether nothing but a comma or `und` stands between two tokens, what is in brackets left aside.
fn linked(line: Line<'_>, from: usize, to: usize) -> bool {
    let mut at = from;
    let mut joined = false;
    while at < to {
        match line.word(at) {
            "," | "und" | "and" | "or" | "oder" | "sowie" | "/" => joined = true,
            "(" => match (at..to.min(at + BRACKETS)).find(|close| line.word(*close) == ")") {
                Some(close) => at = close,
                None => return false,
            },
            _ => return false,
        }
        at += 1;
    }
    joined
}
