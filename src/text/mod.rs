//! Text analysis: documents read, sentences, tokens, tags, lemmas, dependencies.
