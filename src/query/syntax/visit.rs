//! Walking over expressions.

use super::{Expr, ExprKind, Link, MapItem, PathPattern};

impl Expr {
    /// Calls `visit` for each direct part of the expression. The insides of subqueries are left out: they are scopes of
    /// their own.
    pub fn for_each_part<'e>(&'e self, mut visit: impl FnMut(&'e Expr)) {
        use ExprKind::*;
        match &self.kind {
            Literal(_) | Parameter(_) | Variable(_) | CountStar | Subquery(..) => {}
            List(all) | Or(all) | Xor(all) | And(all) => all.iter().for_each(visit),
            Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
            MapProjection { of, items } => {
                visit(of);
                items.iter().filter_map(MapItem::value).for_each(visit);
            }
            Not(a) | Minus(a) | Plus(a) | IsNull(a) | IsNotNull(a) | Property(a, _) | HasLabels(a, _) => visit(a),
            Compare(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, e)| visit(e));
            }
            Arithmetic(first, rest) => {
                visit(first);
                rest.iter().for_each(|(_, e)| visit(e));
            }
            Test(_, a, b) | Index(a, b) => [a, b].into_iter().for_each(|e| visit(e)),
            Slice(of, from, to) => {
                visit(of);
                [from, to].into_iter().flatten().for_each(|e| visit(e));
            }
            Call { args, .. } => args.iter().for_each(visit),
            Case { subject, branches, otherwise } => {
                subject.iter().for_each(|e| visit(e));
                branches.iter().flat_map(|(when, then)| [when, then]).for_each(&mut visit);
                otherwise.iter().for_each(|e| visit(e));
            }
            ListComprehension { list, filter, map, .. } => {
                visit(list);
                [filter, map].into_iter().flatten().for_each(|e| visit(e));
            }
            Quantifier { list, filter, .. } => {
                visit(list);
                filter.iter().for_each(|e| visit(e));
            }
            Reduce { init, list, body, .. } => [init, list, body].into_iter().for_each(|e| visit(e)),
            PatternComprehension { pattern, filter, map } => {
                pattern.properties().for_each(&mut visit);
                filter.iter().for_each(|e| visit(e));
                visit(map);
            }
            Pattern(pattern) => pattern.properties().for_each(visit),
        }
    }

    /// Whether `test` holds for the expression or for any part of it at any depth.
    pub fn any(&self, test: &dyn Fn(&Expr) -> bool) -> bool {
        if test(self) {
            return true;
        }
        let mut found = false;
        self.for_each_part(|part| found = found || part.any(test));
        found
    }
}

impl MapItem {
    /// The expression in the item, if there is one.
    fn value(&self) -> Option<&Expr> {
        match self {
            Self::Entry(_, value) => Some(value),
            Self::Property(_) | Self::All | Self::Variable(_) => None,
        }
    }
}

impl PathPattern {
    /// The property maps of its nodes and relationships.
    fn properties(&self) -> impl Iterator<Item = &Expr> {
        let links = self.steps.iter().flat_map(|step| {
            let link = match &step.link {
                Link::Edge(edge) => edge.properties.as_ref(),
                Link::Quantified(_) => None,
            };
            link.into_iter().chain(step.node.properties.as_ref())
        });
        self.start.properties.iter().chain(links)
    }
}
