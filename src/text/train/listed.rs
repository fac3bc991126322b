//! Articles as a corpus of names: a table lists the names of a folder of articles, and where one stands in the text it is
//! marked. Tables list descriptions as well, and leave out names that no fact needs; what may be either is left open.

use super::example::Example;
use super::name_data::{ANY, DESCRIBING, Meaning, OUTSIDE, marked};
use crate::model::document::Language;
use crate::model::span::Span;
use crate::model::text::NameType;
use crate::text::lexicon::Lexicon;

/// A thing of the table: what it is called, and what it means to be called so.
struct Thing<'t> {
    kind: &'t str,
    /// The canonical name first.
    forms: Vec<&'t str>,
}

/// Reads an article. `table` has a line for each thing: canonical name, type, other names with `|` between them, parted by
/// tabs. A thing counts where its canonical name stands in the text, or a form of several words; a place, in any form. Words
/// in no dictionary and words of listed names that the table does not have are left open.
pub fn article(text: &str, table: &str, language: Language, source: usize, lexicon: &Lexicon) -> Vec<Example> {
    let mut marks: Vec<(Span, Meaning)> = Vec::new();
    for thing in table.lines().filter(|l| !l.starts_with('#')).filter_map(thing) {
        let present = |form: &&str| occurrences(text, form).next().is_some();
        let telling =
            thing.forms.iter().enumerate().filter(|(i, f)| *i == 0 || thing.kind == "Place" || f.contains(' '));
        if telling.map(|(_, form)| form).any(present) {
            for (i, form) in thing.forms.iter().enumerate() {
                let meaning = meaning(&thing, i, lexicon);
                marks.extend(meaning.into_iter().flat_map(|m| occurrences(text, form).map(move |span| (span, m))));
            }
        }
    }
    marks.sort_by_key(|(span, meaning)| (span.start, std::cmp::Reverse(span.end), meaning.1));
    let mut end = 0;
    marks.retain(|(span, _)| {
        span.start >= end && {
            end = span.end;
            true
        }
    });
    marked(text, &marks, language, source, |form| unlisted(form, lexicon))
}

fn thing(line: &str) -> Option<Thing<'_>> {
    let mut cells = line.split('\t').map(str::trim);
    let (name, kind) = (cells.next()?, cells.next()?);
    let others = cells.next().unwrap_or("").split('|').filter(|form| !form.is_empty());
    Some(Thing { kind, forms: std::iter::once(name).chain(others).collect() })
}

/// What a form of a thing means where it stands; `None` for a description and for one with a name in it that is a form too.
fn meaning(thing: &Thing, number: usize, lexicon: &Lexicon) -> Option<Meaning> {
    let form = thing.forms[number];
    let name = Meaning::name(thing.kind)?;
    let words: Vec<&str> = form.split(' ').collect();
    let small = form.starts_with(char::is_lowercase) && thing.kind != "Product";
    if small || DESCRIBING.contains(&words[0].to_lowercase().as_str()) {
        return (small && thing.kind == "Place" && words.len() == 1).then_some(name);
    }
    let facility = thing.kind == NameType::Site.as_str();
    let behind = form.split_once(' ').is_some_and(|(_, rest)| thing.forms.contains(&rest));
    let joined = words.iter().any(|word| word.starts_with(char::is_lowercase));
    let noun = is_known(words[0], number > 0, lexicon);
    match () {
        () if noun && behind && !facility => None,
        () if facility && number > 0 => Some(Meaning::OPEN),
        () if noun && (joined || number > 0 && words.len() == 1 && thing.kind != "Person" && thing.kind != "Place") => {
            Some(Meaning::OPEN)
        }
        () => Some(name),
    }
}

/// Whether a dictionary has the word, or the end of it.
fn is_known(word: &str, end: bool, lexicon: &Lexicon) -> bool {
    let entry = lexicon.entry(word, &word.to_lowercase());
    entry.class != 0 || end && entry.tail != 0
}

/// The mask of a word that is in no form of the table.
fn unlisted(form: &str, lexicon: &Lexicon) -> u32 {
    let entry = lexicon.entry(form, &form.to_lowercase());
    let open = form.starts_with(char::is_uppercase) && entry.class == 0 || entry.names != 0;
    if open { ANY } else { OUTSIDE }
}

/// Where a form stands as words of its own, a genitive's ending included.
fn occurrences<'t>(text: &'t str, form: &'t str) -> impl Iterator<Item = Span> + 't {
    text.match_indices(form).filter_map(|(start, _)| {
        let end = start + form.len();
        let rest = &text[end..];
        let ending = ["s", "’s", "'s", "’", "'"]
            .into_iter()
            .find(|ending| rest.strip_prefix(ending).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)));
        let free = !text[..start].ends_with(char::is_alphanumeric);
        let ending = match rest.starts_with(char::is_alphanumeric) {
            false => Some(0),
            true => ending.map(str::len),
        };
        ending.filter(|_| free).map(|ending| Span::new(start as u32, (end + ending) as u32))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::NameTag;
    use crate::text::container::Container;
    use crate::text::labels::{name_column, name_tag};
    use crate::text::train::wordlists::Lists;

    fn lexicon() -> Lexicon {
        let mut lists = Lists::default();
        let words = r#"{"Werft": {"G": "fem", "NOM": {"SIN": "Werft"}}, "Werk": {"G": "neu", "NOM": {"SIN": "Werk"}},
            "Bau": {"G": "mas", "NOM": {"SIN": "Bau"}}}"#;
        lists.nouns(&serde_json::from_str(words).unwrap());
        let mut file = Container::default();
        lists.save(&mut file);
        Lexicon::open(&file).unwrap()
    }

    /// The words of the text, each with its tag: first and later words of names with their types, `?` for what is open.
    fn read(text: &str, table: &str) -> String {
        let shown = |mask: u32| match name_tag(mask.trailing_zeros() as usize) {
            _ if mask == ANY => "?".to_owned(),
            NameTag::Outside => String::new(),
            NameTag::Begin(kind) => format!("/{}", kind.as_str()),
            NameTag::Inside(kind) => format!("/+{}", kind.as_str()),
        };
        let examples = article(text, table, Language::De, 1, &lexicon());
        let words = examples.iter().flat_map(|e| e.forms.iter().zip(&e.names));
        words.map(|(form, mask)| format!("{form}{}", shown(*mask))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn listed_names_are_marked_and_their_genitives() {
        let table = "# name\ttype\tothers\nAlma Roth\tPerson\tRoth\nNorwell AG\tCompany\tWerft Norwell AG\n";
        assert_eq!(
            read("alle sehen Alma Roth und Roths Werft Norwell AG.", table),
            "alle sehen Alma/Person Roth/+Person und Roths/Person Werft Norwell/Company AG/+Company ."
        );
    }

    #[test]
    fn descriptions_and_unlisted_words_stay_open() {
        let table = "Werk in Kiel\tSite\tWerk\nKiel\tPlace\nNorwell\tCompany\tBau\n";
        assert_eq!(
            read("das Werk in Kiel, ein Werk an der Werft", table),
            "das Werk? in? Kiel? , ein Werk? an der Werft"
        );
        assert_eq!(read("der Bau von Norwell und Xanto", table), "der Bau? von Norwell/Company und Xanto?");
    }

    #[test]
    fn a_surname_counts_only_beside_the_whole_name() {
        let table = "Alma Bau\tPerson\tBau\n";
        assert_eq!(read("der Bau ruht", table), "der Bau ruht");
        let person = 1 << name_column(NameTag::Begin(NameType::Person));
        let masks = article("hier baut Alma Bau", table, Language::De, 1, &lexicon())[0].names.clone();
        assert_eq!(masks, [1, 1, person, person << 1]);
    }
}
