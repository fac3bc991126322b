//! The scorer's weights: for each known feature a row of small integers, one for each relation and one for all.
//!
//! File: `GFLSCORE`, version (u16), BLAKE3 of all that follows (32 bytes); number of relations (u8) and for each its name
//! (length u8, text) and six numbers (f32); number of features (u32), their hashes in rising order (u32 each), their rows
//! (i8 each). Numbers are little-endian.

use rustc_hash::FxHashMap;
use thiserror::Error;

/// The first bytes of the file.
pub const MAGIC: &[u8; 8] = b"GFLSCORE";
/// The version that this program writes and reads.
pub const VERSION: u16 = 2;
/// The most relations there may be.
pub const MAX_COLUMNS: usize = 31;
/// Numbers in a row.
const WIDTH: usize = MAX_COLUMNS + 1;
/// Bytes before the checksummed part.
const HEADER: usize = 8 + 2 + 32;

/// Why weights cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WeightsError {
    /// No such file.
    #[error("this is no file of weights")]
    Magic,
    /// Another version.
    #[error("weights of version {found}; this program reads version {VERSION}")]
    Version {
        /// What the file says.
        found: u16,
    },
    /// Not as it was written.
    #[error("the file of weights is damaged")]
    Damaged,
}

/// What is known of one relation beside its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The weight of a pair without features.
    pub bias: f32,
    /// What one unit of the integers weighs.
    pub unit: f32,
    /// Calibration (Platt 1999): the sum is stretched by this …
    pub slope: f32,
    /// … and moved by that before it becomes a probability.
    pub offset: f32,
    /// From this probability on a pair becomes a claim that no rule found.
    pub add: f32,
    /// Below this probability the claim of a rule is dropped.
    pub drop: f32,
}

/// Sums for each relation, in units; the last one counts for all.
pub type Row = [i32; WIDTH];

/// The weights of all relations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    columns: Vec<Column>,
    rows: Rows,
    hashes: Vec<u32>,
    /// As many numbers of each row as there are relations, and one for all; the others are 0.
    table: Vec<[i8; WIDTH]>,
}

/// Where the row of each feature is. Most features of a text are not known: a set of bits tells of most of those, so that
/// the map is seldom asked in vain.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    bits: Vec<u64>,
    map: FxHashMap<u32, u32>,
}

impl Rows {
    fn new(hashes: &[u32]) -> Self {
        let mut bits = vec![0; 1 << (BITS - 6)];
        for (word, bit) in hashes.iter().map(|h| place(*h)) {
            bits[word] |= bit;
        }
        Self { bits, map: hashes.iter().copied().zip(0..).collect() }
    }

    fn get(&self, feature: u32) -> Option<usize> {
        let (word, bit) = place(feature);
        if self.bits.get(word)? & bit == 0 {
            return None;
        }
        self.map.get(&feature).map(|at| *at as usize)
    }
}

/// Bits of a hash by which [`Rows`] tells whether it may be known: 128 KiB, of which 120,000 features set a ninth.
const BITS: u32 = 20;

/// A feature's word and bit.
fn place(feature: u32) -> (usize, u64) {
    let at = feature >> (32 - BITS);
    (at as usize / 64, 1 << (at % 64))
}

impl Weights {
    /// Weights of features in any order; each row has one number for each relation and one for all of them.
    pub fn new(columns: Vec<Column>, mut features: Vec<(u32, Vec<i8>)>) -> Self {
        features.sort_unstable();
        features.dedup_by_key(|f| f.0);
        let hashes: Vec<u32> = features.iter().map(|f| f.0).collect();
        let table = features.iter().map(|f| padded(f.1.iter().copied())).collect();
        Self { columns, rows: Rows::new(&hashes), hashes, table }
    }

    /// What is known of the relations.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The relation of that name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }

    /// The number of features that weigh something.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether nothing weighs anything.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    fn row(&self, feature: u32) -> Option<&[i8; WIDTH]> {
        self.table.get(self.rows.get(feature)?)
    }

    /// The sums over a pair's features.
    pub fn sums(&self, features: &[u32]) -> Row {
        let mut sums = [0; WIDTH];
        for row in features.iter().filter_map(|f| self.row(*f)) {
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += i32::from(*w));
        }
        sums
    }

    /// What a feature weighs for a relation; one of the relation's own counts for all relations together as well.
    pub fn weight(&self, column: usize, feature: u32, own: bool) -> i32 {
        let row = self.row(feature);
        row.map_or(0, |row| i32::from(row[column]) + if own { i32::from(row[self.columns.len()]) } else { 0 })
    }

    /// The sum over a relation's own features.
    pub fn own(&self, column: usize, features: &[u32]) -> i32 {
        features.iter().map(|f| self.weight(column, *f, true)).sum()
    }

    /// The probability of a relation at that sum.
    pub fn probability(&self, column: usize, sum: i32) -> f32 {
        let c = &self.columns[column];
        let logit = c.bias + c.unit * sum as f32;
        1.0 / (1.0 + (-(c.slope * logit + c.offset)).exp())
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = vec![self.columns.len() as u8];
        for c in &self.columns {
            body.push(c.name.len() as u8);
            body.extend(c.name.as_bytes());
            [c.bias, c.unit, c.slope, c.offset, c.add, c.drop].iter().for_each(|n| body.extend(n.to_le_bytes()));
        }
        body.extend((self.hashes.len() as u32).to_le_bytes());
        self.hashes.iter().for_each(|h| body.extend(h.to_le_bytes()));
        let width = self.columns.len() + 1;
        self.table.iter().for_each(|row| body.extend(row[..width].iter().map(|w| *w as u8)));
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(blake3::hash(&body).as_bytes());
        file.extend(body);
        file
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Another kind of file or version; a file that is not as it was written.
    pub fn from_bytes(file: &[u8]) -> Result<Self, WeightsError> {
        if !file.starts_with(MAGIC) {
            return Err(WeightsError::Magic);
        }
        let header = file.get(MAGIC.len()..HEADER).ok_or(WeightsError::Damaged)?;
        let found = u16::from_le_bytes([header[0], header[1]]);
        if found != VERSION {
            return Err(WeightsError::Version { found });
        }
        if blake3::hash(&file[HEADER..]).as_bytes() != &header[2..] {
            return Err(WeightsError::Damaged);
        }
        body(&mut Cursor(&file[HEADER..])).ok_or(WeightsError::Damaged)
    }
}

/// A row of the table, filled up with zeros.
fn padded(weights: impl Iterator<Item = i8>) -> [i8; WIDTH] {
    let mut row = [0; WIDTH];
    row.iter_mut().zip(weights).for_each(|(to, from)| *to = from);
    row
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn four(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    fn number(&mut self) -> Option<f32> {
        Some(f32::from_le_bytes(self.four()?))
    }

    fn column(&mut self) -> Option<Column> {
        let length = self.take(1)?[0] as usize;
        let name = String::from_utf8(self.take(length)?.to_vec()).ok()?;
        let (bias, unit, slope) = (self.number()?, self.number()?, self.number()?);
        let (offset, add, drop) = (self.number()?, self.number()?, self.number()?);
        Some(Column { name, bias, unit, slope, offset, add, drop })
    }
}

fn body(cursor: &mut Cursor) -> Option<Weights> {
    let count = cursor.take(1)?[0] as usize;
    if count > MAX_COLUMNS {
        return None;
    }
    let columns = (0..count).map(|_| cursor.column()).collect::<Option<Vec<_>>>()?;
    let count = u32::from_le_bytes(cursor.four()?) as usize;
    let hashes = cursor.take(count.checked_mul(4)?)?;
    let hashes: Vec<u32> = hashes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
    let width = columns.len() + 1;
    let table = cursor.take(count.checked_mul(width)?)?.chunks_exact(width);
    let table = table.map(|row| padded(row.iter().map(|w| *w as i8))).collect();
    cursor.0.is_empty().then(|| Weights { columns, rows: Rows::new(&hashes), hashes, table })
}
