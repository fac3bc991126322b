//! The data that guides the analysis, read at run time: ontology, word lists, rules, articles to begin with.
//!
//! The files stand in the binary; a folder of the user's own lies over them, file by file: a file of the same name takes
//! the place of the one built in, any other is added. Loading is all or nothing, and tells every fault at once.
//! Loaders of single kinds of files stand beside this one; they take [`SeedFile`]s and give [`Fault`]s.

pub mod fault;
mod files;
pub mod lexicon;
pub(crate) mod near;
mod ontology;
mod table;
mod words;

use std::path::Path;

pub use fault::{Fault, SeedsError};
use files::Files;
pub use files::SeedFile;
pub use words::WordLists;

use crate::model::ontology::Ontology;

/// The name of the file that the ontology stands in.
const ONTOLOGY: &str = "ontology.toml";

/// All seed files, with the ontology read.
#[derive(Clone, Debug)]
pub struct Seeds {
    files: Files,
    ontology: Ontology,
}

impl Seeds {
    /// The seeds built into the binary.
    ///
    /// # Errors
    /// None in a released binary; while the ontology is being edited, its faults.
    pub fn built_in() -> Result<Self, SeedsError> {
        Self::load(Files::built_in())
    }

    /// The seeds built in, with those in `folder` laid over them.
    ///
    /// # Errors
    /// Every file that cannot be read and every fault of the ontology, together.
    pub fn with_folder(folder: &Path) -> Result<Self, SeedsError> {
        Self::load(Files::with_folder(folder)?)
    }

    fn load(files: Files) -> Result<Self, SeedsError> {
        let ontology = match files.get(ONTOLOGY) {
            Some(file) => ontology::load(file)?,
            None => return Err(Fault::of_file(ONTOLOGY, "SE001", "the ontology is missing").into()),
        };
        Ok(Self { files, ontology })
    }

    /// The types, relations and attributes of the graph.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The file of that name, as `lexicon/zones.toml`.
    pub fn file(&self, name: &str) -> Option<&SeedFile> {
        self.files.get(name)
    }

    /// The files whose names begin with `folder` and end in `extension`, by name: `("rules/", ".rules")`.
    pub fn files<'a>(&'a self, folder: &'a str, extension: &'a str) -> impl Iterator<Item = &'a SeedFile> {
        self.files.iter().filter(move |file| file.name.starts_with(folder) && file.name.ends_with(extension))
    }

    /// The files that do not come with the program, by name.
    pub fn own_files(&self) -> impl Iterator<Item = &SeedFile> {
        self.files.iter().filter(|file| !file.is_built_in())
    }

    /// The word lists in the TOML file of that name: every key with an array of strings.
    ///
    /// # Errors
    /// A file that is missing, that is no TOML, or has anything but arrays of strings.
    pub fn word_lists(&self, name: &str) -> Result<WordLists, SeedsError> {
        match self.files.get(name) {
            Some(file) => words::load(file),
            None => Err(Fault::of_file(name, "SE001", "the word list is missing").into()),
        }
    }
}

#[cfg(test)]
mod tests;
