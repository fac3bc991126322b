//! Descriptions: `der Chipkonzern`, `das Joint Venture`, `eine neue Fabrik in Celle`, `die Wolfsburger`.

use std::ops::Range;

use compact_str::CompactString;

use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{NameType, Number, Upos};
use crate::seeds::lexicon::{Lexicon, Noun};

/// A description, not yet known of what.
#[derive(Debug, PartialEq)]
pub(super) struct Description {
    pub kind: NameType,
    /// From the noun's first word to the end of its place, articles left off.
    pub tokens: Range<usize>,
    pub head: usize,
    pub name: String,
    /// The place that natives tell: `Wolfsburg` in `die Wolfsburger`.
    pub place: Option<CompactString>,
}

/// What the words behind and before a description are, as far as names are known.
pub(super) trait Surroundings {
    /// The end of the name of a place that begins at a token, with its canonical name.
    fn place_at(&self, at: usize) -> Option<(usize, String)>;
    /// Whether a name begins at a token.
    fn name_at(&self, at: usize) -> bool;
}

/// The description whose noun stands at a token.
pub(super) fn at(lexicon: &Lexicon, line: Line<'_>, at: usize, around: &impl Surroundings) -> Option<Description> {
    people(lexicon, line, at).or_else(|| person(lexicon, line, at)).or_else(|| {
        let (noun, from, base) = noun_at(lexicon, line, at)?;
        described(line, noun, base, from, at, around)
    })
}

/// The describing noun at a token, with its first word and its base form.
pub(super) fn noun_at<'l>(lexicon: &'l Lexicon, line: Line<'_>, at: usize) -> Option<(&'l Noun, usize, String)> {
    let word = line.word(at);
    let nounlike = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn | Upos::X));
    if !nounlike || word.len() < 3 {
        return None;
    }
    let lower = word.to_lowercase();
    if at > 0
        && let Some(noun) = lexicon.nouns.find_pair(&line.word(at - 1).to_lowercase(), &lower)
    {
        return Some((noun, at - 1, noun.lemma.to_string()));
    }
    if line.language == Language::De && !shape::is_capital(word) {
        return None;
    }
    let find = |lower: &str| lexicon.nouns.find_in(line.language, lower);
    let (noun, start) = find(&lower).or_else(|| {
        let start = lower.rfind('-')? + 1;
        find(&lower[start..]).map(|(noun, at)| (noun, start + at))
    })?;
    let english = noun.gender == crate::model::text::Gender::Unset;
    let fits = english == (line.language == Language::En) || !english && start > 0;
    fits.then(|| (noun, at, base(word, &lower, noun, start)))
}

/// A compound with its last noun in base form: `Chipfabriken` → `Chipfabrik`.
fn base(word: &str, lower: &str, noun: &Noun, start: usize) -> String {
    match word.get(..start).filter(|_| lower.len() == word.len()) {
        Some("") => noun.lemma.to_string(),
        Some(before) if before.ends_with('-') => format!("{before}{}", noun.lemma),
        Some(before) => format!("{before}{}", noun.lemma.to_lowercase()),
        None => word.to_owned(),
    }
}

/// The end of the noun phrase and its name.
fn described(
    line: Line<'_>,
    noun: &Noun,
    base: String,
    from: usize,
    at: usize,
    around: &impl Surroundings,
) -> Option<Description> {
    let capital = noun.venture && line.word(at + 1) == "capital";
    if noun.beside_name || around.name_at(at) || capital {
        return None;
    }
    let mut name = base;
    let mut end = at + 1;
    if matches!(noun.kind, NameType::Site | NameType::Organization | NameType::Project) || noun.part {
        let owner = owner_end(line, end, around).filter(|_| noun.kind == NameType::Site);
        if let Some((to, place)) = owner
            .filter(|owner| matches!(line.word(*owner), "in" | "bei"))
            .and_then(|owner| placed(line, owner, around))
        {
            let name = format!("{name} in {place}");
            return Some(Description { kind: noun.kind, tokens: from..to, head: at, name, place: None });
        }
        let joined = around.place_at(end).filter(|_| noun.kind == NameType::Site);
        let behind = matches!(line.word(end), "in" | "im" | "auf" | "bei" | "nahe" | "at" | "near" | "von" | "of")
            .then(|| placed(line, end, around))
            .flatten();
        let before = (noun.kind == NameType::Site).then(|| placed_before(line, from, around)).flatten();
        if let Some((to, place)) = joined {
            name = format!("{name} {place}");
            end = to;
        } else if let (Some(place), None) = (&before, &behind) {
            name = format!("{name} in {place}");
        } else if let Some((to, place)) = behind {
            let link = if line.language == Language::En { "in" } else { line.word(end) };
            name = format!("{name} {} {place}", if matches!(link, "im" | "auf") { "in" } else { link });
            end = to;
        }
    }
    if around.name_at(at + 1)
        && end == at + 1
        && !(noun.kind == NameType::Site || noun.part && line.spaced(at + 1) && genitive_behind(line, at))
    {
        return None;
    }
    Some(Description { kind: noun.kind, tokens: from..end, head: at, name, place: None })
}

/// The end of the name of whoever a site belongs to: `Werk von Bosch in Celle`.
fn owner_end(line: Line<'_>, of: usize, around: &impl Surroundings) -> Option<usize> {
    let opens = matches!(line.word(of), "von" | "of" | "der" | "des")
        && around.name_at(of + 1)
        && around.place_at(of + 1).is_none();
    let end = (of + 1..line.len().min(of + 6)).take_while(|at| around.name_at(*at)).last()? + 1;
    opens.then_some(end)
}

/// Whether a name right behind can be no apposition.
fn genitive_behind(line: Line<'_>, at: usize) -> bool {
    line.word(at + 1).ends_with('s')
}

/// `in Ohio`, `im US-Bundesstaat Ohio`, `in der Stadt Abilene`, `bei Heide`.
fn placed(line: Line<'_>, at: usize, around: &impl Surroundings) -> Option<(usize, String)> {
    if matches!(line.word(at), "von" | "of") {
        return None;
    }
    let limit = line.len().min(at + 5);
    for next in at + 1..limit {
        if let Some(found) = around.place_at(next) {
            return Some(found);
        }
        let passes = matches!(line.upos(next), Some(Upos::Det | Upos::Adj | Upos::Noun));
        if !passes {
            return None;
        }
    }
    None
}

/// `baut in Dresden ein neues Werk`: the place right before the phrase of the noun at `from`.
fn placed_before(line: Line<'_>, from: usize, around: &impl Surroundings) -> Option<String> {
    let passes = |at: &usize| matches!(line.upos(*at), Some(Upos::Det | Upos::Adj | Upos::Num));
    let article = (from.saturating_sub(4)..from).rev().take_while(passes).last()?;
    let opener =
        (article.saturating_sub(5)..article).rev().find(|at| matches!(line.word(*at), "in" | "In" | "bei" | "nahe"))?;
    let (end, place) = around.place_at(opener + 1)?;
    (end == article && line.upos(article) == Some(Upos::Det)).then_some(place)
}

/// `die Wolfsburger`, `die Italiener`.
fn people(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Description> {
    let demonym = lexicon.adjectives.get(line.word(at)).filter(|demonym| demonym.people)?;
    let article = matches!(line.before(at), "Die" | "die" | "Den" | "den" | "der" | "Der" | "the" | "The");
    let noun_behind = is_before_noun(line, at);
    let singular = line.token(at).morph.number == Number::Sing && matches!(line.before(at), "der" | "Der");
    let place = &lexicon.names.entry(demonym.place).name;
    (article && !noun_behind && !singular).then(|| Description {
        kind: NameType::Company,
        tokens: at..at + 1,
        head: at,
        name: format!("{} ({place})", line.word(at)),
        place: Some(place.clone()),
    })
}

/// `der Finne`, `die Kölnerin`, `der 54-Jährige`: someone, by nothing but where they are from or how old they are.
fn person(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Description> {
    let word = line.word(at);
    let feminine = matches!(line.before(at), "Die" | "die");
    let masculine = matches!(line.before(at), "Der" | "der");
    if line.language != Language::De || !feminine && !masculine || is_before_noun(line, at) {
        return None;
    }
    let from_there = |word: &str| lexicon.adjectives.get(word).is_some_and(|demonym| demonym.people);
    let one_of = |word: &str| from_there(&format!("{word}n")) || word.ends_with("er") && from_there(word);
    let native = if feminine { word.strip_suffix("in").is_some_and(one_of) } else { one_of(word) };
    let aged = word.strip_suffix("-Jährige").or_else(|| word.strip_suffix("-jährige"));
    let aged = aged.is_some_and(|years| !years.is_empty() && years.chars().all(|c| c.is_ascii_digit()));
    let description =
        Description { kind: NameType::Person, tokens: at..at + 1, head: at, name: word.to_owned(), place: None };
    (native || aged).then_some(description)
}

/// Whether a noun stands right behind a word, which then describes that.
fn is_before_noun(line: Line<'_>, at: usize) -> bool {
    matches!(line.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj)) || shape::is_capital(line.word(at + 1))
}
