//! Places that are told by adjectives and compounds: `taiwanesisch`, `Münchner Autobauer`, `US-Konzern`.

use compact_str::CompactString;

use super::shape::{self, Line};
use crate::model::text::Upos;
use crate::seeds::lexicon::Lexicon;

/// The place that the word at a token tells as an adjective.
pub(super) fn by_adjective(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<CompactString> {
    let word = line.word(at);
    let found = if line.opens(at) { lexicon.adjectives.get_opening(word) } else { lexicon.adjectives.get(word) };
    let demonym = found.filter(|demonym| demonym.adjective)?;
    let town = shape::is_capital(word) && word.ends_with("er");
    let noun_behind = matches!(line.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::X));
    let fits = if town {
        noun_behind || shape::is_capital(line.word(at + 1))
    } else {
        noun_behind || line.upos(at) == Some(Upos::Adj)
    };
    fits.then(|| lexicon.names.entry(demonym.place).name.clone())
}
