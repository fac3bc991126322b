//! `:sources`: the sentences that the last result rests on.

use unicode_width::UnicodeWidthStr;

use super::session::{Reply, Session};
use crate::model::value::{Map, Value};
use crate::render::{Sheet, Subgraph};

/// The sentences behind every relationship of the last result, each under its edge.
pub fn run(session: &mut Session, _: &str) -> Reply {
    let Some(rows) = &session.last else {
        return Reply::fault("there is no result yet\n");
    };
    let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: session.engine.graph() };
    let found = Subgraph::of_rows(sheet);
    if found.edges.is_empty() {
        return Reply::fault("the last result holds no relationship; RETURN r, or a path\n");
    }
    let caption = |id| found.nodes.iter().find(|n| n.id == id).map(|n| n.caption()).unwrap_or_default();
    let mut text = String::new();
    for edge in &found.edges {
        text.push_str(&format!("({})-[:{}]->({})\n", caption(edge.start), edge.kind, caption(edge.end)));
        let width = session.setup.width.map_or(usize::MAX, usize::from);
        edge.evidence.iter().for_each(|claim| text.push_str(&quote(claim, width)));
        if edge.evidence.is_empty() {
            text.push_str("  no sentence: not made from an article\n");
        }
    }
    Reply::say(text)
}

/// Keys of a claim that tell where it stands, in the order told.
const WHERE: &[&str] = &["title", "publisher", "document_date", "document", "status", "attributed_to", "rule"];

/// The sentence in quotes, and below it, further in, where it stands.
fn quote(claim: &Map, width: usize) -> String {
    let word = |key: &str| match claim.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.to_string()),
        _ => None,
    };
    let sentence = format!("“{}”", word("sentence").unwrap_or_default());
    let place: Vec<_> = WHERE.iter().filter_map(|key| word(key)).collect();
    wrapped(&sentence, 2, width) + &wrapped(&place.join(" · "), 4, width)
}

/// The words of a text on lines of that width, each line that far in.
fn wrapped(text: &str, indent: usize, width: usize) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        if column > 0 && column + 1 + word.width() <= width {
            lines.push(' ');
            column += 1;
        } else {
            lines.push_str(if column > 0 { "\n" } else { "" });
            lines.push_str(&" ".repeat(indent));
            column = indent;
        }
        lines.push_str(word);
        column += word.width();
    }
    lines + "\n"
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_sentences_are_wrapped_between_words() {
        assert_eq!(wrapped("Müller kauft  das Werk", 2, 14), "  Müller kauft\n  das Werk\n");
        assert_eq!(wrapped("Windparkbetreibergesellschaft da", 2, 10), "  Windparkbetreibergesellschaft\n  da\n");
    }
}
