//! Names inside compounds: `OpenAI-Chef`, `Rivian-Aktie`, `VW-Tochter`, `Volkswagenkonzern`, `US-Konzern`.

use compact_str::CompactString;

use super::candidate::Source;
use super::dossier::{Dossier, Verdict};
use super::shape;
use crate::model::text::NameType;
use crate::seeds::lexicon::{Lexicon, Noun};

/// A compound with a name in it.
#[derive(Debug, PartialEq)]
pub(super) struct Compound {
    /// The name.
    pub name: CompactString,
    pub verdict: Verdict,
    /// Where it stands in the word, in bytes; all of the word where the noun is part of the name: `Bosch-Gruppe`.
    pub from: usize,
    pub to: usize,
    /// The whole word names the same thing: `VW-Konzern`, `Stargate-Projekt`.
    pub whole: bool,
}

/// Nouns that a price stands before: `US-Dollar` is no place.
const CURRENCIES: [&str; 9] = ["Dollar", "Dollars", "Pfund", "Franken", "Rubel", "Yuan", "Yen", "Kronen", "Rupien"];

/// The name in a word.
pub(super) fn find(lexicon: &Lexicon, dossier: &Dossier, word: &str) -> Option<Compound> {
    if word.rsplit_once('-').is_some_and(|(_, last)| CURRENCIES.contains(&last)) {
        return None;
    }
    former(lexicon, dossier, word)
        .or_else(|| ministry(word))
        .or_else(|| hyphenated(lexicon, dossier, word))
        .or_else(|| joined(lexicon, dossier, word))
}

/// `Ex-Siemens-Chef`: what stands behind `Ex-`.
fn former(lexicon: &Lexicon, dossier: &Dossier, word: &str) -> Option<Compound> {
    const EX: &str = "Ex-";
    let found = hyphenated(lexicon, dossier, word.strip_prefix(EX)?)?;
    Some(Compound { from: found.from + EX.len(), to: found.to + EX.len(), whole: false, ..found })
}

/// `Bundesverkehrsminister`: who heads the federal ministry of that name.
fn ministry(word: &str) -> Option<Compound> {
    const HEADS: [&str; 3] = ["minister", "ministerin", "ministers"];
    let field = HEADS.iter().find_map(|head| word.strip_suffix(head)).filter(|field| field.starts_with("Bundes"))?;
    let name = match field {
        "Bundes" => return None,
        "Bundesaußen" => "Auswärtiges Amt".into(),
        field => format!("{field}ministerium").into(),
    };
    let verdict = Verdict { kind: NameType::Organization, confidence: 0.7, source: Source::Noun };
    Some(Compound { name, verdict, from: 0, to: field.len(), whole: false })
}

/// `Deutsche-Bank-Chef`: the longest part before a hyphen that is a name; where none is known, the longest that may be.
fn hyphenated(lexicon: &Lexicon, dossier: &Dossier, word: &str) -> Option<Compound> {
    let hyphens: Vec<usize> = word.match_indices('-').map(|(at, _)| at).filter(|at| *at > 0).collect();
    let parts = || hyphens.iter().rev().filter_map(|at| named_part(word, *at).map(|rest| (*at, rest)));
    let noun_of = |rest: &str| lexicon.nouns.find(&rest.to_lowercase()).map(|(noun, _)| noun);
    let known = parts().find_map(|(at, rest)| {
        let name = &word[..at];
        let found = known(lexicon, dossier, name)
            .or_else(|| known(lexicon, dossier, &name.replace('-', " ")))
            .or_else(|| headed(lexicon, name, noun_of(rest)));
        found.map(|found| (at, rest, found))
    });
    let guessed = || {
        parts()
            .filter(|(at, _)| is_shaped(&word[..*at]))
            .find_map(|(at, rest)| guess(lexicon, &word[..at], rest, noun_of(rest)).map(|found| (at, rest, found)))
    };
    let (at, rest, (name, verdict)) = known.map(|found| with_number(word, found)).or_else(guessed)?;
    let whole = noun_of(rest).is_some_and(|noun| names_whole(noun, verdict.kind));
    let group = whole && matches!(rest, "Gruppe" | "Gruppen");
    Some(Compound { name, verdict, from: 0, to: if group { word.len() } else { at }, whole })
}

/// `Kaldo-810-Chip`: a product goes on with its number.
fn with_number<'w>(
    word: &'w str,
    (at, rest, (name, verdict)): (usize, &'w str, (CompactString, Verdict)),
) -> (usize, &'w str, (CompactString, Verdict)) {
    let number = rest.split_once('-').filter(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
    match number.filter(|(number, _)| !number.is_empty() && verdict.kind == NameType::Product) {
        Some((number, noun)) => (word.len() - noun.len() - 1, noun, (format!("{name} {number}").into(), verdict)),
        None => (at, rest, (name, verdict)),
    }
}

/// What stands behind a hyphen, where what stands before it may be a name.
fn named_part(word: &str, at: usize) -> Option<&str> {
    let rest = word[at + 1..].trim_start_matches('-');
    let german = rest.starts_with(char::is_uppercase);
    (!rest.is_empty() && (german || is_shaped(&word[..at]))).then_some(rest)
}

/// Whether a first part looks like a name; what word lists know may look otherwise: `dpa` in `dpa-Bericht`.
fn is_shaped(name: &str) -> bool {
    let numbered = name.starts_with(char::is_alphabetic) && name.contains(|c: char| c.is_ascii_digit());
    shape::is_capital(name) || shape::is_odd(name) || numbered
}

/// `Volkswagenkonzern`: a name right before a describing noun.
fn joined(lexicon: &Lexicon, dossier: &Dossier, word: &str) -> Option<Compound> {
    if !shape::is_capital(word) || word.len() < 8 || word.contains('-') {
        return None;
    }
    let lower = word.to_lowercase();
    let (noun, at) = lexicon.nouns.find(&lower).filter(|(_, at)| *at > 2 && lower.len() == word.len())?;
    let name = word.get(..at)?;
    let (name, verdict) = known(lexicon, dossier, name).or_else(|| headed(lexicon, name, Some(noun)))?;
    let whole = names_whole(noun, verdict.kind);
    Some(Compound { name, verdict, from: 0, to: at, whole })
}

/// `Bahnchef`, `Telekom-Tochter`: a company that goes by a common word, where the other word says who heads it or what is part
/// of it.
fn headed(lexicon: &Lexicon, name: &str, noun: Option<&Noun>) -> Option<(CompactString, Verdict)> {
    let heads = noun.is_some_and(|noun| noun.part || matches!(noun.lemma.as_str(), "Chef" | "Chefin" | "Vorstand"));
    let mut entries = lexicon.names.find(name);
    let company = entries.find(|(_, entry, common)| {
        let word = *common || lexicon.parts.is_common_prefix(name);
        word && !entry.listed && entry.kind == NameType::Company
    });
    let (_, entry, _) = company.filter(|_| heads)?;
    let verdict = Verdict { kind: NameType::Company, confidence: 0.7, source: Source::Gazetteer };
    Some((entry.name.clone(), verdict))
}

/// Whether noun and name are one thing: `VW-Konzern` is, `VW-Tochter`, `VW-Zulieferer` and `VW-Werk` are not.
fn names_whole(noun: &Noun, kind: NameType) -> bool {
    noun.kind == kind
        && !noun.part
        && !noun.relational
        && !noun.of_other
        && kind != NameType::Person
        && kind != NameType::Place
}

/// A name of several words before a noun: what the document or the word lists know, or what the noun tells.
pub(super) fn open(lexicon: &Lexicon, dossier: &Dossier, name: &str, noun: &str) -> Option<(CompactString, Verdict)> {
    let told = || {
        let kind = lexicon.parts.after(noun)?;
        Some((name.into(), Verdict { kind, confidence: 0.6, source: Source::Tagger }))
    };
    known(lexicon, dossier, name).or_else(told)
}

/// A name that the document or the word lists know.
pub(super) fn known(lexicon: &Lexicon, dossier: &Dossier, name: &str) -> Option<(CompactString, Verdict)> {
    let bare = |name: &str| dossier.find(name).map(|named| (named.name.clone(), named.verdict.clone()));
    let listed = |name: &str| {
        let common = lexicon.parts.is_common_prefix(name) && !matches!(name, "US" | "EU" | "UN");
        let entry = lexicon.names.find(name).find(|(_, entry, ambiguous)| !ambiguous && !entry.listed && !common)?.1;
        let verdict = Verdict { kind: entry.kind, confidence: 0.8, source: Source::Gazetteer };
        Some((CompactString::from(name), verdict))
    };
    // `Miele-Patriarch`, where a Miele is told of: the company.
    let told = bare(name);
    let person = told.as_ref().is_some_and(|(_, verdict)| verdict.kind == NameType::Person);
    let company = || listed(name).filter(|(_, verdict)| verdict.kind == NameType::Company);
    person.then(company).flatten().or(told).or_else(|| listed(name))
}

/// A name that nothing else tells: `Netgo` in `Netgo-Geschäftsführer`.
fn guess(lexicon: &Lexicon, name: &str, rest: &str, noun: Option<&Noun>) -> Option<(CompactString, Verdict)> {
    let numbered = name.contains(|c: char| c.is_ascii_digit());
    let product = noun.filter(|noun| numbered && noun.kind == NameType::Product);
    let part = noun.filter(|noun| noun.part).map(|noun| noun.kind);
    let kind = product.map(|noun| noun.kind).or_else(|| lexicon.parts.after(rest)).or(part)?;
    let first = name.split('-').next().unwrap_or(name);
    let lower = name.to_lowercase();
    let word =
        lexicon.parts.is_common_prefix(first) || lexicon.parts.is_stop(name) || lexicon.nouns.find(&lower).is_some();
    let word = word || ends_in_link(first);
    let short = name.chars().count() < 3 && !shape::is_acronym(name) && !numbered;
    let verdict = Verdict { kind, confidence: 0.55, source: Source::Tagger };
    (!word && !short).then(|| (name.into(), verdict))
}

/// `Beteiligungs`, `Sicherheits`, `Wirtschafts`: a common noun with the sound that links it to the next.
fn ends_in_link(word: &str) -> bool {
    const ENDS: [&str; 8] = ["ungs", "heits", "keits", "schafts", "tions", "täts", "sions", "tums"];
    word.len() > 7 && ENDS.iter().any(|end| word.ends_with(end))
}
