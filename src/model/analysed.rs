//! A document with all that was found in it, and the things that many documents speak of.

use super::claim::{Claim, LocalEntity};
use super::document::Document;
use super::mention::{EntityIx, Mention};
use super::ontology::TypeId;
use super::text::Sentence;

/// A document after the last stage that looks at it alone. Indexes in mentions, entities and claims point into the
/// lists beside them.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysed {
    /// The document.
    pub document: Document,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Its mentions, in order.
    pub mentions: Vec<Mention>,
    /// Its things.
    pub entities: Vec<LocalEntity>,
    /// What it says of them.
    pub claims: Vec<Claim>,
}

/// One thing across documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its type.
    pub label: TypeId,
    /// The name it goes by.
    pub name: String,
    /// Its other names, in order.
    pub aliases: Vec<String>,
    /// Which things of which documents are this one: index of the document in the list given, index of the entity in
    /// the document.
    pub members: Vec<(u32, EntityIx)>,
}
