//! What can be wrong with a seed file, with its place.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One fault of one seed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as `rules/investment.rules`.
    pub file: Arc<str>,
    /// Its text, for showing the line; empty where the file could not be read.
    pub source: Arc<str>,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// A stable code: `SE004`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What may have been meant.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of a whole file, as one that is missing.
    pub fn of_file(file: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self { file: file.into(), source: "".into(), span: 0..0, code, message: message.into(), help: None }
    }

    /// The same with a word on what may have been meant.
    pub fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Line and column of the beginning, from 1; the column counts characters.
    pub fn position(&self) -> (usize, usize) {
        let before = self.source.get(..self.span.start).unwrap_or(&self.source);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.position();
        write!(f, "{}:{line}:{column}: [{}] {}", self.file, self.code, self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

/// Everything that is wrong with the seeds, in the order of the files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct SeedsError {
    /// The faults; at least one.
    pub faults: Vec<Fault>,
}

impl From<Fault> for SeedsError {
    fn from(fault: Fault) -> Self {
        Self { faults: vec![fault] }
    }
}

impl From<Vec<Fault>> for SeedsError {
    fn from(faults: Vec<Fault>) -> Self {
        Self { faults }
    }
}
