//! How things look in a drawing: colour by label, line by status, a short text on an edge.

use super::{EdgeView, NodeView};
use crate::model::value::Value;

/// Fill colours that stay apart for colour-blind readers (after Paul Tol's "light" scheme), for the labels of the
/// ontology in its order; other labels take the colour that their name falls on.
const FILLS: &[(&str, &str)] = &[
    ("Company", "#99ddff"),
    ("Organization", "#77aadd"),
    ("Person", "#eedd88"),
    ("Project", "#ffaabb"),
    ("Site", "#bbcc33"),
    ("Place", "#dddddd"),
    ("Product", "#ee8866"),
];

/// Line of an edge by its status: (status, style in DOT, colour).
const LINES: &[(&str, Line)] = &[
    ("planned", Line { dot: "dashed", dashes: "7 4", colour: "#444444" }),
    ("negotiated", Line { dot: "dotted", dashes: "2 4", colour: "#444444" }),
    ("reported", Line { dot: "dotted", dashes: "2 4", colour: "#888888" }),
    ("ended", Line { dot: "solid", dashes: "", colour: "#bbbbbb" }),
    ("denied", Line { dot: "dashed", dashes: "7 4", colour: "#cc3311" }),
];

/// How an edge is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// DOT's `style`.
    pub dot: &'static str,
    /// SVG's `stroke-dasharray`.
    pub dashes: &'static str,
    /// Colour of line and arrow head.
    pub colour: &'static str,
}

/// Colour to fill a node with.
pub fn fill(node: &NodeView) -> &'static str {
    let label = node.labels.first().map_or("", |l| l);
    let known = FILLS.iter().find(|(name, _)| *name == label).map(|(_, colour)| *colour);
    known.unwrap_or_else(|| FILLS[label.bytes().map(usize::from).sum::<usize>() % FILLS.len()].1)
}

/// Line to draw an edge with.
pub fn line(edge: &EdgeView) -> Line {
    let status = match edge.properties.get("status") {
        Some(Value::String(status)) => &**status,
        _ => "actual",
    };
    let plain = Line { dot: "solid", dashes: "", colour: "#444444" };
    LINES.iter().find(|(name, _)| *name == status).map_or(plain, |(_, line)| *line)
}

/// What to write on an edge: its type in words, amount and share where it has them.
pub fn caption(edge: &EdgeView) -> String {
    let mut text = edge.kind.replace('_', " ").to_lowercase();
    if let Some(amount) = number(edge, "amount") {
        let currency = match edge.properties.get("currency") {
            Some(Value::String(currency)) => format!(" {currency}"),
            _ => String::new(),
        };
        text.push_str(&format!("\n{}{currency}", short(amount)));
    }
    if let Some(share) = number(edge, "share") {
        text.push_str(&format!("\n{} %", trimmed(share * 100.0)));
    }
    text
}

fn number(edge: &EdgeView, key: &str) -> Option<f64> {
    match edge.properties.get(key) {
        Some(Value::Int(number)) => Some(*number as f64),
        Some(Value::Float(number)) => Some(*number),
        _ => None,
    }
}

/// `500000000000` → `500 bn`.
fn short(amount: f64) -> String {
    let (scale, unit) = match amount.abs() {
        a if a >= 1e12 => (1e12, " tn"),
        a if a >= 1e9 => (1e9, " bn"),
        a if a >= 1e6 => (1e6, " m"),
        _ => (1.0, ""),
    };
    format!("{}{unit}", trimmed(amount / scale))
}

/// At most two decimals, none that is zero.
fn trimmed(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_short() {
        let cases = [(5e11, "500 bn"), (11.9e9, "11.9 bn"), (1.5e12, "1.5 tn"), (2.5e6, "2.5 m"), (320.0, "320")];
        for (amount, text) in cases {
            assert_eq!(short(amount), text);
        }
    }
}
