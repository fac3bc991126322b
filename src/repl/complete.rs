//! Completion: what may stand at the cursor, told from the text before it.

use super::command::COMMANDS;
use super::words::{KEYWORDS, Words};
use crate::render::FORMATS;

/// Where the completed word begins, and what it may become.
pub type Offer = (usize, Vec<String>);

/// What may stand at byte `at` of `text`.
pub fn complete(text: &str, at: usize, words: &Words) -> Offer {
    let before = &text[..at];
    if before.trim_start().starts_with(':') {
        return command(before);
    }
    if let Some(start) = open_string(before) {
        return (start, starting(&words.names, &before[start..], false));
    }
    let start = word_start(before);
    let word = &before[start..];
    let list = match before[..start].chars().next_back() {
        Some(':' | '|') if in_brackets(&before[..start]) => starting(&words.types, word, true),
        Some(':' | '|' | '&' | '!') => starting(&words.labels, word, true),
        Some('.') => starting(&words.keys, word, false),
        Some('{') => starting(&words.keys, word, false),
        _ if word.is_empty() => Vec::new(),
        _ => plain(before, word, words),
    };
    (start, list)
}

fn command(before: &str) -> Offer {
    let colon = before.find(':').unwrap_or(0);
    let typed = &before[colon + 1..];
    match typed.split_once(char::is_whitespace) {
        Some(("mode", rest)) => {
            let names = FORMATS.iter().map(|e| e.name).filter(|n| n.starts_with(rest.trim()));
            (before.len() - rest.trim().len(), names.map(str::to_owned).collect())
        }
        Some(_) => (before.len(), Vec::new()),
        None => {
            (colon + 1, COMMANDS.iter().map(|c| c.name).filter(|n| n.starts_with(typed)).map(str::to_owned).collect())
        }
    }
}

/// Keywords, functions, and the variables that the statement has named so far.
fn plain(before: &str, word: &str, words: &Words) -> Vec<String> {
    let lower = word.chars().all(char::is_lowercase);
    let cased = |k: &&str| if lower { k.to_lowercase() } else { (*k).to_owned() };
    let mut list = starting(&variables(&before[..before.len() - word.len()]), word, false);
    list.extend(starting(&words.functions, word, true));
    list.extend(KEYWORDS.iter().filter(|k| begins(k, word, true)).map(cased));
    list
}

/// Names behind `(`, `[` and AS, in order, each once.
fn variables(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last = "";
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word: &str = &rest[..rest.find(|c: char| !is_name(c)).unwrap_or(rest.len())];
        if word.is_empty() {
            last = if c.is_whitespace() { last } else { &rest[..c.len_utf8()] };
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let named = matches!(last, "(" | "[") || last.eq_ignore_ascii_case("as");
        if named && !found.iter().any(|f| f == word) {
            found.push(word.to_owned());
        }
        (last, rest) = (word, &rest[word.len()..]);
    }
    found
}

fn starting(list: &[String], word: &str, loose: bool) -> Vec<String> {
    list.iter().filter(|name| begins(name, word, loose)).cloned().collect()
}

/// Whether `name` begins with `word`; loosely, whatever the case.
fn begins(name: &str, word: &str, loose: bool) -> bool {
    match name.get(..word.len()) {
        Some(head) if loose => head.eq_ignore_ascii_case(word),
        Some(head) => head == word,
        None => false,
    }
}

fn word_start(before: &str) -> usize {
    before.rfind(|c: char| !is_name(c)).map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the nearest open bracket is `[`: relationship types stand there.
fn in_brackets(before: &str) -> bool {
    let mut depth = 0;
    for c in before.chars().rev() {
        match c {
            ']' | ')' => depth += 1,
            '[' if depth == 0 => return true,
            '(' if depth == 0 => return false,
            '[' | '(' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Where the string that is open at the end of the text begins (behind its quote).
fn open_string(before: &str) -> Option<usize> {
    let mut open: Option<(char, usize)> = None;
    let mut escaped = false;
    for (i, c) in before.char_indices() {
        match (open, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some((quote, _)), c) if c == quote => open = None,
            (None, '\'' | '"') => open = Some((c, i + 1)),
            _ => {}
        }
    }
    open.map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Words {
            labels: list(&["Company", "Person"]),
            types: list(&["INVESTS_IN", "OWNS"]),
            keys: list(&["amount", "name"]),
            functions: list(&["collect(", "count("]),
            names: list(&["Nordwind", "Rheingas"]),
        }
    }

    #[test]
    fn what_is_offered_depends_on_what_stands_before() {
        let cases: &[(&str, &[&str])] = &[
            ("MATCH (n:Com", &["Company"]),
            ("MATCH (n)-[r:inv", &["INVESTS_IN"]),
            ("MATCH (n)-[r:OWNS|", &["INVESTS_IN", "OWNS"]),
            ("MATCH (n) RETURN n.na", &["name"]),
            ("MATCH (n {name: 'Nord", &["Nordwind"]),
            ("MAT", &["MATCH"]),
            ("ret", &["return"]),
            ("MATCH (firm) RETURN cou", &["count(", "count"]),
            ("MATCH (firm) RETURN fi", &["firm"]),
            (":sch", &["schema"]),
            (":mode js", &["json", "jsonl"]),
        ];
        for (text, expected) in cases {
            assert_eq!(complete(text, text.len(), &words()).1, *expected, "{text}");
        }
    }
}
