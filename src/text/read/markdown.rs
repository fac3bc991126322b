//! Markdown: front matter between `---` lines, then text whose marks (CommonMark 0.31) are taken off.

use super::format::Fields;
use super::remark::RemarkKind;

/// Takes front matter and marks off.
pub(super) fn parse(text: &str, remarks: &mut Vec<RemarkKind>) -> Result<Fields, RemarkKind> {
    let mut fields = Fields::default();
    let body = front_matter(text, &mut fields, remarks).unwrap_or(text);
    let mut fenced = false;
    for line in body.lines() {
        let line = line.trim_start();
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        } else if !fenced {
            add_line(line, &mut fields);
        }
    }
    Ok(fields)
}

/// Reads `key: value` lines between two lines of `---` and gives the rest; `None` where there are none.
fn front_matter<'t>(text: &'t str, fields: &mut Fields, remarks: &mut Vec<RemarkKind>) -> Option<&'t str> {
    let text = text.trim_start();
    let mut at = text.find('\n')? + 1;
    if text[..at].trim_end() != "---" {
        return None;
    }
    for (number, line) in (2..).zip(text[at..].split_inclusive('\n')) {
        at += line.len();
        match line.trim() {
            "---" | "..." => return Some(&text[at..]),
            line => set(line, number, fields, remarks),
        }
    }
    None
}

fn set(line: &str, number: usize, fields: &mut Fields, remarks: &mut Vec<RemarkKind>) {
    let Some((key, value)) = line.split_once(':') else {
        if !(line.is_empty() || line.starts_with(['#', '-'])) {
            remarks.push(RemarkKind::FrontMatter { line: number, text: line.to_owned() });
        }
        return;
    };
    let field = match key.trim().to_ascii_lowercase().as_str() {
        "title" | "headline" => &mut fields.title,
        "publisher" | "source" | "site" => &mut fields.publisher,
        "date" | "published" => &mut fields.date,
        "language" | "lang" => &mut fields.language,
        _ => return,
    };
    *field = Some(unquoted(value.trim()));
}

/// A YAML scalar without its quotes.
fn unquoted(value: &str) -> String {
    let inside = |quote| value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote));
    if let Some(text) = inside('"') {
        text.replace("\\\"", "\"").replace("\\\\", "\\")
    } else if let Some(text) = inside('\'') {
        text.replace("''", "'")
    } else {
        value.to_owned()
    }
}

/// Adds a line of the body; a first-level heading is the title where there is none yet.
fn add_line(line: &str, fields: &mut Fields) {
    let text = inline(block(line));
    if fields.title.is_none() && line.starts_with("# ") && fields.body.trim().is_empty() {
        fields.title = Some(text);
        return;
    }
    let apart = line.starts_with(['#', '-', '*', '+', '>']);
    if apart {
        fields.body.push('\n');
    }
    fields.body.push_str(&text);
    fields.body.push_str(if apart { "\n\n" } else { "\n" });
}

/// A line without the marks of headings, quotations, list items and rules.
fn block(line: &str) -> &str {
    let bare = line.trim_end();
    if bare.len() >= 3 && ['-', '*', '_', '='].iter().any(|mark| bare.chars().all(|c| c == *mark || c == ' ')) {
        return "";
    }
    let heading = bare.trim_start_matches('#');
    if heading.len() < bare.len() && (heading.starts_with(' ') || heading.is_empty()) {
        return heading.trim().trim_end_matches('#').trim_end();
    }
    let quoted = bare.trim_start_matches(['>', ' ']);
    ["- ", "* ", "+ "].iter().find_map(|mark| quoted.strip_prefix(mark)).unwrap_or(quoted)
}

/// A line without emphasis, code marks, images and link targets.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['!', '[', '*', '`', '\\', '_', '<']) {
        out.push_str(&rest[..at]);
        rest = mark(&rest[at..], &mut out);
    }
    out + rest
}

/// Takes the mark that `rest` begins with off, adds what it stands for, and gives what follows.
fn mark<'t>(rest: &'t str, out: &mut String) -> &'t str {
    if let Some((_, after)) = rest.strip_prefix('!').and_then(link) {
        return after;
    }
    if let Some((label, after)) = link(rest) {
        out.push_str(&inline(label));
        return after;
    }
    if let Some(url) = rest.strip_prefix('<').filter(|r| r.starts_with("http")) {
        return url.find('>').map_or(url, |end| &url[end + 1..]);
    }
    let marks = rest.len() - rest.trim_start_matches(['*', '`']).len();
    if marks > 0 {
        return &rest[marks..];
    }
    if let Some(escaped) = rest.strip_prefix('\\').filter(|r| r.starts_with(|c: char| c.is_ascii_punctuation())) {
        out.push_str(&escaped[..1]);
        return &escaped[1..];
    }
    let edge = out.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let underscores = rest.len() - rest.trim_start_matches('_').len();
    let ends = rest[underscores..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if underscores > 0 && (edge || ends) {
        return &rest[underscores..];
    }
    let next = rest.chars().next().map_or(0, char::len_utf8);
    out.push_str(&rest[..next]);
    &rest[next..]
}

/// `[label](target)` at the beginning: the label and what follows. Labels that hold brackets are left as they are.
fn link(rest: &str) -> Option<(&str, &str)> {
    let (label, after) = rest.strip_prefix('[')?.split_once("](")?;
    let (_, after) = after.split_once(')')?;
    (!label.contains(['[', ']'])).then_some((label, after))
}
