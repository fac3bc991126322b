//! All evidence of one document about its names: what each is, decided once for the whole document.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::{Candidate, Source, Votes};
use super::shape::{self, Line};
use super::short::Shorts;
use crate::model::text::NameType;
use crate::seeds::lexicon::{Lexicon, START, extend, fold_german};

/// Votes a name needs to count as one.
const ENOUGH: f32 = 0.9;
/// How much the learned recogniser counts beside the rest.
const MODEL: f32 = 1.7;
/// From which probability the recogniser is believed that a word nobody introduces is a person.
const SURE: f32 = 0.9;
/// The share of its votes for a person that such a word gives to a company.
const UNINTRODUCED: f32 = 0.6;
/// What repeated cues of one type count at most.
const CUES_AT_MOST: f32 = 3.5;
/// Votes of word lists, the name itself or the words at one place that leave little doubt of the type.
const KNOWN: f32 = 2.0;
/// How much the recogniser counts where the words around a name say something else.
const CONTRADICTED: f32 = 0.4;
/// What a full name of which no doubt is left says of its short form.
const SHORT: f32 = 2.4;
/// Number of types.
const TYPES: usize = NameType::ALL.len();

/// Prepositions of place stand before firms and people as well, so that what they say is a hint at most.
const PLACE: usize = NameType::Place as usize;

type Scores = [f32; TYPES];

#[derive(Debug, Default)]
struct Tally {
    prior: Scores,
    model: Scores,
    cues: Scores,
    /// The most that the words around it tell at one place.
    told: Scores,
    count: usize,
    firm: bool,
    odd: bool,
    /// Some line explains it as an abbreviation of common words.
    explained: bool,
    words: usize,
    source: Option<Source>,
    /// Forms of the name, in order of first use.
    names: Vec<CompactString>,
}

/// What a name of the document is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict {
    pub kind: NameType,
    /// From 0 to 1.
    pub confidence: f32,
    pub source: Source,
}

/// A name that the document uses, with its type.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub name: CompactString,
    pub verdict: Verdict,
}

/// The names of one document.
#[derive(Debug, Default)]
pub(super) struct Dossier {
    verdicts: FxHashMap<CompactString, Verdict>,
    /// Names by the hash of their text, for finding them again.
    by_hash: FxHashMap<u64, Named>,
    first_words: FxHashSet<CompactString>,
    longest: usize,
}

impl Dossier {
    /// Weighs the candidates of a document and brings their names into base form.
    pub(super) fn weigh(lexicon: &Lexicon, lines: &[Line<'_>], candidates: &mut [Candidate]) -> Self {
        base_forms(lexicon, candidates);
        let tallies = tally(lexicon, candidates);
        let mut dossier = Self::default();
        for (key, tally) in &tallies {
            if let Some(verdict) = decide(tally) {
                tally.names.iter().for_each(|name| dossier.remember(lexicon, name, &verdict));
                dossier.verdicts.insert(key.clone(), verdict);
            }
        }
        let shorts = Shorts::of(lexicon, lines);
        for name in tallies.iter().flat_map(|(_, tally)| &tally.names) {
            dossier.shorten(lexicon, name, &shorts);
        }
        dossier
    }

    /// Keeps the first word of a company's name, where the document goes on calling it by that.
    fn shorten(&mut self, lexicon: &Lexicon, name: &str, shorts: &Shorts<'_>) {
        let company = self.verdict(lexicon, name).filter(|verdict| verdict.kind == NameType::Company);
        let Some(verdict) = company.cloned() else { return };
        if let Some(short) = shorts.form(lexicon, without_legal_form(lexicon, name), verdict.source) {
            self.keep(short, &verdict);
        }
    }

    /// What the name is, where the document uses it as one.
    pub(super) fn verdict(&self, lexicon: &Lexicon, name: &str) -> Option<&Verdict> {
        self.verdicts.get(key(lexicon, name).as_str())
    }

    /// The name with that hash.
    pub(super) fn named(&self, hash: u64) -> Option<&Named> {
        self.by_hash.get(&hash)
    }

    /// The name that is written so.
    pub(super) fn find(&self, name: &str) -> Option<&Named> {
        self.named(extend(START, name))
    }

    /// Whether a name of the document begins with that word.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }

    /// Bytes of the longest name.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    fn remember(&mut self, lexicon: &Lexicon, name: &CompactString, verdict: &Verdict) {
        self.keep(name, verdict);
        let short = without_legal_form(lexicon, name);
        if short.len() < name.len() {
            self.keep(short, verdict);
        }
        if verdict.kind == NameType::Person
            && let Some((_, surname)) = name.rsplit_once(' ')
            && surname.chars().count() > 1
        {
            self.keep(surname, verdict);
        }
    }

    fn keep(&mut self, name: &str, verdict: &Verdict) {
        let named = Named { name: name.into(), verdict: verdict.clone() };
        self.by_hash.entry(extend(START, name)).or_insert(named);
        self.first_words.insert(name.split(' ').next().unwrap_or(name).into());
        self.longest = self.longest.max(name.len());
    }
}

/// The key under which a name is weighed: without legal form, spelling folded.
pub(super) fn key(lexicon: &Lexicon, name: &str) -> String {
    fold_german(without_legal_form(lexicon, name))
}

/// The name without its legal form: `Audi AG` → `Audi`.
pub(super) fn without_legal_form<'n>(lexicon: &Lexicon, name: &'n str) -> &'n str {
    let mut rest = name;
    let spaces = name.match_indices(' ').map(|(at, _)| at);
    for at in spaces {
        if at > 0 && lexicon.parts.legal_form(&name[at + 1..]).is_some() {
            rest = &name[..at];
            break;
        }
    }
    rest.trim_end_matches([',', ' ', '&'])
}

/// Takes the genitive off names whose base form the document or a word list knows, and declined adjectives to their base.
fn base_forms(lexicon: &Lexicon, candidates: &mut [Candidate]) {
    let mut known: FxHashSet<CompactString> = FxHashSet::default();
    for candidate in candidates.iter() {
        known.insert(candidate.name.clone());
        if let Some(last) = candidate.name.rsplit(' ').next() {
            known.insert(last.into());
        }
    }
    for candidate in candidates {
        if let Some(base) = lexicon.names.base(&candidate.name) {
            candidate.name = base.into();
        }
        if !candidate.entries.is_empty() || candidate.own_s {
            continue;
        }
        let Some(stem) = shape::without_genitive(&candidate.name) else { continue };
        let last = stem.rsplit(' ').next().unwrap_or(stem);
        let apostrophe =
            candidate.name.ends_with(['\'', '’']) || candidate.name.ends_with("'s") || candidate.name.ends_with("’s");
        let listed = lexicon.names.find(stem).next().is_some();
        if apostrophe || known.contains(stem) || listed || (stem.contains(' ') && known.contains(last)) {
            candidate.name = stem.into();
        }
    }
}

fn tally(lexicon: &Lexicon, candidates: &[Candidate]) -> Vec<(CompactString, Tally)> {
    let mut places: FxHashMap<CompactString, usize> = FxHashMap::default();
    let mut tallies: Vec<(CompactString, Tally)> = Vec::new();
    for candidate in candidates {
        let key = CompactString::from(key(lexicon, &candidate.name));
        let at = *places.entry(key.clone()).or_insert_with(|| {
            tallies.push((key, Tally::default()));
            tallies.len() - 1
        });
        tallies[at].1.add(candidate);
    }
    link(&mut tallies, &places, lexicon);
    for (key, tally) in &mut tallies {
        if !key.contains(' ') {
            tally.doubt_person();
        }
    }
    tallies
}

/// Lets a full name speak for its short form: `Sam Altman` for `Altman`, `Dialog Semiconductor` for `Dialog`.
fn link(tallies: &mut [(CompactString, Tally)], places: &FxHashMap<CompactString, usize>, lexicon: &Lexicon) {
    let mut given: Vec<(usize, NameType, bool)> = Vec::new();
    for (key, tally) in tallies.iter() {
        let Some(kind) = decide(tally).map(|verdict| verdict.kind) else { continue };
        for name in &tally.names {
            let name = without_legal_form(lexicon, name);
            let short = match kind {
                NameType::Person => name.rsplit(' ').next(),
                NameType::Company | NameType::Organization => name.split(' ').next(),
                _ => None,
            };
            let Some(short) = short.filter(|short| short.len() < name.len()) else { continue };
            if let Some(at) = places.get(fold_german(short).as_str()).filter(|at| tallies[**at].0 != *key) {
                // `Anna Holm von Fendrix` may be two names.
                let linked = name.split(' ').rev().nth(1).is_some_and(|word| lexicon.parts.is_particle(word));
                given.push((*at, kind, !linked && tally.prior[kind as usize] >= KNOWN));
            }
        }
    }
    for (at, kind, sure) in &given {
        let rival = given.iter().any(|(other, of, _)| other == at && of != kind);
        tallies[*at].1.short_for(*kind, *sure && !rival);
    }
}

impl Tally {
    fn add(&mut self, candidate: &Candidate) {
        let highest = |scores: &mut Scores, votes: &Votes| {
            let mut own = [0.0; TYPES];
            votes.iter().for_each(|(kind, weight)| own[*kind as usize] += weight);
            for (score, own) in scores.iter_mut().zip(own) {
                *score = score.max(own);
            }
        };
        let sum = |scores: &mut Scores, votes: &Votes| {
            votes.iter().for_each(|(kind, weight)| scores[*kind as usize] += weight)
        };
        highest(&mut self.prior, &candidate.prior);
        sum(&mut self.model, &candidate.model);
        sum(&mut self.cues, &candidate.cues);
        highest(&mut self.told, &candidate.cues);
        self.count += 1;
        self.firm |= !candidate.doubtful;
        self.explained |= candidate.explained;
        self.odd |= shape::is_odd(&candidate.name);
        self.words = self.words.max(candidate.to - candidate.from);
        self.source = self.source.max(Some(candidate.source));
        if !self.names.contains(&candidate.name) {
            self.names.push(candidate.name.clone());
        }
    }

    /// A person is told of by first name and surname before the surname stands alone. What the recogniser takes for a
    /// person half-heartedly and nothing introduces is more likely a company.
    fn doubt_person(&mut self) {
        let person = NameType::Person as usize;
        let company = NameType::Company as usize;
        let mean = self.model[person] / self.count as f32;
        if self.prior[person] == 0.0 && self.names.iter().all(|name| shape::is_acronym(name)) {
            // `der Chef des AIT`: nobody is called by capital letters alone.
            self.model[company] += self.model[person];
            (self.model[person], self.cues[person], self.told[person]) = (0.0, 0.0, 0.0);
            return;
        }
        let introduced = self.prior[person] > 0.0 || self.cues[person] > self.cues[company];
        if self.firm && !introduced && mean < SURE {
            self.model[company] += self.model[person] * UNINTRODUCED;
            self.model[person] *= 1.0 - UNINTRODUCED;
        }
    }

    /// Takes the name for the short form of one of that type. Where that is `sure`, and neither word lists nor the words
    /// around say that the short form is something else, what the recogniser takes it for does not count.
    fn short_for(&mut self, kind: NameType, sure: bool) {
        let own = (0..TYPES).any(|other| {
            other != kind as usize && (self.prior[other] >= KNOWN || self.told[other] >= KNOWN && other != PLACE)
        });
        let weight = match (sure && !own, kind) {
            (true, _) => SHORT,
            (false, NameType::Person) => 1.8,
            (false, _) => 0.9,
        };
        if sure && !own {
            let told = self.model[kind as usize];
            self.model = [0.0; TYPES];
            self.model[kind as usize] = told;
        }
        let prior = &mut self.prior[kind as usize];
        *prior = prior.max(weight);
        self.firm = true;
    }

    fn total(&self, kind: usize) -> f32 {
        let again = 1.0 + 0.25 * (self.count.min(5) - 1) as f32;
        let model = if self.is_contradicted(kind) { MODEL * CONTRADICTED } else { MODEL };
        self.prior[kind] + model * again * self.model[kind] / self.count as f32 + self.cues[kind].min(CUES_AT_MOST)
    }

    /// Whether the words at some place say that the name is a company or a body, and nothing but the recogniser that it is
    /// none: `das Unternehmen Kaldo One`.
    fn is_contradicted(&self, kind: usize) -> bool {
        let told = [NameType::Company, NameType::Organization].iter().any(|other| self.told[*other as usize] >= KNOWN);
        let other = [NameType::Product, NameType::Person, NameType::Place].iter().any(|other| *other as usize == kind);
        other && told && self.prior[kind] < KNOWN && self.told[kind] < KNOWN
    }
}

/// The type of a name, where enough speaks for one.
fn decide(tally: &Tally) -> Option<Verdict> {
    let source = tally.source?;
    let (mut kind, mut best) = (NameType::Company, 0.0);
    for (at, candidate) in NameType::ALL.iter().enumerate() {
        let total = tally.total(at);
        if total > best {
            (kind, best) = (*candidate, total);
        }
    }
    let unknown = tally.odd && tally.count > 1;
    if best < ENOUGH && unknown && tally.firm {
        best += 0.5;
    }
    if tally.explained {
        return None;
    }
    let cued = tally.cues.iter().any(|votes| *votes >= 1.2);
    let spoken_for = tally.firm || cued;
    let confidence = (0.45 + 0.12 * best).min(0.98);
    (best >= ENOUGH && spoken_for).then_some(Verdict { kind, confidence, source })
}
