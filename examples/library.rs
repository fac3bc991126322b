//! The library in thirty lines: articles in memory, a question, the answer as Markdown and the first sentence behind it.
//!
//! `cargo run --release --example library seeds/articles`

use std::error::Error;
use std::io;

use geflecht::pipeline::{Missing, Pipeline, Quiet};
use geflecht::query::Engine;
use geflecht::render::{self, Format, Room, Sheet};
use geflecht::seeds::Seeds;
use geflecht::store::Store;
use geflecht::text::read::sources;

const QUESTION: &str = "MATCH (who)-[deal:ACQUIRES|INVESTS_IN|SUPPLIES]->(what) \
    RETURN who.name AS who, type(deal) AS deal, what.name AS what, evidence(deal)[0].sentence AS says ORDER BY who, what";

fn main() -> Result<(), Box<dyn Error>> {
    let store = Store::in_memory()?;
    let pipeline = Pipeline::new(Seeds::built_in()?)?;
    pipeline.build(sources(std::env::args().skip(1)), Missing::Drop, &store, &Quiet)?;
    let mut engine = Engine::new(store.load()?);
    let answer = engine.run(QUESTION, &Default::default())?;
    let sheet = Sheet { columns: &answer.columns, rows: &answer.rows, graph: engine.graph() };
    render::rows(Format::Markdown, sheet, Room::default(), &mut io::stdout().lock())?;
    Ok(())
}
