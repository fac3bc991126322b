//! Stretches of a sentence that may be names, with what speaks for each type.

use compact_str::CompactString;
use smallvec::SmallVec;

use super::body;
use super::boundary;
use super::classed;
use super::cues;
use super::gazetteer::{self, Known};
use super::listing;
use super::run;
use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::{Deprel, Gender, NameTag, NameType, Number, Upos};
use crate::seeds::lexicon::{EntryIx, Lexicon, Noun, undeclined};

/// What word lists say of a place.
pub(super) const TOWN: f32 = 2.0;
/// What letters with a number say of a model.
const SERIAL: f32 = 2.0;
/// What a number behind a well-known product says of its version.
const VERSION: f32 = 2.4;
/// What the number behind its maker says of a model.
const MODEL: f32 = 3.0;
/// Tokens a name has at most, unless a word list holds it.
pub(super) const LONGEST: usize = 8;

/// What speaks for a type, and how strongly.
pub(super) type Votes = SmallVec<[(NameType, f32); 4]>;

/// What found a candidate; the stronger wins where two overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// Words that the tagger takes for names.
    Tagger,
    /// Words right behind a noun that describes them.
    Noun,
    /// The learned recogniser.
    Model,
    /// A first name with a surname.
    FirstName,
    /// A word list.
    Gazetteer,
    /// A legal form.
    LegalForm,
    /// A row of places behind what each of them has: `die Universitäten Bern und Jena`.
    Row,
}

impl Source {
    /// As mentions tell it.
    pub(super) const fn origin(self) -> &'static str {
        match self {
            Self::Tagger => "tagger",
            Self::Noun => "noun",
            Self::Model => "model",
            Self::FirstName => "first-name",
            Self::Gazetteer => "gazetteer",
            Self::LegalForm => "legal-form",
            Self::Row => "row",
        }
    }
}

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub sentence: u32,
    pub from: usize,
    pub to: usize,
    /// The name as written, the legal form left on.
    pub name: CompactString,
    pub source: Source,
    /// What word lists and the name itself say: counts once for a document.
    pub prior: Votes,
    /// What the recogniser says here.
    pub model: Votes,
    /// What the words around it say.
    pub cues: Votes,
    /// What the word lists know under this name.
    pub entries: SmallVec<[EntryIx; 2]>,
    /// It ends in an `'s` of its own: `Macy's`.
    pub own_s: bool,
    /// Nothing but a word list speaks for it, and it is a common word.
    pub doubtful: bool,
    /// Common words before it say what it is short for: `das Verfahren der Kraft-Wärme-Kopplung (KWK)`.
    pub explained: bool,
}

impl Candidate {
    pub(super) fn new(line: Line<'_>, from: usize, to: usize, source: Source) -> Self {
        Self {
            sentence: line.index,
            from,
            to,
            name: line.words(from, to).replace(['®', '™'], "").into(),
            source,
            prior: Votes::new(),
            model: Votes::new(),
            cues: Votes::new(),
            entries: SmallVec::new(),
            own_s: to > from && run::is_own_s(line, to - 1),
            doubtful: false,
            explained: false,
        }
    }
}

/// The candidates of one sentence, in order, none overlapping another.
pub(super) fn find(lexicon: &Lexicon, line: Line<'_>) -> Vec<Candidate> {
    let known = gazetteer::find(lexicon, line);
    let mut all: Vec<Candidate> = Vec::new();
    all.extend(legal_forms(lexicon, line));
    all.extend(listed(lexicon, line, &known));
    all.extend(persons(lexicon, line));
    all.extend(run::learned(lexicon, line));
    all.extend(run::proper(lexicon, line, &known));
    all.extend(classed::find(lexicon, line));
    all.extend(body::find(lexicon, line, &known));
    all.extend(models(lexicon, line, &known));
    all.retain(|c| !is_security_number(line, c) && !is_currency(line, c) && !is_letters(lexicon, line, c));
    all.retain(|c| {
        !is_counted_noun(line, c) && !is_headline(lexicon, line, &known, c) && !is_adjective(lexicon, line, c)
    });
    all.retain(|c| lexicon.names.find(&c.name).any(|(_, e, _)| e.kind == NameType::Product) || !is_position(line, c));
    let parts: Vec<Candidate> = all.iter().filter_map(|c| maker_and_product(lexicon, line, c)).flatten().collect();
    all.retain(|c| !are_people(lexicon, line, c));
    all.retain(|c| maker_and_product(lexicon, line, c).is_none() && !holds_possessor(lexicon, line, &known, c));
    all.extend(parts);
    let mut kept = without_overlap(all, &known, lexicon);
    for candidate in &mut kept {
        assess(lexicon, line, &known, candidate);
    }
    listing::share(lexicon, line, &mut kept);
    kept
}

/// `Nvidia H100`, `Microsoft Azure`: a well-known maker before a product that is known by itself are two names.
fn maker_and_product(lexicon: &Lexicon, line: Line<'_>, whole: &Candidate) -> Option<[Candidate; 2]> {
    let known = |from: usize, to: usize, kind: NameType| {
        let words = line.words(from, to);
        lexicon.names.find(&words).any(|(_, entry, ambiguous)| entry.kind == kind && !ambiguous)
    };
    let cut = (whole.from + 1..whole.to)
        .find(|cut| known(whole.from, *cut, NameType::Company) && known(*cut, whole.to, NameType::Product))?;
    let part = |from, to| Candidate::new(line, from, to, Source::Gazetteer);
    Some([part(whole.from, cut), part(cut, whole.to)])
}

/// `Elon Musks xAI`, `Nvidias Deal`: a run of words that holds a well-known company behind a genitive, or in it.
fn holds_possessor(lexicon: &Lexicon, line: Line<'_>, known: &[Known], whole: &Candidate) -> bool {
    let firm = |k: &Known| {
        let entry = lexicon.names.entry(k.entry);
        !k.ambiguous && !entry.listed && entry.kind != NameType::Place
    };
    let behind = |k: &Known| k.from > whole.from && shape::without_genitive(line.word(k.from - 1)).is_some();
    // `des Fraunhofer-Instituts für Optik`: what goes on with a small word is one name.
    let before = |k: &Known| k.from == whole.from && k.to < whole.to && k.genitive && !shape::is_small(line.word(k.to));
    let mut inside = known.iter().filter(|k| k.from >= whole.from && k.to <= whole.to && firm(k));
    whole.source <= Source::Model && line.language == Language::De && inside.any(|k| behind(k) || before(k))
}

/// `in Schweizer Franken`, `drei Millionen Franken`, `der Kurs des Frankens`: money and no region, which has no article. What
/// is left in a sum of which the document knows a name is for the quantities to take.
fn is_currency(line: Line<'_>, candidate: &Candidate) -> bool {
    let (at, before) = (candidate.from, line.before(candidate.from));
    let counted = before.starts_with(|c: char| c.is_ascii_digit())
        || matches!(before, "Schweizer" | "Mio." | "Mrd." | "Millionen" | "Milliarden" | "Mio" | "Mrd");
    let determined = matches!(before, "der" | "Der" | "des" | "dem" | "den" | "starken" | "schwachen");
    let money = matches!(line.word(at), "Franken" | "Frankens") && candidate.to == at + 1;
    money && (counted || determined)
}

/// `Vereinigte` before a noun, `Strafmildernd`, where it opens a sentence: an adjective alone that was learned as a name.
fn is_adjective(lexicon: &Lexicon, line: Line<'_>, candidate: &Candidate) -> bool {
    let at = candidate.from;
    let alone = candidate.to == at + 1 && candidate.source <= Source::Model;
    let plain = matches!(line.upos(at), Some(Upos::Adj | Upos::Adv)) && !shape::is_odd(line.word(at));
    let town = line.word(at).ends_with("er") && line.token(at).name == NameTag::Begin(NameType::Place);
    let plain = plain && !town;
    let stands = line.opens(at) || matches!(line.upos(at + 1), Some(Upos::Noun | Upos::Adj));
    line.language == Language::De && alone && plain && stands && lexicon.names.find(&candidate.name).next().is_none()
}

/// `Kaldo Airlines Pilots Authorize Strike`: in a headline that writes all words with capital letters, what the recogniser
/// takes for a name goes on behind a well-known company.
fn is_headline(lexicon: &Lexicon, line: Line<'_>, known: &[Known], candidate: &Candidate) -> bool {
    let company = |k: &Known| {
        let entry = lexicon.names.entry(k.entry);
        k.from == candidate.from
            && k.to < candidate.to
            && entry.kind == NameType::Company
            && !k.ambiguous
            && !entry.listed
    };
    line.language == Language::En
        && candidate.source <= Source::Model
        && candidate.to > candidate.from + 2
        && run::in_title_case(line)
        && known.iter().any(company)
}

/// `nach fünf Siegen`, `lange Schlangen`: a common noun that some town is called like; places stand alone.
fn is_counted_noun(line: Line<'_>, candidate: &Candidate) -> bool {
    let at = candidate.from;
    let noun = candidate.to == at + 1 && line.upos(at) == Some(Upos::Noun) && !line.tagged(at);
    let plural = || line.token(at).morph.number == Number::Plur;
    let qualified = || match line.upos(at.wrapping_sub(1)) {
        Some(Upos::Num) => true,
        Some(Upos::Adj) => !line.before(at).ends_with("er") || !shape::is_capital(line.before(at)),
        _ => false,
    };
    line.language == Language::De && noun && plural() && qualified()
}

/// `FN 12345`, `MV:`: two capital letters that no list knows, learned as a place.
fn is_letters(lexicon: &Lexicon, line: Line<'_>, candidate: &Candidate) -> bool {
    let word = line.word(candidate.from);
    candidate.to == candidate.from + 1
        && word.len() <= 2
        && word.chars().all(|c| c.is_ascii_uppercase())
        && line.token(candidate.from).name == NameTag::Begin(NameType::Place)
        && lexicon.names.find(word).next().is_none()
}

/// `die A60`, `(B8)`, `Halle 2, Stand B2`: a road, a hall or a stand, by its number.
fn is_position(line: Line<'_>, candidate: &Candidate) -> bool {
    let (at, word) = (candidate.from, line.word(candidate.from));
    if candidate.to != at + 1 {
        return false;
    }
    let figures = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let road = word.strip_prefix(['A', 'B', 'L', 'K']).is_some_and(|number| number.len() < 4 && figures(number));
    let (before, second) = (line.before(at), at.checked_sub(2).map_or("", |at| line.word(at)));
    let on = matches!(second, "auf" | "Auf" | "an" | "An" | "von" | "entlang" | "neben" | "aus" | "Höhe");
    let article = matches!(before, "die" | "Die") || before == "der" && on;
    let bracketed = before == "(" && line.word(at + 1) == ")" && second.to_lowercase().ends_with("straße");
    let told = matches!(before, "Autobahn" | "Bundesstraße" | "Landstraße" | "Landesstraße" | "Kreisstraße");
    let stand = matches!(before, "Stand" | "Halle" | "Raum" | "Gate" | "Booth" | "Hall");
    let code = word.len() < 6 && word.contains(|c: char| c.is_ascii_digit());
    road && (article || bracketed || told) || stand && code || word == "Halle" && figures(line.word(at + 1))
}

/// `WKN: A0XYZ1`, `ISIN DE000A0XYZ16`: the number of a security, or the word before it.
fn is_security_number(line: Line<'_>, candidate: &Candidate) -> bool {
    const KINDS: [&str; 4] = ["WKN", "ISIN", "Wkn", "Valor"];
    let number = |word: &str| {
        let signs = word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        signs && (6..=12).contains(&word.len()) && word.contains(|c: char| c.is_ascii_digit())
    };
    let told = |at: usize| (1..=2).any(|back| at >= back && KINDS.contains(&line.word(at - back)));
    candidate.to == candidate.from + 1
        && (number(line.word(candidate.from)) && told(candidate.from) || KINDS.contains(&line.word(candidate.from)))
}

/// Longest first, then the stronger source; one that swallows two well-known companies is two names, not one.
fn without_overlap(mut all: Vec<Candidate>, known: &[Known], lexicon: &Lexicon) -> Vec<Candidate> {
    let swallows = |c: &Candidate| {
        let inside = known.iter().filter(|k| k.from >= c.from && k.to <= c.to && !k.ambiguous);
        let firm = inside.filter(|k| {
            let entry = lexicon.names.entry(k.entry);
            !entry.listed && entry.kind != NameType::Place && (k.from, k.to) != (c.from, c.to)
        });
        let (mut starts, mut end) = (std::collections::BTreeSet::new(), c.from);
        for k in firm {
            starts.insert(k.from);
            end = end.max(k.to);
        }
        // `Sony Honda Mobility`: what was learned as one name and goes on behind its founders is one.
        starts.len() > 1 && !(c.source == Source::Model && end < c.to && starts.contains(&c.from))
    };
    all.retain(|c| c.source == Source::LegalForm || !swallows(c));
    all.sort_by(|a, b| (b.to - b.from).cmp(&(a.to - a.from)).then(b.source.cmp(&a.source)).then(a.from.cmp(&b.from)));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in all {
        if kept.iter().all(|k| candidate.to <= k.from || k.to <= candidate.from) {
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|c| c.from);
    kept
}

/// Names that word lists hold.
fn listed(lexicon: &Lexicon, line: Line<'_>, known: &[Known]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for hit in known {
        if found.last().is_some_and(|last| last.from == hit.from) {
            continue;
        }
        let mut candidate = Candidate::new(line, hit.from, hit.to, Source::Gazetteer);
        if hit.genitive {
            let stems = [shape::without_genitive(&candidate.name), candidate.name.strip_suffix("es")];
            let known = |stem: &&str| lexicon.names.find(stem).any(|(ix, ..)| ix == hit.entry);
            let base = stems.into_iter().flatten().find(known).map(CompactString::from);
            candidate.name = base.unwrap_or(candidate.name);
        } else if hit.capitals {
            candidate.name = shape::title_case(&candidate.name).into();
        }
        found.push(candidate);
    }
    found
}

/// `die Schwaben`, `den Polen`: those who are from there, where the place itself takes no article.
fn are_people(lexicon: &Lexicon, line: Line<'_>, candidate: &Candidate) -> bool {
    let word = line.word(candidate.from);
    let people = lexicon.adjectives.get(word).is_some_and(|demonym| demonym.people);
    let mut entries = lexicon.names.find(word);
    let place = entries.all(|(_, entry, ambiguous)| entry.kind == NameType::Place || ambiguous);
    let article =
        matches!(line.before(candidate.from), "die" | "Die" | "den" | "Den" | "der" | "Der" | "viele" | "vielen");
    let alone = candidate.to == candidate.from + 1 && !shape::is_capital(line.word(candidate.to));
    line.language == Language::De && people && place && article && alone
}

/// `Würth Elektronik iBE GmbH`: words with capital letters before a legal form.
fn legal_forms(lexicon: &Lexicon, line: Line<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut at = 1;
    while at < line.len() {
        let Some((to, kind)) = legal_form(lexicon, line, at) else {
            at += 1;
            continue;
        };
        let floor = found.last().map_or(0, |last| last.to);
        let from = leftwards(lexicon, line, at, floor);
        if from < at {
            let mut candidate = Candidate::new(line, from, to, Source::LegalForm);
            candidate.prior.push((kind, 4.0));
            found.push(candidate);
        }
        at = to;
    }
    found
}

/// The end of the longest legal form that begins at a token.
fn legal_form(lexicon: &Lexicon, line: Line<'_>, at: usize) -> Option<(usize, NameType)> {
    if !line.word(at).starts_with(|c: char| c.is_uppercase() || matches!(c, '&' | 'g' | 'm' | 'e' | 'p')) {
        return None;
    }
    let longest = lexicon.parts.longest_legal_form();
    let mut best = None;
    for to in at + 1..=line.len().min(at + 6) {
        let words = line.words(at, to);
        if words.len() > longest {
            break;
        }
        best = lexicon.parts.legal_form(&words).map(|kind| (to, kind)).or(best);
    }
    best
}

/// Where the name begins that ends before `end`.
fn leftwards(lexicon: &Lexicon, line: Line<'_>, end: usize, floor: usize) -> usize {
    let mut from = end;
    while from > floor && end - from < LONGEST {
        let word = line.word(from - 1);
        let joins = matches!(word, "&" | "+" | "und" | "and" | "-")
            && from >= 2
            && shape::is_capital(line.word(from - 2))
            && from < end;
        let coordinated = matches!(word, "und" | "and") && !line.tagged(from - 1);
        // `die dänische Kaldo A/S`: where it is from.
        let origin = shape::is_small(word) && line.upos(from - 1) == Some(Upos::Adj) && line.language == Language::De;
        let tagged = line.tagged(from - 1) && word.len() > 1 && !origin;
        let fits = shape::is_capital(word) || shape::is_odd(word) || tagged;
        let told = line.language == Language::En && shape::is_small(word) && line.upos(from - 1) == Some(Upos::Verb);
        // `nordo,tec media GmbH`
        let small = from == end && classed::is_small_name(line, from - 1)
            || from < end && shape::is_small(line.word(from)) && classed::is_small_name(line, from - 1)
            || from < end && word == "," && !line.spaced(from - 1) && !line.spaced(from);
        if !(fits || small || joins && !coordinated) || told || ends_name(lexicon, line, from - 1) {
            break;
        }
        from -= 1;
    }
    from
}

/// Whether a word with a capital letter stands outside a name that follows it.
fn ends_name(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    lexicon.parts.is_stop(word) || (is_description(lexicon, line, at) && !line.tagged(at))
}

/// Whether the word is a noun that describes what follows: `Autobauer` in `Autobauer Audi`.
pub(super) fn is_description(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    if lexicon.parts.head(word).is_some() || line.language == Language::En {
        return false;
    }
    // `State Oil`: English words describe nothing in German, titles aside.
    let german = |noun: &Noun| noun.gender != Gender::Unset || noun.kind == NameType::Person;
    lexicon.nouns.find(&word.to_lowercase()).is_some_and(|(noun, _)| german(noun))
        || lexicon.adjectives.get(word).is_some_and(|d| d.adjective)
}

/// `AMD-CEO`, `OpenAI-Chef`: a compound that says what the name behind it is, and is no part of it.
pub(super) fn is_compound_role(lexicon: &Lexicon, word: &str) -> bool {
    let Some((_, last)) = word.rsplit_once('-') else { return false };
    shape::is_capital(last)
        && (lexicon.parts.title(last).is_some() || lexicon.nouns.find(&last.to_lowercase()).is_some())
}

/// `Sam Altman`, `Luca di Montezemolo`, `R.J. Scaringe`.
fn persons(lexicon: &Lexicon, line: Line<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match person(lexicon, line, at) {
            Some(candidate) => {
                at = candidate.to;
                found.push(candidate);
            }
            None => at += 1,
        }
    }
    found
}

fn person(lexicon: &Lexicon, line: Line<'_>, from: usize) -> Option<Candidate> {
    let first = line.word(from);
    let titled = lexicon.parts.title(line.before(from)).is_some();
    let named = lexicon.parts.first_name(first).is_some();
    let initials = shape::is_initial(first) && line.tagged(from) && first.len() > 1;
    let tagged = line.token(from).name == NameTag::Begin(NameType::Person);
    // `erklärt Fiete Holm`, `Geschäftsführer Fiete Holm`: a first name that no list knows.
    let introduced = line.is_strange(from)
        && (cues::is_saying(line.before(from)) || from > 0 && is_office(lexicon, line, from - 1))
        && is_surname(lexicon, line, from + 1);
    let opens = named || titled || initials || tagged || introduced;
    let unfit = lexicon.parts.title(first).is_some()
        || lexicon.parts.is_stop(first)
        || lexicon.parts.is_temporal(first)
        || is_compound_role(lexicon, first)
        || !named && is_description(lexicon, line, from);
    if !opens || !shape::is_capital(first) || unfit {
        return None;
    }
    let described = named && from > 0 && is_description(lexicon, line, from - 1);
    let mut to = from + 1;
    while to < line.len() && to - from < LONGEST {
        let word = line.word(to);
        let surname = |at: usize| {
            let word = line.word(at);
            let proper = matches!(line.upos(at), Some(Upos::Propn | Upos::X)) || line.tagged(at);
            let known = lexicon.parts.first_name(word).is_some() || shape::is_initial(word);
            // `Christian Rath (taz)`: behind a first name, a noun that the tagger cannot decline is a surname.
            let strange = || (named || introduced) && line.is_strange(at);
            let told = at == from + 1 && line.upos(at) == Some(Upos::Noun) && (described || strange());
            let stop = lexicon.parts.is_stop(word) && !(named && at == from + 1 && from > 0);
            let proper = proper || lexicon.parts.is_stop(word);
            let time = lexicon.parts.is_temporal(word) && !(named && at == from + 1 && proper);
            shape::is_capital(word) && !stop && !time && (proper || known || told)
        };
        let another = to > from + 1
            && surname(to + 1)
            && lexicon.parts.first_name(word).is_some()
            && lexicon.parts.first_name(line.word(to - 1)).is_none()
            && !shape::is_initial(line.word(to - 1));
        if another || to > from + 1 && is_role(lexicon, line, to) {
            break;
        }
        // `Ursula von der Leyen`, but `Lena Ostermann von Siemens`: behind a surname it tells whose someone is.
        let surname_ends = to > from + 1
            && lexicon.parts.first_name(line.word(to - 1)).is_none()
            && !lexicon.parts.is_particle(line.word(to - 1))
            && !shape::is_initial(line.word(to - 1));
        // `sagte Lena Ostermann zur APA`: to whom she speaks.
        let theirs = matches!(word, "von" | "vom" | "zur" | "zu")
            && (surname_ends || boundary::leads_to_house(lexicon, line, from, to))
            || word == "zur" && shape::is_acronym(line.word(to + 1));
        // `sagte Lena Ostermann der Nordpost`: to whom she speaks.
        let hears =
            matches!(word, "der" | "dem" | "den") && !lexicon.parts.is_particle(line.word(to - 1)) && to > from + 1;
        let particle = lexicon.parts.is_particle(word)
            && surname(to + 1)
            && !theirs
            && !hears
            && line.upos(to) != Some(Upos::Punct);
        if !(surname(to) || particle) || lexicon.parts.legal_form(word).is_some() {
            break;
        }
        to += if particle { 2 } else { 1 };
    }
    if to == from + 1 && !titled || is_brand(line.word(to - 1)) {
        return None;
    }
    let mut candidate = Candidate::new(line, from, to, Source::FirstName);
    let weight = if titled {
        3.0
    } else if (named || introduced) && to > from + 1 {
        2.2
    } else {
        0.8
    };
    candidate.prior.push((NameType::Person, weight));
    Some(candidate)
}

/// `InterCivic`: a capital letter in the middle that no surname has; `McGregor`, `O'Neill` and `DeVito` have theirs.
fn is_brand(word: &str) -> bool {
    const OPENINGS: [&str; 10] = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "Ó"];
    let rest = OPENINGS.iter().find_map(|opening| word.strip_prefix(opening)).unwrap_or(word);
    let small = |pair: (char, char)| pair.0.is_lowercase() && pair.1.is_uppercase();
    rest.chars().zip(rest.chars().skip(1)).any(small)
}

/// Gathers what speaks for the types of a candidate.
fn assess(lexicon: &Lexicon, line: Line<'_>, known: &[Known], candidate: &mut Candidate) {
    let firm = listed_as(lexicon, known, candidate);
    let tags = (candidate.from..candidate.to).map(|at| line.token(at));
    for token in tags {
        if let Some(kind) = token.name.name_type() {
            candidate.model.push((kind, token.name_probability / (candidate.to - candidate.from) as f32));
        }
    }
    inflected_head(lexicon, line, candidate);
    cues::gather(lexicon, line, candidate);
    if matches!(line.before(candidate.from), "der" | "Der")
        && candidate.entries.is_empty()
        && let Some(base) = undeclined(&candidate.name)
    {
        candidate.name = base.into();
    }
    if line.language == Language::En && is_likely_company(line, candidate) {
        let words = candidate.to - candidate.from;
        // Inside a sentence English writes nothing but names so.
        let inside = !line.opens(candidate.from) && !run::in_title_case(line);
        let weight = match (words > 1, inside) {
            (true, true) => 0.95,
            (true, false) => 0.6,
            _ => 0.35,
        };
        candidate.prior.push((NameType::Company, weight));
    }
    if candidate.entries.is_empty() && is_numbered(line, candidate) {
        candidate.prior.push((NameType::Product, if names_maker(lexicon, line, candidate) { 2.6 } else { 1.2 }));
    }
    if candidate.entries.is_empty() && is_version(lexicon, line, candidate) {
        candidate.prior.push((NameType::Product, VERSION));
    }
    if line.language == Language::En {
        doubt_place(line, candidate);
    }
    let proper = (candidate.from..candidate.to).any(|at| line.upos(at) == Some(Upos::Propn) || line.tagged(at));
    let odd = (candidate.from..candidate.to).any(|at| shape::is_odd(line.word(at)));
    let proper = proper || candidate.source == Source::FirstName && line.is_strange(candidate.to - 1);
    candidate.doubtful = candidate.source <= Source::Gazetteer && !firm && !proper && !odd;
}

/// A subject learned as a place that no list knows, and before which no preposition of place stands, is as likely a company.
fn doubt_place(line: Line<'_>, candidate: &mut Candidate) {
    const COMPANY: f32 = 0.6;
    let told = candidate.prior.iter().chain(&candidate.cues).any(|(kind, _)| *kind == NameType::Place);
    let token = line.token(candidate.from);
    let subject = token.deprel == Deprel::Nsubj && token.upos == Upos::Propn;
    if told || !subject || !candidate.entries.is_empty() || candidate.to > candidate.from + 1 {
        return;
    }
    let place = candidate.model.iter_mut().filter(|(kind, _)| *kind == NameType::Place);
    let taken: f32 = place
        .map(|(_, weight)| {
            let taken = *weight * COMPANY;
            *weight -= taken;
            taken
        })
        .sum();
    if taken > 0.0 {
        candidate.model.push((NameType::Company, taken));
    }
}

/// Words that the tagger takes for a name, and that were learned as a company or as nothing.
fn is_likely_company(line: Line<'_>, candidate: &Candidate) -> bool {
    let mut tokens = (candidate.from..candidate.to).map(|at| line.token(at));
    match candidate.source {
        Source::Tagger => true,
        Source::Model => {
            let company = line.token(candidate.from).name == NameTag::Begin(NameType::Company);
            company && tokens.all(|token| matches!(token.upos, Upos::Propn | Upos::Num | Upos::Sym))
        }
        _ => false,
    }
}

/// `Stadtwerken Hameln` → `Stadtwerke Hameln`.
fn inflected_head(lexicon: &Lexicon, line: Line<'_>, candidate: &mut Candidate) {
    let word = line.word(candidate.from);
    let base = lexicon.parts.head_form(word).map(|(base, _)| base).filter(|base| base.len() < word.len());
    if let Some(base) = base.filter(|_| candidate.to > candidate.from + 1 && line.language == Language::De) {
        candidate.name = candidate.name.replacen(word, base, 1).into();
    }
}

/// `X7`, `Kestrel 3`: a name that ends in a number of up to three digits, or a word of letters and digits.
fn is_numbered(line: Line<'_>, candidate: &Candidate) -> bool {
    let last = line.word(candidate.to - 1);
    let digits = last.bytes().filter(u8::is_ascii_digit).count();
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    let alone = candidate.to == candidate.from + 1;
    (1..4).contains(&digits) && (letters > 0 && letters < 5 || !alone && last.len() == digits)
}

/// `Xperia Z3+`, `Galaxy S6 Edge`: a well-known product before a word with a digit.
fn is_version(lexicon: &Lexicon, line: Line<'_>, candidate: &Candidate) -> bool {
    let known = |to: usize| {
        let words = line.words(candidate.from, to);
        lexicon.names.find(&words).any(|(_, entry, ambiguous)| entry.kind == NameType::Product && !ambiguous)
    };
    let digit = line.word(candidate.from + 1).contains(|c: char| c.is_ascii_digit());
    candidate.to > candidate.from + 1 && digit && known(candidate.from + 1)
}

/// `Opel X7`: a well-known company before a number.
fn names_maker(lexicon: &Lexicon, line: Line<'_>, candidate: &Candidate) -> bool {
    let first = line.word(candidate.from);
    candidate.to > candidate.from + 1
        && lexicon
            .names
            .find(first)
            .any(|(_, entry, ambiguous)| entry.kind == NameType::Company && !ambiguous && !entry.listed)
}

/// `die Boeing 757`, `ein Peugeot 308`, `Airbus 310`: a well-known maker with the number of a model.
fn models(lexicon: &Lexicon, line: Line<'_>, known: &[Known]) -> Vec<Candidate> {
    let number = |word: &str| (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let model = |hit: &&Known| {
        let entry = lexicon.names.entry(hit.entry);
        let maker = entry.kind == NameType::Company && !hit.ambiguous && !entry.listed && !hit.genitive;
        let before = line.before(hit.from).to_lowercase();
        let one =
            matches!(before.as_str(), "der" | "die" | "das" | "den" | "dem" | "des" | "typ" | "typs" | "the" | "a")
                || before.starts_with("ein");
        // `die BMW 300 Millionen Euro kosten`
        let counts = matches!(line.upos(hit.to + 1), Some(Upos::Noun | Upos::Sym | Upos::Num | Upos::Adj));
        maker && one && number(line.word(hit.to)) && !year(line.word(hit.to)) && !counts
    };
    let named = |hit: &Known| {
        let mut candidate = Candidate::new(line, hit.from, hit.to + 1, Source::Noun);
        candidate.cues.push((NameType::Product, MODEL));
        candidate
    };
    let mut found: Vec<Candidate> = known.iter().filter(model).map(named).collect();
    found.extend((0..line.len()).filter_map(|at| serial(line, at)));
    found
}

/// `the SES-15 satellite`, `an F-16`: English models by letters and a number.
fn serial(line: Line<'_>, at: usize) -> Option<Candidate> {
    const OTHERS: [&str; 10] = ["COVID", "I", "US", "UK", "EU", "G", "Q", "H", "R", "PG"];
    let letters = line.word(at);
    let number = line.word(at + 2);
    let digits = !number.is_empty() && number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit());
    let capitals = letters.chars().all(|c| c.is_ascii_uppercase()) && letters.len() < 6 && !OTHERS.contains(&letters);
    let glued = line.word(at + 1) == "-" && !line.spaced(at + 1) && !line.spaced(at + 2);
    (line.language == Language::En && glued && digits && capitals).then(|| {
        let mut candidate = Candidate::new(line, at, at + 3, Source::Noun);
        candidate.cues.push((NameType::Product, SERIAL));
        candidate
    })
}

/// `Wulff`, `von Heyden`: what may stand behind a first name that no list knows.
fn is_surname(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let at = at + usize::from(lexicon.parts.is_particle(line.word(at)));
    let proper = line.is_strange(at) || line.upos(at) == Some(Upos::Propn);
    proper && shape::is_capital(line.word(at)) && !shape::is_acronym(line.word(at))
}

/// Whether the word is an office or a role that a name follows: `Geschäftsführer`, `VKI-Rechtschef`.
fn is_office(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let noun = lexicon.nouns.find(&line.word(at).to_lowercase()).map(|(noun, _)| noun);
    line.upos(at) == Some(Upos::Noun) && noun.is_some_and(|noun| noun.kind == NameType::Person)
}

/// `Premier` in `Ada Holm Premier Jan Kaldo`: a word that begins the next person.
pub(super) fn is_role(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    let noun = || lexicon.nouns.find(&word.to_lowercase());
    let common = line.upos(at) == Some(Upos::Noun) && !line.tagged(at);
    lexicon.parts.title(word).is_some() || common && noun().is_some_and(|(noun, _)| noun.kind == NameType::Person)
}

/// Adds what word lists hold under the name; whether one of them is sure of it.
fn listed_as(lexicon: &Lexicon, known: &[Known], candidate: &mut Candidate) -> bool {
    let row = candidate.source == Source::Row;
    let here = known.iter().filter(|k| k.from == candidate.from && k.to == candidate.to && !row);
    let mut hits: Vec<(EntryIx, bool)> = here.map(|hit| (hit.entry, hit.ambiguous)).collect();
    if hits.is_empty() {
        hits = lexicon.names.find(&candidate.name).map(|(ix, _, ambiguous)| (ix, ambiguous)).collect();
    }
    let mut firm = false;
    for (ix, ambiguous) in hits {
        let entry = lexicon.names.entry(ix);
        let weight = match (entry.listed, ambiguous) {
            (true, _) => 0.9,
            (false, true) => 0.7,
            (false, false) if entry.kind == NameType::Place => TOWN,
            (false, false) => 3.4,
        };
        firm |= !ambiguous && !entry.listed;
        candidate.prior.push((entry.kind, weight));
        candidate.entries.push(ix);
    }
    firm
}
