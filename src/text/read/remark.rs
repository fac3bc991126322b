//! What there is to say of a source: that it could not be read, or how it was.

/// A remark on one source.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{path}: {kind}")]
pub struct Remark {
    /// The source, as the user named it.
    pub path: String,
    /// What there is to say.
    pub kind: RemarkKind,
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RemarkKind {
    /// The file cannot be opened or read; the system's own words.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// No text in it.
    #[error("is empty")]
    Empty,
    /// Bytes that are no text.
    #[error("is binary, not text")]
    Binary,
    /// Larger than [`super::LARGEST_DOCUMENT`].
    #[error("is too large: more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// A line of a JSON Lines file that is no JSON object with a text.
    #[error("is no JSON object with a text (column {column}): {message}")]
    BadLine {
        /// What is wrong.
        message: String,
        /// Where, from 1.
        column: usize,
    },
    /// HTML without an article.
    #[error("holds no article text: {0}")]
    NoArticle(String),
    /// Elements inside elements deeper than the limit.
    #[error("nests elements deeper than {limit} levels")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// Front matter that is not understood; the document is read without it.
    #[error("front matter, line {line}: `{text}` is not `key: value`; passed over")]
    FrontMatter {
        /// Line, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// The file is not UTF-8; the document is read as what it was taken for.
    #[error("is not UTF-8; read as {encoding}{}", if *.faulty { ", with bytes that are none of it replaced by �" } else { "" })]
    Encoding {
        /// The encoding taken, by its WHATWG name.
        encoding: &'static str,
        /// Whether some bytes did not fit even that.
        faulty: bool,
    },
    /// Says word for word what another document says; passed over.
    #[error("says the same as {first}; passed over")]
    Repeated {
        /// The document before.
        first: String,
    },
    /// The analysis fell over it: a fault of the program, which must not cost the other documents.
    #[error("cannot be analysed, by a fault of this program: {0}")]
    Fault(String),
    /// Neither German nor English by its function words; the document is analysed as German.
    #[error("seems to be neither German nor English; read as German")]
    Language,
}

impl RemarkKind {
    /// Whether the document is lost to the graph; otherwise it was read, with this said of it.
    pub const fn is_loss(&self) -> bool {
        !matches!(self, Self::FrontMatter { .. } | Self::Encoding { .. } | Self::Repeated { .. } | Self::Language)
    }

    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "DR001",
            Self::Empty => "DR002",
            Self::Binary => "DR003",
            Self::TooLarge { .. } => "DR004",
            Self::BadLine { .. } => "DR005",
            Self::NoArticle(_) => "DR006",
            Self::TooDeep { .. } => "DR007",
            Self::FrontMatter { .. } => "DR008",
            Self::Encoding { .. } => "DR009",
            Self::Language => "DR010",
            Self::Repeated { .. } => "DR011",
            Self::Fault(_) => "DR012",
        }
    }
}
