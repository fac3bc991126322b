//! Who is who: coreference inside a document, entities across documents.
