//! Words beside a name that tell what it names: `Anteil an Opel`, `brands such as Bass`, `Holcim chief executive`.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::rows::Rows;
use crate::model::text::NameType;

/// What a phrase beside a name tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// The type of the name.
    pub kind: NameType,
    /// How strongly.
    pub weight: f32,
}

/// Phrases in lower case, words with one space between.
#[derive(Debug, Default)]
pub struct Cues {
    before: FxHashMap<CompactString, Cue>,
    behind: FxHashMap<CompactString, Cue>,
    openers: FxHashMap<CompactString, ()>,
}

impl Cues {
    /// Words that a phrase has at most.
    pub const LONGEST: usize = 3;

    pub(super) fn read(rows: &mut Rows<'_>) -> Self {
        let mut cues = Self::default();
        for row in rows.of("name-cues.tsv") {
            let phrases = row.words(3).map(CompactString::from);
            if row.cell(0) == "list" {
                cues.openers.extend(phrases.map(|phrase| (phrase, ())));
                continue;
            }
            let (Some(kind), Ok(weight)) = (NameType::from_text(row.cell(1)), row.cell(2).parse()) else {
                rows.fault(&row, "a cue needs a type and a weight".to_owned());
                continue;
            };
            let phrases = phrases.map(|phrase| (phrase, Cue { kind, weight }));
            match row.cell(0) {
                "before" => cues.before.extend(phrases),
                "behind" => cues.behind.extend(phrases),
                other => rows.fault(&row, format!("`{other}` is no side of a name")),
            }
        }
        cues
    }

    /// What a phrase tells that stands right before a name.
    pub fn before(&self, phrase: &str) -> Option<Cue> {
        self.before.get(phrase).copied()
    }

    /// What a phrase tells that stands right behind a name.
    pub fn behind(&self, phrase: &str) -> Option<Cue> {
        self.behind.get(phrase).copied()
    }

    /// Whether a phrase between a noun and names says that these are what the noun says: `such as`.
    pub fn opens_list(&self, phrase: &str) -> bool {
        self.openers.contains_key(phrase)
    }
}
