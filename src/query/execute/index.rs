//! `CREATE INDEX` and `DROP INDEX`. An index is of one label and one key; its name is `LABEL_KEY` in lower case unless
//! the statement's form names label and key.

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
        IndexCommand::Create { label, keys, if_not_exists, .. } => create(graph, (label, keys), *if_not_exists),
        IndexCommand::Drop { name, if_exists } => {
            let found = graph.indexes().find(|index| index_name(graph, *index).eq_ignore_ascii_case(&name.text));
            drop_index(graph, found, *if_exists)
        }
        IndexCommand::DropOn { label, keys } => {
            let label = graph.label(&label.text);
            let keys: Option<Vec<KeyId>> = keys.iter().map(|key| graph.key(&key.text)).collect();
            let index = label.zip(keys.filter(|keys| keys.len() == 1)).map(|(label, keys)| (label, keys[0]));
            drop_index(graph, index, false)
        }
    }
}

fn fault(detail: Detail, message: impl Into<String>) -> EvalError {
    EvalError::new(ErrorType::DatabaseError, detail, message)
}

/// The name that `SHOW INDEXES` gives an index.
pub fn index_name(graph: &Graph, (label, key): (LabelId, KeyId)) -> String {
    format!("{}_{}", graph.label_name(label), graph.key_name(key)).to_lowercase()
}

fn create(graph: &mut Graph, (label, keys): (&Name, &[Name]), if_not_exists: bool) -> Result<Outcome, EvalError> {
    let [key] = keys else { return Err(fault(Detail::NotSupported, "an index is of one property")) };
    let (label, key) = (graph.intern_label(&label.text), graph.intern_key(&key.text));
    let created = graph.create_index(label, key);
    if !created && !if_not_exists {
        return Err(fault(
            Detail::IndexAlreadyExists,
            format!("the index `{}` is there already", index_name(graph, (label, key))),
        ));
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
