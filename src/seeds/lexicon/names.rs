//! Well-known names, found by the hash of their text.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::nouns::{SectorId, Sectors};
use super::rows::Rows;
use crate::model::text::NameType;

/// Index of an entry in [`Names`].
pub type EntryIx = u32;

/// The hash of an empty text (FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>).
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a text that has hash `hash` with `text` behind it. Kinds of apostrophes and hyphens count as one. Sixty-four
/// bits over some ten thousand names make a false match one in 10¹⁴ look-ups; no name is stored for comparison.
pub fn extend(hash: u64, text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    if text.is_ascii() {
        return text.bytes().fold(hash, step);
    }
    let mut buffer = [0; 4];
    text.chars().fold(hash, |hash, c| {
        let c = match c {
            '’' | '‘' | '´' | '`' => '\'',
            '‑' | '‐' | '–' => '-',
            c => c,
        };
        c.encode_utf8(&mut buffer).bytes().fold(hash, step)
    })
}

/// One thing of the word lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its type.
    pub kind: NameType,
    /// The name it goes by.
    pub name: CompactString,
    /// Where it has its seat, as canonical names of places; for a town its country code.
    pub seats: SmallVec<[CompactString; 1]>,
    /// What it deals in.
    pub sectors: SmallVec<[SectorId; 2]>,
    /// Whether it comes from a long list that holds odd names too.
    pub listed: bool,
    /// Whether it is a country.
    pub country: bool,
}

/// How names go on that begin with some word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefix {
    /// Bytes of the longest.
    pub longest: u16,
}

#[derive(Clone, Copy, Debug)]
struct Hit {
    entry: EntryIx,
    /// Whether this name of the thing is a common word as well.
    ambiguous: bool,
}

/// Names with what they name.
#[derive(Debug, Default)]
pub struct Names {
    entries: Vec<Entry>,
    by_hash: FxHashMap<u64, SmallVec<[Hit; 2]>>,
    prefixes: FxHashMap<u64, Prefix>,
    /// Base forms by the hash of the form that an adjective declines: `Deutsche Bank` by `Deutschen Bank`.
    bases: FxHashMap<u64, CompactString>,
}

impl Names {
    /// What the name with that hash names, with whether it is a common word as well.
    pub fn get(&self, hash: u64) -> impl Iterator<Item = (EntryIx, &Entry, bool)> {
        let hits = self.by_hash.get(&hash).map_or(&[][..], |hits| hits.as_slice());
        hits.iter().map(|hit| (hit.entry, &self.entries[hit.entry as usize], hit.ambiguous))
    }

    /// What `name` names.
    pub fn find(&self, name: &str) -> impl Iterator<Item = (EntryIx, &Entry, bool)> {
        self.get(extend(START, name))
    }

    /// Whether a place has the name, whatever else has it.
    pub fn is_of_place(&self, name: &str) -> bool {
        self.find(name).any(|(_, entry, _)| entry.kind == NameType::Place)
    }

    /// Whether names begin with that word (letters and digits up to the first other sign).
    pub fn prefix(&self, word: &str) -> Option<Prefix> {
        self.prefixes.get(&extend(START, leading(word))).copied()
    }

    /// The name in its base form, where `name` is one with a declined adjective: `Deutsche Bank` for `Deutschen Bank`.
    pub fn base(&self, name: &str) -> Option<&str> {
        self.bases.get(&extend(START, name)).map(CompactString::as_str)
    }

    /// The entry behind an index that these names gave.
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        &self.entries[ix as usize]
    }

    pub(super) fn add(&mut self, entry: Entry) -> EntryIx {
        self.entries.push(entry);
        self.entries.len() as EntryIx - 1
    }

    /// Adds a name that something goes by, and the forms that an adjective before its noun takes.
    pub(super) fn name(&mut self, name: &str, entry: EntryIx, ambiguous: bool) {
        self.written(name, entry, ambiguous);
        if let Some(declined) = declined(name) {
            self.written(&declined, entry, ambiguous);
            self.bases.entry(extend(START, &declined)).or_insert_with(|| name.into());
        }
    }

    fn written(&mut self, name: &str, entry: EntryIx, ambiguous: bool) {
        let hits = self.by_hash.entry(extend(START, name)).or_default();
        if hits.iter().any(|hit| hit.entry == entry) {
            return;
        }
        hits.push(Hit { entry, ambiguous });
        let prefix = self.prefixes.entry(extend(START, leading(name))).or_insert(Prefix { longest: 0 });
        prefix.longest = prefix.longest.max(name.len().min(usize::from(u16::MAX)) as u16);
    }

    /// Reads a list of well-known names.
    pub(super) fn read(&mut self, rows: &mut Rows<'_>, file: &str, kind: NameType, sectors: &Sectors) {
        for row in rows.of(file) {
            let mut of_row = SmallVec::new();
            for word in row.words(3) {
                match sectors.id(word) {
                    Some(sector) => of_row.push(sector),
                    None => rows.fault(&row, format!("`{word}` is no sector")),
                }
            }
            let (name, ambiguous) = unmark(row.cell(0));
            let seats = row.words(2).map(CompactString::from).collect();
            let entry =
                self.add(Entry { kind, name: name.into(), seats, sectors: of_row, listed: false, country: false });
            self.name(name, entry, ambiguous);
            for other in row.words(1) {
                let (other, ambiguous) = unmark(other);
                self.name(other, entry, ambiguous);
            }
        }
    }

    /// Reads the list of listed companies; a name that is known already stays what it is.
    pub(super) fn read_listed(&mut self, rows: &mut Rows<'_>) {
        for row in rows.of("listed-companies.txt") {
            let name = row.cell(0);
            if self.find(name).next().is_none() {
                let entry = Entry {
                    kind: NameType::Company,
                    name: name.into(),
                    seats: SmallVec::new(),
                    sectors: SmallVec::new(),
                    listed: true,
                    country: false,
                };
                let entry = self.add(entry);
                self.name(name, entry, false);
            }
        }
    }
}

/// Adjectives that names open with, beside those in `-sche`.
const ADJECTIVES: &[&str] = &[
    "Vereinigt",
    "Neu",
    "Erst",
    "Allgemein",
    "Groß",
    "Rot",
    "Grün",
    "Weiß",
    "Frei",
    "Nah",
    "Mittler",
    "Fern",
    "International",
    "Öffentlich",
];

/// `Deutschen Bank` of `Deutsche Bank`, `Vereinigten Arabischen Emirate`: the name as it stands behind `der`, `des` or `dem`.
fn declined(name: &str) -> Option<String> {
    let (first, rest) = name.split_once(' ')?;
    let noun = rest.starts_with(char::is_uppercase);
    let stem =
        ["e", "er", "es"].iter().find_map(|ending| first.strip_suffix(ending).filter(|stem| is_adjective(stem)))?;
    noun.then(|| format!("{stem}en {}", declined(rest).as_deref().unwrap_or(rest)))
}

/// `Deutsche Regas` of `Deutschen Regas`: the base form of a name of the feminine or the plural, which is what stands behind
/// `der` in a declined form.
pub fn undeclined(name: &str) -> Option<String> {
    let (first, rest) = name.split_once(' ')?;
    let stem = first.strip_suffix("en").filter(|stem| is_adjective(stem))?;
    rest.starts_with(char::is_uppercase).then(|| format!("{stem}e {rest}"))
}

/// Whether a stem with a capital letter is that of an adjective that names open with.
fn is_adjective(stem: &str) -> bool {
    stem.ends_with("sch") && stem.len() > 5 && stem.starts_with(char::is_uppercase) || ADJECTIVES.contains(&stem)
}

/// A name and whether the list marks it as a common word.
fn unmark(name: &str) -> (&str, bool) {
    name.strip_prefix('?').map_or((name, false), |name| (name, true))
}

/// The letters and digits that a word begins with.
fn leading(word: &str) -> &str {
    let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
    &word[..end.max(word.chars().next().map_or(0, char::len_utf8))]
}
