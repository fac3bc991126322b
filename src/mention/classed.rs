//! Names that nothing tells but the noun right before them: `Kartendienst Here`, `Sparte Smart Materials`.

use super::candidate::{Candidate, Source, is_description};
use super::describe;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Deprel, NameTag, NameType, Number, Upos, VerbForm};
use crate::seeds::lexicon::{Lexicon, Noun};

/// Words that such a name has at most.
const LONGEST: usize = 4;
/// Words that the title of a work has at most.
const LONGEST_TITLE: usize = 12;
/// What the noun that a name is said to be called by tells of it.
const TOLD: f32 = 2.3;
/// Letters that a name in small letters has at least.
const SHORTEST: usize = 3;
/// What a small letter at the beginning of a sentence says of a name.
const SMALL_OPENING: f32 = 1.3;

/// Endings of German nouns that no name has.
const COMMON: [&str; 9] = ["ung", "ungen", "heit", "keit", "schaft", "tion", "tionen", "ität", "ieren"];

/// Names behind describing nouns. English names need no such help: their capital letters tell them.
pub(super) fn find(lexicon: &Lexicon, line: Line<'_>) -> Vec<Candidate> {
    if line.language != Language::De {
        return Vec::new();
    }
    let nouns = 0..line.len().saturating_sub(1);
    let mut found: Vec<Candidate> = nouns.clone().filter_map(|at| behind(lexicon, line, at)).collect();
    found.extend(nouns.clone().flat_map(|at| row(lexicon, line, at)));
    found.extend(nouns.clone().flat_map(|at| plural(lexicon, line, at)));
    found.extend(nouns.clone().filter_map(|at| titled(lexicon, line, at)));
    found.extend(nouns.clone().filter_map(|at| called(lexicon, line, at)));
    found.extend(nouns.filter_map(|at| group(lexicon, line, at)));
    found.extend(small_opening(line));
    found
}

/// `Start-ups wie Zirbel, Kaldo und Mentrix`: the names of a row that companies are said to be.
fn row(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Vec<Candidate> {
    let opener = if line.word(at + 1) == "," { at + 2 } else { at + 1 };
    if !matches!(line.word(opener), "wie" | "namens" | "darunter") || !is_company(lexicon, line, at) {
        return Vec::new();
    }
    names_from(lexicon, line, opener + 1)
}

/// `die Marken Zirbel, Kaldo und Mentrix`: several names behind a noun in the plural, of which one at least is sure.
fn plural(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Vec<Candidate> {
    let several = line.token(at).morph.number == Number::Plur;
    let noun = describe::noun_at(lexicon, line, at).filter(|_| several).map(|(noun, ..)| noun.kind);
    if !matches!(noun, Some(NameType::Company | NameType::Product)) {
        return Vec::new();
    }
    let found = names_from(lexicon, line, at + 1);
    let sure = |candidate: &Candidate| {
        let at = candidate.from;
        line.tagged(at) || line.upos(at) == Some(Upos::Propn) || line.is_strange(at) || shape::is_odd(line.word(at))
    };
    if found.len() > 1 && found.iter().any(sure) { found } else { Vec::new() }
}

/// What what a noun describes is called: `Film mit dem Titel „Zwei Sommer“`, `Anlage mit dem Namen „Nord 7“`.
fn titled(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Candidate> {
    let opener = matches!(line.word(at + 1), "mit" | "unter") && line.word(at + 2) == "dem";
    let title = matches!(line.word(at + 3), "Titel" | "Arbeitstitel" | "Namen" | "Motto" | "Projektnamen");
    let close = closing_marks(line.word(at + 4));
    let (noun, ..) = describe::noun_at(lexicon, line, at).filter(|_| opener && title)?;
    let to = closing(line, at + 5, close, noun.kind == NameType::Product)?;
    Some(told(line, at + 5, to, noun))
}

/// `der Nordstern getaufte Turm`, `die „Kaldo“ genannte Plattform`
fn called(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Candidate> {
    let participle = line.word(at + 1);
    let names = ["genannte", "getaufte", "benannte"].iter().any(|stem| participle.starts_with(stem));
    let (noun, ..) = describe::noun_at(lexicon, line, at + 2).filter(|_| names && shape::is_capital(line.word(at)))?;
    let fits = !lexicon.parts.is_stop(line.word(at)) && line.upos(at) != Some(Upos::Pron);
    fits.then(|| told(line, at, at + 1, noun))
}

/// `die Maribor Firmengruppe`: a group by its name, which German writes apart like English.
fn group(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Candidate> {
    let word = line.word(at);
    let grouped = matches!(line.word(at + 1), "Gruppe" | "Firmengruppe" | "Unternehmensgruppe" | "Group");
    let nominal = matches!(line.upos(at), Some(Upos::Noun | Upos::Propn | Upos::X));
    let article = matches!(line.before(at), "der" | "Der" | "die" | "Die" | "zur");
    let common = lexicon.nouns.find(&word.to_lowercase()).is_some() || lexicon.parts.is_stop(word);
    let named = grouped && nominal && article && shape::is_capital(word) && !common && !word.ends_with('-');
    named.then(|| {
        let mut candidate = Candidate::new(line, at, at + 2, Source::Noun);
        candidate.cues.push((NameType::Company, TOLD));
        candidate
    })
}

/// A name of which a noun tells the type from afar.
fn told(line: Line<'_>, from: usize, to: usize, noun: &Noun) -> Candidate {
    let mut candidate = Candidate::new(line, from, to, Source::Noun);
    candidate.cues.push((noun.kind, TOLD));
    candidate
}

/// The names of a row that begins at a token.
fn names_from(lexicon: &Lexicon, line: Line<'_>, mut from: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    loop {
        let to = run(lexicon, line, from);
        if to == from || !(from..to).all(|at| is_rare(lexicon, line, at)) {
            return found;
        }
        found.push(Candidate::new(line, from, to, Source::Noun));
        if !matches!(line.word(to), "," | "und" | "oder" | "sowie") {
            return found;
        }
        from = to + 1;
    }
}

fn is_company(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    describe::noun_at(lexicon, line, at)
        .is_some_and(|(noun, ..)| noun.kind == NameType::Company && (!noun.relational || noun.lemma != "Kunde"))
}

/// Whether a word with a capital letter is no plural of a common noun, by its ending.
fn is_rare(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let lower = word.to_lowercase();
    let plural = ["en", "er", "ungen", "e", "eln", "ern"].iter().any(|ending| lower.ends_with(ending));
    let proper = line.upos(at) == Some(Upos::Propn) || line.tagged(at) || shape::is_odd(word) || word == "&";
    proper || !plural && lexicon.nouns.find(&lower).is_none()
}

fn behind(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<Candidate> {
    let (noun, ..) = describe::noun_at(lexicon, line, at)?;
    if matches!(noun.kind, NameType::Person | NameType::Place) {
        return None;
    }
    let close = closing_marks(line.word(at + 1));
    let from = if close.is_empty() { at + 1 } else { at + 2 };
    let first = line.word(from);
    let (to, sure) = if !close.is_empty() {
        (closing(line, from, close, noun.kind == NameType::Product)?, true)
    } else if shape::is_small(first) && !shape::is_odd(first) {
        (small_run(line, from), !noun.relational && noun.kind != NameType::Site)
    } else {
        let to = run(lexicon, line, from);
        (whole_part(line, noun, at, to), likely(lexicon, line, noun, at, from))
    };
    let opens = shape::is_capital(first) || shape::is_odd(first) || shape::is_small(first) && close.is_empty();
    (opens && to > from && sure).then(|| Candidate::new(line, from, to, Source::Noun))
}

/// The marks that end what a quotation mark opens; none for another word.
pub(super) fn closing_marks(word: &str) -> &'static [&'static str] {
    match word {
        "„" | "“" | "\"" => &["“", "”", "\"", "‟"],
        "»" => &["«"],
        "«" => &["»"],
        _ => &[],
    }
}

/// The end of a quotation that is short enough for a name, or for the title of a work: `die Sendung „Wer kocht heute“`.
fn closing(line: Line<'_>, from: usize, marks: &[&str], title: bool) -> Option<usize> {
    let longest = if title { LONGEST_TITLE } else { LONGEST };
    let end = (from + 1..line.len().min(from + longest + 1)).find(|at| marks.contains(&line.word(*at)))?;
    (title || (from..end).all(|at| line.upos(at) != Some(Upos::Verb))).then_some(end)
}

/// `Spezialist nordo,tec media`: the end of the words in small letters that the tagger knows for no German ones.
fn small_run(line: Line<'_>, from: usize) -> usize {
    let glued = |at: usize| line.word(at) == "," && !line.spaced(at) && !line.spaced(at + 1);
    let end = (from..line.len()).take_while(|at| is_small_name(line, *at) || *at > from && glued(*at)).count() + from;
    let proper = matches!(line.upos(from), Some(Upos::Propn | Upos::X));
    if proper && end - from <= LONGEST + 1 { end } else { from }
}

/// Whether a word in small letters is a noun to the tagger: German has no common ones of that kind.
pub(super) fn is_small_name(line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    line.language == Language::De
        && shape::is_small(word)
        && letters >= SHORTEST
        && !word.contains(['.', '@'])
        && matches!(line.upos(at), Some(Upos::Propn | Upos::X | Upos::Noun))
}

/// `nordago zieht um`: what begins a sentence with a small letter, before its finite verb.
fn small_opening(line: Line<'_>) -> Option<Candidate> {
    let to = small_run(line, 0);
    let finite = line.sentence.tokens.get(to).is_some_and(|verb| {
        matches!(verb.upos, Upos::Verb | Upos::Aux)
            && verb.morph.number == Number::Sing
            && verb.morph.verb_form == VerbForm::Fin
    });
    (to > 0 && finite).then(|| {
        let mut candidate = Candidate::new(line, 0, to, Source::Noun);
        candidate.cues.push((NameType::Company, SMALL_OPENING));
        candidate
    })
}

/// `Sparte Prozessindustrie und Antriebe`: what a part of a company is for has both its words in its name.
fn whole_part(line: Line<'_>, noun: &Noun, at: usize, to: usize) -> usize {
    let one = line.token(at).morph.number != Number::Plur;
    let common = |at: usize| line.upos(at) == Some(Upos::Noun) && shape::is_capital(line.word(at));
    let ends = line.upos(to + 2).is_none_or(|upos| matches!(upos, Upos::Punct | Upos::Verb | Upos::Aux));
    let goes_on = noun.part && one && line.word(to) == "und" && common(to + 1) && ends;
    if goes_on && to > at + 1 { to + 2 } else { to }
}

/// The end of the words with capital letters that begin at a token.
fn run(lexicon: &Lexicon, line: Line<'_>, from: usize) -> usize {
    let mut to = from;
    while to < line.len() && to - from < LONGEST {
        let word = line.word(to);
        let joins = to > from && word == "&" && shape::is_capital(line.word(to + 1));
        let counted = matches!(line.upos(to + 1), Some(Upos::Noun | Upos::Num | Upos::Sym | Upos::Propn));
        // `Van der Meulen`, `Casa do Vale`
        let particle = to > from
            && lexicon.parts.is_particle(word)
            && shape::is_capital(line.word(to + 1))
            && (lexicon.parts.is_particle(&line.word(to - 1).to_lowercase())
                || matches!(word, "de" | "do" | "di" | "du" | "van"));
        let figures =
            word.bytes().all(|b| b.is_ascii_digit() || b == b'.') && word.starts_with(|c: char| c.is_ascii_digit());
        let number = to > from && figures && !word.ends_with('.') && word.len() < 4 && !counted;
        // `die Tochter Zirbel Konkurrenz machen`: a common noun behind what was learned as the name.
        let next = to > from && line.tagged(from) && !line.tagged(to) && line.upos(to) == Some(Upos::Noun);
        let another = to > from && line.tagged(to - 1) && matches!(line.token(to).name, NameTag::Begin(_));
        if another || next && !line.is_strange(to) && !shape::is_odd(word) {
            break;
        }
        // `Projekt Windhafen`: right behind its noun a name may end like a common one.
        let tagged = to == from && line.tagged(to) && line.upos(to) == Some(Upos::Propn);
        let article = to == from && word == "The" && shape::is_capital(line.word(to + 1));
        let named = (shape::is_capital(word) || shape::is_odd(word))
            && (!lexicon.parts.is_stop(word) || article)
            && (tagged || !is_description(lexicon, line, to));
        if !(named || joins || particle || number) {
            break;
        }
        to += 1;
    }
    to
}

/// Whether the words behind the noun at `at` are its name rather than the next phrase.
fn likely(lexicon: &Lexicon, line: Line<'_>, noun: &Noun, at: usize, from: usize) -> bool {
    let word = line.word(from);
    if lexicon.parts.title(word).is_some() || lexicon.parts.is_temporal(word) {
        return false;
    }
    let strange = line.is_strange(from) && !word.contains('-') && (line.is_strange(from + 1) || noun.beside_name);
    let proper = matches!(line.upos(from), Some(Upos::Propn | Upos::X)) || line.tagged(from) || shape::is_odd(word);
    let proper = proper || strange;
    let lower = word.to_lowercase();
    let common = COMMON.iter().any(|ending| lower.ends_with(ending)) || word.contains('-') && noun.general;
    let token = line.token(from);
    let apposed = matches!(
        token.deprel,
        Deprel::Appos | Deprel::Nummod | Deprel::Flat | Deprel::FlatName | Deprel::Compound | Deprel::Nmod
    ) && token.head == Some(at as u32);
    let plain = noun.kind == NameType::Organization || noun.relational;
    // `die Klage des Konkurrenten Hofladen`
    let genitive = shape::is_capital(word) && line.before(at) == "des" && line.token(at).morph.number != Number::Plur;
    proper || !common && apposed && (genitive || !plain)
}
