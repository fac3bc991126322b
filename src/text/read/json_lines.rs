//! JSON Lines: an object a line, with its text and what is known of it.

use serde_json::{Map, Value};

use super::format::Fields;
use super::remark::RemarkKind;

/// The keys that each field goes by, the first given wins.
const TEXT: &[&str] = &["text", "body", "content", "article", "maintext"];
const TITLE: &[&str] = &["title", "headline"];
const PUBLISHER: &[&str] = &["publisher", "source", "site", "domain", "source_domain"];
const DATE: &[&str] = &["date", "published", "date_published", "date_publish", "datePublished", "published_at"];
const LANGUAGE: &[&str] = &["language", "lang"];

/// Whether a line is a JSON object.
pub(super) fn is_object(line: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(line.trim()).is_ok()
}

/// Reads one line.
pub(super) fn parse(line: &str, _remarks: &mut Vec<RemarkKind>) -> Result<Fields, RemarkKind> {
    let object: Map<String, Value> = serde_json::from_str(line.trim())
        .map_err(|error| RemarkKind::BadLine { column: error.column(), message: error.to_string() })?;
    let field = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key)).and_then(Value::as_str).map(str::to_owned);
    let Some(body) = field(TEXT) else {
        return Err(RemarkKind::BadLine { column: 1, message: "no `text`".into() });
    };
    let publisher = field(PUBLISHER).or_else(|| host(&field(&["url", "link"])?));
    Ok(Fields { title: field(TITLE), publisher, date: field(DATE), language: field(LANGUAGE), body })
}

/// The host of a URL, without `www.`.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned()).filter(|host| !host.is_empty())
}
