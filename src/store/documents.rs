//! Documents and what was found in each: put, skipped where unchanged, dropped.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::error::StoreError;
use super::{json, schema};
use crate::model::analysed::Analysed;
use crate::model::claim::{Claim, Predicate, Scalar};
use crate::model::document::{Document, Language};
use crate::model::mention::{MentionIx, MentionKind};
use crate::model::ontology::Ontology;
use crate::model::text::Zone;

/// A document that the file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number in the file.
    pub id: i64,
    /// Its place among the documents of the last build.
    pub position: u32,
    /// Hash of text and of what is known beside it.
    state: (String, Option<String>, Option<String>, Option<String>, String),
}

impl Known {
    /// Whether the document is word for word the one in the file.
    pub fn is(&self, document: &Document) -> bool {
        self.state == state(document)
    }
}

fn state(d: &Document) -> (String, Option<String>, Option<String>, Option<String>, String) {
    (d.hash.clone(), d.title.clone(), d.publisher.clone(), d.date.clone(), language(d.language).to_owned())
}

/// A document to be put, with its place in the order of the build.
#[derive(Debug)]
pub struct Standing {
    /// The document and all found in it.
    pub analysed: Analysed,
    /// Its place.
    pub position: u32,
    /// What copies of one report are told by; `None` for texts too short.
    pub signature: Option<Vec<u8>>,
}

impl Store {
    /// The documents in the file, by path.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn documents(&self) -> Result<BTreeMap<String, Known>, StoreError> {
        let connection = self.lock();
        let mut statement =
            connection.prepare("SELECT path, id, position, hash, title, publisher, date, language FROM document")?;
        let known = statement.query_map([], |row| {
            let state = (row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?);
            Ok((row.get(0)?, Known { id: row.get(1)?, position: row.get(2)?, state }))
        })?;
        Ok(known.collect::<Result<_, _>>()?)
    }

    /// The document of that number.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn document(&self, id: i64) -> Result<Option<Document>, StoreError> {
        let connection = self.lock();
        let mut statement = connection
            .prepare_cached("SELECT path, hash, title, publisher, date, language, text FROM document WHERE id = ?1")?;
        let document = statement.query_row([id], |row| {
            let written: String = row.get(5)?;
            let language = if written == language(Language::En) { Language::En } else { Language::De };
            Ok(Document {
                path: row.get(0)?,
                hash: row.get(1)?,
                title: row.get(2)?,
                publisher: row.get(3)?,
                date: row.get(4)?,
                language,
                text: row.get(6)?,
            })
        });
        Ok(document.optional()?)
    }

    /// Puts documents in place of those of the same paths, in one transaction. The graph is stale from then on, until
    /// [`Store::remake`].
    ///
    /// # Errors
    /// SQLite's own; nothing is put then.
    pub fn put(&self, batch: &[Standing], ontology: &Ontology) -> Result<(), StoreError> {
        self.transaction(|connection| {
            schema::next_revision(connection)?;
            for standing in batch {
                put_document(connection, standing, ontology)?;
            }
            Ok(())
        })
    }

    /// Drops the documents of these numbers with all found in them, and gives others their new places. Places decide the
    /// order of lists only; the graph does not depend on them.
    ///
    /// # Errors
    /// SQLite's own; nothing is changed then.
    pub fn arrange(&self, dropped: &[i64], places: &[(i64, u32)]) -> Result<(), StoreError> {
        if dropped.is_empty() && places.is_empty() {
            return Ok(());
        }
        self.transaction(|connection| {
            if !dropped.is_empty() {
                schema::next_revision(connection)?;
            }
            for id in dropped {
                drop_document(connection, *id)?;
            }
            let mut place = connection.prepare_cached("UPDATE document SET position = ?2 WHERE id = ?1")?;
            places.iter().try_for_each(|(id, position)| place.execute(params![id, position]).map(drop))?;
            Ok(())
        })
    }

    /// Forgets every document where they were analysed by another version or with other seeds: the new fingerprint is
    /// kept for the next time. Says whether any was forgotten.
    ///
    /// # Errors
    /// SQLite's own; nothing is forgotten then.
    pub fn begin(&self, fingerprint: &str) -> Result<bool, StoreError> {
        if self.meta("fingerprint")?.as_deref() == Some(fingerprint) {
            return Ok(false);
        }
        self.transaction(|connection| {
            let held: i64 = connection.query_row("SELECT count(*) FROM document", [], |row| row.get(0))?;
            if held > 0 {
                schema::next_revision(connection)?;
                for table in TABLES {
                    connection.execute(&format!("DELETE FROM {table}"), [])?;
                }
                connection.execute("DELETE FROM document", [])?;
            }
            schema::set_meta(connection, "fingerprint", fingerprint)?;
            Ok(held > 0)
        })
    }

    /// Whether documents were changed since the graph was made of them.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn is_stale(&self) -> Result<bool, StoreError> {
        let connection = self.lock();
        Ok(schema::assembled(&connection)? != schema::revision(&connection)?)
    }

    /// The number of the present state of documents and claims: it grows with every change of them, by whatever program.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn revision(&self) -> Result<i64, StoreError> {
        schema::revision(&self.lock())
    }
}

/// The tables of what is found in documents, each with a column `document`.
const TABLES: [&str; 4] = ["sentence", "mention", "thing", "claim"];

fn drop_document(connection: &Connection, id: i64) -> Result<(), StoreError> {
    for table in TABLES {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE document = ?1"))?.execute([id])?;
    }
    connection.prepare_cached("DELETE FROM document WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn put_document(connection: &Connection, standing: &Standing, ontology: &Ontology) -> Result<(), StoreError> {
    let analysed = &standing.analysed;
    let d = &analysed.document;
    let mut find = connection.prepare_cached("SELECT id FROM document WHERE path = ?1")?;
    let old: Vec<i64> = find.query_map([&d.path], |row| row.get(0))?.collect::<Result<_, _>>()?;
    old.iter().try_for_each(|id| drop_document(connection, *id))?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO document (position, path, hash, title, publisher, date, language, text, signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let (language, signature) = (language(d.language), &standing.signature);
    insert.execute(params![
        standing.position,
        d.path,
        d.hash,
        d.title,
        d.publisher,
        d.date,
        language,
        d.text,
        signature
    ])?;
    let id = connection.last_insert_rowid();
    put_sentences(connection, id, analysed)?;
    put_mentions(connection, id, analysed, ontology)?;
    put_things(connection, id, analysed, ontology)?;
    (0..).zip(&analysed.claims).try_for_each(|(number, claim)| put_claim(connection, id, number, claim, ontology))
}

fn put_sentences(connection: &Connection, id: i64, analysed: &Analysed) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached("INSERT INTO sentence VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (number, sentence) in (0u32..).zip(&analysed.sentences) {
        let (start, end) = (sentence.span.start, sentence.span.end);
        insert.execute(params![id, number, start, end, zone(sentence.zone), sentence.paragraph])?;
    }
    Ok(())
}

fn put_mentions(connection: &Connection, id: i64, analysed: &Analysed, ontology: &Ontology) -> Result<(), StoreError> {
    let mut insert =
        connection.prepare_cached("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
    for (number, m) in (0u32..).zip(&analysed.mentions) {
        let (label, form, quantity) = match &m.kind {
            MentionKind::Entity { label, form } => (Some(&ontology.node_type(*label).name), form.as_str(), None),
            MentionKind::Quantity(quantity) => (None, "value", serde_json::to_string(quantity).ok()),
        };
        let (start, end, confidence) = (m.span.start, m.span.end, rounded(m.confidence));
        insert.execute(params![
            id, number, m.sentence, start, end, m.name, label, form, quantity, m.entity, m.origin, confidence
        ])?;
    }
    Ok(())
}

fn put_things(connection: &Connection, id: i64, analysed: &Analysed, ontology: &Ontology) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached("INSERT INTO thing VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)")?;
    for (number, thing) in (0u32..).zip(&analysed.entities) {
        let label = &ontology.node_type(thing.label).name;
        let aliases = json::write_texts(&thing.aliases);
        insert.execute(params![id, number, label, thing.name, aliases, thing.mentions.len() as u32])?;
    }
    Ok(())
}

fn put_claim(
    connection: &Connection,
    id: i64,
    number: u32,
    claim: &Claim,
    ontology: &Ontology,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO claim (document, number, subject, relation, object, attribute, value, attributes, status,
         attributed_to, rule, confidence, sentence, start, end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    type Said<'c> = (Option<&'c str>, Option<MentionIx>, Option<&'c str>, Option<&'c Scalar>);
    let (said, attributes): (Said<'_>, _) = match &claim.predicate {
        Predicate::Relation { relation, object, attributes } => {
            ((Some(&ontology.relation(*relation).name), Some(*object), None, None), attributes)
        }
        Predicate::Attribute { name, value, attributes } => ((None, None, Some(name), Some(value)), attributes),
    };
    let (relation, object, attribute, value) = said;
    let text = |value: &Scalar| serde_json::to_string(value).unwrap_or_default();
    insert.execute(params![
        id,
        number,
        claim.subject,
        relation,
        object,
        attribute,
        value.map(text),
        serde_json::to_string(attributes).unwrap_or_default(),
        claim.status.as_str(),
        claim.attributed_to,
        claim.rule,
        rounded(claim.confidence),
        claim.evidence.sentence,
        claim.evidence.span.start,
        claim.evidence.span.end
    ])?;
    Ok(())
}

/// A confidence with three digits, so that its decimal form is short.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 1000.0).round() / 1000.0
}

pub(super) const fn language(language: Language) -> &'static str {
    match language {
        Language::De => "de",
        Language::En => "en",
    }
}

const fn zone(zone: Zone) -> &'static str {
    match zone {
        Zone::Title => "title",
        Zone::Heading => "heading",
        Zone::Body => "body",
        Zone::Boilerplate => "boilerplate",
    }
}
