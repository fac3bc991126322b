//! Nouns that describe things: `Chipkonzern`, `Rechenzentrum`, `Kartellamt`.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::forms;
use super::rows::{Row, Rows};
use crate::model::document::Language;
use crate::model::text::{self, NameType};

pub use crate::model::text::Gender;

/// Index of a sector in [`Sectors`].
pub type SectorId = u8;

/// A noun shorter than this counts only alone, not as the end of a compound.
const SHORTEST_END: usize = 4;

/// Sectors of business, and the beginnings of words that tell them.
#[derive(Debug, Default)]
pub struct Sectors {
    names: Vec<CompactString>,
    stems: Vec<(CompactString, SectorId)>,
}

impl Sectors {
    pub(super) fn read(rows: &mut Rows<'_>) -> Self {
        let mut sectors = Self::default();
        for row in rows.of("sectors.tsv") {
            if sectors.names.len() >= usize::from(SectorId::MAX) {
                rows.fault(&row, "more than 255 sectors".to_owned());
                break;
            }
            let id = sectors.names.len() as SectorId;
            sectors.names.push(row.cell(0).into());
            sectors.stems.extend(row.words(1).map(|stem| (stem.into(), id)));
        }
        sectors.stems.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        sectors
    }

    /// The sector of that name.
    pub fn id(&self, name: &str) -> Option<SectorId> {
        self.names.iter().position(|n| n == name).map(|at| at as SectorId)
    }

    /// The sector that a word in lower case begins to tell: `chipkonzern` → `chip`.
    pub fn told_by(&self, lower: &str) -> Option<SectorId> {
        self.stems.iter().find(|(stem, _)| lower.starts_with(stem.as_str())).map(|(_, id)| *id)
    }
}

/// What a describing noun says of the thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Noun {
    /// The noun in its base form.
    pub lemma: CompactString,
    /// The type of what it describes.
    pub kind: NameType,
    /// Its grammatical gender; unset for English.
    pub gender: Gender,
    /// The sector it tells.
    pub sector: Option<SectorId>,
    /// It fits any thing of the type: `Unternehmen`.
    pub general: bool,
    /// It is part of something larger: `Tochter`, `Sparte`.
    pub part: bool,
    /// It counts only beside a name: `die Suchmaschine Ecosia`.
    pub beside_name: bool,
    /// It says what the thing is to another: `Rivale`.
    pub relational: bool,
    /// It says that several found the thing together: `Joint Venture`.
    pub venture: bool,
    /// Behind the name of a company it says another one: `VW-Zulieferer`.
    pub of_other: bool,
    /// It counts only as a whole word.
    whole: bool,
}

/// The describing nouns by their inflected forms.
#[derive(Debug, Default)]
pub struct Nouns {
    nouns: Vec<Noun>,
    /// Inflected forms in lower case; those of two words with one space. `None`: only looks like one.
    forms: FxHashMap<CompactString, Option<u16>>,
    /// Those of English nouns, some of which German has as well: `bank`, `terminal`.
    english: FxHashMap<CompactString, u16>,
}

impl Nouns {
    pub(super) fn read(rows: &mut Rows<'_>, sectors: &Sectors) -> Self {
        let mut nouns = Self::default();
        for row in rows.of("nouns.tsv") {
            if row.cell(3).contains('!') {
                nouns.except(&row);
                continue;
            }
            let Some(kind) = NameType::from_text(row.cell(0)) else {
                rows.fault(&row, format!("`{}` is no type", row.cell(0)));
                continue;
            };
            let sector = sectors.id(row.cell(2));
            if sector.is_none() && row.cell(2) != "-" {
                rows.fault(&row, format!("`{}` is no sector", row.cell(2)));
            }
            for word in row.words(4) {
                nouns.add(word, kind, sector, &row);
            }
        }
        nouns
    }

    fn except(&mut self, row: &Row<'_>) {
        for word in row.words(4) {
            for form in forms::of_noun(word) {
                self.forms.insert(form.into(), None);
            }
        }
    }

    fn add(&mut self, word: &str, kind: NameType, sector: Option<SectorId>, row: &Row<'_>) {
        let flag = |flag: char| row.cell(3).contains(flag);
        let id = self.nouns.len() as u16;
        self.nouns.push(Noun {
            lemma: word.into(),
            kind,
            gender: gender(row.cell(1)),
            sector,
            general: flag('g'),
            part: flag('p'),
            beside_name: flag('n'),
            relational: flag('r'),
            venture: flag('v'),
            of_other: flag('o'),
            whole: flag('x') || word.len() < SHORTEST_END || row.cell(1) == "c",
        });
        let made = forms::of_noun(word);
        let english = gender(row.cell(1)) == Gender::Unset;
        for (at, form) in made.into_iter().enumerate() {
            if english {
                self.english.entry(form.as_str().into()).or_insert(id);
            }
            let known = self.forms.get(form.as_str()).is_some_and(|known| at > 0 || known.is_some());
            if !known {
                self.forms.insert(form.into(), Some(id));
            }
        }
    }

    /// The noun that a word is, or ends in: with the byte at which the noun begins in the lower-case word.
    pub fn find(&self, lower: &str) -> Option<(&Noun, usize)> {
        if let Some(found) = self.forms.get(lower) {
            return found.map(|id| (&self.nouns[usize::from(id)], 0));
        }
        let ends = lower.char_indices().skip(2).map(|(at, _)| at);
        for at in ends.take_while(|at| lower.len() - at >= SHORTEST_END) {
            match self.forms.get(&lower[at..]) {
                Some(Some(id)) if !self.nouns[usize::from(*id)].whole => {
                    return Some((&self.nouns[usize::from(*id)], at));
                }
                Some(None) => return None,
                _ => {}
            }
        }
        None
    }

    /// The noun that a word of a text in one language is, or ends in, as [`Self::find`] gives it: its own before another's.
    pub fn find_in(&self, language: Language, lower: &str) -> Option<(&Noun, usize)> {
        let own = self.english.get(lower).filter(|_| language == Language::En);
        own.map(|id| (&self.nouns[usize::from(*id)], 0)).or_else(|| self.find(lower))
    }

    /// Whether a whole word is a form of a noun that describes a thing, not a person.
    pub(super) fn is_thing(&self, lower: &str) -> bool {
        let noun = self.forms.get(lower).copied().flatten().map(|id| &self.nouns[usize::from(id)]);
        noun.is_some_and(|noun| noun.kind != NameType::Person)
    }

    /// The noun that two words are together: `joint venture`.
    pub fn find_pair(&self, first: &str, second: &str) -> Option<&Noun> {
        let mut pair = CompactString::new(first);
        pair.push(' ');
        pair.push_str(second);
        self.forms.get(&pair).copied().flatten().map(|id| &self.nouns[usize::from(id)])
    }
}

fn gender(cell: &str) -> Gender {
    match cell {
        "m" => text::Gender::Masc,
        "f" => text::Gender::Fem,
        "n" => text::Gender::Neut,
        _ => text::Gender::Unset,
    }
}
