//! What the letters of a word tell, and a sentence as the finders read it.

use crate::model::document::Language;
use crate::model::span::Span;
use crate::model::text::{NameTag, Number, Sentence, Token, Upos};

/// A sentence with the text it points into.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub index: u32,
    pub language: Language,
}

impl<'a> Line<'a> {
    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn token(&self, at: usize) -> &'a Token {
        &self.sentence.tokens[at]
    }

    /// The word at `at`; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.sentence.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    /// The word before `at`; empty at the beginning.
    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    pub(super) fn upos(&self, at: usize) -> Option<Upos> {
        self.sentence.tokens.get(at).map(|token| token.upos)
    }

    /// The stretch of the document from one token up to another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.token(from).span.join(self.token(to.max(from + 1) - 1).span)
    }

    /// Whether the document has a space between this token and the one before.
    pub(super) fn spaced(&self, at: usize) -> bool {
        at > 0 && self.token(at - 1).span.end < self.token(at).span.start
    }

    /// The words of a stretch with single spaces where the document has space.
    pub(super) fn words(&self, from: usize, to: usize) -> String {
        let mut words = String::with_capacity((from..to).map(|at| self.word(at).len() + 1).sum());
        for at in from..to {
            if at > from && self.spaced(at) {
                words.push(' ');
            }
            words.push_str(self.word(at));
        }
        words
    }

    /// The words of a stretch in lower case, one space between.
    pub(super) fn lower(&self, from: usize, to: usize) -> String {
        let words: Vec<String> = (from..to).map(|at| self.word(at).to_lowercase()).collect();
        words.join(" ")
    }

    pub(super) fn tagged(&self, at: usize) -> bool {
        self.sentence.tokens.get(at).is_some_and(|token| token.name != NameTag::Outside)
    }

    /// Whether the tagger takes a word with a capital letter for a noun that it cannot decline: foreign ones and names.
    pub(super) fn is_strange(&self, at: usize) -> bool {
        let noun = |token: &Token| token.upos == Upos::Noun && token.morph.number == Number::Unset;
        self.language == Language::De && self.sentence.tokens.get(at).is_some_and(noun) && is_capital(self.word(at))
    }

    /// Whether the word begins its sentence, quotation marks left aside.
    pub(super) fn opens(&self, at: usize) -> bool {
        (0..at).all(|before| self.upos(before) == Some(Upos::Punct))
            || matches!(self.before(at), ":" | "„" | "\"" | "»" | "“")
    }
}

/// Whether the word begins with a capital letter.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the word begins with a small letter.
pub(super) fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// `SoftBank`, `xAI`, `H100`, `IBM`: letters that common words do not have.
pub(super) fn is_odd(word: &str) -> bool {
    let inner = word.chars().skip(1).filter(|c| c.is_uppercase()).count();
    let hyphenless = !word.contains(['-', '/']);
    let digits = word.chars().any(|c| c.is_ascii_digit());
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    hyphenless && letters > 0 && (inner > 0 && letters > 1 || digits && is_capital(word))
}

/// `MGX`, `TSMC`: two letters or more, all of them capital.
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
}

/// `New York` of `NEW YORK`.
pub(super) fn title_case(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `J.`, `J.P.`, `K`: initials of a first name.
pub(super) fn is_initial(word: &str) -> bool {
    let mut letters = 0;
    word.chars().all(|c| {
        c == '.' || {
            letters += 1;
            c.is_uppercase()
        }
    }) && (1..=3).contains(&letters)
        && (word.contains('.') || letters == 1)
}

/// The word without the ending of a genitive, where it may have one.
pub(super) fn without_genitive(word: &str) -> Option<&str> {
    for ending in ["'s", "’s", "'", "’"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem.chars().count() > 1).then_some(stem);
        }
    }
    word.strip_suffix('s').filter(|stem| stem.chars().count() > 2 && !stem.ends_with('s'))
}
