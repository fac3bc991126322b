//! The bound form: every name looked up, every rule of scope, aggregation and type checked.
//!
//! **Frame.** One statement has one frame of [`Bound::width`] values. A variable is a [`Slot`] of it, and so is every
//! nameless node and relationship of a pattern, every local of a comprehension and every hidden value the binder needs.
//! A slot belongs to one variable for the whole statement: `WITH` gives a projected expression a slot of its own and
//! leaves a variable passed on (`WITH n`) in the slot it has. Subqueries use the same frame as the row around them, so
//! they read outer variables where they are; they write only slots of their own. A clause therefore never copies a row;
//! an operator that keeps rows (sort, aggregation, `DISTINCT`) need keep only the slots its [`Projection`] names.
//!
//! **Names.** Property keys, labels and relationship types are indexes into [`Bound::keys`], [`Bound::labels`] and
//! [`Bound::types`]; the planner turns them into the ids of the graph once. Functions and procedures are references to
//! their table entries. What is absent after this stage: names of variables (but for messages and EXPLAIN), scope,
//! implicit grouping, `*`, aliases, map projections of variables, pattern predicates and comprehensions (they are
//! subqueries).

use std::sync::Arc;

use super::functions::{Aggregate, Function};
use super::procedures::Procedure;
use super::syntax::{ArithmeticOp, CompareOp, IndexCommand, Quantifier, TestOp};
use super::types::Kinds;
use crate::model::span::Span;
use crate::model::value::Value;

pub use super::syntax::{Direction, Mode, Selector};

/// An index into the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u32);

impl Slot {
    /// The index itself.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An index into [`Bound::keys`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyRef(pub u32);

/// An index into [`Bound::labels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LabelRef(pub u32);

/// An index into [`Bound::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeRef(pub u32);

/// An index into [`Bound::params`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ParamRef(pub u32);

/// An index into [`Bound::subqueries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubqueryRef(pub u32);

/// A whole bound statement.
#[derive(Clone, Debug)]
pub struct Bound {
    /// `EXPLAIN`, `PROFILE` or nothing.
    pub mode: Mode,
    /// What is to be done.
    pub body: Body,
    /// What each slot of the frame is; its length is the frame's width.
    pub slots: Vec<SlotInfo>,
    /// Property keys named anywhere.
    pub keys: Vec<Arc<str>>,
    /// Labels named anywhere.
    pub labels: Vec<Arc<str>>,
    /// Relationship types named anywhere, as the graph spells them.
    pub types: Vec<Arc<str>>,
    /// Parameters named anywhere. A statement runs only if each has a value.
    pub params: Vec<Arc<str>>,
    /// The subqueries that expressions ask.
    pub subqueries: Vec<Subquery>,
    /// Whether anything in it writes.
    pub writes: bool,
    /// Remarks on names that the graph does not know.
    pub notes: Vec<Note>,
}

impl Bound {
    /// The number of values in the frame.
    pub fn width(&self) -> usize {
        self.slots.len()
    }
}

/// What a slot is for.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotInfo {
    /// The variable, if it has a name; else a made-up one for EXPLAIN: `anon_3`.
    pub name: Arc<str>,
    /// What its values can be.
    pub kinds: Kinds,
}

/// A remark that is no error: `no node has the label Compny; did you mean Company?`
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// For people.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Names like it.
    pub suggestions: Vec<String>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Body {
    /// `MATCH … RETURN …`
    Query(Query),
    /// `CREATE INDEX …`, `DROP INDEX …`
    Index(IndexCommand),
}

/// `a UNION b UNION ALL c`. All branches write the same output slots.
#[derive(Clone, Debug)]
pub struct Query {
    /// The branches; one without `UNION`.
    pub branches: Vec<Branch>,
    /// `UNION`, not `UNION ALL`: equal rows once. (The two do not mix.)
    pub distinct: bool,
    /// The columns of the result; empty without `RETURN`.
    pub outputs: Vec<Output>,
}

/// A column of the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Its name, as written.
    pub name: Arc<str>,
    /// Where its value stands.
    pub slot: Slot,
}

/// Clauses one behind the other. Each takes the rows of the one before; the first takes one empty row.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The clauses.
    pub clauses: Vec<Clause>,
    /// Whether it gives rows (it ends in `RETURN`), or is run for its effects.
    pub returns: bool,
}

/// A subquery that an expression asks; its clauses see the frame of the row it is asked for.
#[derive(Clone, Debug)]
pub struct Subquery {
    /// What is asked.
    pub kind: SubqueryKind,
    /// The query; for `Collect` and `First` its only output is the value asked for.
    pub query: Query,
    /// The slots of the surrounding row that it reads: equal values give an equal answer.
    pub reads: Vec<Slot>,
}

/// What is asked of a subquery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SubqueryKind {
    /// `EXISTS { … }`, `(a)-->(b)` as a truth value
    Exists,
    /// `COUNT { … }`
    Count,
    /// `COLLECT { … }`, `[(a)-->(b) | b.name]`
    Collect,
    /// `shortestPath((a)-[*]-(b))` as a value: the first row's, or null
    First,
}

/// A bound clause.
#[derive(Clone, Debug)]
pub enum Clause {
    /// `MATCH …`, `OPTIONAL MATCH …`
    Match(Match),
    /// `UNWIND … AS x`; null gives no row, any other value that is no list gives one.
    Unwind {
        /// The list.
        list: Expr,
        /// `x`
        slot: Slot,
    },
    /// `WITH …`, `RETURN …`
    Project(Projection),
    /// `WHERE …` where it belongs to no other clause (`CALL … YIELD … WHERE …`).
    Filter(Expr),
    /// `CREATE …`
    Create(Create),
    /// `MERGE …`
    Merge(Merge),
    /// `SET …`
    Set(Vec<SetItem>),
    /// `REMOVE …`
    Remove(Vec<RemoveItem>),
    /// `DELETE …`: nodes, relationships, paths; null is passed over.
    Delete {
        /// `DETACH`
        detach: bool,
        /// What.
        targets: Vec<Expr>,
    },
    /// `FOREACH (x IN list | …)`
    Foreach {
        /// `x`
        slot: Slot,
        /// The list.
        list: Expr,
        /// Writing clauses only.
        body: Vec<Clause>,
    },
    /// `CALL p(…) YIELD …`
    Call(Call),
    /// `CALL { … }`
    Subquery(CallSubquery),
    /// `LOAD CSV …`
    LoadCsv {
        /// `WITH HEADERS`
        headers: bool,
        /// Path or `file:` address.
        source: Expr,
        /// The row.
        slot: Slot,
        /// One character; `,` where absent.
        delimiter: Option<Expr>,
    },
}

/// `MATCH` with its pattern and filter. All relationships of one `MATCH` differ from one another.
#[derive(Clone, Debug)]
pub struct Match {
    /// `OPTIONAL`: a row for which nothing fits goes on with null in [`Match::introduces`].
    pub optional: bool,
    /// What is looked for.
    pub pattern: Pattern,
    /// `WHERE …` (a part of the match: for `OPTIONAL` it decides whether something fits).
    pub filter: Option<Expr>,
    /// The slots that this clause fills.
    pub introduces: Vec<Slot>,
}

/// A pattern as a graph: nodes and relationships, each variable once, and the paths through them.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// The nodes. One per variable: the label tests and properties of its occurrences are joined.
    pub nodes: Vec<NodePattern>,
    /// The relationships.
    pub edges: Vec<EdgePattern>,
    /// The quantified parts.
    pub quantified: Vec<Quantified>,
    /// The paths as written, named or not; together they hold every edge and quantified part once and every node at
    /// least once.
    pub paths: Vec<Path>,
}

/// An index into [`Pattern::nodes`].
pub type NodeIx = usize;

/// A node of a pattern.
#[derive(Clone, Debug)]
pub struct NodePattern {
    /// Where the node stands in the frame.
    pub slot: Slot,
    /// Whether an earlier clause has filled the slot (with a node or null; null fits nothing).
    pub bound: bool,
    /// `:A&!B`, all of its occurrences.
    pub labels: Option<NameTest<LabelRef>>,
    /// `{x: 1}`: each must be equal; the values may read slots of the same pattern.
    pub properties: Vec<(KeyRef, Expr)>,
    /// `(n WHERE n.x > 1)`
    pub filter: Option<Expr>,
}

/// A relationship of a pattern.
#[derive(Clone, Debug)]
pub struct EdgePattern {
    /// Where it stands in the frame: an edge, or for a variable length a list of edges from left to right.
    pub slot: Slot,
    /// Whether an earlier clause has filled the slot.
    pub bound: bool,
    /// The node to the left as written.
    pub left: NodeIx,
    /// The node to the right as written.
    pub right: NodeIx,
    /// Which way it points, from left to right.
    pub direction: Direction,
    /// `:A|B`; `None` for any.
    pub types: Option<NameTest<TypeRef>>,
    /// `{x: 1}`; of each edge, for a variable length.
    pub properties: Vec<(KeyRef, Expr)>,
    /// `[r WHERE r.x > 1]`; never with a variable length.
    pub filter: Option<Expr>,
    /// `*1..3`; `None` for one edge.
    pub length: Option<Steps>,
}

/// A number of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Steps {
    /// The least.
    pub min: u32,
    /// The greatest; `None` for no bound.
    pub max: Option<u32>,
}

/// A path of a pattern.
#[derive(Clone, Debug)]
pub struct Path {
    /// Where it stands in the frame, if it is named.
    pub slot: Option<Slot>,
    /// Which of the fitting paths are wanted.
    pub selector: Selector,
    /// Its first node.
    pub start: NodeIx,
    /// Its links with the node behind each.
    pub steps: Vec<(Link, NodeIx)>,
}

/// A link of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// An index into [`Pattern::edges`].
    Edge(usize),
    /// An index into [`Pattern::quantified`].
    Quantified(usize),
}

/// `(left) ((a)-[:T]->(b) WHERE a.x < b.x){1,3} (right)`: the inner path, so many times, each end the next start.
#[derive(Clone, Debug)]
pub struct Quantified {
    /// The node before it.
    pub left: NodeIx,
    /// The node behind it.
    pub right: NodeIx,
    /// The pattern of one repetition; it has one path without name. Its slots hold one repetition's values.
    pub inner: Box<Pattern>,
    /// `WHERE …`, of one repetition.
    pub filter: Option<Expr>,
    /// The number of repetitions.
    pub times: Steps,
    /// Inner slot of one repetition → slot that gets the list over all repetitions.
    pub groups: Vec<(Slot, Slot)>,
}

/// A test of names: labels of a node, the type of a relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameTest<T> {
    /// `A`
    Is(T),
    /// `%`
    Any,
    /// `!A`
    Not(Box<NameTest<T>>),
    /// `A&B`
    And(Vec<NameTest<T>>),
    /// `A|B`
    Or(Vec<NameTest<T>>),
}

/// `WITH …` or `RETURN …`, in the order of its effects: group or evaluate, `DISTINCT`, sort, `SKIP`, `LIMIT`, `WHERE`.
///
/// Without [`Projection::grouping`] each item is evaluated on the incoming row and put into its slot; sort keys are
/// evaluated on the same row afterwards, so they see both old and new variables. With grouping the rows are grouped by
/// the keys first; items, sort keys and filter then read only slots of keys, aggregates and items. After the clause
/// only the item slots are in scope.
#[derive(Clone, Debug)]
pub struct Projection {
    /// `RETURN`, not `WITH`.
    pub returns: bool,
    /// The items, in order. An item that passes a variable on reads the very slot it writes.
    pub items: Vec<Item>,
    /// Present if any item (or sort key) aggregates.
    pub grouping: Option<Grouping>,
    /// `DISTINCT`, over the item slots.
    pub distinct: bool,
    /// `ORDER BY …`
    pub order: Vec<SortKey>,
    /// `SKIP …`; no slots in it.
    pub skip: Option<Expr>,
    /// `LIMIT …`; no slots in it.
    pub limit: Option<Expr>,
    /// `WHERE …`; reads item slots only, or also the slots before where nothing aggregates and nothing is distinct.
    pub filter: Option<Expr>,
}

/// `expr AS name`
#[derive(Clone, Debug)]
pub struct Item {
    /// Where the value goes.
    pub slot: Slot,
    /// The value.
    pub expr: Expr,
    /// The column's name.
    pub name: Arc<str>,
}

/// How rows are grouped. No keys and no rows give one group.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// Each key's slot, and its value as evaluated on an incoming row.
    pub keys: Vec<(Slot, Expr)>,
    /// The aggregates.
    pub aggregates: Vec<AggregateCall>,
}

/// `count(DISTINCT x)`
#[derive(Clone, Debug)]
pub struct AggregateCall {
    /// Where the result goes.
    pub slot: Slot,
    /// Which.
    pub function: &'static Aggregate,
    /// The arguments, evaluated on each incoming row; none for `count(*)`.
    pub args: Vec<Expr>,
    /// `DISTINCT`
    pub distinct: bool,
    /// Where it stands.
    pub at: Span,
}

/// `a.x DESC`
#[derive(Clone, Debug)]
pub struct SortKey {
    /// What is sorted by.
    pub expr: Expr,
    /// `DESC`
    pub descending: bool,
}

/// What is to be created: nodes first met first, then relationships, then paths. Values may read slots filled before.
#[derive(Clone, Debug, Default)]
pub struct Create {
    /// The new things, in the order they are made.
    pub items: Vec<CreateItem>,
    /// Named paths over them.
    pub paths: Vec<CreatePath>,
}

/// A new thing.
#[derive(Clone, Debug)]
pub enum CreateItem {
    /// `(a:A {x: 1})`
    Node {
        /// Where it goes.
        slot: Slot,
        /// Its labels.
        labels: Vec<LabelRef>,
        /// Its properties.
        properties: Properties,
    },
    /// `-[r:T {x: 1}]->`
    Edge {
        /// Where it goes.
        slot: Slot,
        /// The slot of its start.
        from: Slot,
        /// The slot of its end.
        to: Slot,
        /// Its type.
        kind: TypeRef,
        /// Its properties.
        properties: Properties,
        /// Where it stands.
        at: Span,
    },
}

/// The properties of a new thing.
#[derive(Clone, Debug)]
pub enum Properties {
    /// `{x: 1}`
    Listed(Vec<(KeyRef, Expr)>),
    /// `$props`: a map, known when it runs.
    Map(Expr),
}

/// A named path over created (or bound) things.
#[derive(Clone, Debug)]
pub struct CreatePath {
    /// Where it goes.
    pub slot: Slot,
    /// Its nodes.
    pub nodes: Vec<Slot>,
    /// Its relationships, one fewer.
    pub edges: Vec<Slot>,
}

/// `MERGE …`: match the pattern, or create all of it.
#[derive(Clone, Debug)]
pub struct Merge {
    /// To look for.
    pub pattern: Pattern,
    /// To make if nothing is found; the same slots.
    pub create: Create,
    /// `ON CREATE SET …`
    pub on_create: Vec<SetItem>,
    /// `ON MATCH SET …`
    pub on_match: Vec<SetItem>,
    /// Where it stands.
    pub at: Span,
}

/// One item of `SET`. A null target is passed over.
#[derive(Clone, Debug)]
pub enum SetItem {
    /// `a.x = 1`; null removes the property.
    Property {
        /// A node or relationship.
        target: Expr,
        /// `x`
        key: KeyRef,
        /// `1`
        value: Expr,
    },
    /// `a = {x: 1}`, `a = b`: all properties anew.
    Replace {
        /// `a`
        slot: Slot,
        /// A map, node or relationship.
        value: Expr,
    },
    /// `a += {x: 1}`
    Merge {
        /// `a`
        slot: Slot,
        /// A map, node or relationship.
        value: Expr,
    },
    /// `a:B:C`
    Labels {
        /// `a`
        slot: Slot,
        /// `B`, `C`
        labels: Vec<LabelRef>,
    },
}

/// One item of `REMOVE`. A null target is passed over.
#[derive(Clone, Debug)]
pub enum RemoveItem {
    /// `a.x`
    Property {
        /// A node or relationship.
        target: Expr,
        /// `x`
        key: KeyRef,
    },
    /// `a:B:C`
    Labels {
        /// `a`
        slot: Slot,
        /// `B`, `C`
        labels: Vec<LabelRef>,
    },
}

/// `CALL p(1) YIELD a`
#[derive(Clone, Debug)]
pub struct Call {
    /// `OPTIONAL CALL`: no rows give one row of nulls.
    pub optional: bool,
    /// Which.
    pub procedure: Arc<Procedure>,
    /// As many as it takes.
    pub args: Vec<Expr>,
    /// Index of an output column → slot. A procedure without outputs passes its row on once.
    pub yields: Vec<(usize, Slot)>,
    /// Where it stands.
    pub at: Span,
}

/// `CALL { … }`: for each row the subquery's rows, or the row itself if it returns nothing.
#[derive(Clone, Debug)]
pub struct CallSubquery {
    /// `OPTIONAL CALL`: no rows give one row of nulls.
    pub optional: bool,
    /// The query; its output slots are new in the row.
    pub query: Query,
}

/// A bound expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Which, with its parts.
    pub kind: ExprKind,
    /// Where it stands in the text, for messages at run time.
    pub at: Span,
}

/// A bound expression. Null rules are those of openCypher 9.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `1`
    Literal(Value),
    /// `$p`
    Parameter(ParamRef),
    /// `n`
    Slot(Slot),
    /// `[1, 2]`
    List(Vec<Expr>),
    /// `{a: 1}`
    Map(Vec<(Arc<str>, Expr)>),
    /// `n {.*, a: 1}`: all properties of the first, then the entries over them; null stays null.
    MapProjection {
        /// `n`
        of: Box<Expr>,
        /// `.*`
        all: bool,
        /// `.a` is `(a, n.a)`.
        entries: Vec<(Arc<str>, Expr)>,
    },
    /// `a OR b`
    Or(Vec<Expr>),
    /// `a XOR b`
    Xor(Vec<Expr>),
    /// `a AND b`
    And(Vec<Expr>),
    /// `NOT a`
    Not(Box<Expr>),
    /// `1 < x <= 3`: each neighbouring pair, joined by AND.
    Compare(Box<Expr>, Vec<(CompareOp, Expr)>),
    /// `a + b - c`, from left to right.
    Arithmetic(Box<Expr>, Vec<(ArithmeticOp, Expr)>),
    /// `-a`
    Minus(Box<Expr>),
    /// `+a`
    Plus(Box<Expr>),
    /// `a STARTS WITH b`, `a IN b`
    Test(TestOp, Box<Expr>, Box<Expr>),
    /// `a IS NULL`
    IsNull(Box<Expr>),
    /// `a IS NOT NULL`
    IsNotNull(Box<Expr>),
    /// `n.name`: of a node, relationship, map or temporal value.
    Property(Box<Expr>, KeyRef),
    /// `xs[0]`, `n['name']`
    Index(Box<Expr>, Box<Expr>),
    /// `xs[1..3]`
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    /// `n:Company`: labels of a node.
    HasLabels(Box<Expr>, NameTest<LabelRef>),
    /// `r:OWNS`: the type of a relationship.
    HasType(Box<Expr>, NameTest<TypeRef>),
    /// `x:A` where only the run shows whether x is a node or a relationship: both readings of the same names.
    HasLabelsOrType(Box<Expr>, NameTest<LabelRef>, NameTest<TypeRef>),
    /// `size(xs)`; the number of arguments is checked.
    Call(&'static Function, Vec<Expr>),
    /// `CASE …`
    Case {
        /// The value compared, if one is written.
        subject: Option<Box<Expr>>,
        /// Each `WHEN … THEN …`.
        branches: Vec<(Expr, Expr)>,
        /// `ELSE …`, else null.
        otherwise: Option<Box<Expr>>,
    },
    /// `[x IN xs WHERE … | …]`
    ListComprehension {
        /// `x`
        slot: Slot,
        /// `xs`
        list: Box<Expr>,
        /// `WHERE …`
        filter: Option<Box<Expr>>,
        /// `| …`, else x itself.
        map: Option<Box<Expr>>,
    },
    /// `all(x IN xs WHERE …)`
    Quantifier {
        /// `all`
        kind: Quantifier,
        /// `x`
        slot: Slot,
        /// `xs`
        list: Box<Expr>,
        /// `WHERE …`
        filter: Box<Expr>,
    },
    /// `reduce(sum = 0, x IN xs | sum + x)`
    Reduce {
        /// `sum`
        accumulator: Slot,
        /// `0`
        init: Box<Expr>,
        /// `x`
        slot: Slot,
        /// `xs`
        list: Box<Expr>,
        /// `sum + x`
        body: Box<Expr>,
    },
    /// `EXISTS { … }`, `(a)-->(b)`, `[(a)-->(b) | b.name]`
    Subquery(SubqueryRef),
}
