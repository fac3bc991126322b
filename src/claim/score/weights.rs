//! The scorer's weights: for each known feature a row of small integers, one for each relation, one for all, and one for
//! each unit of a hidden layer.
//!
//! File: `GFLSCORE`, version (u16), BLAKE3 of all that follows (32 bytes); number of relations (u8) and for each its name
//! (length u8, text) and six numbers (f32); number of units (u8), what one of their integers weighs (f32), and for each
//! unit its bias and its weight for each relation (f32 each); number of features (u32), their hashes in rising order (u32
//! each), their rows (i8 each). Numbers are little-endian.

use smallvec::SmallVec;
use thiserror::Error;

/// The first bytes of the file.
pub const MAGIC: &[u8; 8] = b"GFLSCORE";
/// The version that this program writes and reads.
pub const VERSION: u16 = 3;
/// Numbers in a row: as many relations and units as there may be, and one more.
const WIDTH: usize = 32;
/// The most relations and units there may be.
pub const MAX_COLUMNS: usize = WIDTH - 1;
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

/// One unit of the hidden layer: a sum over a pair's features that counts where it is above zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// The sum of a pair without features.
    pub bias: f32,
    /// What it weighs for each relation.
    pub out: Vec<f32>,
}

/// The hidden layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hidden {
    /// What one of the integers of its rows weighs.
    pub scale: f32,
    /// Its units.
    pub units: Vec<Unit>,
}

/// Sums over a pair's features: one for each relation, one for all, one for each unit.
pub type Row = [i32; WIDTH];

/// The weights of all relations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weights {
    columns: Vec<Column>,
    hidden: Hidden,
    rows: Rows,
    table: Vec<Line>,
}

/// A feature's row: a number for each relation, one for all, one for each unit; the others are 0. It does not cross a line
/// of the processor's cache: reading rows waits for memory.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(32))]
struct Line([i8; WIDTH]);

/// Where the row of each feature is: a set of bits tells of most unknown features that they are unknown, and of the others,
/// by the number of bits set before theirs, near which of the sorted hashes they must stand.
#[derive(Clone, Debug, Default, PartialEq)]
struct Rows {
    /// A bit for each way that a hash may begin.
    bits: Vec<u64>,
    /// For each word of bits the number of hashes before it.
    starts: Vec<u32>,
    hashes: Vec<u32>,
}

/// Bits at the beginning of a hash that have a bit in [`Rows`]: 256 KiB of them, of which 200,000 features set a tenth.
const BEGINNING: u32 = 21;

impl Rows {
    /// The places of hashes in rising order.
    fn new(hashes: Vec<u32>) -> Self {
        let words = 1 << (BEGINNING - u64::BITS.ilog2());
        let (mut bits, mut starts) = (vec![0; words], vec![0; words]);
        for hash in &hashes {
            let (word, bit) = place(*hash);
            bits[word] |= 1 << bit;
            starts[word] += 1;
        }
        let mut start = 0;
        for count in &mut starts {
            start += std::mem::replace(count, start);
        }
        Self { bits, starts, hashes }
    }

    /// Whether a feature may be known.
    fn admits(&self, feature: u32) -> bool {
        let (word, bit) = place(feature);
        self.bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The place of a feature that is admitted: mostly the first where it can stand.
    fn find(&self, feature: u32) -> Option<usize> {
        let (word, bit) = place(feature);
        let before = self.bits.get(word)? & ((1 << bit) - 1);
        let from = self.starts[word] as usize + before.count_ones() as usize;
        let step = self.hashes.get(from..)?.iter().position(|hash| *hash >= feature)?;
        (self.hashes[from + step] == feature).then_some(from + step)
    }
}

/// A feature's word of bits, and its bit there.
fn place(feature: u32) -> (usize, u32) {
    let at = feature >> (u32::BITS - BEGINNING);
    ((at / u64::BITS) as usize, at % u64::BITS)
}

/// Features looked up side by side; sums of so many small integers fit 16 bits.
const TOGETHER: usize = 64;

impl Weights {
    /// Weights of features in any order; each row has one number for each relation, one for all of them, and one for each
    /// unit.
    pub fn new(columns: Vec<Column>, hidden: Hidden, mut features: Vec<(u32, Vec<i8>)>) -> Self {
        features.sort_unstable();
        features.dedup_by_key(|f| f.0);
        let hashes: Vec<u32> = features.iter().map(|f| f.0).collect();
        let table = features.iter().map(|f| padded(f.1.iter().copied())).collect();
        Self { columns, hidden, rows: Rows::new(hashes), table }
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
        self.rows.hashes.len()
    }

    /// Whether nothing weighs anything.
    pub fn is_empty(&self) -> bool {
        self.rows.hashes.is_empty()
    }

    fn row(&self, feature: u32) -> Option<&[i8; WIDTH]> {
        self.table.get(self.rows.find(feature).filter(|_| self.rows.admits(feature))?).map(|line| &line.0)
    }

    /// The sums over features. The time goes into waiting for memory, so it is asked for side by side: those that may be
    /// known are picked without a branch that would have to wait, and their rows fetched before any is added.
    pub fn sums(&self, features: &[u32]) -> Row {
        let (mut sums, mut lines) = ([0; WIDTH], SmallVec::<[Line; TOGETHER]>::new());
        for features in features.chunks(TOGETHER) {
            let (mut picked, mut count) = ([0; TOGETHER], 0);
            for feature in features {
                picked[count] = *feature;
                count += usize::from(self.rows.admits(*feature));
            }
            lines.clear();
            lines.extend(
                picked[..count].iter().filter_map(|feature| self.table.get(self.rows.find(*feature)?)).copied(),
            );
            let mut part = [0i16; WIDTH];
            for line in &lines {
                part.iter_mut().zip(&line.0).for_each(|(sum, w)| *sum += i16::from(*w));
            }
            sums.iter_mut().zip(part).for_each(|(sum, part)| *sum += i32::from(part));
        }
        sums
    }

    /// Of the sums over a relation's own features what counts for it: they count for all relations together as well.
    pub fn own(&self, column: usize, sums: &Row) -> i32 {
        sums[column] + sums[self.columns.len()]
    }

    /// The units with their sums that are above zero.
    fn active<'a>(&'a self, sums: &'a Row) -> impl Iterator<Item = (usize, &'a Unit, f32)> {
        let first = self.columns.len() + 1;
        let sum = move |at: usize, unit: &Unit| unit.bias + self.hidden.scale * sums[at] as f32;
        (first..)
            .zip(&self.hidden.units)
            .map(move |(at, unit)| (at, unit, sum(at, unit)))
            .filter(|(.., sum)| *sum > 0.0)
    }

    /// What a feature of the pair weighs for a relation where the pair's sums are these.
    pub fn weight(&self, column: usize, feature: u32, sums: &Row) -> f32 {
        let Some(row) = self.row(feature) else { return 0.0 };
        let by_units = self.active(sums).map(|(at, unit, _)| unit.out[column] * f32::from(row[at]));
        self.columns[column].unit * f32::from(row[column]) + self.hidden.scale * by_units.sum::<f32>()
    }

    /// What one of the relation's own features weighs.
    pub fn own_weight(&self, column: usize, feature: u32) -> f32 {
        self.columns[column].unit * self.own(column, &self.sums(&[feature])) as f32
    }

    /// The probability of a relation at the sums of a pair and that of the relation's own features.
    pub fn probability(&self, column: usize, sums: &Row, own: i32) -> f32 {
        let c = &self.columns[column];
        let by_units: f32 = self.active(sums).map(|(_, unit, sum)| unit.out[column] * sum).sum();
        let logit = c.bias + c.unit * (sums[column] + own) as f32 + by_units;
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
        body.push(self.hidden.units.len() as u8);
        let units = self.hidden.units.iter().flat_map(|unit| std::iter::once(&unit.bias).chain(&unit.out));
        std::iter::once(&self.hidden.scale).chain(units).for_each(|n| body.extend(n.to_le_bytes()));
        body.extend((self.len() as u32).to_le_bytes());
        self.rows.hashes.iter().for_each(|h| body.extend(h.to_le_bytes()));
        let width = self.width();
        self.table.iter().for_each(|line| body.extend(line.0[..width].iter().map(|w| *w as u8)));
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(blake3::hash(&body).as_bytes());
        file.extend(body);
        file
    }

    /// How many numbers a row has in the file.
    fn width(&self) -> usize {
        self.columns.len() + 1 + self.hidden.units.len()
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
fn padded(weights: impl Iterator<Item = i8>) -> Line {
    let mut row = [0; WIDTH];
    row.iter_mut().zip(weights).for_each(|(to, from)| *to = from);
    Line(row)
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

impl Cursor<'_> {
    fn hidden(&mut self, columns: usize) -> Option<Hidden> {
        let count = self.take(1)?[0] as usize;
        let scale = self.number()?;
        let unit = |_| {
            let bias = self.number()?;
            Some(Unit { bias, out: (0..columns).map(|_| self.number()).collect::<Option<_>>()? })
        };
        Some(Hidden { scale, units: (0..count).map(unit).collect::<Option<_>>()? })
    }
}

fn body(cursor: &mut Cursor) -> Option<Weights> {
    let count = cursor.take(1)?[0] as usize;
    let columns = (0..count).map(|_| cursor.column()).collect::<Option<Vec<_>>>()?;
    let hidden = cursor.hidden(count)?;
    let mut weights = Weights { columns, hidden, ..Weights::default() };
    let width = weights.width();
    if width > WIDTH {
        return None;
    }
    let count = u32::from_le_bytes(cursor.four()?) as usize;
    let hashes = cursor.take(count.checked_mul(4)?)?;
    let hashes: Vec<u32> = hashes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
    if !hashes.is_sorted_by(|a, b| a < b) {
        return None;
    }
    weights.rows = Rows::new(hashes);
    let table = cursor.take(count.checked_mul(width)?)?.chunks_exact(width);
    weights.table = table.map(|row| padded(row.iter().map(|w| *w as i8))).collect();
    cursor.0.is_empty().then_some(weights)
}
