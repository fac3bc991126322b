//! Rows of a tab-separated word list, with a fault for each that cannot be used.

use super::super::{Fault, SeedFile, Seeds, SeedsError};

/// Reads the tables of `lexicon/` and gathers what is wrong with them.
pub(super) struct Rows<'s> {
    seeds: &'s Seeds,
    faults: Vec<Fault>,
}

/// One row: its cells and where it stands in its file.
pub(super) struct Row<'f> {
    pub file: &'f SeedFile,
    cells: Vec<&'f str>,
    start: usize,
}

impl<'s> Rows<'s> {
    pub(super) fn new(seeds: &'s Seeds) -> Self {
        Self { seeds, faults: Vec::new() }
    }

    /// The rows of one file, remarks and empty lines left out.
    pub(super) fn of(&mut self, name: &str) -> Vec<Row<'s>> {
        let path = format!("lexicon/{name}");
        let Some(file) = self.seeds.file(&path) else {
            self.faults.push(Fault::of_file(&path, "SE001", "the word list is missing"));
            return Vec::new();
        };
        let mut start = 0;
        let mut rows = Vec::new();
        for line in file.text().split('\n') {
            let text = line.trim_end_matches('\r');
            if !text.trim().is_empty() && !text.starts_with('#') {
                rows.push(Row { file, cells: text.split('\t').collect(), start });
            }
            start += line.len() + 1;
        }
        rows
    }

    /// Notes a fault of a row.
    pub(super) fn fault(&mut self, row: &Row<'_>, message: String) {
        let length: usize = row.cells.iter().map(|cell| cell.len() + 1).sum();
        self.faults.push(row.file.fault(row.start..row.start + length.saturating_sub(1), "SE009", message));
    }

    pub(super) fn finish(self) -> Result<(), SeedsError> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults.into()) }
    }
}

impl<'f> Row<'f> {
    /// The cell of that column; empty where the row is shorter.
    pub(super) fn cell(&self, column: usize) -> &'f str {
        self.cells.get(column).copied().unwrap_or("").trim()
    }

    /// The words of a cell, which stand between `|`.
    pub(super) fn words(&self, column: usize) -> impl Iterator<Item = &'f str> {
        self.cell(column).split('|').map(str::trim).filter(|word| !word.is_empty())
    }
}
