//! Places that are told by adjectives and compounds: `taiwanesisch`, `Münchner Autobauer`, `US-Konzern`.

use compact_str::CompactString;

use super::shape::{self, Line};
use crate::model::text::Upos;
use crate::seeds::lexicon::{Demonym, Lexicon};

/// The adjective of place at a token; the first word of a sentence may be one with a capital letter (`Deutsche Medien`).
pub(super) fn adjective(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Demonym> {
    let word = line.word(at);
    let small = || line.opens(at).then(|| lexicon.adjectives.get(&word.to_lowercase())).flatten();
    let is_one = |demonym: &Demonym| demonym.adjective;
    lexicon.adjectives.get(word).filter(is_one).or_else(|| small().filter(is_one))
}

/// The place that the word at a token tells as an adjective.
pub(super) fn by_adjective(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<CompactString> {
    let word = line.word(at);
    let demonym = adjective(lexicon, line, at)?;
    if matches!(line.word(at + 1), "Sprache" | "Übersetzung") {
        return None;
    }
    let town = shape::is_capital(word) && word.ends_with("er");
    let noun_behind = matches!(line.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::X));
    let fits = if town {
        noun_behind || shape::is_capital(line.word(at + 1))
    } else {
        noun_behind || line.upos(at) == Some(Upos::Adj)
    };
    fits.then(|| lexicon.names.entry(demonym.place).name.clone())
}
