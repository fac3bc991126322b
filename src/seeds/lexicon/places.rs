//! Places, and the words that say where something or somebody is from: `taiwanesisch`, `Münchner`, `Italiener`.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::forms;
use super::names::{Entry, EntryIx, Names};
use super::nouns::Nouns;
use super::rows::{Row, Rows};
use crate::model::text::NameType;

/// How a word tells a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demonym {
    /// The place, as an entry of [`Names`].
    pub place: EntryIx,
    /// Whether it can stand for those who are from there: `die Italiener`, `die Wolfsburger`.
    pub people: bool,
    /// Whether it can stand before a noun: `italienisch`, `Wolfsburger`.
    pub adjective: bool,
}

/// Words that tell a place, by their inflected forms.
#[derive(Debug, Default)]
pub struct Adjectives(FxHashMap<CompactString, Demonym>);

impl Adjectives {
    /// Reads places and what comes from them; the places become names.
    pub(super) fn read(rows: &mut Rows<'_>, names: &mut Names) -> Self {
        let mut adjectives = Self::default();
        for row in rows.of("regions.tsv") {
            adjectives.region(&row, names);
        }
        let irregular: FxHashMap<_, _> = rows.of("demonyms.tsv").into_iter().map(|row| (row.cell(0), row)).collect();
        for row in rows.of("cities.tsv") {
            adjectives.town(&row, irregular.get(row.cell(0)), names);
        }
        adjectives
    }

    fn region(&mut self, row: &Row<'_>, names: &mut Names) {
        let place = names.add(Entry { country: row.cell(1) == "country", ..place(row.cell(0), SmallVec::new()) });
        for name in std::iter::once(row.cell(0)).chain(row.words(2)) {
            names.name(name, place, false);
        }
        for stem in row.words(3) {
            let demonym = Demonym { place, people: false, adjective: true };
            forms::of_adjective(stem).for_each(|form| self.add(form, demonym));
        }
        for people in row.words(4) {
            let demonym = Demonym { place, people: true, adjective: people.ends_with("er") };
            self.add(people.to_owned(), demonym);
            self.add(format!("{people}n"), Demonym { adjective: false, ..demonym });
        }
    }

    fn town(&mut self, row: &Row<'_>, irregular: Option<&Row<'_>>, names: &mut Names) {
        let town = row.cell(0);
        let ix = names.add(place(town, smallvec![row.cell(1).into()]));
        let ambiguous = row.cell(2) == "?";
        for name in std::iter::once(town).chain(row.words(3)) {
            names.name(name, ix, ambiguous);
        }
        let demonym = Demonym { place: ix, people: true, adjective: true };
        let mut add = |word: String| {
            self.add(format!("{word}n"), Demonym { adjective: false, ..demonym });
            self.add(word, demonym);
        };
        match irregular {
            Some(row) => row.words(1).for_each(|word| add(word.to_owned())),
            None if ambiguous || town.contains(' ') => {}
            None if town.ends_with('e') => add(format!("{town}r")),
            None => {
                add(format!("{town}er"));
                // `Solinger`, but `Büchener`: without -en others would be plurals of common nouns.
                if let Some(stem) =
                    town.strip_suffix("en").filter(|stem| stem.ends_with("ng") || stem.ends_with("haus"))
                {
                    add(format!("{stem}er"));
                }
                // `Ingolstädter`, `Emsländer`
                for (end, turned) in [("stadt", "städter"), ("land", "länder")] {
                    if let Some(stem) = town.strip_suffix(end).filter(|stem| stem.len() > 2) {
                        add(format!("{stem}{turned}"));
                    }
                }
            }
        }
    }

    fn add(&mut self, word: String, demonym: Demonym) {
        self.0.entry(word.into()).or_insert(demonym);
    }

    /// Leaves out words that are describing nouns as well: `Konzern` is no native of Konz.
    pub(super) fn leave_out(&mut self, nouns: &Nouns) {
        self.0.retain(|word, _| !nouns.is_thing(&word.to_lowercase()));
    }

    /// The place that a word tells.
    pub fn get(&self, word: &str) -> Option<Demonym> {
        self.0.get(word).copied()
    }

    /// The place that the first word of a sentence tells: `Norwegischer Fonds …`.
    pub fn get_opening(&self, word: &str) -> Option<Demonym> {
        self.get(word).or_else(|| self.get(&CompactString::from_str_to_lowercase(word)))
    }
}

fn place(name: &str, seats: SmallVec<[CompactString; 1]>) -> Entry {
    Entry { kind: NameType::Place, name: name.into(), seats, sectors: SmallVec::new(), listed: false, country: false }
}
