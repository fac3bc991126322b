//! Names of the document found again where nothing but the name itself tells them.

use super::dossier::{Dossier, Named};
use super::shape::{self, Line};
use super::short;
use crate::model::document::Language;
use crate::model::text::Upos;
use crate::seeds::lexicon::{Lexicon, START, extend};

/// A name found again.
#[derive(Debug)]
pub(super) struct Repeat<'d> {
    pub from: usize,
    pub to: usize,
    pub named: &'d Named,
}

/// The longest name of the document that begins at a token.
pub(super) fn at<'d>(lexicon: &Lexicon, dossier: &'d Dossier, line: Line<'_>, from: usize) -> Option<Repeat<'d>> {
    let first = line.word(from);
    let begins = dossier.begins(first) || shape::without_genitive(first).is_some_and(|stem| dossier.begins(stem));
    let wordlike =
        matches!(line.upos(from), Some(Upos::Propn | Upos::Noun | Upos::X | Upos::Adj | Upos::Num | Upos::Adv));
    // English writes nothing else inside a sentence with a capital letter, whatever the tagger makes of it.
    let inside = line.language == Language::En && (!line.opens(from) || precedes_verb(line, from));
    let wordlike = wordlike || inside;
    let spelt = shape::is_capital(first) || shape::is_small(first) && line.language == Language::De;
    if !begins || short::is_date(lexicon, line, from) || !(spelt && wordlike || shape::is_odd(first)) {
        return None;
    }
    let (mut hash, mut length, mut best) = (START, 0, None);
    for to in from + 1..=line.len() {
        if to > from + 1 && line.spaced(to - 1) {
            hash = extend(hash, " ");
            length += 1;
        }
        let word = line.word(to - 1);
        let before = hash;
        hash = extend(hash, word);
        length += word.len();
        if length > dossier.longest() + 2 {
            break;
        }
        let stem = shape::without_genitive(word);
        let genitive = stem.and_then(|stem| dossier.named(extend(before, stem)));
        if let Some(named) = dossier.named(hash).or(genitive) {
            best = Some(Repeat { from, to, named });
        }
    }
    best
}

/// `Alder has …`, `Alder expects …`: a first word that a verb follows.
fn precedes_verb(line: Line<'_>, at: usize) -> bool {
    matches!(line.upos(at + 1), Some(Upos::Verb | Upos::Aux)) && shape::is_small(line.word(at + 1))
}
