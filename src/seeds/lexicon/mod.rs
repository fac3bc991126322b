//! Word lists that names and descriptions are recognised by, from `lexicon/*.tsv`.

mod cues;
mod forms;
mod names;
mod nouns;
mod parts;
mod places;
mod rows;

pub use cues::{Cue, Cues};
pub use forms::{fold_german, is_acronym_of};
pub use names::{Entry, EntryIx, Names, Prefix, START, extend, undeclined};
pub use nouns::{Gender, Noun, Nouns, SectorId, Sectors};
pub use parts::Parts;
pub use places::{Adjectives, Demonym};

use super::{Seeds, SeedsError};
use crate::model::text::NameType;
use rows::Rows;

/// The files of well-known names and what they name.
const NAME_FILES: [(&str, NameType); 6] = [
    ("companies.tsv", NameType::Company),
    ("organizations.tsv", NameType::Organization),
    ("products.tsv", NameType::Product),
    ("projects.tsv", NameType::Project),
    ("sites.tsv", NameType::Site),
    ("persons.tsv", NameType::Person),
];

/// All word lists of names and descriptions.
#[derive(Debug)]
pub struct Lexicon {
    /// Well-known names.
    pub names: Names,
    /// Nouns that describe things.
    pub nouns: Nouns,
    /// Sectors by the words that tell them.
    pub sectors: Sectors,
    /// Titles, first names, legal forms and other parts of names.
    pub parts: Parts,
    /// `taiwanesisch`, `Münchner`, `Italiener`.
    pub adjectives: Adjectives,
    /// Words beside a name that tell its type: `Anteil an …`, `… chief executive`.
    pub cues: Cues,
}

impl Lexicon {
    /// Reads the word lists.
    ///
    /// # Errors
    /// Every row that names an unknown type or sector or lacks a column, together; files that are missing.
    pub fn load(seeds: &Seeds) -> Result<Self, SeedsError> {
        let mut rows = Rows::new(seeds);
        let sectors = Sectors::read(&mut rows);
        let mut names = Names::default();
        let mut adjectives = Adjectives::read(&mut rows, &mut names);
        for (file, kind) in NAME_FILES {
            names.read(&mut rows, file, kind, &sectors);
        }
        names.read_listed(&mut rows);
        let nouns = Nouns::read(&mut rows, &sectors);
        adjectives.leave_out(&nouns);
        let parts = Parts::read(&mut rows);
        let cues = Cues::read(&mut rows);
        rows.finish()?;
        Ok(Self { names, nouns, sectors, parts, adjectives, cues })
    }
}

#[cfg(test)]
mod tests;
