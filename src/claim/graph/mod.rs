//! A sentence as a small graph: words and mentions are nodes, who does what to whom are edges. Rules match on it.
//!
//! Each token is a node of the same number. Behind them stand the first parts of compounds and the verbs that nouns
//! stand for (`Übernahme` → `übernehmen`). The words of a name are one node, that of its head.

pub mod label;
pub mod role;

use compact_str::CompactString;
use smallvec::SmallVec;

use crate::model::mention::MentionIx;

pub use label::Labels;
pub use role::Role;

/// Index of a node in its sentence's graph.
pub type NodeIx = u32;

/// A word, a name, a value or a verb made of a noun.
#[derive(Clone, Debug)]
pub struct Node {
    /// The token it stands on.
    pub token: u32,
    /// Its dictionary form in lower case; for a noun turned into a verb that of the verb.
    pub lemma: CompactString,
    /// What it is.
    pub labels: Labels,
    /// The mention that it stands for.
    pub mention: Option<MentionIx>,
}

/// The edges at a node: role and the node at the other end.
pub type Edges = SmallVec<[(Role, NodeIx); 4]>;

/// A sentence as a graph.
#[derive(Clone, Debug, Default)]
pub struct SentenceGraph {
    /// The nodes; the first are the tokens.
    pub nodes: Vec<Node>,
    outgoing: Vec<Edges>,
    incoming: Vec<Edges>,
    /// Token → the node that it is part of.
    node_of: Vec<NodeIx>,
}

/// More edges than this at one node are not added: a guard against sentences that are lists of thousands of names.
const MAX_EDGES: usize = 96;

impl SentenceGraph {
    /// Adds a node and gives its index.
    pub fn add_node(&mut self, node: Node) -> NodeIx {
        let ix = self.nodes.len() as NodeIx;
        self.nodes.push(node);
        self.outgoing.push(Edges::new());
        self.incoming.push(Edges::new());
        ix
    }

    /// Adds an edge, unless it is there or would join a node with itself. Says whether it is new.
    pub fn add(&mut self, from: NodeIx, role: Role, to: NodeIx) -> bool {
        let full = |edges: &Edges| edges.len() >= MAX_EDGES;
        if from == to
            || self.has(from, role, to)
            || full(&self.outgoing[from as usize])
            || full(&self.incoming[to as usize])
        {
            return false;
        }
        self.outgoing[from as usize].push((role, to));
        self.incoming[to as usize].push((role, from));
        true
    }

    /// Takes an edge away.
    pub fn remove(&mut self, from: NodeIx, role: Role, to: NodeIx) {
        self.outgoing[from as usize].retain(|e| *e != (role, to));
        self.incoming[to as usize].retain(|e| *e != (role, from));
    }

    /// Whether that edge is there.
    pub fn has(&self, from: NodeIx, role: Role, to: NodeIx) -> bool {
        self.outgoing[from as usize].contains(&(role, to))
    }

    /// The edges that leave a node, in the order they were found.
    pub fn out(&self, node: NodeIx) -> &Edges {
        &self.outgoing[node as usize]
    }

    /// The edges that reach a node; each with the node it comes from.
    pub fn reaching(&self, node: NodeIx) -> &Edges {
        &self.incoming[node as usize]
    }

    /// The nodes that `role` leads to from `node`.
    pub fn follow(&self, node: NodeIx, role: Role) -> impl Iterator<Item = NodeIx> + '_ {
        self.out(node).iter().filter(move |(r, _)| *r == role).map(|(_, to)| *to)
    }

    /// The nodes from which `role` leads to `node`.
    pub fn back(&self, node: NodeIx, role: Role) -> impl Iterator<Item = NodeIx> + '_ {
        self.reaching(node).iter().filter(move |(r, _)| *r == role).map(|(_, from)| *from)
    }

    /// The node that a token is part of.
    pub fn at(&self, token: u32) -> NodeIx {
        self.node_of.get(token as usize).copied().unwrap_or(token)
    }

    /// Makes a token part of another one's node.
    pub fn merge(&mut self, token: u32, into: NodeIx) {
        if self.node_of.len() <= token as usize {
            self.node_of.extend(self.node_of.len() as u32..=token);
        }
        self.node_of[token as usize] = into;
    }

    /// Node behind an index.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix as usize]
    }

    /// The number of nodes, as an index.
    pub fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(words: &[&str]) -> SentenceGraph {
        let mut graph = SentenceGraph::default();
        for (i, word) in words.iter().enumerate() {
            graph.add_node(Node { token: i as u32, lemma: (*word).into(), labels: Labels::NONE, mention: None });
        }
        graph
    }

    #[test]
    fn an_edge_is_added_once_and_seen_from_both_ends() {
        let mut g = graph(&["kaufen", "bank"]);
        assert!(g.add(0, Role::Object, 1));
        assert!(!g.add(0, Role::Object, 1));
        assert!(!g.add(0, Role::Object, 0));
        assert_eq!(g.follow(0, Role::Object).collect::<Vec<_>>(), [1]);
        assert_eq!(g.back(1, Role::Object).collect::<Vec<_>>(), [0]);
        g.remove(0, Role::Object, 1);
        assert!(g.out(0).is_empty() && g.reaching(1).is_empty());
    }

    #[test]
    fn a_token_inside_a_name_stands_for_its_head() {
        let mut g = graph(&["Deutsche", "Bank"]);
        g.merge(0, 1);
        assert_eq!(g.at(0), 1);
        assert_eq!(g.at(1), 1);
    }
}
