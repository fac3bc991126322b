//! Names that German makes of plain words: `Heilbronner Stimme`, `Institut für Werkstofftechnik`, `Landgericht Köln`.

use super::candidate::{Candidate, Source};
use super::describe;
use super::gazetteer::Known;
use super::place;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{NameType, Number, Token, Upos};
use crate::seeds::lexicon::Lexicon;

/// Tokens that such a name has at most.
const LONGEST: usize = 9;
/// What its build says of the type.
const BUILD: f32 = 2.2;

/// Newspapers, offices and institutes that their words make names of.
pub(super) fn find(lexicon: &Lexicon, line: Line<'_>, known: &[Known]) -> Vec<Candidate> {
    if line.language != Language::De {
        return Vec::new();
    }
    let named = |at| {
        if let Some(found) = with_adjective(lexicon, line, at) {
            return Some(found);
        }
        let paper = paper(lexicon, line, at).map(|to| (to, NameType::Company));
        let body = || with_purpose(lexicon, line, at).or_else(|| with_place(lexicon, line, known, at));
        paper.or_else(|| body().map(|to| (to, NameType::Organization)))
    };
    let one = |at| named(at).map(|(to, kind)| candidate(lexicon, line, at, to, kind));
    let mut found: Vec<Candidate> = (0..line.len()).filter_map(one).collect();
    found.extend((0..line.len()).flat_map(|at| row(lexicon, line, known, at)));
    found
}

/// `die Universitäten Bern, Jena und Ulm`: bodies of one kind, each by its place.
fn row(lexicon: &Lexicon, line: Line<'_>, known: &[Known], at: usize) -> Vec<Candidate> {
    let word = line.word(at);
    let one = |ending: &&str| word.strip_suffix(*ending).filter(|stem| lexicon.parts.is_body(stem)).map(str::to_owned);
    let lemma =
        || describe::noun_at(lexicon, line, at).map(|(.., base)| base).filter(|base| lexicon.parts.is_body(base));
    let base = ["en", "n", "e", "s"].iter().find_map(one).or_else(lemma);
    let Some(base) = base.filter(|_| line.token(at).morph.number == Number::Plur && shape::is_capital(word)) else {
        return Vec::new();
    };
    let technical = matches!(line.before(at), "Technischen" | "Technische");
    let place = |from: usize| {
        let fits = |k: &&Known| k.from == from && lexicon.names.entry(k.entry).kind == NameType::Place && !k.genitive;
        known.iter().find(fits)
    };
    let (mut found, mut from, mut start) = (Vec::new(), at + 1, at - usize::from(technical));
    while let Some(place) = place(from) {
        let mut candidate = Candidate::new(line, start, place.to, Source::Row);
        let town = line.words(place.from, place.to);
        let name = if technical { format!("Technische {base} {town}") } else { format!("{base} {town}") };
        candidate.name = name.into();
        candidate.cues.push((NameType::Organization, BUILD));
        found.push(candidate);
        if !matches!(line.word(place.to), "," | "und" | "sowie") {
            break;
        }
        from = place.to + 1;
        start = from;
    }
    if found.len() > 1 { found } else { Vec::new() }
}

fn candidate(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize, kind: NameType) -> Candidate {
    let mut candidate = Candidate::new(line, from, to, Source::Noun);
    let word = line.word(from);
    let stems = [word.strip_suffix("es"), word.strip_suffix('s')];
    let body = |stem: &&str| lexicon.parts.is_body(stem) || unites(stem) && stem.ends_with('d');
    let genitive = stems.into_iter().flatten().find(body);
    if let Some(base) = genitive {
        candidate.name = format!("{base} {}", line.words(from + 1, to)).into();
    }
    candidate.cues.push((kind, BUILD));
    candidate
}

/// `die Österreichische Nationalbibliothek`, `im Kunsthistorischen Museum`: inside a sentence German writes an adjective with a
/// capital letter in names alone; those of towns (`Wiener Museum`) always have one.
fn with_adjective(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<(usize, NameType)> {
    let word = line.word(at);
    let declined = ["e", "en", "es", "em"].iter().any(|ending| word.ends_with(ending)) || word.ends_with("scher");
    let adjective = line.upos(at) == Some(Upos::Adj) && shape::is_capital(word) && declined && word.len() > 4;
    let common = (0..line.len()).any(|at| line.upos(at) == Some(Upos::Noun) && shape::is_small(line.before(at)));
    if !adjective || line.opens(at) || !common || lexicon.parts.is_stop(word) || shape::is_acronym(word) {
        return None;
    }
    let (noun, ..) = describe::noun_at(lexicon, line, at + 1)?;
    let plain = !noun.relational && !noun.part && !noun.general && !word.contains('-');
    let house = noun.kind == NameType::Company && place::adjective(lexicon, line, at).is_none();
    (plain && (house || noun.kind == NameType::Organization) && shape::is_capital(line.word(at + 1)))
        .then_some((at + 2, noun.kind))
}

/// `Heilbronner Stimme`: a word for a newspaper behind the adjective of a town.
fn paper(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<usize> {
    let town = line.word(at).ends_with("er") && shape::is_capital(line.word(at));
    let papers = (at + 1..line.len()).take_while(|at| lexicon.parts.is_paper(line.word(*at))).count();
    let named = town && papers > 0 && !is_indefinite(line.before(at)) && place::adjective(lexicon, line, at).is_some();
    named.then_some(at + 1 + papers)
}

/// `Institut für Werkzeug- und Schweißtechnik`: a body named after what it is for.
fn with_purpose(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<usize> {
    let opens = (0..at).rev().find(|at| line.upos(*at) != Some(Upos::Adj)).map_or("", |at| line.word(at));
    let common = |at: usize| line.upos(at) == Some(Upos::Noun) && !line.tagged(at) && shape::is_capital(line.word(at));
    let of = matches!(line.word(at + 1), "der" | "des") && unites(line.word(at)) && common(at + 2);
    let purpose = line.word(at + 1) == "für" && (is_body(lexicon, line, at) || serves(line, at));
    if !(of || purpose) || is_indefinite(opens) {
        return None;
    }
    let noun = |at: usize| {
        let word = line.word(at);
        let common = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn)) && !lexicon.parts.is_stop(word);
        common && shape::is_capital(word) && !lexicon.parts.is_temporal(word)
    };
    let article = serves(line, at) && line.upos(at + 2) == Some(Upos::Det);
    let start = at + 2 + usize::from(article);
    let mut to = start;
    while to < line.len().min(at + LONGEST) {
        let qualifies = line.upos(to) == Some(Upos::Adj) && noun(to + 1);
        let joins = line.word(to) == "und" && line.before(to).ends_with('-') && noun(to + 1);
        let joins = joins || of && line.word(to) == "und" && is_plural(line, to - 1) && is_plural(line, to + 1);
        let open = line.word(to).ends_with('-') && line.word(to + 1) == "und";
        // A second noun would be the next phrase: `hat das Institut für Wirtschaft Fragen`.
        let first = to == start || !noun(to - 1);
        if !(qualifies || joins || open || noun(to) && first) {
            break;
        }
        to += 1;
    }
    let town = lexicon.names.is_of_place(line.word(to));
    (to > start && noun(to - 1)).then_some(if town { to + 1 } else { to })
}

/// `Umweltministerium Hessen`, `Industriegewerkschaft Bergbau-Chemie`: a body with the place or trade that tells which.
fn with_place(lexicon: &Lexicon, line: Line<'_>, known: &[Known], at: usize) -> Option<usize> {
    if !is_body(lexicon, line, at) {
        return None;
    }
    let place = |k: &&Known| k.from == at + 1 && lexicon.names.entry(k.entry).kind == NameType::Place && !k.genitive;
    let trade = || {
        let union = line.word(at).to_lowercase().ends_with("gewerkschaft");
        (union && shape::is_capital(line.word(at + 1)) && line.word(at + 1).contains('-')).then_some(at + 2)
    };
    known.iter().find(place).map(|place| place.to).or_else(trade)
}

fn is_plural(line: Line<'_>, at: usize) -> bool {
    let noun = |token: &Token| token.upos == Upos::Noun && token.morph.number == Number::Plur;
    line.sentence.tokens.get(at).is_some_and(noun)
}

/// `„Allianz für …“`: other nouns that open the name of a body with what it is for, in quotation marks.
fn serves(line: Line<'_>, at: usize) -> bool {
    const OTHERS: [&str; 12] = [
        "zentrum",
        "stiftung",
        "verein",
        "verband",
        "bündnis",
        "allianz",
        "initiative",
        "gesellschaft",
        "netzwerk",
        "amt",
        "akademie",
        "kommission",
    ];
    let lower = line.word(at).to_lowercase();
    let lower = lower.strip_suffix('s').unwrap_or(&lower);
    let quoted = matches!(line.before(at), "„" | "\"" | "»" | "«");
    shape::is_capital(line.word(at)) && quoted && OTHERS.iter().any(|end| lower.ends_with(end))
}

/// `Verband der …`, `Gewerkschaft der …`: nouns that open the name of a body with whom it unites.
fn unites(word: &str) -> bool {
    const HEADS: [&str; 6] = ["verband", "verbandes", "verbands", "gewerkschaft", "vereinigung", "zentralrat"];
    let lower = word.to_lowercase();
    shape::is_capital(word) && HEADS.iter().any(|end| lower.ends_with(end))
}

fn is_body(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let base = word.strip_suffix('s').filter(|stem| lexicon.parts.is_body(stem));
    shape::is_capital(word) && (base.is_some() || lexicon.parts.is_body(word))
}

fn is_indefinite(word: &str) -> bool {
    let word = word.to_lowercase();
    word.starts_with("ein") || word.starts_with("kein") || matches!(word.as_str(), "viele" | "mehrere" | "andere")
}
