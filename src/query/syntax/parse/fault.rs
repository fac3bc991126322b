//! Faults of the text, in people's words.

use pest::error::Error;

use super::expected::{Expected, expected};
use super::hint::{self, Scene};
use super::{MAX_NESTING, MAX_STATEMENT, Rule, scan};
use crate::model::span::Span;

use crate::query::error::{Detail, QueryError, Stage};
use crate::query::suggest::suggest;
use crate::query::syntax::At;

/// The text does not fit `rule`: where, what could have stood there, what was probably meant.
pub(super) fn from_pest(text: &str, rule: Rule, error: &Error<Rule>) -> QueryError {
    let (tokens, open_comment) = scan::tokens(text);
    if let Some(start) = open_comment {
        return fault("this comment has no closing */", Span::new(start as u32, start as u32 + 2));
    }
    let expected = expected(rule, text, error);
    let at = tokens.iter().rposition(|token| is_open(text, *token)).unwrap_or(usize::MAX);
    let at = token_at(&tokens, expected.start).min(at);
    let last = tokens.last().map_or(0, |span| span.end);
    let span = tokens.get(at).map_or(Span::new(last, last), |token| shown(text, *token));
    let found = span.of(text);
    if let Some(strange) = found.chars().next().filter(|c| !c.is_ascii() && !c.is_alphanumeric()) {
        return strange_character(strange, span.start);
    }
    if let Some(message) = unfinished(found) {
        return fault(message, span);
    }
    let open = open_brackets(text, &tokens[..at.min(tokens.len())]);
    if let Some(fault) = bad_bracket(text, span, open.last().copied()) {
        return fault;
    }
    let message = match found {
        "" | ";" => "the statement ends too early".to_owned(),
        found => format!("unexpected `{}`", shortened(found)),
    };
    let scene = Scene { text, tokens: &tokens, at, expected: &expected };
    let mut error = fault(message, span).expecting(expected.words.clone());
    let help = hint::help(&scene);
    if help.is_none() {
        error.suggestions = misspelt(found, &expected);
    }
    let last_guess = || hint::missing_comma(&scene).filter(|_| error.suggestions.is_empty());
    if let Some(help) = help.or_else(last_guess) {
        error = error.helping(help);
    }
    match open.last() {
        Some(opening) if !closes_later(text, &tokens, *opening) => unclosed(error, text, *opening),
        _ => error,
    }
}

/// The fault lies between brackets that are never closed.
fn unclosed(mut error: QueryError, text: &str, opening: Span) -> QueryError {
    let closing = BRACKETS.iter().find(|(bracket, _)| *bracket == opening.of(text)).map(|(_, closing)| *closing);
    let closing = format!("`{}`", closing.unwrap_or_default());
    if !error.expected.contains(&closing) {
        error.expected.push(closing);
    }
    error.beside(opening, "opened here, and closed nowhere")
}

/// Characters that word processors put for plain ones, and the plain ones.
const TYPOGRAPHY: &[(&str, &str)] = &[
    ("“”„‟«»", "a string stands in straight quotes: \"…\""),
    ("‘’‚‛‹›", "a string stands in straight quotes: '…'"),
    ("–—−‐‑‒―", "minus is written `-`"),
    ("≤", "less or equal is written `<=`"),
    ("≥", "greater or equal is written `>=`"),
    ("≠", "inequality is written `<>`"),
    ("→←", "a relationship is written `-->` or `<--`"),
    ("×·", "times is written `*`"),
    ("÷", "division is written `/`"),
    ("…", "a range is written `..`"),
];

fn strange_character(strange: char, start: u32) -> QueryError {
    let message = format!("the character {strange:?} has no meaning here");
    let span = Span::new(start, start + strange.len_utf8() as u32);
    let fault = QueryError::syntax(Stage::Parse, Detail::InvalidUnicodeCharacter, message, span);
    match TYPOGRAPHY.iter().find(|(characters, _)| characters.contains(strange)) {
        Some((_, help)) => fault.helping(*help),
        None => fault,
    }
}

fn fault(message: impl Into<String>, span: Span) -> QueryError {
    QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, span)
}

/// A text longer than [`MAX_STATEMENT`].
pub(super) fn too_long(text: &str) -> QueryError {
    let message = format!("the statement has {} bytes; at most {MAX_STATEMENT} are read", text.len());
    QueryError::syntax(Stage::Parse, Detail::StatementTooLong, message, Span::new(0, 0))
}

/// Nesting beyond [`MAX_NESTING`].
pub(super) fn too_deep(span: Span) -> QueryError {
    let message = format!("brackets or operators are nested deeper than {MAX_NESTING} levels");
    QueryError::syntax(Stage::Parse, Detail::NestingTooDeep, message, span)
}

/// The pairs are not what the grammar promises: a fault of this program, told as an error all the same.
pub(super) fn shape(at: At) -> QueryError {
    let message = "the parser does not understand its own grammar here; please report this statement";
    QueryError::syntax(Stage::Parse, Detail::UnexpectedSyntax, message, at.0)
}

/// The number of the token that stands at `start` or is the first behind it.
fn token_at(tokens: &[Span], start: usize) -> usize {
    tokens.partition_point(|token| token.end as usize <= start)
}

/// Whether a token is a string or quoted name without end.
fn is_open(text: &str, token: Span) -> bool {
    let words = token.of(text);
    words.chars().next().is_some_and(|first| "'\"`".contains(first) && !is_closed(words, first))
}

/// What is marked of a token: a string without end is marked at its quote.
fn shown(text: &str, token: Span) -> Span {
    if is_open(text, token) { Span::new(token.start, token.start + 1) } else { token }
}

/// Whether a string or quoted name has its closing quote.
fn is_closed(words: &str, quote: char) -> bool {
    let Some(inner) = words.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) else { return false };
    let backslashes = inner.len() - inner.trim_end_matches('\\').len();
    quote == '`' || backslashes % 2 == 0
}

/// What is wrong if a text breaks off at an opening quote.
fn unfinished(found: &str) -> Option<&'static str> {
    match found {
        "'" | "\"" => Some("this string has no closing quote"),
        "`" => Some("this name has no closing backquote"),
        _ => None,
    }
}

/// What opens, and what closes it.
const BRACKETS: &[(&str, &str)] = &[("(", ")"), ("[", "]"), ("{", "}")];

/// The brackets that are open behind these tokens, outermost first.
fn open_brackets(text: &str, tokens: &[Span]) -> Vec<Span> {
    let mut open: Vec<Span> = Vec::new();
    for token in tokens {
        let word = token.of(text);
        if BRACKETS.iter().any(|(opening, _)| *opening == word) {
            open.push(*token);
        } else if BRACKETS.iter().any(|(_, closing)| *closing == word) {
            open.pop();
        }
    }
    open
}

/// Whether the rest of the text closes the bracket.
fn closes_later(text: &str, tokens: &[Span], opening: Span) -> bool {
    let behind = token_at(tokens, opening.start as usize);
    !open_brackets(text, &tokens[behind..]).contains(&opening)
}

/// A closing bracket that closes nothing, or not what is open.
fn bad_bracket(text: &str, found: Span, open: Option<Span>) -> Option<QueryError> {
    let closing = found.of(text);
    let (opens, _) = BRACKETS.iter().find(|(_, bracket)| *bracket == closing)?;
    match open {
        None => Some(fault(format!("no bracket is open that this `{closing}` could close"), found)),
        Some(opening) if opening.of(text) != *opens => {
            let opened = opening.of(text);
            let (_, right) = BRACKETS.iter().find(|(bracket, _)| *bracket == opened)?;
            let message = format!("this `{closing}` does not close `{opened}`");
            Some(fault(message, found).expecting(vec![format!("`{right}`")]).beside(opening, "opened here"))
        }
        Some(_) => None,
    }
}

/// A word that is no keyword and nearly one that could stand there.
fn misspelt(found: &str, expected: &Expected) -> Vec<String> {
    if found.len() < 2 || !found.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut near = suggest(found, expected.keywords.iter().map(String::as_str));
    near.truncate(1);
    near
}

/// Characters of a token that are told in a message.
const TOLD: usize = 40;

fn shortened(found: &str) -> String {
    match found.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}
