//! A table for a terminal.

use std::io::{self, Write};

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

use super::literal::bare;
use super::{Room, Sheet};
use crate::model::value::Value;

/// How many rows are shown of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Rows printed.
    pub shown: usize,
    /// Rows there are.
    pub all: usize,
}

impl Cut {
    /// What `room` leaves of `all` rows.
    pub fn of(all: usize, room: Room) -> Self {
        Self { shown: room.rows.map_or(all, |most| most.min(all)), all }
    }
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.shown, self.all) {
            (_, 1) => write!(f, "1 row"),
            (shown, all) if shown == all => write!(f, "{all} rows"),
            (shown, all) => write!(f, "{shown} of {all} rows"),
        }
    }
}

/// Prints the rows that fit, then how many there are. Rows without columns (a statement that only writes) print nothing.
pub fn write(sheet: Sheet<'_>, room: Room, out: &mut dyn Write) -> io::Result<()> {
    if sheet.columns.is_empty() {
        return Ok(());
    }
    let cut = Cut::of(sheet.rows.len(), room);
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(sheet.columns.iter().map(clean));
    if let Some(width) = room.width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    for row in &sheet.rows[..cut.shown] {
        table.add_row(row.iter().map(|value| cell(value, sheet)));
    }
    writeln!(out, "{}\n{cut}", table.trim_fmt())
}

fn cell(value: &Value, sheet: Sheet<'_>) -> Cell {
    let cell = Cell::new(clean(bare(value, sheet.graph)));
    match value {
        Value::Int(_) | Value::Float(_) => cell.set_alignment(CellAlignment::Right),
        _ => cell,
    }
}

/// Control characters (colour codes, bells) out of foreign text, so that an article cannot steer a terminal.
fn clean(text: impl AsRef<str>) -> String {
    let show = |c: char| match c {
        '\t' => ' ',
        c if c.is_control() && c != '\n' => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.as_ref().chars().map(show).collect()
}
