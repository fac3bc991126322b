//! The writing clauses of a plan.

use crate::graph::{KeyId, LabelId, RelTypeId};
use crate::model::span::Span;
use crate::query::bound::Slot;

use super::op::{Op, QueryPlan};
use super::scalar::Scalar;

/// A writing clause.
#[derive(Clone, Debug)]
pub enum WriteOp {
    /// `CREATE`
    Create(Create),
    /// `MERGE`
    Merge(Box<Merge>),
    /// `SET`, `REMOVE`
    Set(Vec<SetOp>),
    /// `DELETE`, `DETACH DELETE`
    Delete {
        /// Whether relationships go with their nodes.
        detach: bool,
        /// What.
        targets: Vec<Scalar>,
    },
    /// `FOREACH`
    Foreach {
        /// The element.
        slot: Slot,
        /// The list.
        list: Scalar,
        /// What is done for each.
        body: Vec<WriteOp>,
    },
    /// `CALL { … }` that writes.
    Subquery {
        /// The query.
        query: QueryPlan,
        /// Whether no rows give one row of nulls.
        optional: bool,
    },
}

/// `CREATE`, or the creating half of `MERGE`.
#[derive(Clone, Debug, Default)]
pub struct Create {
    /// In the order they are made.
    pub items: Vec<CreateItem>,
    /// Named paths over them: slot, nodes, relationships.
    pub paths: Vec<(Slot, Vec<Slot>, Vec<Slot>)>,
}

/// A new thing.
#[derive(Clone, Debug)]
pub enum CreateItem {
    /// `(a:A {x: 1})`
    Node {
        /// Where it goes.
        slot: Slot,
        /// Its labels.
        labels: Vec<LabelId>,
        /// Its properties.
        properties: Properties,
    },
    /// `-[r:T {x: 1}]->`
    Edge {
        /// Where it goes.
        slot: Slot,
        /// Its start and its end.
        ends: (Slot, Slot),
        /// Its type.
        kind: RelTypeId,
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
    Listed(Vec<(KeyId, Scalar)>),
    /// `$props`
    Map(Scalar),
}

/// `MERGE`
#[derive(Clone, Debug)]
pub struct Merge {
    /// Looks for the pattern.
    pub find: Vec<Op>,
    /// The slots that a find fills.
    pub introduces: Vec<Slot>,
    /// Values of the pattern that may not be null.
    pub not_null: Vec<Scalar>,
    /// Makes it.
    pub create: Create,
    /// `ON CREATE SET`
    pub on_create: Vec<SetOp>,
    /// `ON MATCH SET`
    pub on_match: Vec<SetOp>,
    /// Where it stands.
    pub at: Span,
}

/// One item of `SET` or `REMOVE`.
#[derive(Clone, Debug)]
pub enum SetOp {
    /// `a.x = 1`; `REMOVE a.x` is without value.
    Property {
        /// A node or relationship.
        target: Scalar,
        /// `x`
        key: KeyId,
        /// `1`
        value: Option<Scalar>,
    },
    /// `a = {x: 1}`, or with `merge` `a += {x: 1}`.
    Map {
        /// `a`
        slot: Slot,
        /// A map, node or relationship.
        value: Scalar,
        /// Whether the other properties stay.
        merge: bool,
    },
    /// `a:B`, or with `remove` `REMOVE a:B`.
    Labels {
        /// `a`
        slot: Slot,
        /// `B`
        labels: Vec<LabelId>,
        /// Whether they are taken away.
        remove: bool,
    },
}
