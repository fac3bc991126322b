//! Well-known names in a sentence, by hash over its text; one pass, longest first.

use super::shape::{self, Line};
use crate::seeds::lexicon::{EntryIx, Lexicon, START, extend};

/// Tokens of the longest name looked for.
const LONGEST: usize = 9;

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
}

/// Every well-known name; of those that begin at one token the longest, with all it may name.
pub(super) fn find(lexicon: &Lexicon, line: Line<'_>) -> Vec<Known> {
    let mut found = Vec::new();
    let mut covered = 0;
    for from in 0..line.len() {
        let longest = longest_from(lexicon, line, from);
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
            let stem = shape::without_genitive(word);
            hits = stem.map(|stem| matches(lexicon, extend(before, stem), from, at + 1, true)).unwrap_or_default();
        }
        if !hits.is_empty() {
            found = hits;
        }
    }
    found
}

fn matches(lexicon: &Lexicon, hash: u64, from: usize, to: usize, genitive: bool) -> Vec<Known> {
    let known = |(entry, _, ambiguous)| Known { from, to, entry, ambiguous, genitive };
    lexicon.names.get(hash).map(known).collect()
}
