//! Names what there is to read: files, lines of JSON Lines files, standard input; folders in a fixed order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::LARGEST_DOCUMENT;
use super::format::Format;
use super::remark::{Remark, RemarkKind};

/// One document to be read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file that holds one document.
    File(PathBuf),
    /// Bytes at hand, as those of standard input.
    Bytes {
        /// What to call them: `-`.
        path: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A line of a JSON Lines file.
    Line {
        /// The file.
        file: PathBuf,
        /// The line's number, from 1.
        number: usize,
        /// The line, without its end.
        line: Vec<u8>,
    },
}

impl Source {
    /// The document's path: as the user named it, with the line number for JSON Lines.
    pub fn path(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Bytes { path, .. } => path.clone(),
            Self::Line { file, number, .. } => format!("{}:{number}", file.to_string_lossy()),
        }
    }
}

type Found = Box<dyn Iterator<Item = Result<Source, Remark>> + Send>;

/// Everything that `inputs` name, in order: files as given, folders walked by name, `-` as standard input. In a folder,
/// files of other formats are passed over; a file named by itself is read whatever its name.
pub fn sources<P: Into<PathBuf>>(
    inputs: impl IntoIterator<Item = P>,
) -> impl Iterator<Item = Result<Source, Remark>> + Send {
    let inputs: Vec<PathBuf> = inputs.into_iter().map(Into::into).collect();
    inputs.into_iter().flat_map(sources_of)
}

fn sources_of(input: PathBuf) -> Found {
    if input.as_os_str() == "-" {
        return standard_input();
    }
    match input.metadata() {
        Err(error) => one(Err(unreadable(&input, &error))),
        Ok(metadata) if metadata.is_dir() => {
            Box::new(walk(&input).flat_map(|found| found.map_or_else(|r| one(Err(r)), file)))
        }
        Ok(_) => file(input),
    }
}

fn one(found: Result<Source, Remark>) -> Found {
    Box::new(std::iter::once(found))
}

fn unreadable(path: &Path, error: &io::Error) -> Remark {
    Remark { path: path.to_string_lossy().into_owned(), kind: RemarkKind::Unreadable(error.to_string()) }
}

/// Standard input: one document, or one a line where it looks like JSON Lines.
fn standard_input() -> Found {
    let path = PathBuf::from("-");
    let mut bytes = Vec::new();
    if let Err(error) = io::stdin().lock().read_to_end(&mut bytes) {
        return one(Err(unreadable(&path, &error)));
    }
    if Format::by_look(&String::from_utf8_lossy(&bytes)).by_line {
        return Box::new(Lines { file: path, reader: io::Cursor::new(bytes), number: 0, failed: false });
    }
    one(Ok(Source::Bytes { path: "-".into(), bytes }))
}

/// The files below a folder whose format is known.
fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, Remark>> + Send + use<> {
    let folder = folder.to_owned();
    let entries = WalkBuilder::new(&folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    entries.filter_map(move |entry| match entry {
        Ok(entry) => wanted(entry).map(Ok),
        Err(error) => Some(Err(stumble(&folder, &error))),
    })
}

/// What a walk stumbled over, told of the entry itself where that is known: only it is lost.
fn stumble(at: &Path, error: &ignore::Error) -> Remark {
    let told = |path: &Path, text: String| Remark {
        path: path.to_string_lossy().into_owned(),
        kind: RemarkKind::Unreadable(text),
    };
    match error {
        ignore::Error::WithPath { path, err } => stumble(path, err),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => stumble(at, err),
        ignore::Error::Loop { ancestor, child } => {
            told(child, format!("leads back to {}, the folder it lies in", ancestor.display()))
        }
        ignore::Error::Io(error) => told(at, system(error)),
        error => told(at, error.to_string()),
    }
}

/// The words of the system alone: the walk puts the path into them, which the remark names already.
fn system(error: &io::Error) -> String {
    let inner = error.get_ref().and_then(std::error::Error::source).map(ToString::to_string);
    inner.unwrap_or_else(|| error.to_string())
}

fn wanted(entry: DirEntry) -> Option<PathBuf> {
    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
    (is_file && Format::by_extension(entry.path()).is_some()).then(|| entry.into_path())
}

fn file(path: PathBuf) -> Found {
    if !Format::by_extension(&path).is_some_and(|format| format.by_line) {
        return one(Ok(Source::File(path)));
    }
    match File::open(&path) {
        Ok(file) => Box::new(Lines { file: path, reader: BufReader::new(file), number: 0, failed: false }),
        Err(error) => one(Err(unreadable(&path, &error))),
    }
}

/// The lines of a JSON Lines file that hold something.
struct Lines<R> {
    file: PathBuf,
    reader: R,
    number: usize,
    /// Whether reading failed: nothing follows then.
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    /// The next line, or its beginning up to one byte more than a document may have; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let limit = LARGEST_DOCUMENT as u64 + 1;
        if self.reader.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.last() != Some(&b'\n') && line.len() as u64 == limit {
            self.skip_line()?;
        }
        Ok(Some(line))
    }

    /// Passes over the rest of a line without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let (used, done) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Source, Remark>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.line() {
                Ok(None) => return None,
                Ok(Some(line)) if line.trim_ascii().is_empty() => {}
                Ok(Some(line)) => {
                    return Some(Ok(Source::Line { file: self.file.clone(), number: self.number, line }));
                }
                Err(error) => {
                    self.failed = true;
                    return Some(Err(unreadable(&self.file, &error)));
                }
            }
        }
        None
    }
}

/// The bytes of a file, up to the limit.
pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, RemarkKind> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(LARGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| RemarkKind::Unreadable(error.to_string()))
}
