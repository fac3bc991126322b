//! TOML tables read key by key, so that every fault is told and not only the first.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use super::files::SeedFile;

/// A TOML file as its top table; syntax faults are added to `faults`.
pub(super) fn parse<'f>(file: &'f SeedFile, faults: &mut Vec<Fault>) -> Spanned<DeTable<'f>> {
    let (table, errors) = DeTable::parse_recoverable(file.text());
    faults.extend(errors.iter().map(|e| file.fault(e.span().unwrap_or(0..0), "SE003", e.message())));
    table
}

/// One table under reading: keys are asked for by name, and what was never asked for is a fault.
pub(super) struct Fields<'a, 'f> {
    file: &'f SeedFile,
    table: &'a DeTable<'f>,
    /// Where the table itself stands.
    span: Range<usize>,
    known: Vec<&'static str>,
}

/// A string with its place.
pub(super) type Placed = (String, Range<usize>);

impl<'a, 'f> Fields<'a, 'f> {
    pub(super) fn new(file: &'f SeedFile, table: &'a DeTable<'f>, span: Range<usize>) -> Self {
        Self { file, table, span, known: Vec::new() }
    }

    /// The value of an optional key.
    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'f>>> {
        self.known.push(key);
        self.table.get(key)
    }

    pub(super) fn optional_string(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Option<Placed> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str().map(|text| (text.to_owned(), value.span()));
        if text.is_none() {
            faults.push(self.file.fault(value.span(), "SE004", format!("`{key}` must be a string")));
        }
        text
    }

    pub(super) fn string(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Placed {
        if self.get(key).is_none() {
            faults.push(self.file.fault(self.span.clone(), "SE005", format!("`{key}` is missing")));
        }
        self.optional_string(key, faults).unwrap_or_default()
    }

    pub(super) fn boolean(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> bool {
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            faults.push(self.file.fault(value.span(), "SE004", format!("`{key}` must be true or false")));
            false
        })
    }

    /// The strings of an optional array.
    pub(super) fn strings(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Vec<Placed> {
        self.get(key).map(|value| strings(self.file, key, value, faults)).unwrap_or_default()
    }

    /// The pairs of an optional array of pairs of strings.
    pub(super) fn pairs(&mut self, key: &'static str, faults: &mut Vec<Fault>) -> Vec<(Placed, Placed)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let rows = value.get_ref().as_array().map(|rows| rows.iter().collect()).unwrap_or_else(Vec::new);
        let mut pairs = Vec::new();
        for row in &rows {
            match <[Placed; 2]>::try_from(strings(self.file, key, row, faults)) {
                Ok([first, second]) => pairs.push((first, second)),
                Err(_) => faults.push(self.file.fault(row.span(), "SE004", format!("`{key}` must hold pairs"))),
            }
        }
        if rows.is_empty() {
            faults.push(self.file.fault(value.span(), "SE004", format!("`{key}` must be an array of pairs")));
        }
        pairs
    }

    /// Tells the keys that nobody asked for.
    pub(super) fn finish(self, faults: &mut Vec<Fault>) {
        for key in self.table.keys().filter(|key| !self.known.contains(&key.get_ref().as_ref())) {
            let help = format!("keys here are {}", self.known.join(", "));
            faults.push(
                self.file.fault(key.span(), "SE006", format!("`{}` is no key here", key.get_ref())).help(Some(help)),
            );
        }
    }
}

/// The strings of an array; anything else in it is a fault.
pub(super) fn strings(
    file: &SeedFile,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    faults: &mut Vec<Fault>,
) -> Vec<Placed> {
    let Some(array) = value.get_ref().as_array() else {
        faults.push(file.fault(value.span(), "SE004", format!("`{key}` must be an array of strings")));
        return Vec::new();
    };
    let mut found = Vec::with_capacity(array.len());
    for item in array.iter() {
        match item.get_ref().as_str() {
            Some(text) => found.push((text.to_owned(), item.span())),
            None => faults.push(file.fault(item.span(), "SE004", format!("`{key}` must hold strings"))),
        }
    }
    found
}
