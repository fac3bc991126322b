//! A look at the text before it is parsed: where strings, names in backquotes and comments are, how deep its brackets
//! nest, and where one statement of a script ends.

use super::{MAX_NESTING, fault};
use crate::model::span::Span;
use crate::query::Piece;
use crate::query::error::QueryError;

/// A piece of text that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// `(`, `[`, `{`, the word `CASE`
    Open,
    /// `)`, `]`, `}`, the word `END`
    Close,
    /// `;`
    Semicolon,
    /// Any other text that is no blank and no comment.
    Other,
}

/// Walks over a text; strings and quoted names are one mark, comments and blanks none.
struct Scan<'t> {
    text: &'t str,
    next: usize,
    /// Where a comment begins that has no end.
    open_comment: Option<usize>,
}

impl Iterator for Scan<'_> {
    type Item = (usize, Mark);

    fn next(&mut self) -> Option<(usize, Mark)> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.next;
            let first = *bytes.get(start)?;
            match first {
                b'/' if bytes.get(start + 1) == Some(&b'/') => self.skip_past(start, "\n"),
                b'/' if bytes.get(start + 1) == Some(&b'*') => self.skip_past(start + 2, "*/"),
                b if b.is_ascii_whitespace() => self.next += 1,
                b'\'' | b'"' => return self.quoted(start, first, true),
                b'`' => return self.quoted(start, first, false),
                b if is_word(b) => return self.word(start),
                _ => {
                    self.next += 1;
                    return Some((start, bracket(first)));
                }
            }
        }
    }
}

impl<'t> Scan<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, next: 0, open_comment: None }
    }

    fn skip_past(&mut self, from: usize, end: &str) {
        let found = memchr::memmem::find(&self.text.as_bytes()[from.min(self.text.len())..], end.as_bytes());
        self.next = found.map_or(self.text.len(), |i| from + i + end.len());
        if found.is_none() && end == "*/" {
            self.open_comment = Some(from - end.len());
        }
    }

    fn quoted(&mut self, start: usize, quote: u8, escapes: bool) -> Option<(usize, Mark)> {
        let bytes = self.text.as_bytes();
        let mut i = start + 1;
        while let Some(&b) = bytes.get(i) {
            i += 1;
            match b {
                b'\\' if escapes => i += 1,
                b if b == quote => break,
                _ => {}
            }
        }
        self.next = i.min(bytes.len());
        Some((start, Mark::Other))
    }

    fn word(&mut self, start: usize) -> Option<(usize, Mark)> {
        let bytes = self.text.as_bytes();
        let length = bytes[start..].iter().take_while(|b| is_word(**b)).count();
        self.next = start + length;
        let word = &bytes[start..self.next];
        let mark = match word.len() {
            4 if word.eq_ignore_ascii_case(b"case") => Mark::Open,
            3 if word.eq_ignore_ascii_case(b"end") => Mark::Close,
            _ => Mark::Other,
        };
        Some((start, mark))
    }
}

/// Bytes of names; every byte outside ASCII is one.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn bracket(byte: u8) -> Mark {
    match byte {
        b'(' | b'[' | b'{' => Mark::Open,
        b')' | b']' | b'}' => Mark::Close,
        b';' => Mark::Semicolon,
        _ => Mark::Other,
    }
}

/// The pieces of a text that are no blanks and no comments, and where a comment begins that has no end.
pub(super) fn tokens(text: &str) -> (Vec<Span>, Option<usize>) {
    let mut scan = Scan::of(text);
    let mut all = Vec::new();
    while let Some((start, _)) = scan.next() {
        all.push(Span::new(start as u32, scan.next as u32));
    }
    (all, scan.open_comment)
}

/// The greatest number of brackets open at one place, or an error if that is more than [`MAX_NESTING`].
pub(super) fn nesting(text: &str) -> Result<usize, QueryError> {
    let (mut depth, mut deepest) = (0usize, 0);
    for (start, mark) in Scan::of(text) {
        match mark {
            Mark::Open => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
        if depth > MAX_NESTING {
            return Err(fault::too_deep(Span::new(start as u32, start as u32 + 1)));
        }
    }
    Ok(deepest)
}

/// Cuts a script into statements at `;`. Statements of nothing but blanks and comments are dropped.
pub fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = None;
    for (at, mark) in Scan::of(text) {
        match (mark, start) {
            (Mark::Semicolon, Some(from)) => {
                pieces.push(piece(text, from, at));
                start = None;
            }
            (Mark::Semicolon, None) => {}
            (_, None) => start = Some(at),
            _ => {}
        }
    }
    pieces.extend(start.map(|from| piece(text, from, text.len())));
    pieces
}

fn piece(text: &str, start: usize, end: usize) -> Piece {
    let words = text[start..end].trim_end();
    Piece { span: Span::new(start as u32, (start + words.len()) as u32), text: words.to_owned() }
}
