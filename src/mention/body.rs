//! Names that German makes of plain words: `Heilbronner Stimme`, `Institut für Werkstofftechnik`, `Landgericht Köln`.

use super::candidate::{Candidate, Source};
use super::gazetteer::Known;
use super::place;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{NameType, Upos};
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
        let paper = paper(lexicon, line, at).map(|to| (to, NameType::Company));
        let body = || with_purpose(lexicon, line, at).or_else(|| with_place(lexicon, line, known, at));
        paper.or_else(|| body().map(|to| (to, NameType::Organization)))
    };
    (0..line.len()).filter_map(|at| named(at).map(|(to, kind)| candidate(lexicon, line, at, to, kind))).collect()
}

fn candidate(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize, kind: NameType) -> Candidate {
    let mut candidate = Candidate::new(line, from, to, Source::Noun);
    let genitive = line.word(from).strip_suffix('s').filter(|stem| lexicon.parts.is_body(stem));
    if let Some(base) = genitive {
        candidate.name = format!("{base} {}", line.words(from + 1, to)).into();
    }
    candidate.cues.push((kind, BUILD));
    candidate
}

/// `Heilbronner Stimme`: a word for a newspaper behind the adjective of a town.
fn paper(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<usize> {
    let town = line.word(at).ends_with("er") && shape::is_capital(line.word(at));
    let papers = (at + 1..line.len()).take_while(|at| lexicon.parts.is_paper(line.word(*at))).count();
    let named = town && papers > 0 && !is_indefinite(line.before(at)) && place::adjective(lexicon, line, at).is_some();
    named.then_some(at + 1 + papers)
}

/// `Institut für Werkstoff- und Strahltechnik`: a body named after what it is for.
fn with_purpose(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<usize> {
    let opens = (0..at).rev().find(|at| line.upos(*at) != Some(Upos::Adj)).map_or("", |at| line.word(at));
    if line.word(at + 1) != "für" || !is_body(lexicon, line, at) || is_indefinite(opens) {
        return None;
    }
    let noun = |at: usize| {
        let word = line.word(at);
        let common = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn)) && !lexicon.parts.is_stop(word);
        common && shape::is_capital(word) && !lexicon.parts.is_temporal(word)
    };
    let mut to = at + 2;
    while to < line.len().min(at + LONGEST) {
        let qualifies = line.upos(to) == Some(Upos::Adj) && noun(to + 1);
        let joins = line.word(to) == "und" && line.before(to).ends_with('-') && noun(to + 1);
        let open = line.word(to).ends_with('-') && line.word(to + 1) == "und";
        // A second noun would be the next phrase: `hat das Institut für Wirtschaft Fragen`.
        let first = to == at + 2 || !noun(to - 1);
        if !(qualifies || joins || open || noun(to) && first) {
            break;
        }
        to += 1;
    }
    let town = lexicon.names.is_of_place(line.word(to));
    (to > at + 2 && noun(to - 1)).then_some(if town { to + 1 } else { to })
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

fn is_body(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let base = word.strip_suffix('s').filter(|stem| lexicon.parts.is_body(stem));
    shape::is_capital(word) && (base.is_some() || lexicon.parts.is_body(word))
}

fn is_indefinite(word: &str) -> bool {
    let word = word.to_lowercase();
    word.starts_with("ein") || word.starts_with("kein") || matches!(word.as_str(), "viele" | "mehrere" | "andere")
}
