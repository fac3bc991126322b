//! HTML: the article without what stands around it (readability), with title, publisher, date and language.

use dom_smoothie::{Config, Readability, TextMode};

use super::format::Fields;
use super::remark::RemarkKind;

/// What HTML begins with.
pub(super) const MARKS: &[&str] = &["<!doctype html", "<html", "<head", "<body", "<article"];

/// Elements inside elements deeper than this are refused: no page is, and walking the tree takes stack.
const DEEPEST: usize = 4096;

/// Elements of a page; more are refused.
const MOST_ELEMENTS: usize = 200_000;

/// Stack for parsing and walking a tree of [`DEEPEST`] levels.
const STACK: usize = 64 << 20;

/// Elements that have no end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li",
    "!--", "!doctype", "td", "tr", "th", "dt", "dd", "option",
];

/// Takes the article out of a page.
pub(super) fn parse(text: &str, _remarks: &mut Vec<RemarkKind>) -> Result<Fields, RemarkKind> {
    if depth(text) > DEEPEST {
        return Err(RemarkKind::TooDeep { limit: DEEPEST });
    }
    stacker::grow(STACK, || article(text))
}

fn article(text: &str) -> Result<Fields, RemarkKind> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, text_mode: TextMode::Formatted, ..Config::default() };
    let none = |error: dom_smoothie::ReadabilityError| RemarkKind::NoArticle(error.to_string());
    let mut page = Readability::new(text, None, Some(config)).map_err(none)?;
    let stated = |page: &Readability, path: &str, name: &str| {
        page.doc.select(path).attr(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let date = stated(&page, "time[datetime]", "datetime").or_else(|| stated(&page, "meta[name='date']", "content"));
    let language = stated(&page, "html[lang]", "lang");
    let article = page.parse().map_err(none)?;
    Ok(Fields {
        title: Some(article.title.clone()).filter(|title| !title.trim().is_empty()),
        publisher: article.site_name.clone(),
        date: article.published_time.clone().or(date),
        language: article.lang.clone().or(language),
        body: article.text_content.to_string(),
    })
}

/// How deep elements nest, by counting tags; elements that are often left open count for nothing.
fn depth(text: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = &text.as_bytes()[at + 1..];
        if tag.first() == Some(&b'/') {
            open = open.saturating_sub(1);
        } else if tag.first().is_some_and(u8::is_ascii_alphabetic) && !is_void(tag) {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    deepest
}

fn is_void(tag: &[u8]) -> bool {
    let end = tag.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(tag.len());
    VOID.iter().any(|name| tag[..end].eq_ignore_ascii_case(name.as_bytes()))
}
