//! The word lists that tell what stands around an article.

use std::ops::Range;

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use super::{dateline, shape};
use crate::seeds::{Seeds, SeedsError};

/// Where the lists stand.
const LISTS: &str = "lexicon/zones.toml";

/// A paragraph of more words than this is not told by how it begins.
const SHORT: usize = 30;

/// A paragraph of more words than this is not told by one cue inside it.
const MODERATE: usize = 45;

/// A rating, a row of buttons or a picture's origin has at most this many words.
const ROW: usize = 16;

/// The longest line with an author's name, in words.
const BYLINE: usize = 7;

/// The cues, in lower case.
#[derive(Clone, Debug)]
pub(super) struct Cues {
    whole: FxHashSet<String>,
    begins: Vec<String>,
    holds: Vec<Finder<'static>>,
    /// Those of several words that end an article.
    forms: Vec<Finder<'static>>,
    ends_article: FxHashSet<String>,
    networks: FxHashSet<String>,
    credit: Vec<String>,
    agencies: Vec<String>,
    ratings: FxHashSet<String>,
    bylines: FxHashSet<String>,
    wires: Vec<String>,
}

impl Cues {
    pub(super) fn new(seeds: &Seeds) -> Result<Self, SeedsError> {
        let lists = seeds.word_lists(LISTS)?;
        let list = |key: &str| lists.get(key).to_vec();
        let set = |key: &str| list(key).into_iter().collect::<FxHashSet<_>>();
        let finder = |cue: &String| Finder::new(cue).into_owned();
        let ends_article = set("ends_article");
        Ok(Self {
            whole: set("whole"),
            begins: list("begins"),
            holds: list("holds").iter().map(finder).collect(),
            forms: ends_article.iter().filter(|cue| cue.contains(' ')).map(finder).collect(),
            ends_article,
            networks: set("networks"),
            credit: list("credit"),
            agencies: list("agencies"),
            ratings: set("ratings"),
            bylines: set("bylines"),
            wires: list("wires"),
        })
    }

    /// Whether a paragraph is no part of the article, by itself.
    pub(super) fn is_boilerplate(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words = lower.split(' ').count();
        let bare = bare(&lower);
        self.whole.contains(bare)
            || (words <= SHORT && self.begins.iter().any(|cue| begins(&lower, cue)))
            || (words <= MODERATE && self.held(&lower).next().is_some() && self.glued_form(text).is_none())
            || self.held(&lower).nth(2).is_some()
            || shape::is_breadcrumb(text)
            || shape::is_wordless(text)
            || shape::is_dateline(text)
            || (words <= ROW && (self.is_row(bare) || self.is_rating(bare)))
            || (words <= ROW && !text.ends_with('.') && self.agencies.iter().any(|name| lower.contains(name.as_str())))
            || self.is_byline(text, words)
    }

    /// Where the cues that a paragraph in lower case holds stand in it first.
    fn held(&self, lower: &str) -> impl Iterator<Item = usize> {
        self.holds.iter().filter_map(move |cue| cue.find(lower.as_bytes()))
    }

    /// Whether nothing of the article follows this paragraph.
    pub(super) fn ends_article(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.ends_article.contains(bare(&lower))
    }

    /// A row of buttons: names of networks and nothing else.
    fn is_row(&self, bare: &str) -> bool {
        let mut words = bare.split([' ', '|', '·', '/', ',']).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(|word| self.networks.contains(word))
    }

    /// `5 1 vote`, `4,3 von 5 Sternen (12 Bewertungen)`: numbers with words that ratings count.
    fn is_rating(&self, bare: &str) -> bool {
        let words: Vec<_> = bare.split([' ', '(', ')', '/']).filter(|word| !word.is_empty()).collect();
        let counted = words.iter().any(|word| self.ratings.contains(*word));
        let numbers = words.iter().filter(|word| word.chars().all(|c| c.is_numeric() || ".,".contains(c))).count();
        counted && numbers >= 1 && words.len() <= 8
    }

    /// `Von Anna Berg, Hamburg`: the author's name and no sentence.
    fn is_byline(&self, text: &str, words: usize) -> bool {
        let mut parts = text.split([' ', ':', '/']).filter(|part| !part.is_empty());
        let first = parts.next().is_some_and(|word| self.bylines.contains(&word.to_lowercase()));
        let named = |word: &str| {
            let joins = ["und", "and", "von", "de", "van"].contains(&word) || !word.starts_with(char::is_alphabetic);
            word.starts_with(char::is_uppercase) || joins || self.wires.iter().any(|wire| wire == word)
        };
        first && (2..=BYLINE).contains(&words) && !text.ends_with(['.', '?', '!']) && parts.all(named)
    }

    /// The part of a paragraph of running text that is none: a photo credit, a dateline behind a headline, or all from the
    /// point where a comment form was glued to the last sentence.
    pub(super) fn glued(&self, text: &str) -> Option<Range<usize>> {
        self.glued_form(text)
            .or_else(|| dateline::inside(text, &self.wires))
            .or_else(|| self.glued_credit(text))
            .or_else(|| self.glued_origin(text))
    }

    /// `… in Kiel. Foto: Erika Muster`: a picture's origin behind the last sentence.
    fn glued_origin(&self, text: &str) -> Option<Range<usize>> {
        let lower = text.to_lowercase();
        if lower.len() != text.len() {
            return None;
        }
        let labels = self.credit.iter().filter(|cue| cue.ends_with(':'));
        let starts = labels.flat_map(|cue| lower.match_indices(cue.as_str()).map(|(at, _)| at));
        let behind = |at: &usize| text[..*at].trim_end().ends_with(['.', '!', '?', '"', '“', '«']);
        let start = starts.filter(behind).min()?;
        let short = text[start..].split_whitespace().count() <= ROW && !text.ends_with('.');
        short.then_some(start..text.len())
    }

    /// The length of the dateline that a paragraph begins with, in bytes.
    pub(super) fn dateline(&self, text: &str) -> Option<usize> {
        dateline::length(text, &self.wires)
    }

    fn glued_form(&self, text: &str) -> Option<Range<usize>> {
        let lower = text.to_lowercase();
        if lower.len() != text.len() {
            return None;
        }
        let forms = self.forms.iter().filter_map(|cue| cue.find(lower.as_bytes()));
        let starts = forms.chain(self.held(&lower)).filter_map(|at| sentence_start(text, at));
        starts.filter(|start| *start * 2 >= text.len()).min().map(|start| start..text.len())
    }

    fn glued_credit(&self, text: &str) -> Option<Range<usize>> {
        let open = text.rfind('(')?;
        let close = open + text[open..].find(')')? + 1;
        let inside = text[open + 1..close - 1].to_lowercase();
        self.credit.iter().any(|cue| inside.starts_with(cue.as_str())).then_some(open..close)
    }
}

/// A text without punctuation at its ends.
fn bare(lower: &str) -> &str {
    lower.trim_matches(|c: char| !(c.is_alphanumeric() || c == '*'))
}

/// Whether `text` begins with `cue` and the cue ends with a word.
fn begins(text: &str, cue: &str) -> bool {
    let rest = text.strip_prefix(cue);
    let whole = !cue.ends_with(char::is_alphanumeric);
    rest.is_some_and(|rest| whole || !rest.starts_with(char::is_alphanumeric))
}

/// Where the sentence that holds `at` begins; `None` at the beginning of the text.
fn sentence_start(text: &str, at: usize) -> Option<usize> {
    let end = text.get(..at)?.rfind(['.', '!', '?', '“', '«'])?;
    let mark = text[end..].chars().next()?.len_utf8();
    let gap = text[end + mark..].len() - text[end + mark..].trim_start().len();
    Some(end + mark + gap)
}
