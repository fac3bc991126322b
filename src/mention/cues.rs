//! What the words of a name and the words around it tell of its type.

use super::boundary;
use super::candidate::{Candidate, TOWN};
use super::classed;
use super::describe;
use super::run;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Deprel, NameType, Number, Upos, VerbForm};
use crate::seeds::lexicon::{Cues, Lexicon};

/// What a predicate noun says of a name.
const PREDICATE: f32 = 2.0;
/// What the town of a thing right behind its name says of it.
const SEATED: f32 = 1.2;
/// What a verb of saying tells of two words behind it.
const FULL_NAME: f32 = 1.3;
/// What a year behind a name at which one meets says of it.
const DATED: f32 = 1.6;
/// What a bare singular before a finite verb says of a name.
const BARE: f32 = 0.6;
/// What `project` behind an English name, and `-based` behind a town, say of them.
const FOLLOWED: f32 = 2.0;
/// What quotation marks say of a word that may be a name.
const QUOTED: f32 = 1.2;
/// What `… Association`, `… Airport` say of a name.
const BODY_TAIL: f32 = 2.2;
/// What the noun that a German name of one word ends in says of it.
const OWN_NOUN: f32 = 1.6;
/// What a mark of trade says of a name.
const MARKED: f32 = 1.3;
/// Verbs that tell who speaks.
const SAYING: [&str; 24] = [
    "sagt",
    "sagte",
    "betont",
    "betonte",
    "erklärt",
    "erklärte",
    "erzählt",
    "erzählte",
    "sagen",
    "kommentiert",
    "kommentierte",
    "ergänzt",
    "ergänzte",
    "meint",
    "meinte",
    "warnt",
    "warnte",
    "erläutert",
    "erläuterte",
    "schreibt",
    "schrieb",
    "said",
    "told",
    "added",
];

/// Adds the votes of the name itself and of its surroundings.
pub(super) fn gather(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    own_words(lexicon, line, candidate);
    noun_before(lexicon, line, candidate);
    role_behind(lexicon, line, candidate);
    preposition_before(lexicon, line, candidate);
    verb_of_saying(line, candidate);
    predicate_noun(lexicon, line, candidate);
    bare_argument(line, candidate);
    seat_behind(lexicon, line, candidate);
    year_behind(line, candidate);
    phrases(lexicon, line, candidate);
    followed(lexicon, line, candidate);
    quoted(lexicon, line, candidate);
    if candidate.entries.is_empty() && (candidate.from..candidate.to).any(|at| run::is_marked(line.word(at))) {
        candidate.cues.push((NameType::Product, MARKED));
    }
}

/// `die " Woche " und " Zeit " erscheinen`: quotation marks around a common word that a word list knows as a name.
fn quoted(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let opened = !classed::closing_marks(line.before(candidate.from)).is_empty();
    let closed = matches!(line.word(candidate.to), "“" | "”" | "\"" | "«" | "»");
    if opened && closed {
        let kinds = candidate.entries.iter().map(|entry| lexicon.names.entry(*entry).kind);
        candidate.cues.extend(kinds.map(|kind| (kind, QUOTED)));
    }
}

/// `Eden Prairie-based`, `the Salt Creek project`: what English puts behind a town, and behind a project that no list knows
/// as a place.
fn followed(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    if line.language != Language::En {
        return;
    }
    let (behind, third) = (line.word(candidate.to), line.word(candidate.to + 1));
    if behind == "-" && matches!(third, "based" | "headquartered") || behind == "-based" {
        candidate.cues.push((NameType::Place, FOLLOWED + 1.0));
    }
    // `Pehr Gyllen, who chairs …`
    if behind == "," && third == "who" {
        candidate.cues.push((NameType::Person, FOLLOWED));
    }
    if behind == "project" && candidate.entries.is_empty() && !lexicon.names.is_of_place(&candidate.name) {
        candidate.cues.push((NameType::Project, FOLLOWED));
    }
}

/// `Anteil an Opel`, `Holcim chief executive`: the longest phrase that the word lists know on either side.
fn phrases(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let before = (1..=Cues::LONGEST).rev().filter_map(|words| {
        let from = candidate.from.checked_sub(words)?;
        lexicon.cues.before(&line.lower(from, candidate.from))
    });
    let behind = (1..=Cues::LONGEST).rev().filter_map(|words| {
        let to = candidate.to + words;
        (to <= line.len()).then(|| lexicon.cues.behind(&line.lower(candidate.to, to))).flatten()
    });
    for cue in before.take(1).chain(behind.take(1)) {
        candidate.cues.push((cue.kind, cue.weight));
    }
    if share_in_brackets(line, candidate.to) {
        candidate.cues.push((NameType::Company, 1.0));
    }
}

/// `Vallourec (20 %)`: a name with its share.
fn share_in_brackets(line: Line<'_>, at: usize) -> bool {
    line.word(at) == "("
        && line.word(at + 1).starts_with(|c: char| c.is_ascii_digit())
        && matches!(line.word(at + 2), "%" | "Prozent" | "percent")
}

/// `… Partners`, `Universität …`.
fn own_words(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    if candidate.to - candidate.from < 2 {
        // `Fischereiministerium`
        let noun = lexicon.nouns.find(&candidate.name.to_lowercase()).map(|(noun, _)| noun.kind);
        let told = noun.filter(|kind| matches!(kind, NameType::Organization | NameType::Site));
        if candidate.entries.is_empty() && line.language == Language::De {
            candidate.prior.extend(told.map(|kind| (kind, OWN_NOUN)));
        }
        return;
    }
    let person = candidate.prior.iter().any(|(kind, weight)| *kind == NameType::Person && *weight > 1.0);
    if let Some(kind) = lexicon.parts.tail(line.word(candidate.to - 1)).filter(|_| !person) {
        let weight = if matches!(kind, NameType::Organization | NameType::Site) { BODY_TAIL } else { 1.6 };
        candidate.prior.push((kind, weight));
    }
    if let Some((_, kind)) = lexicon.parts.head_form(line.word(candidate.from)) {
        candidate.prior.push((kind, 1.2));
    }
}

/// `der Autobauer Audi`, `Konzernchef Lopez`, `carmaker Fiat`, `Herr Müller`.
fn noun_before(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let mut at = candidate.from;
    if at > 0 && matches!(line.before(at), "»" | "«" | "„" | "\"" | "“" | "'") {
        at -= 1;
    }
    let word = line.before(at);
    if lexicon.parts.title(word).is_some() {
        candidate.cues.push((NameType::Person, 2.5));
        return;
    }
    let last = word.rsplit('-').next().unwrap_or(word);
    let lower = word.to_lowercase();
    let pair = at >= 2 && !word.is_empty();
    let pair = pair.then(|| lexicon.nouns.find_pair(&line.word(at - 2).to_lowercase(), &lower)).flatten();
    let find = |lower: &str| lexicon.nouns.find_in(line.language, lower);
    let noun = pair.or_else(|| find(&lower).or_else(|| find(&last.to_lowercase())).map(|(noun, _)| noun));
    let Some(noun) = noun else { return };
    // `der Schweizer Konzern`: where it is from, no man from there.
    if noun.kind == NameType::Person && lexicon.adjectives.get(word).is_some_and(|demonym| demonym.adjective) {
        return;
    }
    // `Trivolt-Nachfolger Kaldo`: a man or a company.
    if last == "Nachfolger" && last != word {
        return;
    }
    let german = shape::is_capital(word);
    if !german && noun.gender != crate::model::text::Gender::Unset {
        return;
    }
    // `Brauerei Falk`: a site by its noun, a company by its name.
    if let Some(kind) =
        lexicon.parts.head(word).filter(|kind| *kind == NameType::Company && noun.kind == NameType::Site)
    {
        candidate.cues.push((kind, 2.3));
        return;
    }
    if noun.kind == NameType::Site && is_plain_site(&noun.lemma) {
        candidate.cues.push((NameType::Place, 2.0));
        return;
    }
    // `der Polizei Bern`: the town stays one.
    let town = candidate.prior.iter().any(|(kind, weight)| *kind == NameType::Place && *weight >= TOWN);
    if noun.kind == NameType::Organization && town {
        return;
    }
    // `die Marke BMW`: what word lists know as a company has brands of its own.
    if noun.kind == NameType::Product
        && (lower.ends_with("marke") || lower.ends_with("marken"))
        && candidate.prior.iter().any(|(_, w)| *w > TOWN)
    {
        return;
    }
    let beside = line.upos(candidate.from) == Some(Upos::Propn) && at == candidate.from;
    let weight = match (noun.relational, beside) {
        (true, true) => 1.2,
        (true, false) => 0.8,
        (false, _) => 2.3,
    };
    if noun.kind == NameType::Place && !noun.general {
        return;
    }
    candidate.cues.push((noun.kind, weight));
}

/// `Werk Zwickau`, `Standort Marl`: sites that go by their place, other than `Windpark Handalm`.
fn is_plain_site(lemma: &str) -> bool {
    let lower = lemma.to_lowercase();
    let ends = ["standort", "fabrik", "zentrale", "niederlassung", "filiale", "stammsitz", "stahlwerk", "autowerk"];
    lower == "werk" || ends.iter().any(|end| lower.ends_with(end))
}

/// `Lisa Su, Chefin von AMD`; `Lopez (62)`.
fn role_behind(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let behind = line.word(candidate.to);
    if behind == "," {
        let limit = line.len().min(candidate.to + 6);
        let noun = (candidate.to + 1..limit).take_while(|at| line.upos(*at) != Some(Upos::Punct)).find_map(|at| {
            let word = line.word(at);
            lexicon
                .nouns
                .find(&word.to_lowercase())
                .map(|(noun, _)| noun)
                .filter(|n| n.kind == NameType::Person || at < candidate.to + 4)
        });
        if let Some(noun) = noun.filter(|noun| !noun.relational && !noun.beside_name) {
            candidate.cues.push((noun.kind, 0.7));
        }
    }
    let age = behind == "(" && line.word(candidate.to + 1).len() == 2 && line.word(candidate.to + 2) == ")";
    if age && line.word(candidate.to + 1).bytes().all(|b| b.is_ascii_digit()) {
        candidate.cues.push((NameType::Person, 1.5));
    }
}

/// `Trivolt aus Fulda`, `Hartwell of Canada`: what is told by its town is a company, if not a person.
fn seat_behind(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let from = match (line.language, line.word(candidate.to), line.word(candidate.to + 1)) {
        (Language::De, "aus", _) => candidate.to + 1,
        // `the Horn of Africa` is no company.
        (Language::En, "of" | "from", _) if !line.before(candidate.from).eq_ignore_ascii_case("the") => {
            candidate.to + 1
        }
        (Language::De, "mit", "Sitz") => candidate.to + 3,
        _ => return,
    };
    let described = matches!(line.upos(from), Some(Upos::Adj)) && line.upos(from + 1) == Some(Upos::Propn);
    let town = from + usize::from(described);
    let tagged = line.sentence.tokens.get(town).is_some_and(|token| token.name.name_type() == Some(NameType::Place));
    if tagged || boundary::is_place(lexicon, line.word(town)) {
        candidate.cues.push((NameType::Company, SEATED));
    }
}

/// `auf der PumpTec 2016`, `zur Nordschau 2017`: fairs and festivals of a year.
fn year_behind(line: Line<'_>, candidate: &mut Candidate) {
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let dated = |word: &str| year(word) && word.bytes().all(|b| b.is_ascii_digit());
    let last = line.word(candidate.to - 1);
    let second = candidate.from.checked_sub(2).map_or("", |at| line.word(at));
    let at_it = matches!(line.before(candidate.from), "zur" | "zum")
        || matches!(second, "auf" | "Auf" | "bei" | "für")
            && matches!(line.before(candidate.from), "der" | "den" | "die");
    if line.language == Language::De && at_it && (dated(line.word(candidate.to)) || dated(last)) {
        candidate.cues.push((NameType::Project, DATED));
    }
}

/// `in Ohio`, `aus Borken`.
fn preposition_before(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let before = line.before(candidate.from);
    if !lexicon.parts.is_locative(before) {
        return;
    }
    let weight = match before {
        "in" | "nahe" | "near" | "aus" | "nach" | "Raum" | "Region" | "Stadt" => 0.8,
        _ => 0.3,
    };
    candidate.cues.push((NameType::Place, weight));
}

/// `Zirbel ist ein Hersteller von Brillen`, `Zirbel, a maker of glasses, …`: the noun that the sentence says a name is.
fn predicate_noun(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let copula = matches!(line.word(candidate.to), "ist" | "war" | "is" | "was" | "bleibt" | "gilt");
    let article = (candidate.to + 1..line.len().min(candidate.to + 4)).find(|at| is_indefinite(line.word(*at)));
    let (true, true, Some(article)) = (copula, candidate.from == 0 || line.before(candidate.from) == ",", article)
    else {
        return;
    };
    let noun = (article + 1..line.len().min(article + 5)).find(|at| line.upos(*at) == Some(Upos::Noun));
    let told = noun.and_then(|at| describe::noun_at(lexicon, line, at)).map(|(noun, ..)| noun);
    if let Some(noun) = told.filter(|noun| !noun.beside_name && noun.kind != NameType::Place) {
        candidate.cues.push((noun.kind, PREDICATE));
    }
}

fn is_indefinite(word: &str) -> bool {
    matches!(word, "ein" | "eine" | "einer" | "eines" | "a" | "an" | "one")
}

/// `Ruhm Papier schließt …`: what opens a German sentence in the singular without an article, before its finite verb, is a
/// name more likely than not, and so what the recogniser takes it for.
fn bare_argument(line: Line<'_>, candidate: &mut Candidate) {
    if line.language != Language::De || !line.opens(candidate.from) {
        return;
    }
    let subject = (candidate.from..candidate.to).any(|at| line.token(at).deprel == Deprel::Nsubj);
    let finite = line.sentence.tokens.get(candidate.to).is_some_and(|verb| {
        matches!(verb.upos, Upos::Verb | Upos::Aux)
            && verb.morph.number == Number::Sing
            && verb.morph.verb_form == VerbForm::Fin
    });
    let proper = (candidate.from..candidate.to).any(|at| line.upos(at) == Some(Upos::Propn) && line.tagged(at));
    if subject && finite && proper {
        let tagged = candidate.model.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(kind, _)| *kind);
        candidate.cues.extend(tagged.map(|kind| (kind, BARE)));
    }
}

/// Whether the word tells who speaks.
pub(super) fn is_saying(word: &str) -> bool {
    SAYING.contains(&word)
}

/// `…“, sagte Lopez`; `Lopez said`; `…“, erzählt Caro Falk`.
fn verb_of_saying(line: Line<'_>, candidate: &mut Candidate) {
    let before = is_saying(line.before(candidate.from));
    // German puts who speaks behind the verb, after what is said.
    let proper = (candidate.from..candidate.to)
        .all(|at| line.upos(at) == Some(Upos::Propn) && !shape::is_acronym(line.word(at)) && !line.tagged(at));
    let full = line.language == Language::De && candidate.to == candidate.from + 2 && proper;
    if before && full && candidate.entries.is_empty() && candidate.prior.is_empty() {
        candidate.cues.push((NameType::Person, FULL_NAME));
    } else if before || is_saying(line.word(candidate.to)) {
        candidate.cues.push((NameType::Person, 0.4));
    }
}
