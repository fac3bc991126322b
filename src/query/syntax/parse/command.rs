//! Commands on indexes, and `SHOW`.

use super::parts::{Pair, Parts, at};
use super::{Builder, Rule};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{IndexCommand, IndexOf, Name, Projection, Show, ShowWhat};

impl Builder {
    /// `create_index`
    pub(super) fn create_index(&mut self, pair: Pair<'_>) -> Result<IndexCommand, QueryError> {
        let mut parts = Parts::of(pair);
        let mut command = (None, false);
        while let Some(part) = parts.next() {
            match part.as_rule() {
                Rule::index_on => {
                    let (label, keys) = label_and_keys(part)?;
                    return Ok(IndexCommand::Create {
                        name: None,
                        of: IndexOf::Nodes,
                        label,
                        keys,
                        if_not_exists: false,
                    });
                }
                Rule::plain_name | Rule::quoted_name => command.0 = Some(super::parts::name(part)),
                Rule::if_not_exists => command.1 = true,
                Rule::index_node | Rule::index_edge => return self.index_for(part, &mut parts, command),
                _ => {}
            }
        }
        self.fault(Detail::UnexpectedSyntax, "this index has no target", Default::default())
    }

    /// `(n:Company) ON (n.name, n.town)`
    fn index_for(
        &mut self,
        target: Pair<'_>,
        parts: &mut Parts<'_>,
        (name, if_not_exists): (Option<Name>, bool),
    ) -> Result<IndexCommand, QueryError> {
        let of = if target.as_rule() == Rule::index_node { IndexOf::Nodes } else { IndexOf::Edges };
        let mut inner = Parts::of(target);
        inner.flag(Rule::left_tip);
        let variable = inner.name()?;
        let label = inner.name()?;
        parts.need(Rule::kw_on)?;
        let mut keys = Vec::new();
        for key in Parts::of(parts.need(Rule::index_keys)?) {
            let mut key = Parts::of(key);
            let owner = key.name()?;
            if owner.text != variable.text {
                let message = format!("the index is for {}, not for {}", variable.text, owner.text);
                return self.fault(Detail::UndefinedVariable, message, owner.at);
            }
            keys.push(key.name()?);
        }
        Ok(IndexCommand::Create { name, of, label, keys, if_not_exists })
    }

    /// `drop_index`
    pub(super) fn drop_index(&mut self, pair: Pair<'_>) -> Result<IndexCommand, QueryError> {
        let mut parts = Parts::of(pair);
        parts.need(Rule::kw_drop)?;
        parts.need(Rule::kw_index)?;
        match parts.eat(Rule::index_on) {
            Some(on) => label_and_keys(on).map(|(label, keys)| IndexCommand::DropOn { label, keys }),
            None => Ok(IndexCommand::Drop { name: parts.name()?, if_exists: parts.flag(Rule::if_exists) }),
        }
    }

    /// `show`
    pub(super) fn show(&mut self, pair: Pair<'_>) -> Result<Show, QueryError> {
        let at = at(&pair);
        let mut parts = Parts::of(pair);
        parts.need(Rule::kw_show)?;
        parts.flag(Rule::kw_all);
        let what = what(&Parts::of(parts.need(Rule::show_what)?).one()?);
        let yields = parts.eat(Rule::show_yield).map(|pair| self.show_yield(pair)).transpose()?;
        let filter = self.optional_where(&mut parts)?;
        let returns = parts.eat(Rule::return_).map(|pair| self.return_(&mut Parts::of(pair))).transpose()?;
        Ok(Show { what, yields, filter, returns, at })
    }

    fn show_yield(&mut self, pair: Pair<'_>) -> Result<Projection, QueryError> {
        let mut parts = Parts::of(pair);
        parts.need(Rule::kw_yield)?;
        let projection = self.projection(parts.need(Rule::projection)?)?;
        Ok(Projection { filter: self.optional_where(&mut parts)?, ..projection })
    }
}

/// `ON :Company(name)`
fn label_and_keys(pair: Pair<'_>) -> Result<(Name, Vec<Name>), QueryError> {
    let mut parts = Parts::of(pair);
    parts.need(Rule::kw_on)?;
    Ok((parts.name()?, parts.names()))
}

fn what(pair: &Pair<'_>) -> ShowWhat {
    match pair.as_rule() {
        Rule::show_labels => ShowWhat::Labels,
        Rule::show_types => ShowWhat::Types,
        Rule::show_keys => ShowWhat::Keys,
        Rule::show_functions => ShowWhat::Functions,
        Rule::show_procedures => ShowWhat::Procedures,
        _ => ShowWhat::Indexes,
    }
}
