//! Arbitrary syntax trees for property tests: every form that a text can have, awkward names and literals among them.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;

use super::*;

const AT: At = At(crate::model::span::Span { start: 0, end: 0 });

/// Names that must be quoted stand beside plain ones.
pub fn names() -> BoxedStrategy<Name> {
    prop_oneof![
        4 => "[a-d]{1,2}",
        1 => "[A-Za-z_][A-Za-z0-9_]{0,6}",
        1 => "[ -~äß€\u{2014}\n]{0,4}",
        1 => prop::sample::select(KEYWORDS).prop_map(str::to_owned),
    ]
    .prop_map(|text| Name { text, at: AT })
    .boxed()
}

/// Words that mean something somewhere in the grammar.
const KEYWORDS: &[&str] = &[
    "all",
    "any",
    "as",
    "asc",
    "call",
    "case",
    "collect",
    "count",
    "create",
    "csv",
    "desc",
    "distinct",
    "end",
    "exists",
    "explain",
    "finish",
    "for",
    "foreach",
    "from",
    "groups",
    "headers",
    "if",
    "in",
    "index",
    "is",
    "limit",
    "load",
    "MATCH",
    "none",
    "not",
    "null",
    "offset",
    "on",
    "or",
    "order",
    "paths",
    "reduce",
    "return",
    "set",
    "shortest",
    "shortestPath",
    "show",
    "single",
    "skip",
    "true",
    "union",
    "when",
    "where",
    "with",
    "xor",
    "yield",
];

fn dotted() -> BoxedStrategy<Name> {
    prop_oneof![
        3 => "[a-d]{1,2}(\\.[a-d]{1,2}){0,2}".boxed(),
        1 => prop::sample::select(KEYWORDS).prop_map(str::to_owned).boxed(),
    ]
    .prop_map(|text| Name { text, at: AT })
    .boxed()
}

fn literals() -> BoxedStrategy<Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        any::<i64>().prop_map(Literal::Int),
        (-2i64..3).prop_map(Literal::Int),
        Just(Literal::Int(i64::MIN)),
        prop::num::f64::NORMAL.prop_map(Literal::Float),
        (-2i64..3).prop_map(|i| Literal::Float(i as f64 / 2.0)),
        "[ -~äß\u{0}\u{7}\u{85}\u{2028}\n\r\t]{0,6}".prop_map(Literal::String),
    ]
    .boxed()
}

fn expr(kind: ExprKind) -> Expr {
    Expr { kind, at: AT }
}

fn variables() -> impl Strategy<Value = Expr> {
    names().prop_map(|name| expr(ExprKind::Variable(name.text)))
}

fn leaves() -> BoxedStrategy<Expr> {
    prop_oneof![
        literals().prop_map(|literal| expr(ExprKind::Literal(literal))),
        variables(),
        prop_oneof![names().prop_map(|name| name.text), "[0-9]{1,3}"].prop_map(|p| expr(ExprKind::Parameter(p))),
        Just(expr(ExprKind::CountStar)),
    ]
    .boxed()
}

/// Expressions of every kind.
pub fn expressions() -> BoxedStrategy<Expr> {
    leaves()
        .prop_recursive(4, 24, 3, |inner| {
            prop_oneof![operators(inner.clone()), forms(inner.clone()), scoped(inner)].prop_map(expr)
        })
        .boxed()
}

/// A boxed expression.
fn boxed(inner: &BoxedStrategy<Expr>) -> impl Strategy<Value = Box<Expr>> + use<> {
    inner.clone().prop_map(Box::new)
}

fn operators(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let several = || vec(inner.clone(), 2..4);
    let one = || boxed(&inner);
    let pair = |ops: &'static [ArithmeticOp]| {
        let rest = vec((prop::sample::select(ops), inner.clone()), 1..3);
        (one(), rest).prop_map(|(first, rest)| ExprKind::Arithmetic(first, rest))
    };
    use ArithmeticOp::*;
    let compare = [CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le, CompareOp::Gt, CompareOp::Ge];
    let tests = [TestOp::StartsWith, TestOp::EndsWith, TestOp::Contains, TestOp::Matches, TestOp::In];
    prop_oneof![
        several().prop_map(ExprKind::Or),
        several().prop_map(ExprKind::Xor),
        several().prop_map(ExprKind::And),
        one().prop_map(ExprKind::Not),
        (one(), vec((prop::sample::select(compare.to_vec()), inner.clone()), 1..3))
            .prop_map(|(first, rest)| ExprKind::Compare(first, rest)),
        pair(&[Add, Sub]),
        pair(&[Mul, Div, Mod]),
        pair(&[Pow]),
        one().prop_map(ExprKind::Minus),
        one().prop_map(ExprKind::Plus),
        (prop::sample::select(tests.to_vec()), one(), one()).prop_map(|(op, a, b)| ExprKind::Test(op, a, b)),
        one().prop_map(ExprKind::IsNull),
        one().prop_map(ExprKind::IsNotNull),
    ]
    .boxed()
}

fn forms(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let one = || boxed(&inner);
    let item = prop_oneof![
        names().prop_map(MapItem::Property),
        Just(MapItem::All),
        (names(), inner.clone()).prop_map(|(key, value)| MapItem::Entry(key, value)),
        names().prop_map(MapItem::Variable),
    ];
    prop_oneof![
        vec(inner.clone(), 0..3).prop_map(ExprKind::List),
        vec((names(), inner.clone()), 0..3).prop_map(ExprKind::Map),
        (variables(), vec(item, 0..3)).prop_map(|(of, items)| ExprKind::MapProjection { of: Box::new(of), items }),
        (one(), names()).prop_map(|(of, key)| ExprKind::Property(of, key)),
        (one(), one()).prop_map(|(of, index)| ExprKind::Index(of, index)),
        (one(), of(one()), of(one())).prop_map(|(list, from, to)| ExprKind::Slice(list, from, to)),
        (one(), labels()).prop_map(|(of, labels)| ExprKind::HasLabels(of, labels)),
        (dotted(), any::<bool>(), vec(inner.clone(), 0..3)).prop_map(|(name, distinct, args)| ExprKind::Call {
            name,
            distinct,
            args
        }),
        (of(one()), vec((inner.clone(), inner.clone()), 1..3), of(one()))
            .prop_map(|(subject, branches, otherwise)| ExprKind::Case { subject, branches, otherwise }),
    ]
    .boxed()
}

/// Expressions with variables of their own.
fn scoped(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ExprKind> {
    let one = || boxed(&inner);
    let quantifier = prop::sample::select(vec![Quantifier::All, Quantifier::Any, Quantifier::None, Quantifier::Single]);
    let subquery = prop::sample::select(vec![SubqueryKind::Exists, SubqueryKind::Count, SubqueryKind::Collect]);
    let body = prop_oneof![
        (vec(paths(inner.clone()), 1..2), of(inner.clone()))
            .prop_map(|(patterns, filter)| Subquery::Pattern { patterns, filter }),
        queries(inner.clone(), 2).prop_map(Subquery::Query),
    ];
    prop_oneof![
        (names(), one(), of(one()), of(one()))
            .prop_map(|(variable, list, filter, map)| { ExprKind::ListComprehension { variable, list, filter, map } }),
        (of(names()), lone_patterns(inner.clone()), of(one()), one()).prop_map(|(variable, pattern, filter, map)| {
            let pattern = Box::new(PathPattern { variable, ..pattern });
            ExprKind::PatternComprehension { pattern, filter, map }
        }),
        (quantifier, names(), one(), of(one()))
            .prop_map(|(kind, variable, list, filter)| { ExprKind::Quantifier { kind, variable, list, filter } }),
        (names(), one(), names(), one(), one()).prop_map(|(accumulator, init, variable, list, body)| {
            ExprKind::Reduce { accumulator, init, variable, list, body }
        }),
        lone_patterns(inner.clone()).prop_map(|pattern| ExprKind::Pattern(Box::new(pattern))),
        (subquery, body).prop_map(|(kind, body)| ExprKind::Subquery(kind, Box::new(body))),
    ]
    .boxed()
}

/// Labels and types: `A`, `!A`, `A&B`, `A|%`.
fn labels() -> BoxedStrategy<LabelExpr> {
    let leaf = prop_oneof![4 => names().prop_map(LabelExpr::Name), 1 => Just(LabelExpr::Any(AT))];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|label| LabelExpr::Not(Box::new(label))),
            vec(inner.clone(), 2..3).prop_map(LabelExpr::And),
            vec(inner, 2..3).prop_map(LabelExpr::Or),
        ]
    })
    .boxed()
}

/// What may stand in the braces of a node: a map or a parameter.
fn properties(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Option<Expr>> {
    let map = vec((names(), inner), 0..2).prop_map(|entries| expr(ExprKind::Map(entries)));
    let parameter = names().prop_map(|name| expr(ExprKind::Parameter(name.text)));
    weighted(0.3, prop_oneof![map, parameter]).boxed()
}

fn nodes(inner: BoxedStrategy<Expr>) -> BoxedStrategy<NodePattern> {
    let filter = weighted(0.1, boxed(&inner));
    (of(names()), weighted(0.4, labels()), properties(inner), filter)
        .prop_map(|(variable, labels, properties, filter)| NodePattern { variable, labels, properties, filter, at: AT })
        .boxed()
}

fn lengths() -> impl Strategy<Value = Length> {
    let range = (of(0u32..4), of(0u32..9)).prop_map(|(min, max)| Length { min, max, exact: false });
    prop_oneof![range, (0u32..4).prop_map(|n| Length { min: Some(n), max: Some(n), exact: true })]
}

fn edges(inner: BoxedStrategy<Expr>) -> BoxedStrategy<EdgePattern> {
    let direction = prop::sample::select(vec![Direction::Out, Direction::In, Direction::Both]);
    let filter = weighted(0.1, boxed(&inner));
    (of(names()), weighted(0.5, labels()), weighted(0.3, lengths()), properties(inner), filter, direction)
        .prop_map(|(variable, types, length, properties, filter, direction)| EdgePattern {
            variable,
            types,
            length,
            properties,
            filter,
            direction,
            at: AT,
        })
        .boxed()
}

fn edge_steps(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Step> {
    (edges(inner.clone()), nodes(inner)).prop_map(|(edge, node)| Step { link: Link::Edge(edge), node }).boxed()
}

fn quantified_steps(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Step> {
    let path = (of(names()), nodes(inner.clone()), vec(edge_steps(inner.clone()), 1..3));
    let filter = weighted(0.3, inner.clone());
    (path, filter, 0u32..3, of(0u32..3), nodes(inner))
        .prop_map(|((variable, start, steps), filter, min, more, node)| {
            let path = PathPattern { variable, selector: Selector::All, start, steps, at: AT };
            let part = QuantifiedPath { path, filter, min, max: more.map(|more| min + more), at: AT };
            Step { link: Link::Quantified(Box::new(part)), node }
        })
        .boxed()
}

fn paths(inner: BoxedStrategy<Expr>) -> BoxedStrategy<PathPattern> {
    let selector = prop_oneof![
        6 => Just(Selector::All),
        1 => Just(Selector::ShortestPath),
        1 => Just(Selector::AllShortestPaths),
        1 => (1u32..4).prop_map(Selector::Shortest),
        1 => (1u32..4).prop_map(Selector::ShortestGroups),
        1 => (1u32..4).prop_map(Selector::Any),
    ];
    let step = prop_oneof![4 => edge_steps(inner.clone()), 1 => quantified_steps(inner.clone())];
    (weighted(0.2, names()), selector, nodes(inner), vec(step, 0..3))
        .prop_map(|(variable, selector, start, steps)| PathPattern { variable, selector, start, steps, at: AT })
        .boxed()
}

/// Patterns that may stand as an expression.
fn lone_patterns(inner: BoxedStrategy<Expr>) -> BoxedStrategy<PathPattern> {
    let selector = prop::sample::select(vec![Selector::All, Selector::ShortestPath, Selector::AllShortestPaths]);
    (selector, nodes(inner.clone()), vec(edge_steps(inner), 1..3))
        .prop_map(|(selector, start, steps)| PathPattern { variable: None, selector, start, steps, at: AT })
        .boxed()
}

fn projections(inner: BoxedStrategy<Expr>, filter: bool) -> BoxedStrategy<Projection> {
    let item = (inner.clone(), of(names())).prop_map(|(expr, alias)| ProjectionItem { expr, alias });
    let sort = (inner.clone(), any::<bool>()).prop_map(|(expr, descending)| SortItem { expr, descending });
    let page = || weighted(0.2, inner.clone());
    let filter = weighted(0.3, inner.clone()).prop_map(move |found| found.filter(|_| filter));
    (any::<bool>(), weighted(0.2, Just(())), vec(item, 1..3), vec(sort, 0..2), page(), page(), filter)
        .prop_map(|(distinct, star, mut items, order, skip, limit, filter)| {
            if star.is_some() && items.len() == 1 {
                items.clear();
            }
            Projection { distinct, all: star.is_some(), items, order, skip, limit, filter, at: AT }
        })
        .boxed()
}

fn set_items(inner: BoxedStrategy<Expr>) -> BoxedStrategy<SetItem> {
    prop_oneof![
        (inner.clone(), names(), inner.clone()).prop_map(|(target, key, value)| SetItem::Property {
            target,
            key,
            value
        }),
        (names(), inner.clone()).prop_map(|(variable, value)| SetItem::Replace { variable, value }),
        (names(), inner).prop_map(|(variable, value)| SetItem::Merge { variable, value }),
        (names(), vec(names(), 1..3)).prop_map(|(variable, labels)| SetItem::Labels { variable, labels }),
    ]
    .boxed()
}

fn remove_items(inner: BoxedStrategy<Expr>) -> BoxedStrategy<RemoveItem> {
    prop_oneof![
        (inner, names()).prop_map(|(target, key)| RemoveItem::Property { target, key }),
        (names(), vec(names(), 1..3)).prop_map(|(variable, labels)| RemoveItem::Labels { variable, labels }),
    ]
    .boxed()
}

fn reading(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ClauseKind> {
    prop_oneof![
        (any::<bool>(), vec(paths(inner.clone()), 1..3), of(inner.clone()))
            .prop_map(|(optional, patterns, filter)| ClauseKind::Match { optional, patterns, filter }),
        (inner.clone(), names()).prop_map(|(list, variable)| ClauseKind::Unwind { list, variable }),
        projections(inner.clone(), true).prop_map(ClauseKind::With),
        projections(inner.clone(), false).prop_map(ClauseKind::Return),
        Just(ClauseKind::Finish),
        calls(inner.clone()).prop_map(ClauseKind::Call),
        (any::<bool>(), inner.clone(), names(), of(inner)).prop_map(|(headers, source, variable, delimiter)| {
            ClauseKind::LoadCsv { headers, source, variable, delimiter }
        }),
    ]
    .boxed()
}

fn calls(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Call> {
    let item = (names(), of(names())).prop_map(|(column, alias)| YieldItem { column, alias });
    let yields = (any::<bool>(), vec(item, 1..3), of(inner.clone())).prop_map(|(all, items, filter)| {
        let items = if all { Vec::new() } else { items };
        Yield { all, items, filter }
    });
    (any::<bool>(), dotted(), of(vec(inner, 0..3)), of(yields))
        .prop_map(|(optional, procedure, args, yields)| Call { optional, procedure, args, yields })
        .boxed()
}

fn writing(inner: BoxedStrategy<Expr>) -> BoxedStrategy<ClauseKind> {
    let action = (any::<bool>(), vec(set_items(inner.clone()), 1..2))
        .prop_map(|(on_create, items)| MergeAction { on_create, items });
    prop_oneof![
        vec(paths(inner.clone()), 1..3).prop_map(ClauseKind::Create),
        (paths(inner.clone()), vec(action, 0..2)).prop_map(|(pattern, actions)| ClauseKind::Merge { pattern, actions }),
        vec(set_items(inner.clone()), 1..3).prop_map(ClauseKind::Set),
        vec(remove_items(inner.clone()), 1..3).prop_map(ClauseKind::Remove),
        (any::<bool>(), vec(inner, 1..3)).prop_map(|(detach, targets)| ClauseKind::Delete { detach, targets }),
    ]
    .boxed()
}

fn clause(kind: ClauseKind) -> Clause {
    Clause { kind, at: AT }
}

/// Clauses of every kind, those with clauses inside `levels` deep.
fn clauses(inner: BoxedStrategy<Expr>, levels: u32) -> BoxedStrategy<Clause> {
    let flat = prop_oneof![reading(inner.clone()), writing(inner.clone())].prop_map(clause);
    if levels == 0 {
        return flat.boxed();
    }
    let body = vec(clauses(inner.clone(), levels - 1), 1..3);
    let foreach = (names(), inner.clone(), body)
        .prop_map(|(variable, list, body)| clause(ClauseKind::Foreach { variable, list, body }));
    let imports =
        prop_oneof![Just(Imports::Leading), Just(Imports::All), vec(names(), 0..3).prop_map(Imports::Listed),];
    let call = (any::<bool>(), imports, queries(inner, levels - 1)).prop_map(|(optional, imports, query)| {
        clause(ClauseKind::CallSubquery(CallSubquery { optional, imports, query }))
    });
    prop_oneof![6 => flat, 1 => foreach, 1 => call].boxed()
}

fn queries(inner: BoxedStrategy<Expr>, levels: u32) -> BoxedStrategy<Query> {
    let single = vec(clauses(inner, levels), 1..4).prop_map(|clauses| SingleQuery { clauses, at: AT });
    let union = (any::<bool>(), single.clone()).prop_map(|(all, query)| Union { all, query, at: AT });
    (single, vec(union, 0..2)).prop_map(|(first, rest)| Query { first, rest }).boxed()
}

fn commands() -> BoxedStrategy<IndexCommand> {
    let of_what = prop::sample::select(vec![IndexOf::Nodes, IndexOf::Edges]);
    let keys = || vec(names(), 1..3);
    prop_oneof![
        (of(names()), of_what, names(), keys(), any::<bool>()).prop_map(|(name, of, label, keys, if_not_exists)| {
            IndexCommand::Create { name, of, label, keys, if_not_exists }
        }),
        (names(), any::<bool>()).prop_map(|(name, if_exists)| IndexCommand::Drop { name, if_exists }),
        (names(), keys()).prop_map(|(label, keys)| IndexCommand::DropOn { label, keys }),
    ]
    .boxed()
}

fn shows() -> BoxedStrategy<Show> {
    use ShowWhat::*;
    let what = prop::sample::select(vec![Labels, Types, Keys, Functions, Procedures, Indexes]);
    let yields = (projections(expressions(), true), of(projections(expressions(), false)));
    (what, of(yields), of(expressions()))
        .prop_map(|(what, yields, filter)| match yields {
            Some((yields, returns)) => Show { what, yields: Some(yields), filter: None, returns, at: AT },
            None => Show { what, yields: None, filter, returns: None, at: AT },
        })
        .boxed()
}

/// Statements of every kind.
pub fn statements() -> BoxedStrategy<Statement> {
    let mode = prop::sample::select(vec![Mode::Run, Mode::Explain, Mode::Profile]);
    let body = prop_oneof![
        8 => queries(expressions(), 2).prop_map(Body::Query),
        1 => commands().prop_map(Body::Index),
        1 => shows().prop_map(Body::Show),
    ];
    (mode, body).prop_map(|(mode, body)| Statement { mode, body }).boxed()
}
