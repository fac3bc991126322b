//! Facts marked by hand: tables of facts by document, with the names that things go by.
//!
//! A line of facts: document, grade (`must`, `may`, `attr`), subject, relations (`|` between them), object, attributes,
//! parted by tabs; `+` for the document makes it another way to say the fact above. A line of names: canonical name,
//! type, other names (`|` between them). `#` begins a comment.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// A fact of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Whether it has to be found; otherwise it is right, but not asked for.
    pub must: bool,
    /// The ways to say it; any will do.
    pub ways: Vec<Way>,
}

/// One way to say a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Canonical name of the subject.
    pub subject: String,
    /// Any of these relations.
    pub relations: Vec<String>,
    /// Canonical name of the object.
    pub object: String,
}

/// The names that things go by.
#[derive(Clone, Debug, Default)]
pub struct Names(FxHashMap<String, Vec<String>>);

impl Names {
    /// Reads a table of names.
    pub fn read(text: &str) -> Self {
        let mut names = Self::default();
        for mut row in rows(text) {
            let canonical = row.next().unwrap_or_default();
            names.add(canonical, canonical);
            row.nth(1).unwrap_or_default().split('|').for_each(|other| names.add(other, canonical));
        }
        names
    }

    /// Says that a thing goes by that name.
    pub fn add(&mut self, name: &str, canonical: &str) {
        let known = self.0.entry(fold(name)).or_default();
        if !name.is_empty() && !known.iter().any(|n| n == canonical) {
            known.push(canonical.to_owned());
        }
    }

    /// The canonical names that a thing of that name and those aliases may be; its own name where it is in no table.
    pub fn resolve<'a>(&self, name: &str, aliases: impl IntoIterator<Item = &'a String>) -> Vec<String> {
        let of = |name: &str| self.0.get(&fold(name)).cloned().unwrap_or_default();
        let mut found = of(name);
        if found.is_empty() {
            found = aliases.into_iter().flat_map(|alias| of(alias)).collect();
        }
        if found.is_empty() { vec![name.to_owned()] } else { found }
    }
}

/// A name as names are compared: in one normal form, without quotes and article, in lower case.
fn fold(name: &str) -> String {
    let plain: String = name
        .nfkc()
        .map(|c| match c {
            '’' => '\'',
            '‑' => '-',
            c => c,
        })
        .collect();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let folded = spaced.trim_matches([' ', '"', '\'', '„', '“', '”', '»', '«']).to_lowercase();
    let articles = ["der ", "die ", "das ", "den ", "dem ", "des ", "the "];
    articles.iter().find_map(|a| folded.strip_prefix(a)).unwrap_or(&folded).to_owned()
}

/// The rows of a table.
fn rows(text: &str) -> impl Iterator<Item = std::str::Split<'_, char>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t'))
}

/// Reads a table of facts, by document.
pub fn read(text: &str) -> BTreeMap<String, Vec<Fact>> {
    let mut facts: BTreeMap<String, Vec<Fact>> = BTreeMap::new();
    let mut document = "";
    for row in rows(text) {
        let row: Vec<&str> = row.collect();
        let [name, grade, subject, relations, object, ..] = row[..] else { continue };
        let relations = relations.split('|').map(str::to_owned).collect();
        let way = Way { subject: subject.to_owned(), relations, object: object.to_owned() };
        if name == "+" {
            let last = facts.get_mut(document).and_then(|facts| facts.last_mut());
            last.into_iter().for_each(|fact| fact.ways.push(way.clone()));
            continue;
        }
        document = name;
        if grade != "attr" {
            facts.entry(name.to_owned()).or_default().push(Fact { must: grade == "must", ways: vec![way] });
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_line_is_another_way_to_say_the_fact_above() {
        let facts =
            read("# head\n7\tmust\tA\tOWNS|ACQUIRES\tB\t\n+\tmust\tB\tPART_OF\tA\t\n7\tmay\tC\tLEADS\tA\trole=Chef\n");
        let of = &facts["7"];
        assert_eq!(of.len(), 2);
        assert_eq!(of[0].ways.iter().map(|w| w.relations.join("|")).collect::<Vec<_>>(), ["OWNS|ACQUIRES", "PART_OF"]);
        assert!(of[0].must && !of[1].must);
    }

    #[test]
    fn a_thing_is_known_by_its_own_name_first() {
        let names = Names::read("Rheingas AG\tCompany\tRheingas|der Versorger\nTauris\tCompany\t\n");
        assert_eq!(names.resolve("Die „Rheingas“", []), ["Die „Rheingas“"]);
        assert_eq!(names.resolve("„Rheingas“", [&"Tauris".to_owned()]), ["Rheingas AG"]);
        assert_eq!(names.resolve("Konzern", [&"Tauris".to_owned()]), ["Tauris"]);
    }
}
