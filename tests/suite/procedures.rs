//! The manual page of the procedures, made from their tables. What they give is in `tests/cases/procedure`.

use std::path::PathBuf;

use geflecht::query::procedures::{Field, Procedure, Registry};

/// What stands above the table.
const HEAD: &str = "# Procedures

This page is made from the tables of procedures in `src/query/procedures`; a test keeps the two the same. A procedure is
called by `CALL`, its columns are named by `YIELD`: `CALL graph.pageRank({labels: ['Company']}) YIELD node, score`. As a
whole statement, `CALL db.labels` gives all columns. An argument whose type ends in `?` may be left out. `SHOW LABELS`,
`SHOW RELATIONSHIP TYPES`, `SHOW PROPERTY KEYS`, `SHOW INDEXES`, `SHOW FUNCTIONS` and `SHOW PROCEDURES` list what the
procedures of `db` list.

The procedures of `graph` compute on the whole graph, or on the part of it that has some of the `labels` and of the
`types`, each a name or a list of names: `CALL graph.communities({labels: 'Company', types: ['OWNS', 'SUPPLIES']})`.
Equal graphs have equal results. They end at the limits on time and memory and at Ctrl-C.
";

fn fields(fields: &[Field]) -> String {
    let shown: Vec<_> = fields.iter().map(|field| format!("`{}` {}", field.name, field.shown)).collect();
    shown.join(", ")
}

fn line(procedure: &Procedure) -> String {
    let (inputs, outputs) = (fields(&procedure.inputs), fields(&procedure.outputs));
    format!("| `{}` | {inputs} | {outputs} | {} |", procedure.name, procedure.doc)
}

#[test]
fn the_page_of_procedures_is_that_of_the_tables() {
    let mut page = format!("{HEAD}\n| procedure | takes | gives | what |\n| --- | --- | --- | --- |\n");
    for procedure in Registry::built_in().iter() {
        page.push_str(&line(procedure));
        page.push('\n');
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/procedures.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/procedures.md differs (UPDATE=1 rewrites it)");
}
