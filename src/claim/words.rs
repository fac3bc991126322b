//! What single words do in the normalisation: which nouns stand for verbs, which verbs hand their subject down, which
//! words make a claim planned, reported or past. All of it is data: `rules/normalise.toml`.

use std::collections::BTreeMap;

use compact_str::{CompactString, ToCompactString};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::claim::Status;
use crate::seeds::{Fault, SeedFile};

use super::graph::{Labels, Role};

/// The file that the tables stand in.
pub const FILE: &str = "rules/normalise.toml";

/// The file of countries, states and regions.
pub const LANDS: &str = "lexicon/regions.tsv";

/// A noun that stands for a verb.
#[derive(Clone, Debug, PartialEq)]
pub struct Nominal {
    /// The verb.
    pub verb: CompactString,
    /// What its genitive is to the verb: [`Role::Object`] in `Kauf der Bank`, [`Role::Subject`] in `Einstieg der Bank`.
    pub genitive: Role,
}

/// Of what a verb says what it is: `X wird Chef` of its subject, `man ernannte X zum Chef` of its object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Copular {
    Subject,
    Object,
}

/// Who does what an infinitive or noun under the verb says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Control {
    Subject,
    Object,
}

/// The tables.
#[derive(Clone, Debug, Default)]
pub struct Words {
    nominals: FxHashMap<CompactString, Nominal>,
    /// Noun endings, for compounds: `aktienübernahme`.
    nominal_endings: Vec<(CompactString, Nominal)>,
    nominal_ends: Ends,
    participles: FxHashMap<CompactString, (CompactString, bool)>,
    copular: FxHashMap<CompactString, Copular>,
    control: FxHashMap<CompactString, Control>,
    relational: WordSet,
    triggers: FxHashSet<CompactString>,
    status: FxHashMap<CompactString, Status>,
    /// Endings of compounds with their status: `übernahmegespräch`.
    status_endings: Vec<(CompactString, Status)>,
    status_ends: Ends,
    lists: FxHashMap<CompactString, WordSet>,
    /// Countries, states and regions, with which of these they are.
    lands: FxHashMap<CompactString, CompactString>,
    /// The labels of companies and organisations.
    pub company: Labels,
    /// The label of companies alone.
    pub firm: Labels,
    /// The label of persons.
    pub person: Labels,
    /// The label of products.
    pub product: Labels,
    /// The label of places.
    pub place: Labels,
    /// The labels of sites and projects.
    pub undertaking: Labels,
}

/// Words, and endings of compounds (`-chef`).
#[derive(Clone, Debug, Default)]
pub struct WordSet {
    words: FxHashSet<CompactString>,
    endings: FxHashSet<CompactString>,
    ends: Ends,
}

/// How words of a set end, by their last three bytes: most words that are not looked for are told by it at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ends([u64; 8]);

impl Ends {
    /// Takes in an ending.
    pub fn add(&mut self, ending: &str) {
        match Self::place(ending) {
            Some((at, bit)) => self.0[at] |= bit,
            None => self.0 = [u64::MAX; 8],
        }
    }

    /// Whether a word may have one of the endings.
    pub fn admit(&self, word: &str) -> bool {
        Self::place(word).is_none_or(|(at, bit)| self.0[at] & bit != 0)
    }

    /// None for what is shorter than three bytes.
    fn place(word: &str) -> Option<(usize, u64)> {
        let last = word.as_bytes().last_chunk::<3>()?;
        let mixed = last.iter().fold(0u32, |mixed, byte| mixed * 37 + u32::from(*byte));
        Some(((mixed >> 6) as usize % 8, 1 << (mixed % 64)))
    }
}

impl WordSet {
    /// A set of words as rules write them: a leading hyphen makes an ending that any compound may have.
    pub fn new<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Self {
        let mut set = Self::default();
        for word in words {
            let folded = word.as_ref().to_lowercase();
            match folded.strip_prefix('-') {
                Some(ending) => {
                    set.words.insert(ending.into());
                    set.ends.add(ending);
                    set.endings.insert(ending.into())
                }
                None => set.words.insert(folded.into()),
            };
        }
        set
    }

    /// Takes in the words of another set.
    pub fn join(&mut self, other: &Self) {
        self.words.extend(other.words.iter().cloned());
        self.endings.extend(other.endings.iter().cloned());
        other.endings.iter().for_each(|ending| self.ends.add(ending));
    }

    /// Whether a word (in lower case) is in the set, or a compound that ends in one of its endings.
    pub fn contains(&self, word: &str) -> bool {
        self.words.contains(word) || self.ends.admit(word) && endings(word).any(|ending| self.endings.contains(ending))
    }

    /// The words themselves, endings among them.
    pub fn words(&self) -> impl Iterator<Item = &CompactString> {
        self.words.iter()
    }

    /// The endings.
    pub fn endings(&self) -> impl Iterator<Item = &CompactString> {
        self.endings.iter()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// The endings of a word that a compound may end in, longest first; the word itself is none.
pub fn endings(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().skip(2).map(|(at, _)| &word[at..]).take_while(|rest| rest.len() >= 3)
}

/// As the file is written: section → key → words.
type Sections = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Words {
    /// The tables of a file.
    ///
    /// # Errors
    /// A file that is no TOML or has a section or key that means nothing.
    pub fn load(file: &SeedFile) -> Result<Self, Vec<Fault>> {
        let sections: Sections = toml::from_str(file.text()).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            vec![file.fault(span, "RU001", error.message().to_string())]
        })?;
        let mut words = Self::default();
        let mut faults = Vec::new();
        for (section, keys) in &sections {
            for (key, list) in keys {
                if !words.take(section, key, list) {
                    let at = file.text().find(section.as_str()).unwrap_or(0);
                    faults.push(file.fault(
                        at..at + section.len(),
                        "RU002",
                        format!("[{section}] {key} means nothing here"),
                    ));
                }
            }
        }
        if faults.is_empty() { Ok(words) } else { Err(faults) }
    }

    /// Takes one entry; false where it means nothing.
    fn take(&mut self, section: &str, key: &str, list: &[String]) -> bool {
        let folded = || list.iter().map(|w| w.to_lowercase().to_compact_string());
        match (section, key) {
            ("nominal-object", _) => self.add_nominals(key, list, Role::Object),
            ("nominal-subject", _) => self.add_nominals(key, list, Role::Subject),
            ("participle", _) => folded().for_each(|w| drop(self.participles.insert(w, (key.into(), false)))),
            ("participle-active", _) => folded().for_each(|w| drop(self.participles.insert(w, (key.into(), true)))),
            ("copular", "subject") => self.copular.extend(folded().map(|w| (w, Copular::Subject))),
            ("copular", "object") => self.copular.extend(folded().map(|w| (w, Copular::Object))),
            ("control", "subject") => self.control.extend(folded().map(|w| (w, Control::Subject))),
            ("control", "object") => self.control.extend(folded().map(|w| (w, Control::Object))),
            ("relational", _) => {
                let all: Vec<_> = self.relational.words.iter().cloned().chain(folded()).collect();
                self.relational = WordSet::new(all.iter().map(|w| w.as_str()).chain(list.iter().map(String::as_str)));
            }
            ("status", _) => return self.add_status(key, list),
            ("words", _) => drop(self.lists.insert(key.into(), WordSet::new(list))),
            _ => return false,
        }
        true
    }

    fn add_nominals(&mut self, verb: &str, nouns: &[String], genitive: Role) {
        let nominal = Nominal { verb: verb.into(), genitive };
        for noun in nouns {
            let folded = noun.to_lowercase();
            match folded.strip_prefix('-') {
                Some(ending) => {
                    self.nominal_endings.push((ending.into(), nominal.clone()));
                    self.nominal_ends.add(ending);
                    self.nominals.insert(ending.into(), nominal.clone());
                }
                None => drop(self.nominals.insert(folded.into(), nominal.clone())),
            }
        }
    }

    fn add_status(&mut self, key: &str, list: &[String]) -> bool {
        let all =
            [Status::Denied, Status::Reported, Status::Negotiated, Status::Planned, Status::Ended, Status::Actual];
        let Some(status) = all.into_iter().find(|s| s.as_str() == key) else { return false };
        for word in list {
            let folded = word.to_lowercase();
            if let Some(ending) = folded.strip_prefix('-') {
                self.status_endings.push((ending.into(), status));
                self.status_ends.add(ending);
            }
            self.status.insert(folded.trim_start_matches('-').into(), status);
        }
        true
    }

    /// Makes known which places are countries, states or regions. Rows without a kind tell nothing.
    pub fn learn_lands(&mut self, file: &SeedFile) {
        let rows = file.text().lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'));
        let named = rows.filter_map(|mut row| Some((row.next()?.into(), row.next()?.into())));
        self.lands.extend(named);
    }

    /// What a place is, if it is no town: `country`, `state`, `region`.
    pub fn land(&self, name: &str) -> Option<&str> {
        self.lands.get(name).map(CompactString::as_str)
    }

    /// The part of a title that says what one is, where the rest may say of what: `direktor` in `institutsdirektor`.
    pub fn kind_of_title<'w>(&self, word: &'w str) -> Option<&'w str> {
        endings(word).find(|ending| self.is_in("title-of-kind", ending))
    }

    /// Makes known which verbs rules ask for; their regular participles are formed.
    pub fn learn_triggers<'a>(&mut self, verbs: impl IntoIterator<Item = &'a CompactString>) {
        for verb in verbs {
            self.triggers.insert(verb.clone());
            for participle in regular_participles(verb) {
                self.participles.entry(participle).or_insert_with(|| (verb.clone(), false));
            }
            if verb.ends_with('n') {
                self.participles.entry(format!("{verb}d").into()).or_insert_with(|| (verb.clone(), true));
            }
        }
        let nominal: Vec<CompactString> = self.nominals.values().map(|n| n.verb.clone()).collect();
        self.triggers.extend(nominal);
    }

    /// The verb that a participle is a form of, and whether it is the active one (`führend`).
    pub fn participle(&self, lemma: &str) -> Option<(&str, bool)> {
        self.participles.get(lemma).map(|(verb, active)| (verb.as_str(), *active))
    }

    /// Whether a verb says what something is.
    pub fn copular(&self, lemma: &str) -> Option<Copular> {
        self.copular.get(lemma).copied()
    }

    /// Who does what stands under a verb.
    pub fn control(&self, lemma: &str) -> Option<Control> {
        self.control.get(lemma).copied()
    }

    /// The verb that a noun stands for.
    pub fn nominal(&self, lemma: &str) -> Option<&Nominal> {
        self.nominals.get(lemma).or_else(|| {
            let ending = |(e, _): &&(CompactString, Nominal)| lemma.len() > e.len() && lemma.ends_with(e.as_str());
            let may_end = self.nominal_ends.admit(lemma);
            may_end.then(|| self.nominal_endings.iter().find(ending).map(|(_, n)| n)).flatten()
        })
    }

    /// Whether a noun always belongs to someone: `Chef`, `Tochter`.
    pub fn is_relational(&self, lemma: &str) -> bool {
        self.relational.contains(lemma)
    }

    /// Whether a rule asks for that verb.
    pub fn is_trigger(&self, lemma: &str) -> bool {
        self.triggers.contains(lemma)
    }

    /// The status that a verb, adverb, adjective or noun lends to what it governs.
    pub fn status(&self, lemma: &str) -> Option<Status> {
        let ending = |(e, _): &&(CompactString, Status)| lemma.ends_with(e.as_str());
        let by_ending = || self.status_endings.iter().find(ending).map(|(_, status)| *status);
        let whole = self.status.get(lemma).copied();
        whole.or_else(|| if self.status_ends.admit(lemma) { by_ending() } else { None })
    }

    /// Whether a word is in the list of that name; no list, no word.
    pub fn is_in(&self, list: &str, lemma: &str) -> bool {
        self.lists.get(list).is_some_and(|set| set.contains(lemma))
    }
}

/// Prefixes that stand apart, so that `ge` comes behind them: `ein-ge-stiegen`.
const SEPARABLE: &[&str] = &[
    "zusammen", "bereit", "weiter", "wieder", "zurück", "heraus", "herunter", "hinzu", "voran", "fertig", "fest",
    "dar", "fort", "her", "hin", "los", "nach", "statt", "teil", "vor", "weg", "auf", "aus", "bei", "ein", "mit", "ab",
    "an", "zu", "um",
];

/// Prefixes that never take `ge`.
const INSEPARABLE: &[&str] =
    &["be", "ge", "er", "ver", "zer", "ent", "emp", "miss", "über", "unter", "wider", "hinter"];

/// The forms that the participle of a regular verb may have.
fn regular_participles(verb: &str) -> Vec<CompactString> {
    let Some(stem) = verb.strip_suffix("en").or_else(|| verb.strip_suffix('n')) else { return Vec::new() };
    let ending = if stem.ends_with(['t', 'd']) { "et" } else { "t" };
    if stem.ends_with("ier") || INSEPARABLE.iter().any(|p| stem.starts_with(p)) {
        return vec![format!("{stem}{ending}").into()];
    }
    match SEPARABLE.iter().find_map(|p| stem.strip_prefix(p).filter(|rest| rest.len() > 2).map(|rest| (p, rest))) {
        Some((prefix, rest)) => vec![format!("{prefix}ge{rest}{ending}").into()],
        None => vec![format!("ge{stem}{ending}").into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_participles_are_formed() {
        let of = |verb| regular_participles(verb).first().map(|p| p.to_string()).unwrap_or_default();
        assert_eq!(of("kaufen"), "gekauft");
        assert_eq!(of("finanzieren"), "finanziert");
        assert_eq!(of("beliefern"), "beliefert");
        assert_eq!(of("einsetzen"), "eingesetzt");
        assert_eq!(of("gründen"), "gegründet");
    }

    #[test]
    fn a_hyphen_makes_an_ending() {
        let set = WordSet::new(["-chef", "Gründer"]);
        assert!(set.contains("chef") && set.contains("konzernchef") && set.contains("gründer"));
        assert!(!set.contains("mitgründer"));
    }

    #[test]
    fn ends_admit_what_may_have_an_ending() {
        let mut ends = Ends::default();
        assert!(!ends.admit("konzernchef"));
        ends.add("chef");
        assert!(ends.admit("chef") && ends.admit("konzernchef") && !ends.admit("werk"));
        ends.add("ag");
        assert!(ends.admit("werk"), "what is shorter than three bytes tells nothing");
    }
}
