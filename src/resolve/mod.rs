//! Settles which mentions are one thing: inside a document, and across documents.

mod across;
mod aliases;
pub mod copies;
mod links;
mod sites;
mod within;

use std::sync::Arc;

pub use across::across;
pub use aliases::{AliasError, Aliases};
pub use links::{Link, LinkError, Links};

use crate::model::claim::LocalEntity;
use crate::model::document::Document;
use crate::model::mention::Mention;
use crate::model::ontology::{Ontology, TypeId};
use crate::model::text::{NameType, Sentence};
use crate::seeds::lexicon::Lexicon;

/// Settles coreference inside documents and entities across them.
#[derive(Debug)]
pub struct Resolver {
    lexicon: Arc<Lexicon>,
    types: Types,
}

/// The types of the ontology by the names that the word lists use, and back.
#[derive(Clone, Debug)]
struct Types([Option<TypeId>; NameType::ALL.len()]);

impl Types {
    fn of(ontology: &Ontology) -> Self {
        let mut types = [None; NameType::ALL.len()];
        for (id, kind) in types.iter_mut().zip(NameType::ALL) {
            *id = ontology.type_id(kind.as_str());
        }
        Self(types)
    }

    fn kind(&self, label: TypeId) -> Option<NameType> {
        NameType::ALL.iter().zip(self.0).find(|(_, id)| *id == Some(label)).map(|(kind, _)| *kind)
    }
}

impl Resolver {
    /// A resolver with these word lists, for the types of an ontology.
    pub fn new(lexicon: Arc<Lexicon>, ontology: &Ontology) -> Self {
        Self { lexicon, types: Types::of(ontology) }
    }

    /// The things of a document: every name gets its thing, and every description and pronoun whose thing is clear.
    /// Pronouns of which it is not are taken out of the list; descriptions stay, without a thing.
    pub fn within(&self, document: &Document, sentences: &[Sentence], mentions: &mut Vec<Mention>) -> Vec<LocalEntity> {
        within::resolve(self, document, sentences, mentions)
    }
}
