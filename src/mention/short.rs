//! First words that a document goes on calling a company by: `Alder` for `Alder Department Stores`, `Nordwelle` for
//! `Nordwelle Energie AG`.

use rustc_hash::FxHashSet;

use super::candidate::Source;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Number, Upos, VerbForm};
use crate::seeds::lexicon::Lexicon;

/// Letters that a word has at least which German uses so.
const SHORTEST: usize = 5;
/// Words before and behind which the name of a month is one.
const DATES: [&str; 19] = [
    "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "from", "before", "after",
    "during", "on", "of", "through", "between",
];

/// Words that some line uses like a name, whatever the tagger makes of them.
#[derive(Debug)]
pub(super) struct Shorts<'a> {
    words: FxHashSet<&'a str>,
    /// German writes every noun with a capital letter, so that only names found surely have short forms.
    german: bool,
}

impl<'a> Shorts<'a> {
    /// Those of a document.
    pub(super) fn of(lexicon: &Lexicon, lines: &[Line<'a>]) -> Self {
        let used = |line: &Line<'a>| match line.language {
            Language::De => subject(*line).into_iter().collect(),
            Language::En => alone(lexicon, *line),
        };
        let german = lines.first().is_some_and(|line| line.language == Language::De);
        Self { words: lines.iter().flat_map(used).collect(), german }
    }

    /// The first word of a full name found so, where some line calls the company by it and it tells no place, kind or person.
    pub(super) fn form<'n>(&self, lexicon: &Lexicon, name: &'n str, source: Source) -> Option<&'n str> {
        let sure = !self.german || source > Source::Tagger;
        let (first, _) = name.split_once(' ').filter(|(first, _)| sure && self.words.contains(first))?;
        let common = lexicon.nouns.find(&first.to_lowercase()).is_some()
            || lexicon.parts.head_form(first).is_some()
            || lexicon.parts.is_stop(first);
        let place = lexicon.adjectives.get(first).is_some() || lexicon.names.is_of_place(first);
        let told = place || lexicon.parts.first_name(first).is_some();
        (!(told || common && self.german)).then_some(first)
    }
}

/// What opens a German sentence in the singular without an article before its finite verb: `Nordwelle` in `Nordwelle
/// beschäftigt 540 Menschen`.
fn subject(line: Line<'_>) -> Option<&str> {
    let at = (0..line.len()).find(|at| line.upos(*at) != Some(Upos::Punct))?;
    let word = line.word(at);
    let nominal = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn | Upos::X));
    let long = word.chars().count() >= SHORTEST;
    (nominal && long && shape::is_capital(word) && is_finite(line, at + 1)).then_some(word)
}

fn is_finite(line: Line<'_>, at: usize) -> bool {
    line.sentence.tokens.get(at).is_some_and(|verb| {
        matches!(verb.upos, Upos::Verb | Upos::Aux)
            && verb.morph.number == Number::Sing
            && verb.morph.verb_form == VerbForm::Fin
    })
}

/// What English writes with a capital letter inside a sentence and without another name beside it.
fn alone<'a>(lexicon: &Lexicon, line: Line<'a>) -> Vec<&'a str> {
    let common = (0..line.len()).any(|at| line.upos(at) != Some(Upos::Punct) && shape::is_small(line.word(at)));
    let named = |at: &usize| {
        let word = line.word(*at);
        let beside = shape::is_capital(line.word(at + 1))
            || shape::is_capital(line.before(*at))
            || matches!(line.word(at + 1), "-" | "&");
        let number = line.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
        let long = word.chars().count() > 2 && shape::is_capital(word);
        long && !line.opens(*at) && !beside && !number && !is_date(lexicon, line, *at)
    };
    if common { (0..line.len()).filter(named).map(|at| line.word(at)).collect() } else { Vec::new() }
}

/// `in May`, `May 2003`: a month, whatever company has its name.
pub(super) fn is_date(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let before = line.before(at).to_lowercase();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = DATES.contains(&before.as_str()) || figure(&before) || figure(line.word(at + 1));
    let owns = matches!(line.word(at + 1), "'s" | "’s");
    lexicon.parts.is_temporal(line.word(at)) && dated && !owns
}
