//! `CREATE INDEX` and `DROP INDEX`. An index is of one label and one key; its name is the one it was given, or else
//! `LABEL_KEY` in lower case.

use crate::graph::{Graph, KeyId, LabelId};
use crate::query::Stats;
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::syntax::{IndexCommand, IndexOf, Name};

use super::Outcome;

/// Does the command.
pub(super) fn run(command: &IndexCommand, graph: &mut Graph) -> Result<Outcome, EvalError> {
    match command {
        IndexCommand::Create { of: IndexOf::Edges, .. } => {
            Err(fault(Detail::NotSupported, "an index is of nodes; relationships have none"))
        }
        IndexCommand::Create { name, label, keys, if_not_exists, .. } => {
            create(graph, name.as_ref(), (label, keys), *if_not_exists)
        }
        IndexCommand::Drop { name, if_exists } => {
            let found = named(graph, &name.text);
            drop_index(graph, found, *if_exists).map_err(|error| error.at(name.at.0))
        }
        IndexCommand::DropOn { label, keys } => {
            let (written, label) = (label, graph.label(&label.text));
            let keys: Option<Vec<KeyId>> = keys.iter().map(|key| graph.key(&key.text)).collect();
            let index = label.zip(keys.filter(|keys| keys.len() == 1)).map(|(label, keys)| (label, keys[0]));
            drop_index(graph, index, false).map_err(|error| error.at(written.at.0))
        }
    }
}

fn fault(detail: Detail, message: impl Into<String>) -> EvalError {
    EvalError::new(ErrorType::DatabaseError, detail, message)
}

/// The index of that name; those without a name of their own are found whatever the case.
fn named(graph: &Graph, name: &str) -> Option<(LabelId, KeyId)> {
    let own = graph.indexes().find(|(label, key)| graph.own_index_name(*label, *key) == Some(name));
    let derived = || {
        graph.indexes().find(|(label, key)| {
            graph.own_index_name(*label, *key).is_none() && graph.index_name(*label, *key).eq_ignore_ascii_case(name)
        })
    };
    own.or_else(derived)
}

fn create(
    graph: &mut Graph,
    name: Option<&Name>,
    (label, keys): (&Name, &[Name]),
    if_not_exists: bool,
) -> Result<Outcome, EvalError> {
    let [key] = keys else { return Err(fault(Detail::NotSupported, "an index is of one property")) };
    let taken = name.filter(|name| named(graph, &name.text).is_some());
    let (label_id, key_id) = (graph.intern_label(&label.text), graph.intern_key(&key.text));
    let created = taken.is_none() && graph.create_index(label_id, key_id);
    if !created && !if_not_exists {
        let there = taken.map_or_else(|| graph.index_name(label_id, key_id), |name| name.text.as_str().into());
        let message = format!("the index `{there}` is there already");
        return Err(fault(Detail::IndexAlreadyExists, message).at(taken.unwrap_or(label).at.0));
    }
    if let (true, Some(name)) = (created, name) {
        graph.name_index(label_id, key_id, &name.text);
    }
    Ok(Outcome { stats: Stats { indexes_created: usize::from(created), ..Stats::default() }, ..Outcome::default() })
}

fn drop_index(graph: &mut Graph, index: Option<(LabelId, KeyId)>, if_exists: bool) -> Result<Outcome, EvalError> {
    let dropped = index.is_some_and(|(label, key)| graph.drop_index(label, key));
    if !dropped && !if_exists {
        return Err(fault(Detail::IndexNotFound, "there is no such index"));
    }
    Ok(Outcome { stats: Stats { indexes_dropped: usize::from(dropped), ..Stats::default() }, ..Outcome::default() })
}
