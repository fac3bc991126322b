//! The seed files: built into the binary, or from a folder laid over it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::fault::{Fault, SeedsError};
use super::near::distance;

/// Name and text of each built-in file, by name.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// Seed files larger than this are refused: 64 MiB.
const LARGEST: u64 = 64 << 20;

/// Letters by which a file's name may differ from a built-in one to be taken for a slip of the pen.
const TYPOS: usize = 2;

/// One seed file.
#[derive(Clone, Debug)]
pub struct SeedFile {
    /// Its name below the seed folder, with `/`: `lexicon/zones.toml`.
    pub name: Arc<str>,
    /// Its text.
    text: Text,
}

#[derive(Clone, Debug)]
enum Text {
    BuiltIn(&'static str),
    Read(Arc<str>),
}

impl SeedFile {
    /// What stands in it.
    pub fn text(&self) -> &str {
        match &self.text {
            Text::BuiltIn(text) => text,
            Text::Read(text) => text,
        }
    }

    /// Whether it came with the program.
    pub fn is_built_in(&self) -> bool {
        matches!(self.text, Text::BuiltIn(_))
    }

    /// A file with a text of the caller's, for tests of loaders.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.into(), text: Text::Read(text.into()) }
    }

    /// A fault at a place of this file.
    pub fn fault(&self, span: std::ops::Range<usize>, code: &'static str, message: impl Into<String>) -> Fault {
        let source = self.text().into();
        Fault { file: self.name.clone(), source, span, code, message: message.into(), help: None }
    }
}

/// The folder of annotated texts, which the trainer and tests read and the program does not.
const TRAINING: &str = "corpus";

/// All seed files, by name.
#[derive(Clone, Debug)]
pub(super) struct Files(BTreeMap<Arc<str>, SeedFile>);

impl Files {
    pub(super) fn built_in() -> Self {
        let entry = |&(name, text): &(&'static str, &'static str)| {
            let name: Arc<str> = name.into();
            (name.clone(), SeedFile { name, text: Text::BuiltIn(text) })
        };
        Self(BUILT_IN.iter().map(entry).collect())
    }

    pub(super) fn with_folder(folder: &Path) -> Result<Self, SeedsError> {
        let whole = |message: String| Fault::of_file(&folder.to_string_lossy(), "SE002", message);
        match fs::metadata(folder) {
            Err(error) => return Err(whole(error.to_string()).into()),
            Ok(metadata) if !metadata.is_dir() => return Err(whole("is no folder".to_owned()).into()),
            Ok(_) => {}
        }
        let mut files = Self::built_in();
        let mut faults = Vec::new();
        let training = folder.join(TRAINING);
        let mut walk = ignore::WalkBuilder::new(folder);
        walk.standard_filters(false).hidden(true).filter_entry(move |entry| entry.path() != training);
        for entry in walk.build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    files.lay_over(folder, entry.path(), &mut faults);
                }
                Ok(_) => {}
                Err(error) => faults.push(whole(error.to_string())),
            }
        }
        if faults.is_empty() { Ok(files) } else { Err(faults.into()) }
    }

    fn lay_over(&mut self, folder: &Path, path: &Path, faults: &mut Vec<Fault>) {
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        if let Some(meant) = self.misspelt(&name) {
            let fault = Fault::of_file(&name, "SE010", "is no seed file");
            return faults.push(fault.help(Some(format!("did you mean {meant}?"))));
        }
        match read(path) {
            Ok(text) => drop(self.0.insert(name.as_str().into(), SeedFile::new(&name, &text))),
            Err(message) => faults.push(Fault::of_file(&name, "SE002", message)),
        }
    }

    /// The built-in file that a file of no use is named almost like.
    fn misspelt(&self, name: &str) -> Option<Arc<str>> {
        let file = |name: &'_ str| name.rsplit('/').next().unwrap_or(name).to_owned();
        let like = |known: &SeedFile| known.is_built_in() && distance(&file(name), &file(&known.name)) <= TYPOS;
        let free = name.starts_with("articles/") || name.ends_with(".rules"); // any name will do
        if free || self.0.contains_key(name) {
            return None;
        }
        self.iter().find(|known| like(known)).map(|known| Arc::clone(&known.name))
    }

    pub(super) fn get(&self, name: &str) -> Option<&SeedFile> {
        self.0.get(name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &SeedFile> {
        self.0.values()
    }
}

fn read(path: &Path) -> Result<String, String> {
    let size = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if size > LARGEST {
        return Err(format!("{size} bytes are more than a seed file may have ({LARGEST})"));
    }
    fs::read_to_string(path).map_err(|error| error.to_string())
}
