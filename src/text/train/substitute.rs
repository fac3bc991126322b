//! Putting other names into training sentences, so that the recogniser learns the surroundings of a name and not the
//! few names its corpora have (data augmentation by mention replacement, Dai & Adel 2020).

use compact_str::CompactString;

use super::example::Example;
use super::param::Random;
use crate::model::text::{NameTag, NameType};
use crate::text::labels::{name_column, name_tag};

/// Names to put in: their words.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    companies: Vec<Vec<CompactString>>,
    given: Vec<CompactString>,
    surnames: Vec<CompactString>,
    products: Vec<Vec<CompactString>>,
    projects: Vec<Vec<CompactString>>,
}

/// Chance that a name is replaced.
const CHANCE: f32 = 0.35;
/// Longest company name put in, in words.
const LONGEST: usize = 4;
/// Words of share classes and the like in lists of securities; names with them are not used.
const NOISE: &[&str] =
    &["Ord", "Shares", "Class", "ADR", "Fund", "ETF", "Trust", "Acquisition", "Units", "O.N.", "Warrant", "Notes"];

impl Pool {
    /// Takes company names, one per line, the first column of a table.
    pub fn companies(&mut self, text: &str) {
        for name in text.lines().filter_map(|l| l.split('\t').next()) {
            let words: Vec<CompactString> = name.split_whitespace().map(|w| w.trim_matches(',').into()).collect();
            let sane = |w: &CompactString| {
                w.chars().all(|c| c.is_alphanumeric() || matches!(c, '&' | '-' | '.')) && !NOISE.contains(&w.as_str())
            };
            let loud = words.iter().filter(|w| w.len() > 4).any(|w| w.chars().all(|c| !c.is_lowercase()));
            if (1..=LONGEST).contains(&words.len()) && words.iter().all(sane) && !loud && name.len() > 3 {
                self.companies.push(words);
            }
        }
    }

    /// Takes given names: lines of gender, tab, names with spaces between them.
    pub fn given(&mut self, text: &str) {
        let lines = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('\t').nth(1));
        self.given.extend(lines.flat_map(|names| names.split(' ')).map(CompactString::from));
    }

    /// Takes products and projects in the examples, each name once.
    pub fn undertakings(&mut self, examples: &[Example]) {
        for example in examples {
            for start in 0..example.names.len() {
                let end = name_end(example, start);
                let words = example.forms.get(start..end).unwrap_or_default().to_vec();
                match name_tag(example.names[start].trailing_zeros() as usize).name_type() {
                    Some(NameType::Product) if end > start => self.products.push(words),
                    Some(NameType::Project) if end > start => self.projects.push(words),
                    _ => {}
                }
            }
        }
        for list in [&mut self.products, &mut self.projects] {
            list.sort();
            list.dedup();
        }
    }

    /// Takes the surnames of persons in the examples.
    pub fn surnames(&mut self, examples: &[Example]) {
        let inside = 1u32 << name_column(NameTag::Inside(NameType::Person));
        for example in examples {
            for (i, mask) in example.names.iter().enumerate().filter(|(_, mask)| **mask == inside) {
                let last = example.names.get(i + 1).is_none_or(|next| *next & inside == 0);
                let form = &example.forms[i];
                if last && *mask == inside && form.len() > 2 && form.chars().all(char::is_alphabetic) {
                    self.surnames.push(form.clone());
                }
            }
        }
        self.surnames.sort();
        self.surnames.dedup();
    }

    /// Whether there is anything to put in.
    pub fn is_empty(&self) -> bool {
        self.companies.is_empty() || self.given.is_empty() || self.surnames.is_empty()
    }

    /// The example with some of its names replaced; `None` where nothing is to be replaced.
    pub fn replace(&self, example: &Example, random: &mut Random) -> Option<Example> {
        if self.is_empty() || example.names.is_empty() || !example.words.is_empty() {
            return None;
        }
        let mut new = Example { source: example.source, ..Example::default() };
        let mut changed = false;
        let mut at = 0;
        while at < example.forms.len() {
            let end = name_end(example, at);
            let other = if end > at && random.unit() < CHANCE { self.other(example, at, end, random) } else { None };
            changed |= other.is_some();
            let (forms, names) = other.unwrap_or_else(|| {
                let range = at..end.max(at + 1);
                (example.forms[range.clone()].to_vec(), example.names[range].to_vec())
            });
            new.forms.extend(forms);
            new.names.extend(names);
            at = end.max(at + 1);
        }
        changed.then_some(new)
    }

    /// Another name for the one at a place, with its tags.
    fn other(
        &self,
        example: &Example,
        start: usize,
        end: usize,
        random: &mut Random,
    ) -> Option<(Vec<CompactString>, Vec<u32>)> {
        let kind = name_tag(example.names[start].trailing_zeros() as usize).name_type()?;
        let bound = example.forms[end - 1].ends_with('s') || example.forms[end - 1].starts_with('#');
        let forms = match kind {
            NameType::Company if !bound => pick_from(&self.companies, random)?,
            NameType::Person if end - start == 2 => {
                vec![pick_from(&self.given, random)?, pick_from(&self.surnames, random)?]
            }
            NameType::Person if end - start == 1 && !bound => vec![pick_from(&self.surnames, random)?],
            NameType::Product => pick_from(&self.products, random)?,
            NameType::Project => pick_from(&self.projects, random)?,
            _ => return None,
        };
        let tag = |i: usize| if i == 0 { NameTag::Begin(kind) } else { NameTag::Inside(kind) };
        let names = (0..forms.len()).map(|i| 1 << name_column(tag(i))).collect();
        Some((forms, names))
    }
}

fn pick_from<T: Clone>(list: &[T], random: &mut Random) -> Option<T> {
    list.get((random.draw() % list.len().max(1) as u64) as usize).cloned()
}

/// Where a name that begins at a word ends; the word itself where none begins or its type is open.
fn name_end(example: &Example, start: usize) -> usize {
    let mask = example.names[start];
    let column = mask.trailing_zeros() as usize;
    if mask.count_ones() != 1 || column.is_multiple_of(2) {
        return start;
    }
    let later = example.names[start + 1..].iter().take_while(|m| **m == mask << 1).count();
    start + 1 + later
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_with_their_tags() {
        let company = 1 << name_column(NameTag::Begin(NameType::Company));
        let forms = ["Alpha", "kauft"].map(CompactString::from).to_vec();
        let example = Example { forms, names: vec![company, 1], ..Example::default() };
        let mut pool = Pool::default();
        pool.companies("Beta Holding\tX\n");
        pool.given("m\tMax\n");
        pool.surnames = vec!["Muster".into()];
        let mut random = Random::new(3);
        let new = (0..50).find_map(|_| pool.replace(&example, &mut random)).unwrap();
        assert_eq!(new.forms, ["Beta", "Holding", "kauft"]);
        assert_eq!(new.names, [company, company << 1, 1]);
    }
}
