//! What the network sees of a word: rows of its embedding table, found by hashing (hash embeddings, Svenstrup et al.
//! 2017; Honnibal's Bloom embeddings).

use super::hash;
use super::lexicon::{Entry, Lexicon};

/// Groups of features; the vectors of one group are added, those of different groups stand side by side.
pub const GROUPS: usize = 3;
/// Logarithm of the number of rows per group.
pub const ROW_BITS: u32 = 15;
/// Features of a word.
pub const PER_WORD: usize = 22;
/// Which of them tells the lists of names that the word stands in.
pub const LISTED: usize = 16;

/// The rows of one word: group and row in the table of all groups.
pub type Rows = [(u8, u32); PER_WORD];

/// Group of the word itself, of its parts, and of what is known about its kind.
const WORD: u8 = 0;
const PARTS: u8 = 1;
const KIND: u8 = 2;

/// The rows for a form; `initial` tells whether it opens its sentence.
pub fn rows(form: &str, initial: bool, lexicon: &Lexicon) -> Rows {
    let form = familiar(form);
    let lower = form.to_lowercase();
    let entry = lexicon.entry(form, &lower);
    let chars: Vec<(usize, char)> = lower.char_indices().collect();
    let tail = |n: usize| hash::word(chars.get(chars.len().saturating_sub(n)).map_or("", |(at, _)| &lower[*at..]));
    let head = |n: usize| hash::word(chars.get(n).map_or(&lower[..], |(at, _)| &lower[..*at]));
    let (word, small, shape) = (hash::word(form), hash::word(&lower), hash::word(&shape(form, initial)));
    let Entry { class, tail: class_of_tail, cluster, names } = entry;
    let cluster = u64::from(cluster);
    let values: [(u8, u64); PER_WORD] = [
        (WORD, small),
        (WORD, small),
        (WORD, word),
        (WORD, cluster),
        (PARTS, tail(2)),
        (PARTS, tail(3)),
        (PARTS, tail(4)),
        (PARTS, tail(5)),
        (PARTS, head(3)),
        (PARTS, head(4)),
        (PARTS, u64::from(class_of_tail)),
        (KIND, tail(1)),
        (KIND, head(1)),
        (KIND, shape),
        (KIND, u64::from(class)),
        (KIND, u64::from(class_of_tail)),
        (KIND, u64::from(names)),
        (KIND, cluster & 0xf),
        (KIND, cluster & 0x3f),
        (KIND, cluster & 0x1ff),
        (KIND, cluster & 0xfff),
        (KIND, cluster),
    ];
    let mut number = 0;
    values.map(|(group, value)| {
        number += 1;
        row(number, group, value)
    })
}

fn row(number: u32, group: u8, value: u64) -> (u8, u32) {
    let row = hash::mix(number, value) >> (64 - ROW_BITS);
    (group, (u32::from(group) << ROW_BITS) + row as u32)
}

/// What stands at [`LISTED`] for a word that is in no list of names.
pub fn unlisted() -> (u8, u32) {
    row(LISTED as u32 + 1, KIND, 0)
}

/// The double quotation mark in place of a single one, which treebanks hardly have.
fn familiar(form: &str) -> &str {
    match form {
        "‚" => "„",
        "‘" => "“",
        "›" => "»",
        "‹" => "«",
        _ => form,
    }
}

/// The kinds of the characters of a word, repeated letters and digits once: `GmbH` → `XxX`, `4,5` → `d,d`.
fn shape(form: &str, initial: bool) -> String {
    let mut shape = String::new();
    let mut last = '\0';
    for c in form.chars() {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        if kind != last || !matches!(kind, 'X' | 'x' | 'd') {
            shape.push(kind);
        }
        last = kind;
        if shape.len() > 8 {
            break;
        }
    }
    if initial {
        shape.push('^');
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_kinds_of_words() {
        assert_eq!(shape("GmbH", false), "XxX");
        assert_eq!(shape("4,5", false), "d,d");
        assert_eq!(shape("Die", true), "Xx^");
        assert_eq!(shape("OpenAI-Chef", false), "XxX-Xx");
    }

    #[test]
    fn a_word_in_no_list_is_unlisted() {
        assert_eq!(rows("Wort", false, &Lexicon::default())[LISTED], unlisted());
    }

    #[test]
    fn any_form_has_rows_inside_the_table() {
        for form in ["", "a", "Ä", "😀", "über", "\u{0}", "ﬀ", "İ"] {
            let rows = rows(form, false, &Lexicon::default());
            assert!(rows.iter().all(|(group, row)| row >> ROW_BITS == u32::from(*group)), "{form:?}");
        }
    }
}
