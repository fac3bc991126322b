//! Where a run of words that was learned as one name is several: `Raiffeisens Technikchef Beat Nüesch`.

use smallvec::{SmallVec, smallvec};

use super::candidate::is_role;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Deprel, NameTag, NameType, Upos};
use crate::seeds::lexicon::{Entry, Lexicon};

/// The names in the run from one token up to another.
pub(super) fn parts(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize) -> SmallVec<[(usize, usize); 2]> {
    let cuts = |at: &usize| match line.language {
        // `die Fusion Nordkauf/Tengler`; `Flughafen Leipzig/Halle` is one.
        _ if line.word(*at) == "/" => !is_place(lexicon, line.word(*at + 1)) && !is_place(lexicon, line.before(*at)),
        Language::De => {
            is_role(lexicon, line, *at)
                || joins_two(lexicon, line, (from, *at, to))
                || hears(lexicon, line, from, *at)
                || joins_persons(lexicon, line, (from, *at, to))
        }
        Language::En => {
            is_origin(lexicon, line, (from, *at, to))
                || reports(line, *at)
                || owns(lexicon, line, from, *at)
                || tells(lexicon, line, *at)
                || joins_companies(lexicon, line, (from, *at, to))
                || joins_persons(lexicon, line, (from, *at, to))
        }
    };
    match (from + 1..to.saturating_sub(1)).find(cuts) {
        Some(at) => smallvec![(from, at), (at + 1, to)],
        None => smallvec![(from, to)],
    }
}

/// `Lena Ostermann von Trivolt`, `Grupo Norte von Carlos Vega`: a `von` behind a surname, or before a first name, tells
/// whose someone or something is. `Ursula von der Leyen` has it behind her first name.
fn joins_two(lexicon: &Lexicon, line: Line<'_>, (from, at, to): (usize, usize, usize)) -> bool {
    let first = |at: usize| lexicon.parts.first_name(line.word(at)).is_some();
    let person = line.token(from).name == NameTag::Begin(NameType::Person);
    let surname = person && at > from + 1 && shape::is_capital(line.word(at - 1)) && !first(at - 1);
    let theirs = to > at + 2 && first(at + 1) && !person;
    matches!(line.word(at), "von" | "vom")
        && (surname || theirs || person && (line.word(at) == "vom" || leads_to_house(lexicon, line, from, at)))
}

/// `Henrik Oskar von Nord Pumpen`: behind two names, two more words with capital letters are no surname.
pub(super) fn leads_to_house(lexicon: &Lexicon, line: Line<'_>, from: usize, at: usize) -> bool {
    let named = |at: usize| shape::is_capital(line.word(at)) && !lexicon.parts.is_particle(line.word(at));
    at == from + 2 && named(at - 1) && named(at + 1) && named(at + 2) && line.tagged(at + 2)
}

/// `Lena Ostermann der Nordpost`: to whom someone speaks. A name has an article behind another particle alone.
fn hears(lexicon: &Lexicon, line: Line<'_>, from: usize, at: usize) -> bool {
    line.token(from).name == NameTag::Begin(NameType::Person)
        && matches!(line.word(at), "der" | "dem" | "den")
        && at > from + 1
        && !lexicon.parts.is_particle(line.word(at - 1))
}

/// `Ada Holm founded Nordwelle`, `Holm Foods Announces Release`: a finite verb stands in no name.
fn tells(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let token = line.token(at);
    let verb = matches!(token.upos, Upos::Verb | Upos::Aux);
    let clause = matches!(token.deprel, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis);
    verb && (shape::is_small(line.word(at)) || clause && lexicon.parts.tail(line.word(at)).is_none())
}

/// `Amazon's Orrery`: a well-known company and what is its own; `Macy's` is known as it is.
fn owns(lexicon: &Lexicon, line: Line<'_>, from: usize, at: usize) -> bool {
    let known = |to: usize| {
        let words = line.words(from, to);
        let company =
            |(_, entry, common): (_, &Entry, bool)| entry.kind == NameType::Company && !common && !entry.listed;
        lexicon.names.find(&words).any(company)
    };
    matches!(line.word(at), "'s" | "’s") && known(at) && !known(at + 1)
}

/// `Kaldo Announces New Phone`: what companies do in headlines that write all words with capital letters.
fn reports(line: Line<'_>, at: usize) -> bool {
    const VERBS: [&str; 41] = [
        "Announces",
        "Launches",
        "Acquires",
        "Unveils",
        "Introduces",
        "Expands",
        "Names",
        "Appoints",
        "Opens",
        "Signs",
        "Wins",
        "Joins",
        "Completes",
        "Selects",
        "Raises",
        "Releases",
        "Receives",
        "Secures",
        "Closes",
        "Begins",
        "Adds",
        "Buys",
        "Sells",
        "Says",
        "Gets",
        "Takes",
        "Makes",
        "Offers",
        "Brings",
        "Delivers",
        "Invests",
        "Enters",
        "Debuts",
        "Ships",
        "Achieves",
        "Breaks",
        "Awarded",
        "Hires",
        "Recalls",
        "Sues",
        "Reveals",
    ];
    VERBS.contains(&line.word(at))
}

/// `Holm Foods and Nordwelle`: two names, where the first has several words; the words of a body belong together.
fn joins_companies(lexicon: &Lexicon, line: Line<'_>, (from, at, to): (usize, usize, usize)) -> bool {
    let small = (from..at).any(|at| shape::is_small(line.word(at)));
    let body = lexicon.parts.tail(line.word(to - 1)).is_some_and(|kind| kind != NameType::Company);
    let legal = lexicon.parts.legal_form(line.word(to - 1)).is_some();
    let second = to == at + 2 || lexicon.parts.tail(line.word(to - 1)) == Some(NameType::Company);
    let company = line.token(from).name == NameTag::Begin(NameType::Company);
    line.word(at) == "and"
        && company
        && at > from + 1
        && second
        && !small
        && !body
        && !legal
        && lexicon.names.find(&line.words(from, to)).next().is_none()
}

/// `Lior Ostrow and Claire Delorme`: two names of two words, the second with a first name.
fn joins_persons(lexicon: &Lexicon, line: Line<'_>, (from, at, to): (usize, usize, usize)) -> bool {
    let first = |at: usize| lexicon.parts.first_name(line.word(at)).is_some();
    matches!(line.word(at), "and" | "und")
        && at == from + 2
        && to == at + 3
        && first(at + 1)
        && !first(at + 2)
        && lexicon.names.find(&line.words(from, to)).next().is_none()
}

/// `Hartwell of Canada`: a company and where it is from; `Bank of Canada` is one name.
fn is_origin(lexicon: &Lexicon, line: Line<'_>, (from, at, to): (usize, usize, usize)) -> bool {
    let before = line.word(at - 1);
    let institution = lexicon.parts.head(before).is_some()
        || lexicon.parts.tail(before).is_some_and(|kind| kind == NameType::Organization)
        || lexicon.nouns.find(&before.to_lowercase()).is_some();
    line.word(at) == "of"
        && line.token(from).name == NameTag::Begin(NameType::Company)
        && line.upos(at - 1) == Some(Upos::Propn)
        && !institution
        && before != "Bank"
        && is_place(lexicon, &line.words(at + 1, to))
}

/// Whether the word lists hold a place of that name, and no other thing by that name alone.
pub(super) fn is_place(lexicon: &Lexicon, name: &str) -> bool {
    lexicon.names.find(name).any(|(_, entry, ambiguous)| entry.kind == NameType::Place && !ambiguous)
}
