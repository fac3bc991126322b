//! Copies and near copies of one report: they are one source, however many papers print it.
//!
//! MinHash signatures over word shingles (Broder 1997, "On the resemblance and containment of documents"), candidates by
//! banding (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4), groups by union-find.

/// Words in a shingle.
const SHINGLE: usize = 4;

/// Numbers in a signature.
const SIZE: usize = 64;

/// Numbers in a band: two documents that agree on a whole band are compared.
const ROWS: usize = 4;

/// Share of equal numbers from which two documents count as copies of each other. An agency report that two papers
/// shorten differently keeps about half of its shingles.
const ALIKE: f64 = 0.5;

/// Shingles that a text must have: shorter ones (a headline, a ticker line) are too alike by chance.
const FEWEST: usize = 20;

/// The signature of a document: 256 bytes, whatever its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature([u32; SIZE]);

impl Signature {
    /// The signature of a text; `None` where it is too short to tell. Case, punctuation and spacing do not count.
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash_word).collect();
        if words.len() < FEWEST + SHINGLE - 1 {
            return None;
        }
        let mut least = [u32::MAX; SIZE];
        for shingle in words.windows(SHINGLE) {
            let hash = shingle.iter().fold(SEED, |h, w| mix(h ^ w));
            for (i, slot) in least.iter_mut().enumerate() {
                *slot = (*slot).min((mix(hash ^ ODD.wrapping_mul(i as u64 + 1)) >> 32) as u32);
            }
        }
        Some(Self(least))
    }

    /// An estimate of the share of shingles that two documents have in common, from 0 to 1 (Jaccard).
    pub fn resemblance(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        equal as f64 / SIZE as f64
    }

    /// The numbers as little-endian bytes, to be stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    /// The signature that [`Signature::to_bytes`] gave; `None` where the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = [0; SIZE];
        if bytes.len() != SIZE * 4 {
            return None;
        }
        for (number, four) in numbers.iter_mut().zip(bytes.chunks_exact(4)) {
            *number = u32::from_le_bytes(four.try_into().ok()?);
        }
        Some(Self(numbers))
    }
}

/// Of the documents that agree on a band, the number of earlier ones that one is compared with at the most: a thousand
/// prints of one report need no million comparisons.
const TRIED: usize = 64;

/// Groups of documents that are one source. Documents are numbered in their order, from 0.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    parents: Vec<u32>,
}

impl Copies {
    /// Groups documents by their signatures; one without is a source of its own.
    pub fn of(signatures: &[Option<Signature>]) -> Self {
        let mut copies = Self { parents: (0..signatures.len() as u32).collect() };
        let mut keys: Vec<(u64, u32)> = Vec::new();
        for band in 0..SIZE / ROWS {
            let key = |s: &Signature| s.0[band * ROWS..][..ROWS].iter().fold(SEED, |h, n| mix(h ^ u64::from(*n)));
            keys.clear();
            keys.extend((0u32..).zip(signatures).filter_map(|(id, s)| s.as_ref().map(|s| (key(s), id))));
            keys.sort_unstable();
            keys.chunk_by(|a, b| a.0 == b.0).for_each(|run| copies.join_alike(run, signatures));
        }
        copies
    }

    /// Joins those documents of a band's run that are alike enough.
    fn join_alike(&mut self, run: &[(u64, u32)], signatures: &[Option<Signature>]) {
        let signature = |id: u32| signatures[id as usize].as_ref();
        for (at, (_, id)) in run.iter().enumerate() {
            for (_, other) in run[..at].iter().rev().take(TRIED) {
                let (a, b) = (self.source(*id), self.source(*other));
                let alike = || signature(*id).zip(signature(*other)).is_some_and(|(a, b)| a.resemblance(b) >= ALIKE);
                if a != b && alike() {
                    // The lower number becomes the name of the joint group.
                    self.parents[a.max(b) as usize] = a.min(b);
                }
            }
        }
    }

    /// The first document of the group that `id` is in: the name of its source.
    pub fn source(&self, mut id: u32) -> u32 {
        while self.parents[id as usize] != id {
            id = self.parents[id as usize];
        }
        id
    }

    /// How many independent sources stand behind some documents.
    pub fn independent(&self, documents: impl IntoIterator<Item = u32>) -> usize {
        let mut sources: Vec<u32> = documents.into_iter().map(|id| self.source(id)).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    }
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const ODD: u64 = 0xd6e8_feb8_6659_fd93;

/// FNV-1a over the lower-case letters of a word.
fn hash_word(word: &str) -> u64 {
    let bytes = word.chars().flat_map(char::to_lowercase).flat_map(|c| (c as u32).to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "Der Netzbetreiber Nordwind hat am Dienstag den Bau eines Umspannwerks bei Stade begonnen. Das \
        Vorhaben kostet rund 240 Millionen Euro und soll Ende 2027 fertig sein. Nordwind rechnet damit, dass dort Strom \
        aus drei Windparks in der Nordsee ankommt, genug für eine halbe Million Haushalte. Die Bauarbeiten übernimmt die \
        Firma Hafentiefbau aus Bremen, die Transformatoren liefert ein Werk in Nürnberg.";

    #[test]
    fn a_report_with_another_headline_and_cut_short_is_one_source() {
        let cut = REPORT.rsplit_once(", die Trans").expect("the sentence is there").0;
        let copy = format!("Stade: Spatenstich für Umspannwerk. {}", cut.to_uppercase());
        let other = REPORT.split_whitespace().rev().collect::<Vec<_>>().join(" ");
        let copies = Copies::of(&[REPORT, &other, &copy].map(Signature::of));
        assert_eq!([0, 1, 2].map(|id| copies.source(id)), [0, 1, 0]);
        assert_eq!(copies.independent([0, 1, 2]), 2);
    }

    #[test]
    fn many_prints_of_one_report_are_one_source() {
        let prints: Vec<_> = (0..500).map(|n| Signature::of(&format!("Ausgabe {n}. {REPORT}"))).collect();
        assert_eq!(Copies::of(&prints).independent(0..500), 1);
    }

    #[test]
    fn short_texts_are_never_copies() {
        assert_eq!(Copies::of(&["Nordwind baut", "Nordwind baut"].map(Signature::of)).independent([0, 1]), 2);
    }

    #[test]
    fn a_signature_survives_being_stored() {
        let signature = Signature::of(REPORT).expect("long enough");
        assert_eq!(Signature::from_bytes(&signature.to_bytes()), Some(signature));
        assert_eq!(Signature::from_bytes(&[1, 2, 3]), None);
    }
}
