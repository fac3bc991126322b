//! Extraction rules: written form → compiled form → matches.
//!
//! A rule file holds word lists (`LET $buy = ['kaufen', …]`) and rules in the syntax of the query language; its grammar
//! is `grammar/rules.pest`, on top of the `base.pest` that it shares with the query language.

mod compile;
mod condition;
mod matcher;
mod parse;
mod written;

use std::sync::Arc;

use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::ontology::{Ontology, RelationId};
use crate::seeds::{Fault, SeedFile};

use super::graph::{Labels, Node, Role};
use super::words::{self, Ends, WordSet};

pub use condition::Condition;
pub use matcher::{Bindings, Progress, find, progress};

/// Index of a variable of a rule.
pub type Slot = u8;

/// A rule ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: Arc<str>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Its variables.
    pub slots: Vec<String>,
    /// The node it is looked up by.
    pub anchor: Anchor,
    /// What must hold of each variable's node.
    pub tests: Vec<NodeTest>,
    /// The edges, in an order in which each begins at a bound node.
    pub steps: Vec<Step>,
    /// `OPTIONAL MATCH`: edges that may bind more.
    pub optional: Vec<Vec<Step>>,
    /// `WHERE …`
    pub filter: Option<Condition>,
    /// What it claims.
    pub claims: Vec<Template>,
    /// Sentences that it must find something in.
    pub examples: Vec<String>,
    /// Sentences that it must find nothing in.
    pub counters: Vec<String>,
}

/// How a rule is looked up.
#[derive(Clone, Debug)]
pub enum Anchor {
    /// By the lemma of a node.
    Lemma(Slot, Arc<WordSet>),
    /// By its first edge: the slot it begins at, and its role.
    Edge(Slot, Role),
    /// By a label alone.
    Label(Slot),
}

impl Anchor {
    /// The variable that is bound first.
    pub fn slot(&self) -> Slot {
        match self {
            Self::Lemma(slot, _) | Self::Edge(slot, _) | Self::Label(slot) => *slot,
        }
    }
}

/// What must hold of a node by itself.
#[derive(Clone, Debug, Default)]
pub struct NodeTest {
    /// `:Company|Project`
    pub labels: Option<LabelTest>,
    /// `{lemma: 'kaufen'}`, `x.lemma IN $buy`
    pub lemma: Option<Arc<WordSet>>,
}

impl NodeTest {
    /// Whether a node passes.
    pub fn holds(&self, node: &Node) -> bool {
        self.labels.as_ref().is_none_or(|l| l.holds(node.labels))
            && self.lemma.as_ref().is_none_or(|w| w.contains(&node.lemma))
    }
}

/// A label expression, looked up.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum LabelTest {
    Any(Labels),
    All(Vec<LabelTest>),
    Or(Vec<LabelTest>),
    Not(Box<LabelTest>),
}

impl LabelTest {
    /// Whether it holds of a node with these labels.
    pub fn holds(&self, labels: Labels) -> bool {
        match self {
            Self::Any(mask) => labels.meets(*mask),
            Self::All(tests) => tests.iter().all(|t| t.holds(labels)),
            Self::Or(tests) => tests.iter().any(|t| t.holds(labels)),
            Self::Not(test) => !test.holds(labels),
        }
    }
}

/// An edge from a bound node to another.
#[derive(Clone, Debug)]
pub struct Step {
    /// The bound end.
    pub from: Slot,
    /// The roles it may have; any if empty.
    pub roles: Vec<Role>,
    /// Which way it points, seen from `from`.
    pub way: Way,
    /// The other end; bound already where a pattern closes a circle.
    pub to: Slot,
}

/// Which way an edge points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Way {
    Out,
    In,
    Either,
}

/// What a match claims.
#[derive(Clone, Debug)]
pub enum Template {
    /// `CLAIM (who)-[:INVESTS_IN {amount: sum}]->(what)`
    Relation {
        /// The subject.
        subject: Slot,
        /// The relation.
        relation: RelationId,
        /// The object.
        object: Slot,
        /// Its attributes.
        attributes: Vec<(String, Source)>,
    },
    /// `CLAIM (what {volume: sum})`
    Attribute {
        /// Whose.
        subject: Slot,
        /// Which.
        name: String,
        /// Where its value comes from.
        value: Source,
    },
}

/// Where the value of an attribute comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A variable.
    Slot(Slot),
    /// `'planned'`
    Text(String),
    /// `0.5`
    Number(f64),
}

/// All rules, looked up by what they hang on.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The rules, in the order of files and lines.
    pub rules: Vec<Rule>,
    /// What must hold of each one's anchor: side by side, since it is asked far more often than all else.
    anchors: Vec<NodeTest>,
    by_word: FxHashMap<CompactString, Vec<u32>>,
    by_ending: FxHashMap<CompactString, Vec<u32>>,
    ends: Ends,
    by_role: FxHashMap<Role, Vec<u32>>,
    by_label: Vec<u32>,
}

impl Rules {
    /// Reads and compiles rule files.
    ///
    /// # Errors
    /// Every fault of every file, with its place.
    pub fn load<'a>(files: impl IntoIterator<Item = &'a SeedFile>, ontology: &Ontology) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut written = Vec::new();
        let files: Vec<&SeedFile> = files.into_iter().collect();
        let parsed: Vec<_> = files.par_iter().map(|file| parse::file(file)).collect();
        for (file, parsed) in files.into_iter().zip(parsed) {
            match parsed {
                Ok(contents) => written.push((file, contents)),
                Err(mut found) => faults.append(&mut found),
            }
        }
        let rules = compile::all(&written, ontology, &mut faults);
        if faults.is_empty() { Ok(Self::index(rules)) } else { Err(faults) }
    }

    /// Makes the tables.
    fn index(rules: Vec<Rule>) -> Self {
        let mut index = Self { rules, ..Self::default() };
        for (i, rule) in (0u32..).zip(&index.rules) {
            index.anchors.push(rule.tests[rule.anchor.slot() as usize].clone());
            match &rule.anchor {
                Anchor::Lemma(_, set) => {
                    set.words().for_each(|w| index.by_word.entry(w.clone()).or_default().push(i));
                    for ending in set.endings() {
                        index.by_ending.entry(ending.clone()).or_default().push(i);
                        index.ends.add(ending);
                    }
                }
                Anchor::Edge(_, role) => index.by_role.entry(*role).or_default().push(i),
                Anchor::Label(_) => index.by_label.push(i),
            }
        }
        index
    }

    /// The rules that hang on a word: by the word itself, and by its endings; one may come twice.
    pub fn of_word(&self, lemma: &str) -> impl Iterator<Item = u32> {
        let endings = self.ends.admit(lemma).then(|| words::endings(lemma)).into_iter().flatten();
        let by_ending = endings.filter_map(|e| self.by_ending.get(e));
        self.by_word.get(lemma).into_iter().chain(by_ending).flatten().copied()
    }

    /// Whether a rule can have its anchor at a node, as far as the node by itself tells.
    pub fn begins(&self, rule: u32, node: &Node) -> bool {
        self.anchors[rule as usize].holds(node)
    }

    /// The rules that hang on a role.
    pub fn of_role(&self, role: Role) -> &[u32] {
        self.by_role.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The rules that hang on a label alone.
    pub fn of_labels(&self) -> &[u32] {
        &self.by_label
    }

    /// The words that rules hang on.
    pub fn triggers(&self) -> impl Iterator<Item = &CompactString> {
        self.by_word.keys()
    }
}
