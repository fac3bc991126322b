//! The normal form of a text: one line a paragraph, plain spaces, composed letters, no bullets.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A line longer than this is a paragraph of its own, never one line of a wrapped paragraph.
const WIDEST_WRAP: usize = 120;

/// A line shorter than this share of the widest ends a wrapped paragraph: the next word would have fitted.
const FULL_LINE: f32 = 0.6;

/// Lines that must look wrapped before any two are joined.
const WRAPPED_LINES: usize = 6;

/// The longest first paragraph that is taken for a title, in characters.
const LONGEST_TITLE: usize = 160;

/// Signs that a list item begins with.
const BULLETS: &[char] = &['•', '◦', '▪', '■', '●', '‣', '·', '∙', '►', '▶', '➤', '✓'];

/// The paragraphs of a text, each on one line. Lines that a fixed width broke are joined again.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
    let lines: Vec<_> = text.split('\n').map(Line::new).collect();
    let mut paragraphs: Vec<String> = Vec::new();
    let wrap = wrap_width(&lines);
    let mut open = false;
    for line in &lines {
        if line.text.is_empty() {
            open &= wrap.through_gaps;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if open && !line.bullet => join(last, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
        open = wrap.width.is_some_and(|width| line.runs_on(width));
    }
    paragraphs
}

/// A line in normal form, and whether a bullet stood before it.
struct Line {
    text: String,
    bullet: bool,
    length: usize,
}

impl Line {
    fn new(raw: &str) -> Self {
        let clean = line(raw);
        let text = clean.trim_start_matches(BULLETS).trim_start();
        let bullet = text.len() < clean.len();
        Self { length: text.chars().count(), text: text.to_owned(), bullet }
    }

    /// Whether the paragraph goes on in the next line, in a text broken at `width`.
    fn runs_on(&self, width: usize) -> bool {
        self.length as f32 >= width as f32 * FULL_LINE
    }

    fn ends_open(&self) -> bool {
        !self.text.ends_with(['.', '!', '?', ':', '"', '“', '”', '»', '«', ')', '…', '’', '\''])
    }
}

/// How a text is broken into lines.
struct Wrap {
    /// The width, where it is broken at one.
    width: Option<usize>,
    /// Whether an empty line stands after each line, so that it parts no paragraphs.
    through_gaps: bool,
}

/// Finds the width that a text was broken at: its lines are of about one length and most end inside a sentence.
fn wrap_width(lines: &[Line]) -> Wrap {
    let full: Vec<_> = lines.iter().filter(|line| !line.text.is_empty()).collect();
    let widest = full.iter().map(|line| line.length).max().unwrap_or(0);
    let near = full.iter().filter(|line| line.runs_on(widest)).collect::<Vec<_>>();
    let open = near.iter().filter(|line| line.ends_open()).count();
    let wrapped =
        widest <= WIDEST_WRAP && near.len() >= WRAPPED_LINES && open * 2 > near.len() && near.len() * 2 > full.len();
    let pairs = lines.windows(2).filter(|pair| !pair[0].text.is_empty());
    let gaps = pairs.clone().filter(|pair| pair[1].text.is_empty()).count();
    Wrap { width: wrapped.then_some(widest), through_gaps: wrapped && gaps * 10 >= pairs.count() * 9 }
}

/// Joins the next line to a paragraph; a word parted at the line's end is whole again.
fn join(paragraph: &mut String, next: &str) {
    let parted = paragraph.ends_with('-')
        && paragraph.trim_end_matches('-').ends_with(char::is_alphabetic)
        && next.starts_with(char::is_lowercase)
        && !["und ", "oder ", "and ", "or ", "bzw"].iter().any(|word| next.starts_with(word));
    if parted {
        paragraph.pop();
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(next);
}

/// One line: composed letters (NFC), one plain space for any run of white space, nothing invisible.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let composed: Box<dyn Iterator<Item = char>> =
        if is_nfc_quick(text.chars()) == IsNormalized::Yes { Box::new(text.chars()) } else { Box::new(text.nfc()) };
    for c in composed {
        if c.is_whitespace() || c == '\u{2007}' || c == '\u{202f}' {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The first paragraph where it reads as a title: short, without a full stop, with text behind it that does not go on in
/// the middle of a sentence.
pub(super) fn title_of(paragraphs: &[String]) -> Option<&str> {
    let (first, rest) = paragraphs.split_first()?;
    let short = first.chars().count() <= LONGEST_TITLE && first.split(' ').count() >= 2;
    let title = short
        && !first.ends_with(['.', ':', ',', ';'])
        && rest.first().is_some_and(|next| !next.starts_with(char::is_lowercase));
    let breadcrumb = first.contains(" / ") || first.contains(" > ") || first.contains(" » ");
    (title && !breadcrumb).then_some(first)
}

/// The day of a date as pages write it: `2025-11-03T10:00:00+01:00`, `03.11.2025`, `20251103`.
pub(super) fn day(text: &str) -> Option<String> {
    let date = if let Some(iso) = text.get(..10).filter(|t| t.is_ascii() && t.as_bytes()[4] == b'-') {
        iso.parse::<jiff::civil::Date>().ok()
    } else if text.contains('.') {
        let parts: Vec<i16> = text.split(' ').next()?.split('.').filter_map(|part| part.parse().ok()).collect();
        let &[day, month, year] = parts.as_slice() else { return None };
        jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    } else {
        text.get(..8)?.parse::<jiff::civil::Date>().ok()
    };
    date.map(|date| date.to_string())
}
