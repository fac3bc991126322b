//! The things of documents, and which of them are one entity.

use rusqlite::params;

use super::Store;
use super::error::StoreError;
use super::{json, schema};
use crate::model::analysed::Entity;
use crate::model::claim::LocalEntity;
use crate::model::ontology::Ontology;

/// The things of one document, for resolution across documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Local {
    /// Number of the document in the file.
    pub document: i64,
    /// Signature of its text, where it has one.
    pub signature: Option<Vec<u8>>,
    /// Its things; their lists of mentions are left empty but for the count's worth of zeros.
    pub things: Vec<LocalEntity>,
}

/// Which independent source a document belongs to: number of the document, number of the source.
pub type Link = (i64, u32);

impl Store {
    /// The things of all documents, by the documents' paths: what is made of them does not depend on the order in which
    /// they were read.
    ///
    /// # Errors
    /// SQLite's own; a type that the ontology has not.
    pub fn things(&self, ontology: &Ontology) -> Result<Vec<Local>, StoreError> {
        let connection = self.lock();
        let mut documents = connection.prepare("SELECT id, signature FROM document ORDER BY path")?;
        let mut things = connection
            .prepare("SELECT label, name, aliases, mentions FROM thing WHERE document = ?1 ORDER BY number")?;
        let mut found = Vec::new();
        let mut rows = documents.query([])?;
        while let Some(row) = rows.next()? {
            let mut local = Local { document: row.get(0)?, signature: row.get(1)?, things: Vec::new() };
            let mut rows = things.query([local.document])?;
            while let Some(row) = rows.next()? {
                local.things.push(thing(row, ontology)?);
            }
            found.push(local);
        }
        Ok(found)
    }

    /// Keeps what the user says of names, under `aliases`; the graph is stale where that is news.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn set_aliases(&self, text: &str) -> Result<(), StoreError> {
        self.keep_said("aliases", text)
    }

    /// Keeps what the user knows things as elsewhere, under `links`; the graph is stale where that is news.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn set_links(&self, text: &str) -> Result<(), StoreError> {
        self.keep_said("links", text)
    }

    fn keep_said(&self, key: &str, text: &str) -> Result<(), StoreError> {
        if self.meta(key)?.unwrap_or_default() == text {
            return Ok(());
        }
        self.transaction(|connection| {
            schema::set_meta(connection, key, text)?;
            schema::next_revision(connection)
        })
    }

    /// Keeps which things are one entity (`document` indexes of members point into `locals`) and which documents are
    /// one source; the graph is stale until it is made of them. `false`, and nothing is kept, where the claims are no
    /// longer those of `revision`.
    ///
    /// # Errors
    /// SQLite's own; nothing is kept then.
    pub fn put_entities(
        &self,
        revision: i64,
        entities: &[Entity],
        locals: &[Local],
        sources: &[Link],
        ontology: &Ontology,
    ) -> Result<bool, StoreError> {
        self.transaction(|connection| {
            if schema::revision(connection)? != revision {
                return Ok(false);
            }
            schema::set_assembled(connection, 0)?;
            connection.execute_batch("DELETE FROM entity; UPDATE thing SET entity = NULL WHERE entity IS NOT NULL")?;
            let mut insert = connection.prepare("INSERT INTO entity VALUES (?1, ?2, ?3, ?4, NULL)")?;
            let mut link = connection.prepare("UPDATE thing SET entity = ?3 WHERE document = ?1 AND number = ?2")?;
            let mut members = Vec::new();
            for (id, entity) in (0i64..).zip(entities) {
                let label = &ontology.node_type(entity.label).name;
                insert.execute(params![id, label, entity.name, json::write_texts(&entity.aliases)])?;
                let place = |(document, number): &(u32, u32)| (locals[*document as usize].document, *number, id);
                members.extend(entity.members.iter().map(place));
            }
            // In the order of the table: pages of a large file are written once each.
            members.sort_unstable();
            for (document, number, id) in members {
                link.execute(params![document, number, id])?;
            }
            let mut source = connection.prepare("UPDATE document SET source = ?2 WHERE id = ?1")?;
            sources.iter().try_for_each(|(id, number)| source.execute(params![id, number]).map(drop))?;
            Ok(true)
        })
    }
}

fn thing(row: &rusqlite::Row<'_>, ontology: &Ontology) -> Result<LocalEntity, StoreError> {
    let label: String = row.get(0)?;
    let label = ontology.type_id(&label).ok_or_else(|| StoreError::Value(format!("no type `{label}`")))?;
    let (aliases, mentions): (String, u32) = (row.get(2)?, row.get(3)?);
    Ok(LocalEntity {
        label,
        name: row.get(1)?,
        aliases: json::read_texts(&aliases)?,
        mentions: vec![0; mentions as usize],
    })
}
