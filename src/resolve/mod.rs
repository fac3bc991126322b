//! Who is who: coreference inside a document, entities across documents.

pub mod copies;
