//! A table in GitHub-flavoured Markdown.

use std::io::{self, Write};

use super::Sheet;
use super::literal::bare;
use crate::model::value::Value;

/// Header, rule (numbers to the right), rows.
pub fn write(sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    if sheet.columns.is_empty() {
        return Ok(());
    }
    line(out, sheet.columns.iter().map(|c| escape(c)))?;
    line(out, (0..sheet.columns.len()).map(|i| if numeric(sheet, i) { "---:" } else { "---" }.to_owned()))?;
    for row in sheet.rows {
        line(out, row.iter().map(|value| escape(&bare(value, sheet.graph))))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// Whether a column holds numbers and nothing else.
fn numeric(sheet: Sheet<'_>, column: usize) -> bool {
    let mut cells =
        sheet.rows.iter().filter_map(|row| row.get(column)).filter(|v| !matches!(v, Value::Null)).peekable();
    cells.peek().is_some() && cells.all(|v| matches!(v, Value::Int(_) | Value::Float(_)))
}

/// Characters that Markdown would take for markup wherever they stand.
const MARKUP: &[char] = &['\\', '|', '<', '`', '*'];

/// Markup escaped, a line end as the only tag that a cell can have it with.
fn escape(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        // `&` begins an entity only with a name or a number behind it.
        let entity = c == '&' && letters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#');
        match c {
            '\n' | '\r' => out.push_str("<br>"),
            c if entity || MARKUP.contains(&c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
