//! Names with what other catalogues know the thing as: its item in Wikidata, its Legal Entity Identifier (ISO 17442).

use std::collections::BTreeMap;

use crate::model::analysed::Entity;
use crate::seeds::lexicon::fold_german;

/// A row that gives no link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: expected `name`, item of Wikidata (`Q` and digits) and LEI (20 letters and digits) with tabs between; either may be empty"
)]
pub struct LinkError {
    /// The line, from 1.
    pub line: usize,
    /// A stable code.
    pub code: &'static str,
}

/// What a thing is known as elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// `Q` and digits.
    pub wikidata: Option<String>,
    /// Twenty letters and digits.
    pub lei: Option<String>,
}

/// Links by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(BTreeMap<String, Link>);

impl Links {
    /// Reads a table `name<TAB>wikidata<TAB>lei`. Empty lines and lines with `#` in front say nothing; of two rows of one
    /// name the first holds.
    ///
    /// # Errors
    /// The first row without name or link, or with a link of another shape.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let mut links = Self::default();
        for (at, line) in text.lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with('#') {
                links.add(line).ok_or(LinkError { line: at + 1, code: "LK001" })?;
            }
        }
        Ok(links)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t').map(str::trim);
        let name = cells.next().filter(|name| !name.is_empty())?;
        let wikidata = cell(cells.next(), is_item)?;
        let lei = cell(cells.next(), is_lei)?;
        if wikidata.is_none() && lei.is_none() {
            return None;
        }
        self.0.entry(fold_german(name)).or_insert(Link { wikidata, lei });
        Some(())
    }

    /// The link of a thing, by its name or else by the first of its other names that has one.
    pub fn of(&self, entity: &Entity) -> Option<&Link> {
        std::iter::once(&entity.name).chain(&entity.aliases).find_map(|name| self.0.get(&fold_german(name)))
    }
}

/// `Some(None)` for an empty cell, `None` for one of another shape.
fn cell(cell: Option<&str>, fits: fn(&str) -> bool) -> Option<Option<String>> {
    match cell.unwrap_or("") {
        "" => Some(None),
        cell => fits(cell).then(|| Some(cell.to_owned())),
    }
}

fn is_item(cell: &str) -> bool {
    cell.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_lei(cell: &str) -> bool {
    cell.len() == 20 && cell.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ontology::TypeId;

    fn entity(name: &str, aliases: &[&str]) -> Entity {
        let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Entity { label: TypeId(0), name: name.to_owned(), aliases, members: Vec::new() }
    }

    #[test]
    fn a_thing_is_found_by_any_of_its_names() {
        let links = Links::parse("# mine\nNordwerft AG\tQ42\t\nHafenbau\t\t5493001KJTIIGC8Y1R12\n").unwrap();
        let link = links.of(&entity("Nordwerft", &["Nordwerft AG"])).unwrap();
        assert_eq!((link.wikidata.as_deref(), link.lei.as_deref()), (Some("Q42"), None));
        assert_eq!(links.of(&entity("HAFENBAU", &[])).unwrap().lei.as_deref(), Some("5493001KJTIIGC8Y1R12"));
        assert_eq!(links.of(&entity("Südwerft", &[])), None);
    }

    #[test]
    fn a_row_of_another_shape_is_told() {
        for text in ["\nNordwerft\n", "\nNordwerft\t42\n", "\n\tQ42\n", "\nNordwerft\tQ42\tkurz\n"] {
            assert_eq!(Links::parse(text).unwrap_err().line, 2, "{text}");
        }
    }
}
