//! The physical plan: stages of streaming operators, each stage ended by something that needs all its rows.

use std::sync::Arc;

use crate::graph::{KeyId, LabelId, Types, Way};
use crate::model::span::Span;
use crate::query::bound::{AggregateCall, Selector, Slot, Steps, SubqueryKind};
use crate::query::procedures::Procedure;
use crate::query::syntax::CompareOp;

use super::scalar::Scalar;
use super::writing::WriteOp;

/// A query: `a UNION b`.
#[derive(Clone, Debug)]
pub struct QueryPlan {
    /// One for each branch of a `UNION`.
    pub branches: Vec<BranchPlan>,
    /// Whether equal rows of the branches are given once.
    pub distinct: bool,
    /// The slots of the result.
    pub outputs: Vec<Slot>,
    /// Whether anything in it writes.
    pub writes: bool,
}

/// Stages one behind the other.
#[derive(Clone, Debug)]
pub struct BranchPlan {
    /// The stages; the last one's sink is [`Sink::Emit`].
    pub stages: Vec<Stage>,
    /// Whether it gives rows, or is run for its effects.
    pub returns: bool,
}

/// Streaming operators and what their rows run into.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Row by row, in this order.
    pub ops: Vec<Op>,
    /// The end.
    pub sink: Sink,
}

/// What the rows of a stage run into.
#[derive(Clone, Debug)]
pub enum Sink {
    /// The result.
    Emit,
    /// `count(x)`: all rows, then one row for each group.
    Aggregate(Aggregate),
    /// `ORDER BY`: all rows, then the same rows in order.
    Sort(Sort),
    /// A writing clause: all rows, then the writes, then the same rows.
    Write {
        /// What is in scope and has to outlive the writes.
        keep: Vec<Slot>,
        /// The clause.
        clause: WriteOp,
    },
}

/// Grouping and aggregating.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// Each key's slot and value.
    pub keys: Vec<(Slot, Scalar)>,
    /// The aggregates.
    pub calls: Vec<Call>,
    /// Whether the rows of a group come one behind the other.
    pub adjacent: bool,
    /// Of which groups only some are wanted.
    pub leading: Option<Leading>,
}

/// Only the groups with the highest (or lowest) counts are wanted, and those that tie with the last of them.
#[derive(Clone, Debug)]
pub struct Leading {
    /// The `count` among the aggregates.
    pub call: usize,
    /// Whether high counts lead.
    pub descending: bool,
    /// `SKIP`
    pub skip: Option<Scalar>,
    /// `LIMIT`
    pub limit: Scalar,
}

/// One aggregate of a grouping.
#[derive(Clone, Debug)]
pub struct Call {
    /// What the binder says of it.
    pub call: AggregateCall,
    /// Its arguments.
    pub args: Vec<Scalar>,
    /// Whether its argument is never null, so that `count` need not look at it.
    pub counts_rows: bool,
}

/// Sorting, or with a limit keeping the first rows.
#[derive(Clone, Debug)]
pub struct Sort {
    /// What is sorted by, and whether downwards.
    pub keys: Vec<(Scalar, bool)>,
    /// The slots that have to outlive the sort.
    pub keep: Vec<Slot>,
    /// `SKIP`
    pub skip: Option<Scalar>,
    /// `LIMIT`
    pub limit: Option<Scalar>,
}

/// A streaming operator.
#[derive(Clone, Debug)]
pub enum Op {
    /// Binds a node, from all, a label or an index.
    Scan(Scan),
    /// Lets a bound node through if it is one and fits.
    CheckNode {
        /// The node.
        slot: Slot,
        /// What it must be.
        tests: Vec<NodeTest>,
    },
    /// Binds (or compares) the ends of a bound relationship.
    Ends(Ends),
    /// Walks one relationship.
    Expand(Expand),
    /// Counts relationships instead of walking them: multiplies the row.
    Degree(Expand),
    /// Binds a node that hangs on several bound ones.
    Intersect(Intersect),
    /// Walks several relationships: `*1..3`.
    ExpandVar(ExpandVar),
    /// Gives each node reached within a number of steps once.
    Reach(ExpandVar),
    /// Walks a path pattern repeatedly: `((a)-->(b)){1,3}`.
    Repeat(Box<Repeat>),
    /// Looks for shortest paths, or paths in order of length.
    Paths(Box<Paths>),
    /// Keeps the shortest of the paths that a pattern of several links finds.
    Select(Box<Select>),
    /// Puts a named path together.
    BuildPath(BuildPath),
    /// `WHERE`
    Filter(Scalar),
    /// `EXISTS { … }` as a filter.
    Exists {
        /// Whether the row goes on if there is none.
        negated: bool,
        /// The subquery.
        ops: Vec<Op>,
    },
    /// `OPTIONAL MATCH`
    Optional {
        /// The match.
        ops: Vec<Op>,
        /// What is null if nothing fits.
        introduces: Vec<Slot>,
    },
    /// `WITH a.x AS y`
    Project(Vec<(Slot, Scalar)>),
    /// `UNWIND`
    Unwind {
        /// The list.
        list: Scalar,
        /// The element.
        slot: Slot,
    },
    /// `DISTINCT`
    Distinct(Vec<Slot>),
    /// `SKIP`
    Skip(Scalar),
    /// `LIMIT`
    Limit(Scalar),
    /// `CALL { … }` that only reads.
    Subquery {
        /// The query.
        query: QueryPlan,
        /// Whether no rows give one row of nulls.
        optional: bool,
    },
    /// `CALL p()`
    Procedure(CallProcedure),
    /// `LOAD CSV`
    LoadCsv(LoadCsv),
}

/// Where a scan takes its nodes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Nowhere: no node can fit.
    Nothing,
    /// All nodes.
    All,
    /// The nodes of a label.
    Label(LabelId),
    /// The nodes of a label whose property equals a value, by index.
    Equal(LabelId, KeyId, Scalar),
    /// The nodes of a label whose property lies in a range, by index.
    Range(LabelId, KeyId, Vec<(CompareOp, Scalar)>),
}

/// Binds a node.
#[derive(Clone, Debug)]
pub struct Scan {
    /// Where it goes.
    pub slot: Slot,
    /// Where it comes from.
    pub source: Source,
    /// What it must be beside that.
    pub tests: Vec<NodeTest>,
    /// How many rows the planner expects.
    pub rows: f64,
}

/// Something a node must be.
#[derive(Clone, Debug)]
pub enum NodeTest {
    /// `:A`
    Label(LabelId),
    /// `:A&!B`
    Labels(Names<LabelId>),
    /// `{x: 1}`, `n.x > 1`
    Compare(KeyId, CompareOp, Scalar),
}

/// A test of names, resolved against one graph; a name that the graph lacks is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names<T> {
    /// `A`
    Is(Option<T>),
    /// `%`
    Any,
    /// `!A`
    Not(Box<Names<T>>),
    /// `A&B`
    And(Vec<Names<T>>),
    /// `A|B`
    Or(Vec<Names<T>>),
}

impl<T: Copy> Names<T> {
    /// Whether the test holds, where `has` tells of one name and `any` whether there is a name at all.
    pub fn holds(&self, has: &impl Fn(T) -> bool, any: bool) -> bool {
        match self {
            Self::Is(name) => name.is_some_and(has),
            Self::Any => any,
            Self::Not(inner) => !inner.holds(has, any),
            Self::And(parts) => parts.iter().all(|part| part.holds(has, any)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(has, any)),
        }
    }
}

/// What every step over relationships has.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The node it starts from.
    pub from: Slot,
    /// The types allowed.
    pub types: Types,
    /// The direction, from `from`.
    pub way: Way,
    /// Slots of relationships (or lists of them) of the same clause that it may not walk again.
    pub differs: Vec<Slot>,
    /// How many relationships one node has, as the planner expects.
    pub degree: f64,
}

/// Walks one relationship.
#[derive(Clone, Debug)]
pub struct Expand {
    /// From where, over what.
    pub hop: Hop,
    /// Where the relationship goes; `None` if nobody reads it.
    pub edge: Option<Slot>,
    /// Where the node at the other end goes, or stands.
    pub to: Slot,
    /// Whether the other end is bound already.
    pub into: bool,
    /// What the other end must be.
    pub tests: Vec<NodeTest>,
    /// How many rows the planner expects.
    pub rows: f64,
}

/// Binds the ends of a bound relationship.
#[derive(Clone, Debug)]
pub struct Ends {
    /// The relationship.
    pub edge: Slot,
    /// The types allowed.
    pub types: Types,
    /// The node to the left, and whether it is bound.
    pub left: (Slot, bool),
    /// The node to the right, and whether it is bound.
    pub right: (Slot, bool),
    /// The direction, from left to right.
    pub way: Way,
    /// Relationships of the same clause that it may not be.
    pub differs: Vec<Slot>,
}

/// Binds a node that hangs on several bound ones.
#[derive(Clone, Debug)]
pub struct Intersect {
    /// The node.
    pub to: Slot,
    /// From where, over what, with the slot of the relationship.
    pub hops: Vec<(Hop, Slot)>,
    /// What the node must be.
    pub tests: Vec<NodeTest>,
    /// How many rows the planner expects.
    pub rows: f64,
}

/// Walks several relationships.
#[derive(Clone, Debug)]
pub struct ExpandVar {
    /// From where, over what.
    pub hop: Hop,
    /// Where the list of relationships goes, or stands.
    pub edges: Slot,
    /// Whether an earlier clause filled the list: then it is that walk or none.
    pub bound: bool,
    /// Whether anybody reads that list.
    pub keep_edges: bool,
    /// Whether the list runs from `to` to `from`.
    pub reversed: bool,
    /// Where the node at the other end goes, or stands.
    pub to: Slot,
    /// Whether the other end is bound already.
    pub into: bool,
    /// What the other end must be.
    pub tests: Vec<NodeTest>,
    /// What each relationship's properties must equal.
    pub properties: Vec<(KeyId, Scalar)>,
    /// How many.
    pub steps: Steps,
    /// How many rows the planner expects.
    pub rows: f64,
}

/// Walks a path pattern repeatedly.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// The node before it.
    pub from: Slot,
    /// The node behind it.
    pub to: Slot,
    /// Whether that node is bound already.
    pub into: bool,
    /// What the node behind it must be.
    pub tests: Vec<NodeTest>,
    /// Where one repetition starts: gets the node that the last one ended at.
    pub inner_from: Slot,
    /// Where one repetition ends.
    pub inner_to: Slot,
    /// One repetition, from a bound `inner_from`.
    pub ops: Vec<Op>,
    /// The relationships of one repetition, from left to right.
    pub inner_edges: Vec<Slot>,
    /// The slot of one repetition → the slot of the list over all.
    pub groups: Vec<(Slot, Slot)>,
    /// The number of repetitions.
    pub times: Steps,
    /// Whether it is walked from right to left.
    pub reversed: bool,
    /// Relationships of the same clause that it may not walk again.
    pub differs: Vec<Slot>,
    /// Where all its relationships go, as a list from left to right, if a path or a later link needs them.
    pub walked: Slot,
}

/// Looks for paths between two nodes in order of length.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Which.
    pub selector: Selector,
    /// From where, over what, to where.
    pub expand: ExpandVar,
    /// Whether the pattern is of one relationship and no list.
    pub single: bool,
    /// Where the path goes.
    pub path: Option<Slot>,
    /// What must hold of the path for it to count.
    pub filters: Vec<Scalar>,
}

/// Keeps the shortest of the paths that a pattern of several links finds, for each end.
#[derive(Clone, Debug)]
pub struct Select {
    /// Which.
    pub selector: Selector,
    /// Finds all.
    pub ops: Vec<Op>,
    /// The first node of the path.
    pub start: Slot,
    /// The last node of the path.
    pub end: Slot,
    /// The relationships, or lists of them, that make its length.
    pub edges: Vec<Slot>,
    /// The slots that it fills.
    pub introduces: Vec<Slot>,
}

/// Puts a path together out of what is bound.
#[derive(Clone, Debug)]
pub struct BuildPath {
    /// Where it goes.
    pub slot: Slot,
    /// Its first node.
    pub start: Slot,
    /// Its relationships, or lists of them, in the order walked; the nodes between follow from their ends.
    pub edges: Vec<Slot>,
}

/// `CALL p()`
#[derive(Clone, Debug)]
pub struct CallProcedure {
    /// Which.
    pub procedure: Arc<Procedure>,
    /// Its arguments.
    pub args: Vec<Scalar>,
    /// Output column → slot.
    pub yields: Vec<(usize, Slot)>,
    /// Whether no rows give one row of nulls.
    pub optional: bool,
    /// Where it stands.
    pub at: Span,
}

/// `LOAD CSV`
#[derive(Clone, Debug)]
pub struct LoadCsv {
    /// Whether rows are maps by the first line.
    pub headers: bool,
    /// The file.
    pub source: Scalar,
    /// The row.
    pub slot: Slot,
    /// One character.
    pub delimiter: Option<Scalar>,
}

/// The subquery of an expression.
#[derive(Clone, Debug)]
pub struct SubqueryPlan {
    /// What is asked.
    pub kind: SubqueryKind,
    /// The query.
    pub query: QueryPlan,
}
