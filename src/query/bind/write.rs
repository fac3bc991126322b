//! `SET`, `REMOVE`, `DELETE`, `FOREACH`.

use super::Binder;
use super::fault::{refuse, require};
use super::scope::Origin;
use crate::query::bound::{Clause, RemoveItem, SetItem, Slot};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{self, ClauseKind, ExprKind, Name};
use crate::query::types::Kinds;

impl Binder<'_> {
    /// The items of `SET`.
    pub(super) fn set_items(&mut self, items: &[syntax::SetItem]) -> Result<Vec<SetItem>, QueryError> {
        self.writes = true;
        items.iter().map(|item| self.set_item(item)).collect()
    }

    fn set_item(&mut self, item: &syntax::SetItem) -> Result<SetItem, QueryError> {
        Ok(match item {
            syntax::SetItem::Property { target, key, value } => {
                let bound = self.value(target)?;
                require(&bound.ty, Kinds::ENTITY, target.at)?;
                SetItem::Property { target: bound.expr, key: self.key(&key.text), value: self.plain(value)? }
            }
            syntax::SetItem::Replace { variable, value } => {
                SetItem::Replace { slot: self.entity(variable, Kinds::ENTITY)?, value: self.properties_of(value)? }
            }
            syntax::SetItem::Merge { variable, value } => {
                SetItem::Merge { slot: self.entity(variable, Kinds::ENTITY)?, value: self.properties_of(value)? }
            }
            syntax::SetItem::Labels { variable, labels } => {
                let slot = self.entity(variable, Kinds::NODE)?;
                SetItem::Labels { slot, labels: labels.iter().map(|label| self.new_label(label)).collect() }
            }
        })
    }

    /// A map, or something whose properties are taken.
    fn properties_of(&mut self, value: &syntax::Expr) -> Result<crate::query::bound::Expr, QueryError> {
        let bound = self.value(value)?;
        require(&bound.ty, Kinds::MAP | Kinds::ENTITY, value.at)?;
        if let ExprKind::Map(entries) = &value.kind {
            // What the statement sets itself is no unknown name further on.
            for (key, _) in entries {
                self.key(&key.text);
            }
        }
        Ok(bound.expr)
    }

    /// A variable that is a node or relationship.
    fn entity(&mut self, name: &Name, accepted: Kinds) -> Result<Slot, QueryError> {
        let Some(variable) = self.scope.get(&name.text).cloned() else {
            return Err(self.undefined(&name.text, name.at.0));
        };
        require(&variable.ty, accepted, name.at)?;
        self.note_read(variable.slot);
        Ok(variable.slot)
    }

    /// `REMOVE …`
    pub(super) fn remove(&mut self, items: &[syntax::RemoveItem]) -> Result<Clause, QueryError> {
        self.writes = true;
        let items = items.iter().map(|item| self.remove_item(item)).collect::<Result<_, _>>()?;
        Ok(Clause::Remove(items))
    }

    fn remove_item(&mut self, item: &syntax::RemoveItem) -> Result<RemoveItem, QueryError> {
        Ok(match item {
            syntax::RemoveItem::Property { target, key } => {
                let bound = self.value(target)?;
                require(&bound.ty, Kinds::ENTITY, target.at)?;
                RemoveItem::Property { target: bound.expr, key: self.key(&key.text) }
            }
            syntax::RemoveItem::Labels { variable, labels } => {
                let slot = self.entity(variable, Kinds::NODE)?;
                RemoveItem::Labels { slot, labels: labels.iter().map(|label| self.new_label(label)).collect() }
            }
        })
    }

    /// `DELETE …`
    pub(super) fn delete(&mut self, detach: bool, targets: &[syntax::Expr]) -> Result<Clause, QueryError> {
        self.writes = true;
        let mut bound = Vec::with_capacity(targets.len());
        for target in targets {
            if let ExprKind::HasLabels(..) = target.kind {
                let message = "DELETE takes nodes, relationships and paths; a label is taken off with REMOVE";
                return refuse(Detail::InvalidDelete, message, target.at);
            }
            let typed = self.value(target)?;
            require(&typed.ty, Kinds::ENTITY | Kinds::PATH, target.at)?;
            bound.push(typed.expr);
        }
        Ok(Clause::Delete { detach, targets: bound })
    }

    /// `FOREACH (x IN list | …)`
    pub(super) fn foreach(
        &mut self,
        variable: &Name,
        list: &syntax::Expr,
        body: &[syntax::Clause],
    ) -> Result<Clause, QueryError> {
        let bound = self.value(list)?;
        require(&bound.ty, Kinds::LIST, list.at)?;
        let item = bound.ty.item();
        let slot = self.slot(&variable.text, &item);
        let body = self.scoped(|binder| {
            binder.scope.add(&variable.text, slot, item, Origin::Clause);
            body.iter().map(|clause| binder.writing_clause(clause)).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(Clause::Foreach { slot, list: bound.expr, body })
    }

    fn writing_clause(&mut self, clause: &syntax::Clause) -> Result<Clause, QueryError> {
        match &clause.kind {
            ClauseKind::Create(_)
            | ClauseKind::Merge { .. }
            | ClauseKind::Set(_)
            | ClauseKind::Remove(_)
            | ClauseKind::Delete { .. }
            | ClauseKind::Foreach { .. } => self.clause(clause),
            _ => refuse(Detail::InvalidClauseComposition, "FOREACH holds only clauses that write", clause.at),
        }
    }
}
