//! The model file: named sections of bytes behind a header with version and checksum.
//!
//! `GFLMODEL`, version (u16), BLAKE3 of all that follows (32 bytes), number of sections (u16); for each section the
//! length of its name (u8), its name, its length (u32); then the sections one after another. Numbers are little-endian.

use std::borrow::Cow;

use super::error::ModelError;

/// The first bytes of a model file.
pub const MAGIC: &str = "GFLMODEL";
/// The version that this program writes and reads.
pub const VERSION: u16 = 1;
/// Bytes before the checksummed part.
const HEADER: usize = MAGIC.len() + 2 + 32;

/// Bytes of a section: borrowed from the program itself, or owned where they were read from a file.
pub type Bytes = Cow<'static, [u8]>;

/// The sections of one model file.
#[derive(Clone, Debug, Default)]
pub struct Container {
    sections: Vec<(String, Bytes)>,
}

impl Container {
    /// Adds a section; a later one of the same name is not seen.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) {
        self.sections.push((name.to_owned(), Cow::Owned(bytes)));
    }

    /// The bytes of a section.
    pub fn section(&self, name: &'static str) -> Result<Bytes, ModelError> {
        let found = self.sections.iter().find(|(n, _)| n == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or(ModelError::Missing(name))
    }

    /// The bytes of a section as text.
    pub fn text(&self, name: &'static str) -> Result<String, ModelError> {
        String::from_utf8(self.section(name)?.into_owned()).map_err(|_| ModelError::Size(name))
    }

    /// The file, ready to be written.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = (self.sections.len() as u16).to_le_bytes().to_vec();
        for (name, bytes) in &self.sections {
            body.push(name.len() as u8);
            body.extend(name.as_bytes());
            body.extend((bytes.len() as u32).to_le_bytes());
        }
        self.sections.iter().for_each(|(_, bytes)| body.extend(bytes.iter()));
        let mut file = MAGIC.as_bytes().to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(blake3::hash(&body).as_bytes());
        file.extend(body);
        file
    }

    /// Reads a file that is part of the program: its sections are borrowed, nothing is copied, and its checksum is left to
    /// a test, since summing it up takes longer than all else at the start.
    pub fn from_static(file: &'static [u8]) -> Result<Self, ModelError> {
        header(file)?;
        let sections = sections(file).ok_or(ModelError::Size("directory"))?;
        Ok(Self { sections: sections.into_iter().map(|(name, at)| (name, Cow::Borrowed(&file[at]))).collect() })
    }

    /// Reads a file from memory, copying its sections.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let sections = directory(file)?;
        Ok(Self { sections: sections.into_iter().map(|(name, at)| (name, Cow::Owned(file[at].to_vec()))).collect() })
    }
}

/// Checks what the file begins with; gives the checksum that it should have.
fn header(file: &[u8]) -> Result<&[u8], ModelError> {
    if !file.starts_with(MAGIC.as_bytes()) {
        return Err(ModelError::Magic);
    }
    let header = file.get(MAGIC.len()..HEADER).ok_or(ModelError::Checksum)?;
    let found = u16::from_le_bytes([header[0], header[1]]);
    if found != VERSION {
        return Err(ModelError::Version { found, expected: VERSION });
    }
    Ok(&header[2..])
}

/// Checks header and checksum and tells where each section stands.
fn directory(file: &[u8]) -> Result<Vec<(String, std::ops::Range<usize>)>, ModelError> {
    if blake3::hash(file.get(HEADER..).unwrap_or_default()).as_bytes() != header(file)? {
        return Err(ModelError::Checksum);
    }
    sections(file).ok_or(ModelError::Size("directory"))
}

/// The directory of a file whose checksum fits; `None` where it does not fit the file all the same.
fn sections(file: &[u8]) -> Option<Vec<(String, std::ops::Range<usize>)>> {
    let mut at = HEADER;
    let mut take = |n: usize| {
        let part = file.get(at..at.checked_add(n)?);
        at += n;
        part
    };
    let count = u16::from_le_bytes(take(2)?.try_into().ok()?);
    let mut sizes = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let len = take(1)?[0] as usize;
        let name = String::from_utf8(take(len)?.to_vec()).ok()?;
        sizes.push((name, u32::from_le_bytes(take(4)?.try_into().ok()?) as usize));
    }
    let mut found = Vec::with_capacity(sizes.len());
    for (name, size) in sizes {
        let start = at;
        at = at.checked_add(size).filter(|end| *end <= file.len())?;
        found.push((name, start..at));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut container = Container::default();
        container.put("a", vec![1, 2, 3]);
        container.put("b", vec![]);
        container.to_bytes()
    }

    #[test]
    fn sections_come_back() {
        let read = Container::from_bytes(&sample()).unwrap();
        assert_eq!(read.section("a").unwrap().as_ref(), [1, 2, 3]);
        assert_eq!(read.section("b").unwrap().as_ref(), [0u8; 0]);
        assert_eq!(read.section("c"), Err(ModelError::Missing("c")));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let file = sample();
        for at in 0..file.len() {
            let mut bad = file.clone();
            bad[at] ^= 0x40;
            assert!(Container::from_bytes(&bad).is_err(), "byte {at}");
        }
    }

    #[test]
    fn every_cut_is_noticed() {
        let file = sample();
        for len in 0..file.len() {
            assert!(Container::from_bytes(&file[..len]).is_err(), "length {len}");
        }
    }

    #[test]
    fn errors_tell_what_is_wrong() {
        let mut file = sample();
        assert_eq!(Container::from_bytes(b"PK").unwrap_err(), ModelError::Magic);
        file[MAGIC.len()] = 9;
        assert_eq!(Container::from_bytes(&file).unwrap_err(), ModelError::Version { found: 9, expected: VERSION });
    }
}
