//! An article as it was read, before any analysis.

use serde::{Deserialize, Serialize};

/// One article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Where it came from, as the user named it: a path, a path with a line number (`a.jsonl:3`), or `-`.
    pub path: String,
    /// BLAKE3 of `text`, in lower-case hexadecimal; two documents with one hash are one document.
    pub hash: String,
    /// The headline, where the source gives one.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, ISO 8601.
    pub date: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// The text all spans point into: the title (if any) as its first paragraph, then the article; paragraphs parted by
    /// an empty line, line ends as `\n`.
    pub text: String,
}

/// A language that the analysis knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// German.
    #[default]
    De,
    /// English.
    En,
}
