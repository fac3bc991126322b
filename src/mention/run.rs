//! Runs of words that the learned recogniser or the tagger takes for names.

use super::boundary;
use super::candidate::{Candidate, LONGEST, Source, is_compound_role, is_description};
use super::classed;
use super::gazetteer::Known;
use super::place;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Gender, NameTag, NameType, Token, Upos};
use crate::seeds::lexicon::Lexicon;

/// Offices before English names.
const OFFICES: [&str; 9] = ["CEO", "CFO", "COO", "CTO", "CIO", "VP", "SVP", "EVP", "Former"];

/// What the learned recogniser marks.
pub(super) fn learned(lexicon: &Lexicon, line: Line<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let (NameTag::Begin(kind) | NameTag::Inside(kind)) = line.token(at).name else {
            at += 1;
            continue;
        };
        let mut to = at + 1;
        while to < line.len()
            && line.token(to).name == NameTag::Inside(kind)
            && lexicon.parts.title(line.word(to)).is_none()
        {
            to += 1;
            if matches!(line.before(to), "GmbH" | "mbH" | "KG" | "AG" | "Inc" | "Inc." | "Ltd" | "Ltd.")
                && !is_joined(line, to)
            {
                break;
            }
        }
        for (from, to) in boundary::parts(lexicon, line, at, to) {
            let shaped = (from..to).find(|at| is_shaped(lexicon, line.word(*at)));
            let small = shaped.is_none()
                && !matches!(kind, NameType::Place | NameType::Person)
                && (from..to).all(|at| classed::is_small_name(line, at));
            let kept = shaped.and_then(|from| trimmed(lexicon, line, from, to)).or(small.then_some((from, to)));
            let kept = kept.map(|(from, to)| (from, with_hyphens(lexicon, line, from, to)));
            let named = |(from, to): &(usize, usize)| {
                !is_description_alone(lexicon, line, *from, *to) && !is_business_there(lexicon, line, *from, *to, kind)
            };
            if let Some((from, to)) = kept.filter(named) {
                found.push(Candidate::new(line, from, to, Source::Model));
            }
        }
        at = to;
    }
    found
}

/// `Save-A-Lot`: an English name of which the recogniser saw the first part; two well-known ones are two.
fn with_hyphens(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize) -> usize {
    let glued = |at: usize| at < line.len() && !line.spaced(at);
    let joins = |at: usize| line.word(at) == "-" && glued(at) && glued(at + 1);
    let mut end = to;
    while joins(end) && (shape::is_capital(line.word(end + 1)) || joins(end + 2)) {
        end += 2;
    }
    let known = |from, to| lexicon.names.find(&line.words(from, to)).any(|(.., ambiguous)| !ambiguous);
    let whole = end > to && shape::is_capital(line.word(end - 1)) && !known(from, to) && !known(end - 1, end);
    if whole && line.language == Language::En { end } else { to }
}

/// `GmbH & Co. KG`, `SE & Co.`: a legal form that goes on.
fn is_joined(line: Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "&" | "und" | "+" | "i.G." | "i.L.")
}

/// Whether a name may begin with that word: it has a capital letter, odd letters or a digit, or joins names.
fn is_shaped(lexicon: &Lexicon, word: &str) -> bool {
    shape::is_capital(word)
        || shape::is_odd(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
        || lexicon.names.find(word).next().is_some()
}

/// `Chinesen`, `Energieriese`, `Chinesischer Konzern`, `Joint Ventures`: no name but a description, whatever was learned.
fn is_description_alone(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize) -> bool {
    let german = line.language == Language::De;
    let plain = |at: usize| {
        let lower = line.word(at).to_lowercase();
        let noun = lexicon.nouns.find(&lower).filter(|_| german && !lower.contains('-'));
        let described = noun.is_some_and(|(_, at)| at == 0 || lexicon.sectors.told_by(&lower).is_some());
        let word = line.word(at);
        let demonym = if line.opens(at) { lexicon.adjectives.get_opening(word) } else { lexicon.adjectives.get(word) };
        let article = matches!(line.before(at), "die" | "Die" | "den" | "Den" | "der" | "the" | "The");
        let alone = article && !matches!(line.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj));
        let people = demonym.is_some_and(|demonym| demonym.people && (!demonym.adjective || alone));
        let from_there = to > from + 1 && at + 1 < to && demonym.is_some_and(|demonym| demonym.adjective);
        described || people || from_there
    };
    let known = lexicon.names.find(&line.words(from, to)).next().is_some();
    let pair = to == from + 2
        && lexicon.nouns.find_pair(&line.word(from).to_lowercase(), &line.word(from + 1).to_lowercase()).is_some();
    // `Stiftung Mittelstand`: a body by a word that opens such names.
    let named = to == from + 2 && lexicon.parts.head(line.word(from)) == Some(NameType::Organization);
    !known && (pair || (from..to).all(plain) && !named) || is_origin(lexicon, line, from, to)
}

/// `Polengeschäft`: learned as a place, but a compound that only begins with one.
fn is_business_there(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize, kind: NameType) -> bool {
    const SHORTEST: usize = 5;
    let word = line.word(from);
    let cut = |at: &usize| {
        word.is_char_boundary(*at)
            && word[*at..].starts_with(char::is_lowercase)
            && lexicon.names.find(&word[..*at]).any(|(_, entry, ambiguous)| {
                entry.kind == NameType::Place && !ambiguous && entry.seats.is_empty() && !entry.listed
            })
    };
    kind == NameType::Place
        && to == from + 1
        && line.language == Language::De
        && lexicon.names.find(word).next().is_none()
        && (SHORTEST..word.len().saturating_sub(SHORTEST)).any(|at| cut(&at))
}

/// `Münchner` before a noun.
fn is_origin(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize) -> bool {
    // `der Kölner Fendrix`: what was learned as a place stands before a name as well.
    let town = line.word(from).ends_with("er") && line.token(from).name == NameTag::Begin(NameType::Place);
    let place = town && shape::is_capital(line.word(to));
    to == from + 1
        && lexicon.names.find(line.word(from)).all(|(_, entry, ambiguous)| ambiguous || entry.listed)
        && (!shape::is_capital(line.word(from)) || place || matches!(line.upos(to), Some(Upos::Noun | Upos::Adj)))
        && place::adjective(lexicon, line, from).is_some()
}

/// Runs of words that the tagger takes for proper nouns, or that no common word looks like.
pub(super) fn proper(lexicon: &Lexicon, line: Line<'_>, known: &[Known]) -> Vec<Candidate> {
    let english = line.language == Language::En && !in_title_case(line);
    let proper = |at: usize| {
        let word = line.word(at);
        if line.language == Language::En && OFFICES.contains(&word) {
            return false;
        }
        let foreign = english && shape::is_capital(word) && (!line.opens(at) || opens_name(lexicon, line, at));
        // `Brewing giant Inbev`: learned as one name with the noun that describes it.
        let describes = english && line.tagged(at + 1) && is_english_noun(lexicon, line.word(at + 1));
        let named = line.upos(at) == Some(Upos::Propn) || shape::is_odd(word) || line.tagged(at) && !describes;
        let listed = known.iter().any(|k| !k.ambiguous && k.from <= at && at < k.to);
        let shaped = shape::is_capital(word) || shape::is_odd(word);
        let head = lexicon.parts.head_form(word).is_some_and(|(_, kind)| kind != NameType::Project);
        let heads = head && is_proper(line, at + 1);
        shaped && (named || foreign || listed || heads || is_marked(word)) && !lexicon.parts.is_stop(word)
    };
    // `BMW M4 CS`, `Tetris® Ultimate`: what the tagger cannot decline goes on with a name.
    let goes_on = |at: usize| {
        let ends =
            known.iter().any(|k| k.to == at && !k.ambiguous && lexicon.names.entry(k.entry).kind != NameType::Product);
        line.is_strange(at) && !ends && !line.word(at).contains('-') && !lexicon.parts.is_stop(line.word(at))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if !proper(at) {
            at += 1;
            continue;
        }
        let from = at;
        while at < line.len() && at - from < LONGEST {
            let joined = matches!(line.word(at), "&" | "+") && at + 1 < line.len() && proper(at + 1);
            let number = at > from && line.word(at).chars().all(|c| c.is_ascii_digit() || c == '.') && line.tagged(at);
            let own_s = at > from && english && is_own_s(line, at);
            let next = at > from && lexicon.parts.title(line.word(at)).is_some();
            if next || !(proper(at) || at > from && goes_on(at) || joined || number || own_s) {
                break;
            }
            at += 1;
        }
        let kept = trimmed(lexicon, line, from, at);
        if let Some((from, to)) = kept.filter(|(from, to)| !is_description_alone(lexicon, line, *from, *to)) {
            found.push(Candidate::new(line, from, to, Source::Tagger));
        }
        at = at.max(from + 1);
    }
    found
}

/// `Tetris®`: a mark of trade.
pub(super) fn is_marked(word: &str) -> bool {
    word.len() > 4 && word.ends_with(['®', '™'])
}

/// Whether the tagger takes a word with a capital letter for a proper noun.
fn is_proper(line: Line<'_>, at: usize) -> bool {
    shape::is_capital(line.word(at)) && (line.upos(at) == Some(Upos::Propn) || line.tagged(at))
}

/// `Evolution Media China and …`: a first word that more words with capital letters follow.
fn opens_name(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    shape::is_capital(line.word(at + 1))
        && matches!(line.upos(at), Some(Upos::Noun | Upos::Adj | Upos::Propn))
        && !lexicon.parts.is_stop(line.word(at + 1))
}

/// `Wendy's, Macy's and …`: an `'s` that nothing possessed follows is part of the name.
pub(super) fn is_own_s(line: Line<'_>, at: usize) -> bool {
    matches!(line.word(at), "'s" | "’s")
        && (at + 1 == line.len() || matches!(line.word(at + 1), "," | "." | "and" | "or" | ")" | ";"))
}

/// A headline that writes its nouns and verbs with capital letters.
pub(super) fn in_title_case(line: Line<'_>) -> bool {
    let full = |token: &&Token| {
        matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Propn) && token.form.len() > 3
    };
    let words: Vec<_> = line.sentence.tokens.iter().filter(full).collect();
    words.len() > 3 && words.iter().all(|token| !token.form.starts_with(char::is_lowercase))
}

/// A run without the describing nouns, titles and articles before the name.
fn trimmed(lexicon: &Lexicon, line: Line<'_>, mut from: usize, mut to: usize) -> Option<(usize, usize)> {
    let outside = |at: usize| {
        let word = line.word(at);
        let small = matches!(line.upos(at), Some(Upos::Adj | Upos::Det)) && word.starts_with(char::is_lowercase);
        let month = line.tagged(at) && lexicon.parts.is_temporal(word);
        lexicon.parts.is_stop(word) && !shape::is_acronym(word) && !month && !opens_english(line, at)
            || small && !shape::is_odd(word)
            || lexicon.parts.title(word).is_some()
            || is_description(lexicon, line, at)
                && !opens_foreign(line, at)
                && !unites(line, at)
                && !is_of_town(lexicon, line, at)
                && !is_of_name(lexicon, line, at)
            || is_compound_role(lexicon, word) && !is_district(line, at)
            || is_origin_of(line, at)
            || line.language == Language::En
                && (line.opens(at) && is_english_noun(lexicon, word) && lexicon.parts.head(word).is_none()
                    || line.opens(at)
                        && matches!(line.upos(at), Some(Upos::Adv | Upos::Sconj | Upos::Pron | Upos::Adp))
                    || OFFICES.contains(&word))
    };
    let first = from;
    while from + 1 < to && outside(from) {
        from += 1;
    }
    // `Lager in Breslau`, learned as one name: nothing is left of it but where.
    let linked = shape::is_small(line.word(from)) && matches!(line.upos(from), Some(Upos::Adp | Upos::Det));
    if from > first && linked && line.language == Language::De && lexicon.parts.head(line.word(first)).is_none() {
        return None;
    }
    if line.language == Language::En {
        from = behind_office(line, from, to);
        let noun = |at: &usize| shape::is_small(line.word(*at)) && is_english_noun(lexicon, line.word(*at));
        from = (from..to - 1).rfind(noun).map_or(from, |at| at + 1);
    }
    while from + 1 < to && matches!(line.word(to - 1), "Quelle" | "Foto") {
        to -= 1;
    }
    while from + 1 < to
        && matches!(line.upos(to - 1), Some(Upos::Punct | Upos::Adp | Upos::Det))
        && !shape::is_odd(line.word(to - 1))
    {
        to -= 1;
    }
    if is_kind_of_known(lexicon, line, from, to) {
        from += 1;
    }
    to = before_open_bracket(line, from, to);
    from = with_foreign_opening(line, from);
    let word = line.word(from);
    let alone = to == from + 1
        && (lexicon.parts.is_stop(word)
            || word.chars().count() < 2
            || compound_head(line, from)
            || line.language == Language::En && is_english_role(lexicon, word)
            || is_compound_role(lexicon, word) && !is_district(line, from));
    // `French president`: learned with the noun that it tells whence.
    let described = line.language == Language::En
        && to > from + 1
        && shape::is_small(line.word(to - 1))
        && is_english_noun(lexicon, line.word(to - 1));
    let alone = alone || described && lexicon.names.find(&line.words(from, to)).next().is_none();
    let letters = line.words(from, to).chars().any(char::is_alphabetic);
    (from < to && !alone && letters).then_some((from, to))
}

/// `Gewerkschaft Verdi`: a word that opens names, before what is a name without it.
fn is_kind_of_known(lexicon: &Lexicon, line: Line<'_>, from: usize, to: usize) -> bool {
    let known = || {
        let rest = line.words(from + 1, to);
        let mut entries = lexicon.names.find(&rest);
        entries.any(|(_, entry, ambiguous)| entry.kind == NameType::Organization && !entry.listed && !ambiguous)
    };
    from + 1 < to && lexicon.parts.head(line.word(from)) == Some(NameType::Organization) && known()
}

/// `Nordbau (NB`: a bracket that is not closed within the name opens something else.
fn before_open_bracket(line: Line<'_>, from: usize, to: usize) -> usize {
    let open = (from + 1..to).find(|at| line.word(*at) == "(");
    let closed = |open: usize| (open..to).any(|at| line.word(at) == ")");
    open.filter(|open| !closed(*open)).unwrap_or(to)
}

/// English words of origin: they stand in German text in names alone.
const OPENINGS: [&str; 14] = [
    "American",
    "Austrian",
    "British",
    "Canadian",
    "Chinese",
    "European",
    "French",
    "German",
    "Indian",
    "International",
    "Italian",
    "Japanese",
    "Swiss",
    "United",
];

/// `German Timber`, `United Harbours`
fn with_foreign_opening(line: Line<'_>, from: usize) -> usize {
    if from > 0 && opens_foreign(line, from - 1) { from - 1 } else { from }
}

/// `Chief Operating Officer Jon Dahl`: where the name begins behind an office.
fn behind_office(line: Line<'_>, from: usize, to: usize) -> usize {
    const WORDS: [&str; 14] = [
        "Chief",
        "Executive",
        "Operating",
        "Financial",
        "Technology",
        "Marketing",
        "Commercial",
        "Senior",
        "Vice",
        "Deputy",
        "Managing",
        "General",
        "Former",
        "Founding",
    ];
    const OFFICES: [&str; 12] = [
        "Officer",
        "President",
        "Director",
        "Manager",
        "Chairman",
        "Chairwoman",
        "Secretary",
        "Minister",
        "Mayor",
        "Governor",
        "Senator",
        "Partner",
    ];
    let words = (from..to).take_while(|at| WORDS.contains(&line.word(*at))).count();
    let office = from + words;
    if office + 1 < to && OFFICES.contains(&line.word(office)) { office + 1 } else { from }
}

/// `First Sentier`, `New Albany`: English words that stand in German text in names alone, where more of the name follows; in
/// English they open towns.
fn opens_english(line: Line<'_>, at: usize) -> bool {
    let inside = || line.sentence.tokens.get(at + 1).is_some_and(|next| matches!(next.name, NameTag::Inside(_)));
    let town = line.word(at) == "New" && line.token(at).name == NameTag::Begin(NameType::Place);
    let german = line.language == Language::De;
    (town || german && matches!(line.word(at), "First" | "New" | "Next" | "Last" | "My" | "Our")) && inside()
}

fn opens_foreign(line: Line<'_>, at: usize) -> bool {
    line.language == Language::De && OPENINGS.contains(&line.word(at))
}

/// `Bundesverbands des Deutschen Handwerks`: learned as one name that goes on with whom it unites.
fn unites(line: Line<'_>, at: usize) -> bool {
    let organization = NameType::Organization;
    let next = line.sentence.tokens.get(at + 1).map(|next| next.name);
    line.token(at).name == NameTag::Begin(organization)
        && next == Some(NameTag::Inside(organization))
        && matches!(line.word(at + 1), "der" | "des" | "für")
}

/// `Weltmuseum Wien`: learned as one name that begins with what it is.
fn is_of_town(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let noun = lexicon.nouns.find(&line.word(at).to_lowercase()).map(|(noun, _)| noun.kind);
    let body = line.token(at).name == NameTag::Begin(NameType::Organization) && noun == Some(NameType::Organization);
    body && lexicon.names.is_of_place(line.word(at + 1)) && line.tagged(at + 1)
}

/// `die Nordkoreanische Air Koryo`: learned as a place, beside what is from there.
fn is_origin_of(line: Line<'_>, at: usize) -> bool {
    let next = line.sentence.tokens.get(at + 1).map(|next| next.name);
    let another = matches!(next, Some(NameTag::Begin(NameType::Company | NameType::Organization)));
    another && line.token(at).name == NameTag::Begin(NameType::Place) && line.upos(at) == Some(Upos::Adj)
}

/// `Wiener Netze`: learned as one name of a plain noun and whence it is.
fn is_of_name(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    /// From which probability the recogniser is believed.
    const SURE: f32 = 0.8;
    let NameTag::Begin(kind @ (NameType::Organization | NameType::Company)) = line.token(at).name else { return false };
    let noun = line.upos(at + 1) == Some(Upos::Noun) && lexicon.nouns.find(&line.word(at + 1).to_lowercase()).is_none();
    let goes_on = |at: usize| line.sentence.tokens.get(at).is_some_and(|token| token.name == NameTag::Inside(kind));
    let two = noun && goes_on(at + 1) && !goes_on(at + 2);
    two && line.word(at).ends_with("er") && line.token(at).name_probability > SURE
}

/// `Nord-Elm-Kreis`: learned as a place, and no description.
fn is_district(line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    line.token(at).name.name_type() == Some(NameType::Place) && (word.ends_with("-Kreis") || word.ends_with("-Kreises"))
}

/// `Carmaker` in `Carmaker Fiat`, where it begins the sentence.
fn is_english_noun(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.nouns.find(&word.to_lowercase()).is_some_and(|(noun, at)| at == 0 && noun.gender == Gender::Unset)
}

/// `President` in `Ada Holm, President and CEO`: a role for itself.
fn is_english_role(lexicon: &Lexicon, word: &str) -> bool {
    let noun = lexicon.nouns.find(&word.to_lowercase()).map(|(noun, _)| noun);
    noun.is_some_and(|noun| noun.kind == NameType::Person && noun.gender == Gender::Unset)
}

/// A hyphenated word whose end is lower case or a noun of its own is looked at as a compound, not as a name.
fn compound_head(line: Line<'_>, at: usize) -> bool {
    line.word(at).contains('-') && !line.tagged(at)
}
