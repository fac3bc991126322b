//! Well-known names in a sentence, by hash over its text; one pass, longest first.

use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::NameType;
use crate::seeds::lexicon::{EntryIx, Lexicon, START, extend};

/// Tokens of the longest name looked for.
const LONGEST: usize = 9;

/// Tokens of a place in capital letters, and bytes that it has at least: shorter ones are acronyms.
const PLACE: usize = 3;
const SHORTEST: usize = 4;

/// A well-known name in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub from: usize,
    pub to: usize,
    pub entry: EntryIx,
    /// The name is a common word as well.
    pub ambiguous: bool,
    /// The last word stands in the genitive: `Nvidias`.
    pub genitive: bool,
    /// All its letters are capitals, unlike those of the list: `LONDON`.
    pub capitals: bool,
}

/// Every well-known name; of those that begin at one token the longest, with all it may name.
pub(super) fn find(lexicon: &Lexicon, line: Line<'_>) -> Vec<Known> {
    let mut found = Vec::new();
    let mut covered = 0;
    for from in 0..line.len() {
        let longest = longest_from(lexicon, line, from);
        let longest = if longest.is_empty() { in_capitals(lexicon, line, from) } else { longest };
        if let Some(to) = longest.first().map(|known| known.to).filter(|to| *to > covered) {
            covered = to;
            found.extend(longest);
        }
    }
    found
}

fn longest_from(lexicon: &Lexicon, line: Line<'_>, from: usize) -> Vec<Known> {
    let first = line.word(from);
    let mut found = Vec::new();
    let stem = shape::without_genitive(first);
    let prefix = [Some(first), stem].into_iter().flatten().filter_map(|word| lexicon.names.prefix(word));
    let Some(longest) = prefix.map(|prefix| usize::from(prefix.longest)).max() else {
        return found;
    };
    let (mut hash, mut length) = (START, 0);
    for at in from..line.len().min(from + LONGEST) {
        if at > from && line.spaced(at) {
            hash = extend(hash, " ");
            length += 1;
        }
        let word = line.word(at);
        if length + word.len() > longest + 3 {
            break;
        }
        let before = hash;
        hash = extend(hash, word);
        length += word.len();
        let mut hits = matches(lexicon, hash, from, at + 1, false);
        if hits.is_empty() {
            hits = in_genitive(lexicon, line, before, from, at);
        }
        if !hits.is_empty() {
            found = hits;
        }
    }
    found
}

/// `Nvidias`, `des Bundestages`: names whose last word, at `at`, stands in the genitive; `hash` is that of the words before.
fn in_genitive(lexicon: &Lexicon, line: Line<'_>, hash: u64, from: usize, at: usize) -> Vec<Known> {
    let word = line.word(at);
    let long = word.strip_suffix("es").filter(|_| line.language == Language::De);
    let mut hits = long.map(|stem| matches(lexicon, extend(hash, stem), from, at + 1, true)).unwrap_or_default();
    hits.retain(|hit| !hit.ambiguous && lexicon.names.entry(hit.entry).kind == NameType::Organization);
    if hits.is_empty() {
        let stem = shape::without_genitive(word);
        hits = stem.map(|stem| matches(lexicon, extend(hash, stem), from, at + 1, true)).unwrap_or_default();
    }
    hits
}

/// `LONDON`, `NEW YORK`: the longest place in capital letters, as lines of place and date have it.
fn in_capitals(lexicon: &Lexicon, line: Line<'_>, from: usize) -> Vec<Known> {
    let capital = |at: usize| !line.word(at).is_empty() && line.word(at).chars().all(char::is_uppercase);
    let longest = (from..from + PLACE).take_while(|at| capital(*at)).count();
    let place = |to: usize| -> Vec<Known> {
        let words = line.words(from, to);
        if words.len() < SHORTEST {
            return Vec::new();
        }
        let words = shape::title_case(&words);
        let hits = lexicon.names.find(&words);
        let places = hits.filter(|(_, entry, ambiguous)| entry.kind == NameType::Place && !ambiguous);
        places.map(|(entry, ..)| Known { from, to, entry, ambiguous: false, genitive: false, capitals: true }).collect()
    };
    (1..=longest).rev().map(|words| place(from + words)).find(|hits| !hits.is_empty()).unwrap_or_default()
}

fn matches(lexicon: &Lexicon, hash: u64, from: usize, to: usize, genitive: bool) -> Vec<Known> {
    let known = |(entry, _, ambiguous)| Known { from, to, entry, ambiguous, genitive, capitals: false };
    lexicon.names.get(hash).map(known).collect()
}
