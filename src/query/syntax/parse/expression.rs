//! Operands: atoms with their signs, properties, indexes and labels.

use super::literal::is_number;
use super::parts::{Pair, Parts, at, name};
use super::{Builder, Rule, fault};
use crate::query::error::{Detail, QueryError};
use crate::query::syntax::{
    At, CompareOp, Expr, ExprKind, MapItem, Name, PathPattern, Quantifier, Subquery, SubqueryKind,
};

type Built = Result<Expr, QueryError>;

impl Builder {
    /// `operand`: `-n.list[0]`, `n:Company`
    pub(super) fn operand(&mut self, pair: Pair<'_>) -> Built {
        let whole = at(&pair);
        let mut parts = Parts::of(pair);
        let mut signs: Vec<Pair<'_>> = Vec::new();
        while matches!(parts.peek(), Some(Rule::add | Rule::sub)) {
            signs.push(parts.one()?);
        }
        let levels = signs.len() + parts.rules().count().saturating_sub(1);
        self.within(levels, whole, |builder| {
            let atom = parts.one()?;
            let bare = parts.peek().is_none();
            let folded = bare && is_number(atom.as_str()) && signs.last().is_some_and(|s| s.as_rule() == Rule::sub);
            let inner = if folded { builder.negative(atom, signs.pop())? } else { builder.suffixed(atom, parts)? };
            Ok(signs.into_iter().rev().fold(inner, signed))
        })
    }

    /// `-42` as one literal.
    fn negative(&mut self, atom: Pair<'_>, sign: Option<Pair<'_>>) -> Built {
        let number = at(&atom);
        let start = sign.map_or(number, |sign| at(&sign));
        let kind = ExprKind::Literal(self.literal(atom, true)?);
        Ok(Expr { kind, at: At(start.0.join(number.0)) })
    }

    /// `n.list[0]`, `n:Company`
    fn suffixed(&mut self, atom: Pair<'_>, parts: Parts<'_>) -> Built {
        let mut expr = self.atom(atom)?;
        for suffix in parts {
            expr = self.suffix(expr, suffix)?;
        }
        Ok(expr)
    }

    /// `.name`, `[0]`, `[1..3]`, `:Company`
    pub(super) fn suffix(&mut self, of: Expr, pair: Pair<'_>) -> Built {
        let at = At(of.at.0.join(at(&pair).0));
        let of = Box::new(of);
        let kind = match pair.as_rule() {
            Rule::property_lookup => ExprKind::Property(of, Parts::of(pair).name()?),
            Rule::label_test => ExprKind::HasLabels(of, self.labels(pair)?),
            _ => self.subscript(of, pair)?,
        };
        Ok(Expr { kind, at })
    }

    fn subscript(&mut self, of: Box<Expr>, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let whole = at(&pair);
        let mut parts = Parts::of(pair);
        let from = self.optional_expression(&mut parts)?.map(Box::new);
        if parts.flag(Rule::dots) {
            let to = self.optional_expression(&mut parts)?.map(Box::new);
            return Ok(ExprKind::Slice(of, from, to));
        }
        match from {
            Some(index) => Ok(ExprKind::Index(of, index)),
            None => self.fault(Detail::UnexpectedSyntax, "an index is missing between the brackets", whole),
        }
    }

    /// The next child, if it is an expression.
    pub(super) fn optional_expression(&mut self, parts: &mut Parts<'_>) -> Result<Option<Expr>, QueryError> {
        parts.eat(Rule::expression).map(|pair| self.expression(pair)).transpose()
    }

    /// The next child, which the grammar says is an expression.
    pub(super) fn next_expression(&mut self, parts: &mut Parts<'_>) -> Built {
        let pair = parts.need(Rule::expression)?;
        self.expression(pair)
    }

    /// All expressions that stand next.
    pub(super) fn expressions(&mut self, parts: &mut Parts<'_>) -> Result<Vec<Expr>, QueryError> {
        let mut all = Vec::new();
        while let Some(expr) = self.optional_expression(parts)? {
            all.push(expr);
        }
        Ok(all)
    }

    /// `WHERE …`, if it stands next.
    pub(super) fn optional_where(&mut self, parts: &mut Parts<'_>) -> Result<Option<Expr>, QueryError> {
        let clause = parts.eat(Rule::where_).or_else(|| parts.eat(Rule::inner_where));
        let Some(pair) = clause else { return Ok(None) };
        let mut inner = Parts::of(pair);
        inner.need(Rule::kw_where)?;
        self.next_expression(&mut inner).map(Some)
    }

    /// `atom`
    pub(super) fn atom(&mut self, pair: Pair<'_>) -> Built {
        let at = at(&pair);
        let kind = match pair.as_rule() {
            Rule::literal => ExprKind::Literal(self.literal(pair, false)?),
            Rule::parameter => ExprKind::Parameter(parameter(pair)),
            Rule::variable => ExprKind::Variable(name(pair).text),
            Rule::parenthesised => return self.parenthesised(pair),
            Rule::bracketed => self.bracketed(pair)?,
            Rule::map => self.map(pair)?,
            Rule::map_projection => self.map_projection(pair)?,
            Rule::function_call => self.function_call(pair)?,
            Rule::count_star => ExprKind::CountStar,
            Rule::case => self.case(pair)?,
            Rule::quantified => self.quantified(pair)?,
            Rule::reduce => self.reduce(pair)?,
            Rule::subquery => self.subquery(pair)?,
            Rule::shortest | Rule::pattern => ExprKind::Pattern(Box::new(self.path_of(pair)?)),
            _ => return Err(fault::shape(at)),
        };
        Ok(Expr { kind, at })
    }

    /// `(a + b)`: the brackets belong to the text of the expression, not to its meaning.
    fn parenthesised(&mut self, pair: Pair<'_>) -> Built {
        let at = at(&pair);
        let inner = self.next_expression(&mut Parts::of(pair))?;
        Ok(Expr { at, ..inner })
    }

    /// `{a: 1}`
    pub(super) fn map(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let entries = Parts::of(pair).map(|entry| self.map_entry(entry)).collect::<Result<_, _>>()?;
        Ok(ExprKind::Map(entries))
    }

    fn map_entry(&mut self, pair: Pair<'_>) -> Result<(Name, Expr), QueryError> {
        let mut parts = Parts::of(pair);
        Ok((parts.name()?, self.next_expression(&mut parts)?))
    }

    fn map_projection(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        let variable = parts.name()?;
        let of = Box::new(Expr { kind: ExprKind::Variable(variable.text), at: variable.at });
        let items = parts.map(|entry| self.map_item(entry)).collect::<Result<_, _>>()?;
        Ok(ExprKind::MapProjection { of, items })
    }

    fn map_item(&mut self, pair: Pair<'_>) -> Result<MapItem, QueryError> {
        let mut parts = Parts::of(pair);
        let entry = parts.one()?;
        Ok(match entry.as_rule() {
            Rule::all_properties => MapItem::All,
            Rule::own_property => MapItem::Property(Parts::of(entry).name()?),
            Rule::variable => MapItem::Variable(name(entry)),
            _ => self.map_entry(entry).map(|(key, value)| MapItem::Entry(key, value))?,
        })
    }

    fn function_call(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        let name = dotted(parts.need(Rule::dotted_name)?);
        let distinct = parts.flag(Rule::kw_distinct);
        Ok(ExprKind::Call { name, distinct, args: self.expressions(&mut parts)? })
    }

    fn case(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        parts.need(Rule::kw_case)?;
        let subject = self.optional_expression(&mut parts)?.map(Box::new);
        let mut branches = Vec::new();
        while let Some(branch) = parts.eat(Rule::case_branch) {
            let mut inner = Parts::of(branch);
            inner.need(Rule::kw_when)?;
            let when = self.next_expression(&mut inner)?;
            inner.need(Rule::kw_then)?;
            branches.push((when, self.next_expression(&mut inner)?));
        }
        let has_else = parts.flag(Rule::kw_else);
        let otherwise = if has_else { Some(Box::new(self.next_expression(&mut parts)?)) } else { None };
        Ok(ExprKind::Case { subject, branches, otherwise })
    }

    fn quantified(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        let kind = match parts.one()?.as_rule() {
            Rule::kw_all => Quantifier::All,
            Rule::kw_any => Quantifier::Any,
            Rule::kw_none => Quantifier::None,
            _ => Quantifier::Single,
        };
        let variable = parts.name()?;
        parts.need(Rule::kw_in)?;
        let list = Box::new(self.next_expression(&mut parts)?);
        let filter = self.optional_where(&mut parts)?.map(Box::new);
        Ok(ExprKind::Quantifier { kind, variable, list, filter })
    }

    fn reduce(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        parts.need(Rule::word_reduce)?;
        let accumulator = parts.name()?;
        let init = Box::new(self.next_expression(&mut parts)?);
        let variable = parts.name()?;
        parts.need(Rule::kw_in)?;
        let list = Box::new(self.next_expression(&mut parts)?);
        let body = Box::new(self.next_expression(&mut parts)?);
        Ok(ExprKind::Reduce { accumulator, init, variable, list, body })
    }

    fn subquery(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let mut parts = Parts::of(pair);
        let kind = match parts.one()?.as_rule() {
            Rule::kw_exists => SubqueryKind::Exists,
            Rule::word_count => SubqueryKind::Count,
            _ => SubqueryKind::Collect,
        };
        let inner = match parts.eat(Rule::query) {
            Some(query) => Subquery::Query(self.query(query)?),
            None => Subquery::Pattern {
                patterns: self.path_list(parts.need(Rule::path_list)?)?,
                filter: self.optional_where(&mut parts)?,
            },
        };
        Ok(ExprKind::Subquery(kind, Box::new(inner)))
    }

    /// `[1, 2]`, `[x IN xs WHERE … | …]`, `[p = (a)-->(b) WHERE … | …]`
    fn bracketed(&mut self, pair: Pair<'_>) -> Result<ExprKind, QueryError> {
        let whole = at(&pair);
        let mut parts = Parts::of(pair);
        let items: Vec<Pair<'_>> = std::iter::from_fn(|| parts.eat(Rule::expression)).collect();
        let filter = parts.eat(Rule::where_);
        let map = if parts.flag(Rule::bar) { parts.eat(Rule::expression) } else { None };
        self.list_or_comprehension(items, filter, map, whole)
    }

    fn list_or_comprehension(
        &mut self,
        mut items: Vec<Pair<'_>>,
        filter: Option<Pair<'_>>,
        map: Option<Pair<'_>>,
        whole: At,
    ) -> Result<ExprKind, QueryError> {
        let plain = filter.is_none() && map.is_none();
        let only = if items.len() == 1 { items.pop() } else { None };
        match only {
            Some(item) if starts_with_element(&item) => self.list_comprehension(item, filter, map),
            Some(item) if plain => Ok(ExprKind::List(vec![self.expression(item)?])),
            Some(item) => self.pattern_comprehension(item, filter, map),
            None if plain => {
                items.into_iter().map(|i| self.expression(i)).collect::<Result<_, _>>().map(ExprKind::List)
            }
            None => self.fault(Detail::UnexpectedSyntax, NO_COMPREHENSION, whole),
        }
    }

    fn list_comprehension(
        &mut self,
        item: Pair<'_>,
        filter: Option<Pair<'_>>,
        map: Option<Pair<'_>>,
    ) -> Result<ExprKind, QueryError> {
        let (variable, list) = self.element_of(item)?;
        let filter = filter.map(|pair| self.where_of(pair)).transpose()?.map(Box::new);
        let map = map.map(|pair| self.expression(pair)).transpose()?.map(Box::new);
        Ok(ExprKind::ListComprehension { variable, list: Box::new(list), filter, map })
    }

    fn where_of(&mut self, pair: Pair<'_>) -> Built {
        let mut inner = Parts::of(pair);
        inner.need(Rule::kw_where)?;
        self.next_expression(&mut inner)
    }

    /// The item is `(a)-->(b)` or `p = (a)-->(b)`.
    fn pattern_comprehension(
        &mut self,
        item: Pair<'_>,
        filter: Option<Pair<'_>>,
        map: Option<Pair<'_>>,
    ) -> Result<ExprKind, QueryError> {
        let whole = at(&item);
        let pattern = named_pattern(self.expression(item)?);
        let (Some(pattern), Some(map)) = (pattern, map) else {
            return self.fault(Detail::UnexpectedSyntax, NO_COMPREHENSION, whole);
        };
        let filter = filter.map(|pair| self.where_of(pair)).transpose()?.map(Box::new);
        let map = Box::new(self.expression(map)?);
        Ok(ExprKind::PatternComprehension { pattern: Box::new(pattern), filter, map })
    }
}

const NO_COMPREHENSION: &str =
    "this is neither a list nor a comprehension such as [x IN xs WHERE x > 1 | x * 2] or [(a)-->(b) | b.name]";

/// Whether an expression reads `x IN …`.
fn starts_with_element(item: &Pair<'_>) -> bool {
    let comparison = item.clone().into_inner().next().filter(|c| c.as_rule() == Rule::comparison);
    let Some(comparison) = comparison else { return false };
    let mut inner = comparison.into_inner();
    let operand = inner.next();
    let then_in = inner.next().is_some_and(|op| op.as_rule() == Rule::kw_in);
    let mut atoms = operand.into_iter().flat_map(Pair::into_inner);
    then_in && atoms.next().is_some_and(|a| a.as_rule() == Rule::variable) && atoms.next().is_none()
}

/// `(a)-->(b)` or `p = (a)-->(b)`, read as an expression, back as a pattern.
fn named_pattern(expr: Expr) -> Option<PathPattern> {
    match expr.kind {
        ExprKind::Pattern(pattern) => Some(*pattern),
        ExprKind::Compare(left, mut rest) => match (left.kind, rest.pop(), rest.is_empty()) {
            (ExprKind::Variable(text), Some((CompareOp::Eq, right)), true) => {
                let ExprKind::Pattern(pattern) = right.kind else { return None };
                let variable = Some(Name { text, at: left.at });
                Some(PathPattern { variable, at: expr.at, ..*pattern })
            }
            _ => None,
        },
        _ => None,
    }
}

fn signed(of: Expr, sign: Pair<'_>) -> Expr {
    let at = At(at(&sign).0.join(of.at.0));
    let of = Box::new(of);
    let kind = if sign.as_rule() == Rule::sub { ExprKind::Minus(of) } else { ExprKind::Plus(of) };
    Expr { kind, at }
}

/// `$name`
pub(super) fn parameter(pair: Pair<'_>) -> String {
    pair.into_inner().next().map(name).map(|n| n.text).unwrap_or_default()
}

/// `date.truncate`
pub(super) fn dotted(pair: Pair<'_>) -> Name {
    let at = at(&pair);
    let words: Vec<String> = pair.into_inner().map(|part| name(part).text).collect();
    Name { text: words.join("."), at }
}
