//! Claims with names in place of numbers, and counts: for printing, for assembly, for evidence.

use rusqlite::{Connection, Row};

use super::Store;
use super::error::StoreError;
use super::json;
use crate::model::claim::{Attributes, Scalar, Status};
use crate::model::span::Span;

/// One side of a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// The entity.
    pub entity: i64,
    /// Its name.
    pub name: String,
    /// Its type.
    pub label: String,
    /// Its other names.
    pub aliases: Vec<String>,
}

/// A claim as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// Its number.
    pub id: i64,
    /// Number of its document.
    pub document: i64,
    /// Its place among the claims of its document, from 0.
    pub number: u32,
    /// Path of its document.
    pub path: String,
    /// Title, publisher and date of its document.
    pub about: [Option<String>; 3],
    /// Number of the independent source that the document belongs to.
    pub source: u32,
    /// Who does or has.
    pub subject: Party,
    /// Relation and object, or the attribute and its value.
    pub said: Said,
    /// Amounts, dates, roles.
    pub attributes: Attributes,
    /// Whether it is done, planned, denied.
    pub status: Status,
    /// Who says so.
    pub attributed_to: Option<String>,
    /// What found it.
    pub rule: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Number of the sentence in the document.
    pub sentence: u32,
    /// Where the sentence stands.
    pub span: Span,
    /// The sentence.
    pub text: String,
}

/// What is said of the subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// An edge.
    Relation {
        /// Which.
        relation: String,
        /// To whom.
        object: Party,
    },
    /// A property.
    Attribute {
        /// Which.
        name: String,
        /// Its value.
        value: Scalar,
    },
}

/// How much the file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Sentences.
    pub sentences: u64,
    /// Claims.
    pub claims: u64,
    /// Nodes.
    pub nodes: u64,
    /// Edges.
    pub edges: u64,
}

/// Where claims with their entities come from.
macro_rules! from {
    () => {
        "
    FROM claim c
    JOIN document d ON d.id = c.document
    JOIN mention sm ON sm.document = c.document AND sm.number = c.subject
    JOIN thing st ON st.document = c.document AND st.number = sm.thing
    JOIN entity se ON se.id = st.entity
    LEFT JOIN mention om ON om.document = c.document AND om.number = c.object
    LEFT JOIN thing ot ON ot.document = c.document AND ot.number = om.thing
    LEFT JOIN entity oe ON oe.id = ot.entity"
    };
}

/// All columns of a [`ClaimRow`], in the order that [`claim`] reads them.
pub(super) const SELECT: &str = concat!(
    "
    SELECT c.id, c.document, d.path, d.title, d.publisher, d.date, d.source, c.relation, c.attribute, c.value,
        c.attributes, c.status, c.attributed_to, c.rule, c.confidence, c.sentence, c.start, c.end,
        CAST(substr(CAST(d.text AS BLOB), c.start + 1, c.end - c.start) AS TEXT),
        se.id, se.name, se.label, se.aliases, oe.id, oe.name, oe.label, oe.aliases, c.number, se.node",
    from!()
);

/// The same columns, but empty where they hold sentences and names: what is sorted stays small.
const NARROW: &str = concat!(
    "
    SELECT c.id, c.document, '', NULL, NULL, d.date, d.source, c.relation, c.attribute, c.value,
        c.attributes, c.status, c.attributed_to, '', c.confidence, c.sentence, c.start, c.end, '',
        se.id, '', '', '[]', oe.id, '', '', '[]', c.number, se.node",
    from!()
);

/// The column of [`SELECT`] that holds the node of the subject.
pub(super) const NODE: usize = 28;

impl Store {
    /// Every claim, in the order of the documents, given to `take` one by one.
    ///
    /// # Errors
    /// SQLite's own, a value that cannot be read, or what `take` gives.
    pub fn claims<E: From<StoreError>>(&self, mut take: impl FnMut(ClaimRow) -> Result<(), E>) -> Result<(), E> {
        let connection = self.lock();
        let documents = in_order(&connection)?;
        let query = format!("{SELECT} WHERE c.document = ?1 ORDER BY c.number");
        documents.into_iter().try_for_each(|id| each(&connection, &query, &[id], &mut take))
    }

    /// How much the file holds.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let connection = self.lock();
        let count = |table: &str| -> Result<u64, StoreError> {
            let count: i64 = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        Ok(Counts {
            documents: count("document")?,
            sentences: count("sentence")?,
            claims: count("claim")?,
            nodes: count("node")?,
            edges: count("edge")?,
        })
    }
}

/// Numbers of the documents, in their order.
fn in_order(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut documents = connection.prepare("SELECT id FROM document ORDER BY position, id")?;
    Ok(documents.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Every claim without sentences and names, those of one edge together: by subject, relation and object, then by the
/// documents' paths. The ends of a symmetric relation come with the entity of the smaller number first.
pub(super) fn by_edge<E: From<StoreError>>(
    connection: &Connection,
    symmetric: &[&str],
    take: impl FnMut(ClaimRow) -> Result<(), E>,
) -> Result<(), E> {
    let names: Vec<_> = symmetric.iter().map(|name| format!("'{}'", name.replace('\'', "''"))).collect();
    let turned = format!("c.relation IN ({})", names.join(", "));
    let order = format!(
        "{NARROW} ORDER BY CASE WHEN {turned} THEN min(se.id, oe.id) ELSE se.id END, c.relation,
         CASE WHEN {turned} THEN max(se.id, oe.id) ELSE oe.id END, c.attribute, d.path, c.number"
    );
    each(connection, &order, &[], take)
}

fn each<E: From<StoreError>>(
    connection: &Connection,
    query: &str,
    with: &[i64],
    mut take: impl FnMut(ClaimRow) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection.prepare_cached(query).map_err(StoreError::from)?;
    let mut rows = statement.query(rusqlite::params_from_iter(with)).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        take(claim(row)?)?;
    }
    Ok(())
}

/// Reads a row of [`SELECT`].
pub(super) fn claim(row: &Row<'_>) -> Result<ClaimRow, StoreError> {
    let value = |error: serde_json::Error| StoreError::Value(error.to_string());
    let (attributes, status): (String, String) = (row.get(10)?, row.get(11)?);
    let said = match row.get::<_, Option<String>>(7)? {
        Some(relation) => Said::Relation { relation, object: party(row, 23)? },
        None => {
            let text: String = row.get(9)?;
            Said::Attribute { name: row.get(8)?, value: serde_json::from_str(&text).map_err(value)? }
        }
    };
    Ok(ClaimRow {
        id: row.get(0)?,
        document: row.get(1)?,
        number: row.get(27)?,
        path: row.get(2)?,
        about: [row.get(3)?, row.get(4)?, row.get(5)?],
        source: row.get(6)?,
        subject: party(row, 19)?,
        said,
        attributes: serde_json::from_str(&attributes).map_err(value)?,
        status: serde_json::from_value(status.into()).map_err(value)?,
        attributed_to: row.get(12)?,
        rule: row.get(13)?,
        confidence: row.get(14)?,
        sentence: row.get(15)?,
        span: Span::new(row.get(16)?, row.get(17)?),
        text: row.get(18)?,
    })
}

fn party(row: &Row<'_>, at: usize) -> Result<Party, StoreError> {
    let aliases: String = row.get(at + 3)?;
    Ok(Party {
        entity: row.get(at)?,
        name: row.get(at + 1)?,
        label: row.get(at + 2)?,
        aliases: json::read_texts(&aliases)?,
    })
}
