//! Highlighting of what is typed.

use super::words::KEYWORDS;

const KEYWORD: &str = "\x1b[1;34m";
const STRING: &str = "\x1b[32m";
const NUMBER: &str = "\x1b[36m";
const NAME: &str = "\x1b[35m";
const COMMENT: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

/// The line with colour codes: keywords, strings, numbers, names behind a colon or a `$`, comments.
pub fn paint(line: &str) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    let mut rest = line;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (length, colour) = token(rest, first, before);
        let (word, tail) = rest.split_at(length);
        match colour {
            Some(colour) => out.extend([colour, word, PLAIN]),
            None => out.push_str(word),
        }
        before = word.chars().next_back().unwrap_or(' ');
        rest = tail;
    }
    out
}

/// Length in bytes and colour of the token that `rest` begins with.
fn token(rest: &str, first: char, before: char) -> (usize, Option<&'static str>) {
    match first {
        '\'' | '"' => (string(rest, first), Some(STRING)),
        '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), Some(COMMENT)),
        '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |i| i + 2), Some(COMMENT)),
        c if c.is_ascii_digit() => (run(rest, |c| c.is_ascii_alphanumeric() || c == '.' || c == '_'), Some(NUMBER)),
        c if c.is_alphabetic() || c == '_' => {
            let length = run(rest, |c| c.is_alphanumeric() || c == '_');
            (length, word(&rest[..length], before))
        }
        c => (c.len_utf8(), None),
    }
}

fn word(word: &str, before: char) -> Option<&'static str> {
    match before {
        ':' | '|' | '$' => Some(NAME),
        '.' => None,
        _ => {
            let upper = word.to_uppercase();
            KEYWORDS.iter().any(|k| k.split(' ').any(|part| part == upper)).then_some(KEYWORD)
        }
    }
}

fn run(rest: &str, keep: fn(char) -> bool) -> usize {
    rest.find(|c| !keep(c)).unwrap_or(rest.len())
}

/// Length of a quoted string, its end included where there is one.
fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return i + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn painting_adds_colour_and_changes_nothing_else() {
        for line in ["MATCH (n:Company {name: 'Köln'}) RETURN n.x, 12.5 // end", "'open", "a/*b", "$p ü €"] {
            let bare =
                [KEYWORD, STRING, NUMBER, NAME, COMMENT, PLAIN].iter().fold(paint(line), |t, c| t.replace(c, ""));
            assert_eq!(bare, line);
        }
        assert!(paint("MATCH").starts_with(KEYWORD));
    }
}
