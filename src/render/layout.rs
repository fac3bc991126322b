//! Layered layout of a drawing (Sugiyama, Tagawa, Toda 1981), by layout-rs.

use layout::backends::svg::SVGWriter;
use layout::core::base::Orientation;
use layout::core::color::Color;
use layout::core::geometry::Point;
use layout::core::style::{LineStyleKind, StyleAttr};
use layout::std_shapes::shapes::{Arrow, Element, LineEndKind, ShapeKind};
use layout::topo::layout::VisualGraph;

use super::{EdgeView, NodeView, Subgraph, style};

/// Nodes and edges together that a drawing may have: beyond that nobody can read it, and the layout takes minutes.
pub const MOST: usize = 600;

/// One size for all text: layout-rs keeps sizes in a hash map, and with one there is only one order.
const FONT: usize = 14;

/// What a drawing of nothing is.
const EMPTY: &str = r#"<svg width="0" height="0" xmlns="http://www.w3.org/2000/svg"></svg>"#;

/// The drawing as SVG.
pub fn svg(graph: &Subgraph) -> String {
    // layout-rs takes it for granted that there is a node.
    if graph.nodes.is_empty() {
        return EMPTY.to_owned();
    }
    let mut visual = VisualGraph::new(Orientation::LeftToRight);
    let handles: std::collections::BTreeMap<u32, _> =
        graph.nodes.iter().map(|node| (node.id, visual.add_node(element(node)))).collect();
    for edge in &graph.edges {
        if let (Some(from), Some(to)) = (handles.get(&edge.start), handles.get(&edge.end)) {
            visual.add_edge(arrow(edge), *from, *to);
        }
    }
    let mut writer = SVGWriter::new();
    visual.do_it(false, false, false, &mut writer);
    writer.finalize().replace("font-family: Times, serif", "font-family: Helvetica, Arial, sans-serif")
}

fn element(node: &NodeView) -> Element {
    let caption = legible(&node.caption());
    let width = caption.chars().count() as f64 * FONT as f64 * 0.62 + 24.0;
    let look = StyleAttr::new(Color::fast("black"), 1, Some(colour(style::fill(node))), 8, FONT);
    Element::create(ShapeKind::new_box(&caption), look, Orientation::LeftToRight, Point::new(width, 32.0))
}

fn arrow(edge: &EdgeView) -> Arrow {
    let line = style::line(edge);
    let kind = match line.dot {
        "dashed" => LineStyleKind::Dashed,
        "dotted" => LineStyleKind::Dotted,
        _ => LineStyleKind::Normal,
    };
    let look = StyleAttr::new(colour(line.colour), 1, None, 0, FONT);
    let caption = legible(&style::caption(edge)).replace('\n', " ");
    Arrow::new(LineEndKind::None, LineEndKind::Arrow, kind, &caption, &look, &None, &None)
}

/// `#99ddff` with full opacity.
fn colour(web: &str) -> Color {
    let rgb = u32::from_str_radix(web.trim_start_matches('#'), 16).unwrap_or(0);
    Color::new(rgb << 8 | 0xff)
}

/// The text without control characters: XML can hold none but line ends.
fn legible(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
