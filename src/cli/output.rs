//! Where data goes: standard output or a file, whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// Takes data.
pub(super) enum Output {
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
    /// A file: written beside its place and moved there when it is whole.
    File {
        /// Its place.
        path: PathBuf,
        /// What was written so far.
        bytes: Vec<u8>,
    },
}

impl Output {
    /// The file, or standard output where none is named (or `-`).
    pub(super) fn new(path: Option<&Path>) -> Self {
        match path.filter(|path| path.as_os_str() != "-") {
            None => Self::Standard(BufWriter::new(io::stdout())),
            Some(path) => Self::File { path: path.to_path_buf(), bytes: Vec::new() },
        }
    }

    /// Brings all of it to its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Standard(mut out) => Ok(out.flush()?),
            Self::File { path, bytes } => place(&path, &bytes).map_err(|error| Failure::File { path, error }),
        }
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(buffer),
            Self::File { bytes, .. } => bytes.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File { .. } => Ok(()),
        }
    }
}

/// Writes a regular file by way of a neighbour, so that what stood there stays until the new one is whole; devices and
/// pipes are written as they are.
fn place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        return fs::write(path, bytes);
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let done = fs::write(&part, bytes).and_then(|()| fs::rename(&part, path));
    if done.is_err() {
        drop(fs::remove_file(&part));
    }
    done
}

/// Writes to standard error; where nobody listens, nothing is lost.
pub(super) fn complain(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}
