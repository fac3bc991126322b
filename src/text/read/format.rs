//! The formats of documents: one row each.

use std::path::Path;

use super::remark::RemarkKind;
use super::{html, json_lines, markdown};

/// What a format gives: the text as written, and what it says of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub date: Option<String>,
    pub language: Option<String>,
    /// The article, paragraphs parted by line ends.
    pub body: String,
}

/// A format of documents.
#[derive(Debug)]
pub(super) struct Format {
    /// Ends of file names, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether a file holds a document a line.
    pub by_line: bool,
    /// Whether a text without a name looks like it.
    pub looks: fn(&str) -> bool,
    /// Takes the article out of the text.
    pub parse: fn(&str, &mut Vec<RemarkKind>) -> Result<Fields, RemarkKind>,
}

/// All formats; the last takes any text.
static FORMATS: &[Format] = &[
    Format {
        extensions: &["jsonl", "ndjson"],
        by_line: true,
        looks: |text| text.starts_with('{') && text.lines().next().is_some_and(json_lines::is_object),
        parse: json_lines::parse,
    },
    Format {
        extensions: &["html", "htm", "xhtml"],
        by_line: false,
        looks: |text| {
            html::MARKS.iter().any(|mark| text.get(..mark.len()).is_some_and(|t| t.eq_ignore_ascii_case(mark)))
        },
        parse: html::parse,
    },
    Format {
        extensions: &["md", "markdown"],
        by_line: false,
        looks: |text| text.starts_with("---\n") || text.starts_with("---\r\n") || text.starts_with("# "),
        parse: markdown::parse,
    },
    Format {
        extensions: &["txt", "text"],
        by_line: false,
        looks: |_| true,
        parse: |text, _| Ok(Fields { body: text.to_owned(), ..Fields::default() }),
    },
];

impl Format {
    /// The format that a file's name tells.
    pub(super) fn by_extension(path: &Path) -> Option<&'static Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|format| format.extensions.contains(&extension.as_str()))
    }

    /// The format that a text looks like.
    pub(super) fn by_look(text: &str) -> &'static Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        FORMATS.iter().find(|format| (format.looks)(text)).unwrap_or(&FORMATS[FORMATS.len() - 1])
    }
}
