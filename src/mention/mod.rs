//! From sentences to mentions: names and quantities.
