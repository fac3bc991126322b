//! Comma- and tab-separated values.

use std::io::{self, Write};

use csv::WriterBuilder;

use super::Sheet;
use super::literal::bare;

/// RFC 4180 with a header row; `null` is an empty field.
pub fn write(sheet: Sheet<'_>, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(out);
    writer.write_record(sheet.columns)?;
    for row in sheet.rows {
        writer.write_record(row.iter().map(|value| bare(value, sheet.graph)))?;
    }
    writer.flush()
}

/// Tab-separated values as IANA's `text/tab-separated-values` has them: no quotes; a tab or line end inside a value is
/// written `\t`, `\n`, a backslash `\\`.
pub fn write_tabs(sheet: Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let escape = |text: &str| text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    let header: Vec<_> = sheet.columns.iter().map(|c| escape(c)).collect();
    writeln!(out, "{}", header.join("\t"))?;
    for row in sheet.rows {
        let fields: Vec<_> = row.iter().map(|value| escape(&bare(value, sheet.graph))).collect();
        writeln!(out, "{}", fields.join("\t"))?;
    }
    Ok(())
}
