//! `graph.*`: measures of the graph, or of the part of it that labels and types cut out.
//!
//! The methods are those of petgraph and rustworkx-core (communities: leiden-rs). What stands here takes the part out,
//! calls them and puts their results into rows. A run ends at Ctrl-C and at the limits on time and memory: the libraries
//! are given a view of the graph that runs dry then.

mod centrality;
mod community;
mod component;
mod cycle;
mod part;
mod path;

use super::Entry;

/// The options that choose the part of the graph.
const PART: &[&str] = &["labels", "types"];

/// The one input of most procedures.
const OPTIONS: &[(&str, &str)] = &[("options", "MAP?")];

/// The procedures on the graph.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "graph.pageRank",
        inputs: OPTIONS,
        outputs: &[("node", "NODE"), ("score", "FLOAT")],
        body: centrality::page_rank,
        doc: "PageRank of each node, highest first. Options: labels, types, damping (0.85).",
    },
    Entry {
        name: "graph.betweenness",
        inputs: OPTIONS,
        outputs: &[("node", "NODE"), ("score", "FLOAT")],
        body: centrality::betweenness,
        doc: "How many shortest paths run through each node, highest first. Options: labels, types, normalized (true), \
              directed (true).",
    },
    Entry {
        name: "graph.components",
        inputs: OPTIONS,
        outputs: &[("node", "NODE"), ("component", "INTEGER")],
        body: component::weak,
        doc: "The weakly connected component of each node, largest component first. Options: labels, types.",
    },
    Entry {
        name: "graph.strongComponents",
        inputs: OPTIONS,
        outputs: &[("node", "NODE"), ("component", "INTEGER")],
        body: component::strong,
        doc: "The strongly connected component of each node, largest component first. Options: labels, types.",
    },
    Entry {
        name: "graph.communities",
        inputs: OPTIONS,
        outputs: &[("node", "NODE"), ("community", "INTEGER")],
        body: community::leiden,
        doc: "The community of each node by the Leiden method, largest community first. Options: labels, types, \
              resolution (1.0).",
    },
    Entry {
        name: "graph.shortestPaths",
        inputs: &[("source", "NODE"), ("target", "NODE"), ("k", "INTEGER"), ("options", "MAP?")],
        outputs: &[("index", "INTEGER"), ("path", "PATH"), ("length", "INTEGER")],
        body: path::k_shortest,
        doc: "The k shortest paths between two nodes that visit no node twice, shortest first. Options: labels, types, \
              directed (true), maxLength (8).",
    },
    Entry {
        name: "graph.cycles",
        inputs: OPTIONS,
        outputs: &[("cycle", "PATH"), ("length", "INTEGER")],
        body: cycle::cycles,
        doc: "The directed cycles that visit no node twice, shortest first. Options: labels, types, limit (1000).",
    },
];
