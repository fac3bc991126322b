//! Reading corpora of names: SmartData and the product corpus (JSON Lines), MobIE (CoNLL), GermEval 2014 (TSV), the
//! project's own marked sentences, and its articles with tables of names ([`listed`]). Each annotates other types; what a
//! corpus leaves open stays open in the masks.

use serde_json::Value;

use super::example::Example;
use crate::model::document::Language;
use crate::model::span::Span;
use crate::model::text::{NameTag, NameType};
use crate::text::labels::{NAME_TAGS, name_column};
use crate::text::{sentences, tokenise};

/// Any tag will do.
pub const ANY: u32 = (1 << NAME_TAGS) - 1;
/// No name.
pub(super) const OUTSIDE: u32 = 1;

use NameType::{Company, Organization, Person, Place, Product, Project, Site};

/// What an annotation means: the types it may be, and whether the words may as well be no name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meaning(pub(super) &'static [NameType], pub(super) bool);

/// Annotations of all corpora, in lower case without `B-` and `I-`. What is not listed is no name.
const MEANINGS: &[(&str, Meaning)] = &[
    ("organization_company", Meaning(&[Company], false)),
    ("organization-company", Meaning(&[Company], false)),
    ("person", Meaning(&[Person], false)),
    ("location", Meaning(&[Place], false)),
    ("location_city", Meaning(&[Place], false)),
    ("location-city", Meaning(&[Place], false)),
    ("location_stop", Meaning(&[Place, Site], true)),
    ("location-stop", Meaning(&[Place, Site], true)),
    ("location_street", Meaning(&[Place, Site], true)),
    ("location-street", Meaning(&[Place, Site], true)),
    ("location_route", Meaning(&[Place, Site], true)),
    ("location-route", Meaning(&[Place, Site], true)),
    ("per", Meaning(&[Person], false)),
    ("loc", Meaning(&[Place, Site], false)),
    ("locderiv", Meaning(&[Place], false)),
    ("org", Meaning(&[Company, Organization], false)),
    ("orgderiv", Meaning(&[Company, Organization], true)),
    ("oth", Meaning(&[Product, Project, Organization, Site], true)),
    ("othderiv", Meaning(&[Product, Project, Organization, Site], true)),
];

/// `organization` is a body that is no business in SmartData and MobIE, and mostly a business in the product corpus.
const ORGANIZATION: Meaning = Meaning(&[Organization], false);
const MAKER: Meaning = Meaning(&[Company, Organization], false);
const GOODS: Meaning = Meaning(&[Product], true);

fn meaning(annotation: &str, products: bool) -> Option<Meaning> {
    let lower = annotation.to_lowercase();
    match (lower.as_str(), products) {
        ("organization", true) => Some(MAKER),
        ("organization", false) => Some(ORGANIZATION),
        ("product", _) => Some(GOODS),
        _ => MEANINGS.iter().find(|(name, _)| *name == lower).map(|(_, m)| *m),
    }
}

impl Meaning {
    /// Nothing is known.
    pub(super) const OPEN: Self = Self(NameType::ALL, true);

    /// A name of that type.
    pub(super) fn name(kind: &str) -> Option<Self> {
        NameType::ALL.iter().position(|k| k.as_str() == kind).map(|i| Self(&NameType::ALL[i..=i], false))
    }

    /// The mask for the first or a later word.
    fn mask(self, first: bool) -> u32 {
        if self.0.len() == NameType::ALL.len() {
            return ANY;
        }
        let tag = |kind: NameType| if first { NameTag::Begin(kind) } else { NameTag::Inside(kind) };
        self.0.iter().fold(u32::from(self.1), |mask, kind| mask | 1 << name_column(tag(*kind)))
    }
}

/// Both tags of each of some types.
fn either(kinds: &[NameType]) -> u32 {
    let both = |kind: &NameType| 1 << name_column(NameTag::Begin(*kind)) | 1 << name_column(NameTag::Inside(*kind));
    kinds.iter().map(both).fold(0, |mask: u32, tags: u32| mask | tags)
}

/// Types that a corpus does not annotate: a word that looks like a name and is not marked may be one of these.
fn unmarked(form: &str, open: &[NameType]) -> u32 {
    let looks = form.chars().next().is_some_and(char::is_uppercase)
        && form.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric());
    if looks { OUTSIDE | either(open) } else { OUTSIDE }
}

/// Reads one of the corpora in JSON Lines: text with spans of characters.
pub fn json_lines(text: &str, language: Language, source: usize, products: bool) -> Vec<Example> {
    let documents = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    documents.flat_map(|document| json_document(&document, language, source, products)).collect()
}

fn json_document(document: &Value, language: Language, source: usize, products: bool) -> Vec<Example> {
    let text = document["text"].as_str().unwrap_or("");
    let offsets: Vec<u32> = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
    let offset = |value: &Value| value.as_u64().and_then(|at| offsets.get(at as usize).copied());
    let mut marks = Vec::new();
    for entity in document["entities"].as_array().into_iter().flatten() {
        let span = offset(&entity["start"]).zip(offset(&entity["end"])).map(|(start, end)| Span::new(start, end));
        let kind = entity["type"].as_str().and_then(|kind| meaning(kind, products));
        if let (Some(span), Some(kind)) = (span, kind)
            && span.of(text).starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !products)
        {
            marks.push((span, kind));
        }
    }
    let open: &[NameType] = if products { &[Person, Place, Project, Site] } else { &[Product, Project, Site] };
    marked(text, &marks, language, source, |form| unmarked(form, open))
}

/// Cuts a marked text into sentences; `unmarked` gives the mask of a word without a mark.
pub(super) fn marked(
    text: &str,
    marks: &[(Span, Meaning)],
    language: Language,
    source: usize,
    unmarked: impl Fn(&str) -> u32,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (_, block) in sentences::blocks(text) {
        let mut tokens = Vec::new();
        tokenise::tokenise(&text[block.clone()], block.start, language, &mut tokens);
        for range in sentences::sentences(text, &tokens) {
            let tokens = &tokens[range];
            let names =
                tokens.iter().map(|token| mask(*token, marks).unwrap_or_else(|| unmarked(token.of(text)))).collect();
            let forms = tokens.iter().map(|t| t.of(text).into()).collect();
            examples.push(Example { forms, names, source, ..Example::default() });
        }
    }
    examples
}

/// The mask of a token: that of the mark that covers it. Where a mark covers a part only, the whole is no name.
fn mask(token: Span, marks: &[(Span, Meaning)]) -> Option<u32> {
    let (mark, meaning) = marks.iter().find(|(mark, _)| mark.overlaps(&token))?;
    Some(if mark.covers(&token) { meaning.mask(mark.start == token.start) } else { OUTSIDE })
}

/// Reads a corpus of one word per line: the word and its tag in given columns, sentences parted by empty lines.
pub fn columns(text: &str, form: usize, tag: usize, source: usize) -> Vec<Example> {
    let mut examples = vec![Example { source, ..Example::default() }];
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.trim().is_empty() {
            examples.push(Example { source, ..Example::default() });
        } else if let (Some(form), Some(tag), Some(example)) = (cells.get(form), cells.get(tag), examples.last_mut())
            && !line.starts_with("#\t")
            && !form.starts_with("-DOCSTART-")
        {
            example.forms.push((*form).into());
            let (first, kind) = (tag.starts_with("B-"), tag.get(2..).unwrap_or(""));
            let mask =
                meaning(kind, false).map_or_else(|| unmarked(form, &[Product, Project, Site]), |m| m.mask(first));
            example.names.push(mask);
        }
    }
    examples.retain(|e| !e.forms.is_empty());
    examples
}

/// Reads the project's own corpus: `[text|Type]` and `[text|Type=Name]` in running text, lines of facts passed over.
pub fn corpus(text: &str, language: Language, source: usize) -> Vec<Example> {
    let lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#') && !l.starts_with("= "));
    lines.flat_map(|line| corpus_line(line, language, source)).collect()
}

fn corpus_line(line: &str, language: Language, source: usize) -> Vec<Example> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, inner, after)) = next_mark(rest) {
        text.push_str(before);
        let (words, kind) = inner.rsplit_once('|').unwrap_or((inner, ""));
        let span = Span::new(text.len() as u32, (text.len() + words.len()) as u32);
        text.push_str(words);
        rest = after;
        if let Some(kind) = own_type(words, kind) {
            marks.push((span, kind));
        }
    }
    text.push_str(rest);
    marked(&text, &marks, language, source, |_| OUTSIDE)
}

/// Text before a mark, the mark's inside, text behind it.
fn next_mark(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('[')?;
    let end = start + text[start..].find(']')?;
    Some((&text[..start], &text[start + 1..end], &text[end + 1..]))
}

/// Determiners and pronouns that open a description; what they open is no name.
pub(super) const DESCRIBING: &[&str] = &[
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "dieser", "diese",
    "dieses", "diesem", "diesen", "sein", "seine", "seiner", "seinem", "seinen", "ihr", "ihre", "ihrer", "ihrem",
    "ihren", "er", "sie", "es", "dessen", "deren", "beide", "beiden", "man", "wir", "ich", "the", "a", "an", "this",
    "these", "its", "his", "her", "their", "he", "she", "it", "they", "we", "both", "i", "unser", "unsere", "unserem",
    "our", "dort", "im", "beim", "zum",
];

/// What a mark of the own corpus means; `None` where its text is no name.
fn own_type(words: &str, kind: &str) -> Option<Meaning> {
    let (kind, name) = kind.split_once('=').map_or((kind, None), |(kind, name)| (kind, Some(name)));
    let first = words.split([' ', '-']).next().unwrap_or("").to_lowercase();
    let meaning = Meaning::name(kind)?;
    let small = words.chars().next().is_some_and(char::is_lowercase)
        && kind != "Place"
        && kind != "Product"
        && kind != "Company";
    let described = DESCRIBING.contains(&first.as_str()) && (words.contains(' ') || words.to_lowercase() == first);
    let facility = kind == "Site" && name.is_some_and(|name| name.starts_with(words));
    (!small && !described && !facility).then_some(meaning)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(kind: NameType) -> u32 {
        1 << name_column(NameTag::Begin(kind))
    }

    #[test]
    fn own_marks_become_masks() {
        let text =
            "# x\n[Alpha AG|Company] und [der Bauer|Company=Alpha AG] in [Kiel|Place]; [Alpha|Company]-Chef\n= -\n";
        let read = corpus(text, Language::De, 1);
        let inside = 1 << name_column(NameTag::Inside(Company));
        assert_eq!(read[0].forms.join(" "), "Alpha AG und der Bauer in Kiel ; Alpha-Chef");
        assert_eq!(read[0].names, [begin(Company), inside, 1, 1, 1, 1, begin(Place), 1, 1]);
    }

    #[test]
    fn other_corpora_leave_types_open() {
        let read = columns("1\tAlpha\tB-ORG\tO\n2\tkam\tO\tO\n", 1, 2, 1);
        assert_eq!(read[0].names, [begin(Company) | begin(Organization), 1]);
    }
}
