//! What the parts of names tell: titles, first names, legal forms, typical first and last words.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::nouns::Gender;
use super::rows::{Row, Rows};
use crate::model::text::NameType;

/// Parts of names by what they tell.
#[derive(Debug, Default)]
pub struct Parts {
    first_names: FxHashMap<CompactString, Gender>,
    titles: FxHashMap<CompactString, Gender>,
    legal: FxHashMap<CompactString, NameType>,
    longest_legal: usize,
    tails: FxHashMap<CompactString, NameType>,
    heads: FxHashMap<CompactString, NameType>,
    after: FxHashMap<CompactString, NameType>,
    particles: FxHashSet<CompactString>,
    prefixes: FxHashSet<CompactString>,
    locatives: FxHashSet<CompactString>,
    stops: FxHashSet<CompactString>,
    temporal: FxHashSet<CompactString>,
    papers: FxHashSet<CompactString>,
    bodies: Vec<CompactString>,
}

impl Parts {
    pub(super) fn read(rows: &mut Rows<'_>) -> Self {
        let mut parts = Self::default();
        for row in rows.of("first-names.tsv") {
            if !matches!(row.cell(0), "m" | "f" | "u") {
                rows.fault(&row, format!("`{}` is none of m, f, u", row.cell(0)));
            }
            let gender = gender(row.cell(0));
            parts.first_names.extend(row.cell(1).split(' ').map(|name| (name.into(), gender)));
        }
        for row in rows.of("legal-forms.tsv") {
            match NameType::from_text(row.cell(1)) {
                Some(kind) => drop(parts.legal.insert(row.cell(0).into(), kind)),
                None => rows.fault(&row, format!("`{}` is no type", row.cell(1))),
            }
        }
        parts.longest_legal = parts.legal.keys().map(|form| form.len()).max().unwrap_or(0);
        for row in rows.of("name-parts.tsv") {
            if let Err(message) = parts.add(&row) {
                rows.fault(&row, message);
            }
        }
        parts
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), String> {
        let words = row.words(2).map(CompactString::from);
        let kind = || NameType::from_text(row.cell(1)).ok_or_else(|| format!("`{}` is no type", row.cell(1)));
        match row.cell(0) {
            "title" => self.titles.extend(words.map(|word| (word, gender(row.cell(1))))),
            "particle" => self.particles.extend(words),
            "prefix" => self.prefixes.extend(words),
            "locative" => self.locatives.extend(words),
            "stop" => self.stops.extend(words),
            "temporal" => self.temporal.extend(words),
            "paper" => self.papers.extend(words),
            "body" => self.bodies.extend(words),
            "tail" => keep_first(&mut self.tails, words, kind()?),
            "head" => keep_first(&mut self.heads, words, kind()?),
            "after" => keep_first(&mut self.after, words, kind()?),
            other => return Err(format!("`{other}` is no kind of part")),
        }
        Ok(())
    }

    /// The gender that a first name tells; unset for one that both have. `None` where it is no first name.
    pub fn first_name(&self, word: &str) -> Option<Gender> {
        match self.first_names.get(word) {
            Some(gender) => Some(*gender),
            None => word.split_once('-').and_then(|(first, _)| self.first_names.get(first)).copied(),
        }
    }

    /// The gender that a title tells: `Frau`.
    pub fn title(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).copied()
    }

    /// The type that a legal form tells; bytes of the longest form are [`Self::longest_legal_form`].
    pub fn legal_form(&self, words: &str) -> Option<NameType> {
        self.legal.get(words).copied()
    }

    /// Bytes of the longest legal form.
    pub fn longest_legal_form(&self) -> usize {
        self.longest_legal
    }

    /// The type told by the last word of a name: `Partners`.
    pub fn tail(&self, word: &str) -> Option<NameType> {
        self.tails.get(word).copied()
    }

    /// The type told by the first word of a name: `Universität`.
    pub fn head(&self, word: &str) -> Option<NameType> {
        self.heads.get(word).copied()
    }

    /// The first word of a name in its base form, with the type it tells: `Stadtwerken` → `Stadtwerke`.
    pub fn head_form<'w>(&self, word: &'w str) -> Option<(&'w str, NameType)> {
        let stems = ["n", "s", "es"].into_iter().filter_map(|ending| word.strip_suffix(ending));
        std::iter::once(word).chain(stems).find_map(|form| self.head(form).map(|kind| (form, kind)))
    }

    /// The type of the name that stands before this word in a compound: `Chef`.
    pub fn after(&self, word: &str) -> Option<NameType> {
        self.after.get(word).copied()
    }

    /// Whether the word may join the parts of a person's name: `von`.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Whether the word begins compounds without being a name: `KI`.
    pub fn is_common_prefix(&self, word: &str) -> bool {
        self.prefixes.contains(word)
    }

    /// Whether places follow the word: `in`.
    pub fn is_locative(&self, word: &str) -> bool {
        self.locatives.contains(word)
    }

    /// Whether the word tells a time: `Ende`, `März`.
    pub fn is_temporal(&self, word: &str) -> bool {
        self.temporal.contains(word)
    }

    /// Whether the word makes the name of a newspaper of the adjective of a town before it: `Anzeiger`.
    pub fn is_paper(&self, word: &str) -> bool {
        self.papers.contains(word)
    }

    /// Whether the word is, or ends in, a noun that opens the names of public bodies: `Umweltministerium`.
    pub fn is_body(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.bodies.iter().any(|noun| lower.ends_with(noun.as_str()))
    }

    /// Whether the word, capital letter or not, is no name by itself.
    pub fn is_stop(&self, word: &str) -> bool {
        self.stops.contains(word)
    }
}

fn keep_first(
    map: &mut FxHashMap<CompactString, NameType>,
    words: impl Iterator<Item = CompactString>,
    kind: NameType,
) {
    for word in words {
        map.entry(word).or_insert(kind);
    }
}

fn gender(cell: &str) -> Gender {
    match cell {
        "m" => Gender::Masc,
        "f" => Gender::Fem,
        _ => Gender::Unset,
    }
}
