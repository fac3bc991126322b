//! In which money a sum is that does not say it outright: `zehn Millionen Kronen`, `für 34 Millionen`.

use super::super::shape::Line;
use super::Found;
use crate::model::mention::{Mention, MentionKind, Quantity};
use crate::model::text::Upos;

/// A number without currency that may be a sum.
const SMALLEST: f64 = 1e6;

/// How far before a sum, in bytes, a country may be named that tells whose crowns or dollars they are.
const REACH: usize = 4000;

/// Countries with crowns of their own, by parts of the words for them.
const CROWNS: [(&str, &[&str]); 5] = [
    ("DKK", &["dänisch", "dänemark", "dänen", "kopenhagen", "danish", "denmark", "copenhagen"]),
    ("NOK", &["norweg", "oslo", "norway"]),
    ("CZK", &["tschech", "prag ", "prager", "czech", "prague"]),
    ("ISK", &["isländ", "island ", "reykjav", "iceland"]),
    ("SEK", &["schwed", "stockholm", "swed"]),
];

/// Countries with pesos of their own.
const PESOS: [(&str, &[&str]); 5] = [
    ("PHP", &["philippin", "manila"]),
    ("ARS", &["argentin", "buenos aires"]),
    ("CLP", &["chile", "santiago"]),
    ("COP", &["kolumb", "colomb", "bogot"]),
    ("MXN", &["mexik", "mexic"]),
];

/// Currencies that a noun behind `geliehene` and the like may name.
const NOUNS: [(&str, &str); 4] = [("dollar", "USD"), ("euro", "EUR"), ("franken", "CHF"), ("pfund", "GBP")];

/// Says the currency of what was read at `start`; `before` are the mentions of the document so far.
pub(super) fn settle(line: Line<'_>, start: usize, found: &mut Found, before: &[Mention]) {
    match &mut found.value {
        Quantity::Money { currency, .. } if currency == "SEK" || currency == "MXN" => {
            let words = line.text.get(start..start + found.start + found.length).unwrap_or_default().to_lowercase();
            if words.contains("peso") {
                *currency = of_country(line.text, start, &PESOS).unwrap_or("MXN").to_owned();
            } else if (words.contains("kron") || words.contains("crown")) && !words.contains("wed") {
                *currency = of_country(line.text, start, &CROWNS).unwrap_or("SEK").to_owned();
            }
        }
        Quantity::Count { number, qualifier, .. } if *number >= SMALLEST => {
            let end = start + found.start + found.length;
            if let Some((code, length)) = bare(line, start + found.start, end, before) {
                found.value = Quantity::Money { amount: *number, currency: code, qualifier: *qualifier };
                found.length += length;
            }
        }
        _ => {}
    }
}

/// The currency of the country named last before a place of the text, else of the one named first behind it.
fn of_country(text: &str, at: usize, countries: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let named = |part: &str, last: bool| {
        let folded = part.to_lowercase();
        let places = countries.iter().flat_map(|(code, words)| words.iter().map(move |word| (*code, *word)));
        let found = places.filter_map(|(code, word)| {
            let place = if last { folded.rfind(word) } else { folded.find(word) }?;
            Some((if last { folded.len() - place } else { place }, code))
        });
        found.min().map(|(_, code)| code)
    };
    named(&text[from..at], true).or_else(|| named(text.get(at..).unwrap_or_default(), false))
}

/// The currency of millions that count nothing, and the bytes that a word for it takes behind an adjective: that of the
/// last sum of the document.
fn bare(line: Line<'_>, start: usize, end: usize, before: &[Mention]) -> Option<(String, usize)> {
    let words = line.text.get(start..end)?.to_lowercase();
    if !["illion", "illiarde", "bn", "mio", "mrd"].iter().any(|scale| words.contains(scale)) {
        return None;
    }
    let next = (0..line.len()).find(|t| line.token(*t).span.start as usize >= end);
    let mut at = next.unwrap_or(line.len());
    while line.upos(at) == Some(Upos::Adj) {
        at += 1;
    }
    if at < line.len() && matches!(line.upos(at), Some(Upos::Noun | Upos::Propn | Upos::Num)) {
        let noun = line.word(at).to_lowercase();
        let (_, code) = NOUNS.iter().find(|(word, _)| noun == *word)?;
        return Some(((*code).to_owned(), line.token(at).span.end as usize - end));
    }
    let money = before.iter().rev().find_map(|mention| match &mention.kind {
        MentionKind::Quantity(Quantity::Money { currency, .. }) => Some(currency.clone()),
        _ => None,
    });
    money.map(|code| (code, 0))
}
