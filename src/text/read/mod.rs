//! Reads articles: text, Markdown with front matter, HTML, JSON Lines, folders of these, standard input.
//!
//! [`sources`] names what there is to read without reading it (so that reading can run side by side), a [`Reader`] makes
//! a document of each. A file that cannot be read is a remark and stops nothing.

mod decode;
mod format;
mod html;
mod json_lines;
mod language;
mod markdown;
mod normal;
mod remark;
mod source;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use remark::{Remark, RemarkKind};
pub use source::{Source, sources};

use crate::model::document::Document;
use crate::seeds::{Seeds, SeedsError};
use format::{Fields, Format};
use language::Languages;

/// Documents larger than this are not read: 16 MiB, some thousand times a long article.
pub const LARGEST_DOCUMENT: usize = 16 << 20;

/// Makes documents of sources.
#[derive(Clone, Debug)]
pub struct Reader {
    languages: Languages,
}

/// What came of one source.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The document, where there was one.
    pub document: Option<Document>,
    /// What there is to say of it.
    pub remarks: Vec<Remark>,
}

impl Reader {
    /// A reader that tells languages apart by the function words in the seeds.
    ///
    /// # Errors
    /// Faults of `lexicon/function-words.toml`.
    pub fn new(seeds: &Seeds) -> Result<Self, SeedsError> {
        Ok(Self { languages: Languages::new(seeds)? })
    }

    /// Reads one source.
    pub fn read(&self, source: Source) -> Reading {
        let path = source.path();
        let mut remarks = Vec::new();
        let document = self.document(source, &path, &mut remarks).map_err(|kind| remarks.push(kind)).ok();
        Reading { document, remarks: remarks.into_iter().map(|kind| Remark { path: path.clone(), kind }).collect() }
    }

    fn document(&self, source: Source, path: &str, remarks: &mut Vec<RemarkKind>) -> Result<Document, RemarkKind> {
        let (bytes, named) = match source {
            Source::File(file) => (source::bytes_of(&file)?, Format::by_extension(&file)),
            Source::Bytes { path, bytes } => (bytes, Format::by_extension(Path::new(&path))),
            Source::Line { line, .. } => (line, Format::by_extension(Path::new("line.jsonl"))),
        };
        let text = decode::decode(&bytes, remarks)?;
        if text.trim().is_empty() {
            return Err(RemarkKind::Empty);
        }
        let format = named.unwrap_or_else(|| Format::by_look(&text));
        self.assemble((format.parse)(&text, remarks)?, path, remarks)
    }

    /// Joins what the format gave to a document in normal form.
    fn assemble(&self, fields: Fields, path: &str, remarks: &mut Vec<RemarkKind>) -> Result<Document, RemarkKind> {
        let clean = |field: Option<String>| field.map(|text| normal::line(&text)).filter(|text| !text.is_empty());
        let mut paragraphs = normal::paragraphs(&fields.body);
        let title = clean(fields.title).or_else(|| normal::title_of(&paragraphs).map(str::to_owned));
        if let Some(title) = &title
            && paragraphs.first() != Some(title)
        {
            paragraphs.insert(0, title.clone());
        }
        let text = paragraphs.join("\n\n");
        if text.is_empty() {
            return Err(RemarkKind::Empty);
        }
        let language = fields.language.as_deref().and_then(language::by_code);
        let language = language.unwrap_or_else(|| self.languages.guess(&text, remarks));
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        let date = clean(fields.date).as_deref().and_then(normal::day);
        Ok(Document { path: path.to_owned(), hash, title, publisher: clean(fields.publisher), date, language, text })
    }
}
