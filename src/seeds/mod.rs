//! Ontology, lexicon and rule files, loaded all or nothing.
