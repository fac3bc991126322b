//! Words that a German document uses like names: without an article, in the singular, as subject before the verb.

use rustc_hash::FxHashSet;

use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Number, Upos, VerbForm};

/// Letters that such a word has at least.
const SHORTEST: usize = 5;

/// The words that open a sentence so: `Nordwelle` in `Nordwelle beschäftigt 540 Menschen`.
pub(super) fn subjects<'a>(lines: &[Line<'a>]) -> FxHashSet<&'a str> {
    lines.iter().filter_map(|line| subject(*line)).collect()
}

fn subject(line: Line<'_>) -> Option<&str> {
    let at = (0..line.len()).find(|at| line.upos(*at) != Some(Upos::Punct))?;
    let word = line.word(at);
    let nominal = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn | Upos::X));
    let long = word.chars().count() >= SHORTEST;
    (line.language == Language::De && nominal && long && shape::is_capital(word) && is_finite(line, at + 1))
        .then_some(word)
}

fn is_finite(line: Line<'_>, at: usize) -> bool {
    line.sentence.tokens.get(at).is_some_and(|verb| {
        matches!(verb.upos, Upos::Verb | Upos::Aux)
            && verb.morph.number == Number::Sing
            && verb.morph.verb_form == VerbForm::Fin
    })
}
