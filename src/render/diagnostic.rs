//! Faults drawn for people: name:line:column, the line, a caret, what was expected, "did you mean".
//!
//! Every stage has typed errors of its own; each becomes a [`Fault`] here, and [`draw`] is the only place that gives one
//! its looks.

use std::borrow::Cow;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};

use crate::model::span::Span;
use crate::query::{Note, QueryError};

/// A fault and the text it lies in.
#[derive(Clone, Debug, Default)]
pub struct Fault<'a> {
    /// What the text is: a path, `query`.
    pub source: &'a str,
    /// The whole text.
    pub text: &'a str,
    /// Where in it, in bytes; `None` where the fault has no place.
    pub span: Option<Span>,
    /// Stable code.
    pub code: String,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to write at the caret: what was expected.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Another place that matters, and why.
    pub also: Option<(Span, &'static str)>,
}

/// How a fault is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// With colours.
    pub colour: bool,
    /// Columns there are.
    pub width: usize,
}

/// A line longer than this many bytes is shown around the caret only.
const LONG_LINE: usize = 600;

/// Bytes shown on either side of the caret in a long line.
const AROUND: usize = 60;

impl<'a> Fault<'a> {
    /// A query's fault. `offset` is where in `text` the statement given to the engine begins.
    pub fn of_query(error: &QueryError, source: &'a str, text: &'a str, offset: u32) -> Self {
        let moved = |s: Span| Span::new(s.start + offset, s.end + offset);
        let hint = error.hint.as_deref().cloned().unwrap_or_default();
        let meant = one_of(&error.suggestions).map(|list| format!("did you mean {list}?"));
        Self {
            source,
            text,
            span: error.span.map(moved),
            also: hint.related.map(|(span, why)| (moved(span), why)),
            code: format!("{}::{}", error.kind, error.detail),
            message: error.message.clone(),
            label: one_of(&error.expected).map(|list| format!("expected {list}")),
            help: [meant, hint.help].into_iter().flatten().reduce(|a, b| format!("{a} {b}")),
        }
    }

    /// Line and column (in characters) of the fault, both from 1.
    pub fn position(&self) -> (usize, usize) {
        let at = self.span.map_or(0, |s| floor(self.text, s.start as usize));
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        (line, before.chars().rev().take_while(|c| *c != '\n').count() + 1)
    }
}

/// A remark of a statement on one line: `note: query:1:10: …; did you mean Company?`
pub fn remark(note: &Note, source: &str, text: &str, offset: u32) -> String {
    let span = Span::new(note.span.start + offset, note.span.end + offset);
    let (line, column) = Fault { text, span: Some(span), ..Fault::default() }.position();
    let meant = one_of(&note.suggestions).map(|list| format!("; did you mean {list}?")).unwrap_or_default();
    format!("note: {source}:{line}:{column}: {}{meant}", note.message)
}

/// The fault as text, with a line end.
pub fn draw(fault: &Fault<'_>, look: Look) -> String {
    let seen = |text: &Option<String>| text.as_deref().map(|text| visible(text).into_owned());
    let text = visible(fault.text);
    let fault = &Fault {
        text: &text,
        message: visible(&fault.message).into_owned(),
        label: seen(&fault.label),
        help: seen(&fault.help),
        ..fault.clone()
    };
    match fault.span {
        Some(span) if long_line(fault.text, span) => draw_long(fault, span),
        _ => draw_whole(fault, look),
    }
}

/// The text with a sign of as many bytes for each control character but line ends and tabs: a terminal would obey it.
fn visible(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match obeyed(c) {
        true if c.len_utf8() == 1 => '?',
        true => '¿',
        false => c,
    };
    Cow::Owned(text.chars().map(sign).collect())
}

fn draw_whole(fault: &Fault<'_>, look: Look) -> String {
    let mut diagnostic = MietteDiagnostic::new(&fault.message);
    if !fault.code.is_empty() {
        diagnostic = diagnostic.with_code(&fault.code);
    }
    if let Some(help) = &fault.help {
        diagnostic = diagnostic.with_help(help);
    }
    if let Some(span) = fault.span {
        let label = LabeledSpan::new_primary_with_span;
        let place = |span: Span| (start(fault, span), width(fault, span));
        let also = fault.also.map(|(span, why)| LabeledSpan::new_with_span(Some(why.to_owned()), place(span)));
        let labels = std::iter::once(label(fault.label.clone(), place(span))).chain(also);
        diagnostic = diagnostic.with_labels(labels);
    }
    let mut report = Report::from(diagnostic);
    if fault.span.is_some() {
        report = report.with_source_code(NamedSource::new(fault.source, fault.text.to_owned()));
    }
    let theme = if look.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(look.width.max(40));
    let mut out = String::new();
    match handler.render_report(&mut out, report.as_ref()) {
        Ok(()) => out,
        Err(_) => format!("{}\n", fault.message),
    }
}

/// As a compiler does on one line: position, message, a window of the line, a caret.
fn draw_long(fault: &Fault<'_>, span: Span) -> String {
    let (line, column) = fault.position();
    let at = start(fault, span);
    let from = floor(fault.text, at.saturating_sub(AROUND));
    let to = floor(fault.text, (at + AROUND).min(fault.text.len()));
    let before: String = fault.text[from..at].replace('\n', " ");
    let after: String = fault.text[at..to].replace('\n', " ");
    let label = fault.label.as_deref().unwrap_or("here");
    let caret = " ".repeat(before.chars().count() + 3);
    let help = fault.help.as_ref().map(|h| format!("  help: {h}\n")).unwrap_or_default();
    format!(
        "{}:{line}:{column}: {} ({})\n  …{before}{after}…\n{caret}^ {label}\n{help}",
        fault.source, fault.message, fault.code
    )
}

fn long_line(text: &str, span: Span) -> bool {
    let at = floor(text, span.start as usize);
    let from = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let to = text[at..].find('\n').map_or(text.len(), |i| at + i);
    to - from > LONG_LINE
}

fn start(fault: &Fault<'_>, span: Span) -> usize {
    floor(fault.text, span.start as usize)
}

/// Bytes under the caret, not past the line: a fault that spans lines is marked at its first.
fn width(fault: &Fault<'_>, span: Span) -> usize {
    let rest = &fault.text[start(fault, span)..];
    let line = rest.find('\n').unwrap_or(rest.len());
    (span.end.saturating_sub(span.start) as usize).min(line)
}

/// The next character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// `a`, `a or b`, `a, b or c`; none of nothing.
fn one_of(words: &[String]) -> Option<String> {
    let (last, rest) = words.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_of_the_source_do_not_reach_the_terminal() {
        let text = "RETURN \u{1b}[31m\0 \u{9b}x";
        let span = Some(Span::new(7, 8));
        let message = "unexpected `\u{1b}`".to_owned();
        let fault = Fault { source: "query", text, span, message, ..Fault::default() };
        let drawn = draw(&fault, Look { colour: false, width: 80 });
        assert!(drawn.contains("unexpected `?`") && drawn.contains("RETURN ?[31m? ¿x"), "{drawn}");
    }
}
