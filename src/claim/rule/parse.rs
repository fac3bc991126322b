//! Text of a rule file → written form.

use std::ops::Range;

use pest::Parser;
use pest::iterators::Pair;

use crate::model::span::Span;
use crate::query::syntax::{At, Direction, LabelExpr, Name};
use crate::seeds::{Fault, SeedFile};

use super::written::{Compare, Edge, Expr, Match, Node, Path, RuleFile, Value, WrittenRule};

use grammar::{Grammar, Rule};

/// The parser that pest makes of the grammar.
#[allow(missing_docs)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/base.pest"]
    #[grammar = "../grammar/rules.pest"]
    pub struct Grammar;
}

type P<'a> = Pair<'a, Rule>;

/// Rule files larger than this are refused: 4 MiB.
const LARGEST: usize = 4 << 20;

/// Brackets deeper than this are refused, so that no file overflows the stack.
const DEEPEST: usize = 64;

/// Reads one file.
pub fn file(file: &SeedFile) -> Result<RuleFile, Vec<Fault>> {
    let text = file.text();
    if text.len() > LARGEST || depth(text) > DEEPEST {
        return Err(vec![file.fault(0..0, "RU003", "a rule file this large or this deeply bracketed is refused")]);
    }
    let mut pairs = Grammar::parse(Rule::rule_file, text).map_err(|error| vec![syntax_fault(file, &error)])?;
    let mut written = RuleFile::default();
    for pair in pairs.next().into_iter().flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::let_ => written.lists.extend(list(pair)),
            Rule::rule_ => written.rules.extend(rule(pair)),
            _ => {}
        }
    }
    Ok(written)
}

/// The deepest nesting of brackets.
fn depth(text: &str) -> usize {
    let (mut deep, mut deepest) = (0usize, 0usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => deep += 1,
            b')' | b']' | b'}' => deep = deep.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(deep);
    }
    deepest
}

/// What pest says, as a fault with its place.
fn syntax_fault(file: &SeedFile, error: &pest::error::Error<Rule>) -> Fault {
    let at = match error.location {
        pest::error::InputLocation::Pos(at) => at..at,
        pest::error::InputLocation::Span((from, to)) => from..to,
    };
    let message = match &error.variant {
        pest::error::ErrorVariant::ParsingError { positives, .. } => expected(positives),
        pest::error::ErrorVariant::CustomError { message } => message.clone(),
    };
    file.fault(at, "RU004", message)
}

/// `expected MATCH, CLAIM or a text in quotes`
fn expected(rules: &[Rule]) -> String {
    let mut names: Vec<String> = rules.iter().map(|r| readable(*r)).collect();
    names.sort();
    names.dedup();
    match names.split_last() {
        Some((last, [])) => format!("expected {last}"),
        Some((last, rest)) => format!("expected {} or {last}", rest.join(", ")),
        None => "this is no rule".into(),
    }
}

/// A grammar rule as a user knows it.
fn readable(rule: Rule) -> String {
    match rule {
        Rule::EOI => "the end of the file".into(),
        Rule::string => "a text in quotes".into(),
        Rule::edge => "-[:role]->".into(),
        Rule::node | Rule::path => "(node)".into(),
        Rule::let_ => "LET".into(),
        Rule::rule_ => "RULE".into(),
        Rule::match_ => "MATCH".into(),
        Rule::where_ => "WHERE".into(),
        Rule::claim => "CLAIM".into(),
        Rule::sample => "EXAMPLE, COUNTER".into(),
        _ => {
            let name = format!("{rule:?}");
            name.strip_prefix("kw_").map_or(name.clone(), str::to_uppercase).replace('_', " ").trim().to_owned()
        }
    }
}

fn span(pair: &P) -> Range<usize> {
    pair.as_span().start()..pair.as_span().end()
}

fn name(pair: &P) -> Name {
    let at = span(pair);
    let text = match pair.as_str().strip_prefix('`').and_then(|t| t.strip_suffix('`')) {
        Some(quoted) => quoted.replace("``", "`"),
        None => pair.as_str().to_owned(),
    };
    Name { text, at: At(Span::new(at.start as u32, at.end as u32)) }
}

/// A text without its quotes, escapes undone.
fn unquoted(text: &str) -> String {
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or("");
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => out.extend(chars.next().map(|n| if n == 'n' { '\n' } else { n })),
            (other, _) => out.push(other),
        }
    }
    out
}

fn list(pair: P) -> Option<(Name, Vec<String>)> {
    let mut inner = pair.into_inner().filter(|p| matches!(p.as_rule(), Rule::parameter | Rule::list));
    let parameter = parameter(&inner.next()?);
    Some((parameter, words(inner.next()?)))
}

fn words(pair: P) -> Vec<String> {
    pair.into_inner().filter(|p| p.as_rule() == Rule::string).map(|p| unquoted(p.as_str())).collect()
}

fn parameter(pair: &P) -> Name {
    let mut found = name(pair);
    found.text = found.text.trim_start_matches('$').to_owned();
    found
}

fn rule(pair: P) -> Option<WrittenRule> {
    let mut written: Option<WrittenRule> = None;
    for part in pair.into_inner() {
        match (part.as_rule(), written.as_mut()) {
            (Rule::string, None) => {
                let name = Name { text: unquoted(part.as_str()), at: name(&part).at };
                written =
                    Some(WrittenRule { name, matches: vec![], claims: vec![], examples: vec![], counters: vec![] });
            }
            (Rule::match_, Some(rule)) => rule.matches.push(match_(part)),
            (Rule::claim, Some(rule)) => rule.claims.extend(paths(part)),
            (Rule::sample, Some(rule)) => sample(rule, part),
            _ => {}
        }
    }
    written
}

fn sample(rule: &mut WrittenRule, pair: P) {
    let mut counter = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_counter => counter = true,
            Rule::string if counter => rule.counters.push(unquoted(part.as_str())),
            Rule::string => rule.examples.push(unquoted(part.as_str())),
            _ => {}
        }
    }
}

fn paths(pair: P) -> Vec<Path> {
    pair.into_inner().filter(|p| p.as_rule() == Rule::path).map(path).collect()
}

fn match_(pair: P) -> Match {
    let mut found = Match { optional: false, paths: vec![], filter: None };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_optional => found.optional = true,
            Rule::path => found.paths.push(path(part)),
            Rule::where_ => found.filter = part.into_inner().find(|p| p.as_rule() == Rule::expression).map(expression),
            _ => {}
        }
    }
    found
}

fn path(pair: P) -> Path {
    let mut found = Path { nodes: vec![], edges: vec![] };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::node => found.nodes.push(node(part)),
            Rule::edge => found.edges.push(edge(part)),
            _ => {}
        }
    }
    found
}

fn node(pair: P) -> Node {
    let mut found = Node { variable: None, labels: None, properties: vec![], at: span(&pair) };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::variable => found.variable = Some(name(&part)),
            Rule::labels => found.labels = part.into_inner().next().map(labels),
            Rule::properties => found.properties = properties(part),
            _ => {}
        }
    }
    found
}

/// `A|B&!C`, at any level.
fn labels(pair: P) -> LabelExpr {
    match pair.as_rule() {
        Rule::label_or => joined(pair, LabelExpr::Or),
        Rule::label_and => joined(pair, LabelExpr::And),
        Rule::label_not => negated(pair),
        Rule::any_label => LabelExpr::Any(name(&pair).at),
        _ => LabelExpr::Name(name(&pair)),
    }
}

fn joined(pair: P, join: impl Fn(Vec<LabelExpr>) -> LabelExpr) -> LabelExpr {
    let mut parts: Vec<LabelExpr> = pair.into_inner().map(labels).collect();
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

fn negated(pair: P) -> LabelExpr {
    let mut inner = LabelExpr::Any(name(&pair).at);
    let mut negated = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::bang => negated = !negated,
            _ => inner = labels(part),
        }
    }
    if negated { LabelExpr::Not(Box::new(inner)) } else { inner }
}

fn edge(pair: P) -> Edge {
    let mut found = Edge { types: vec![], direction: Direction::Both, properties: vec![] };
    let (mut left, mut right) = (false, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::left_tip => left = true,
            Rule::right_tip => right = true,
            Rule::edge_detail => detail(&mut found, part),
            _ => {}
        }
    }
    found.direction = match (left, right) {
        (true, false) => Direction::In,
        (false, true) => Direction::Out,
        _ => Direction::Both,
    };
    found
}

fn detail(edge: &mut Edge, pair: P) {
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::types => edge.types = part.into_inner().flat_map(type_names).collect(),
            Rule::properties => edge.properties = properties(part),
            _ => {}
        }
    }
}

/// The names in a type expression.
fn type_names(pair: P) -> Vec<Name> {
    match pair.as_rule() {
        Rule::type_name | Rule::quoted_name => vec![name(&pair)],
        _ => pair.into_inner().flat_map(type_names).collect(),
    }
}

fn properties(pair: P) -> Vec<(Name, Value)> {
    let maps = pair.into_inner().filter(|p| p.as_rule() == Rule::map);
    let entries = maps.flat_map(Pair::into_inner).filter(|p| p.as_rule() == Rule::map_entry);
    let entry = |entry: P| {
        let mut inner = entry.into_inner();
        let key = name(&inner.next()?);
        Some((key, first_value(inner.next()?)?))
    };
    entries.filter_map(entry).collect()
}

/// The value that an expression is, where it is nothing but a value.
fn first_value(pair: P) -> Option<Value> {
    match pair.as_rule() {
        Rule::value => value(pair),
        _ => pair.into_inner().find_map(first_value),
    }
}

fn value(pair: P) -> Option<Value> {
    let inner = pair.into_inner().next()?;
    Some(match inner.as_rule() {
        Rule::list => Value::List(words(inner)),
        Rule::parameter => Value::Parameter(parameter(&inner)),
        Rule::variable => Value::Variable(name(&inner)),
        Rule::property => {
            let mut parts = inner.into_inner();
            Value::Property(name(&parts.next()?), name(&parts.next()?))
        }
        _ => match inner.as_str().parse::<f64>() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(unquoted(inner.as_str())),
        },
    })
}

fn expression(pair: P) -> Expr {
    let mut parts: Vec<Expr> =
        pair.into_inner().filter(|p| p.as_rule() == Rule::conjunction).map(conjunction).collect();
    if parts.len() == 1 { parts.remove(0) } else { Expr::Or(parts) }
}

fn conjunction(pair: P) -> Expr {
    let mut parts: Vec<Expr> = pair.into_inner().filter(|p| p.as_rule() == Rule::negation).map(negation).collect();
    if parts.len() == 1 { parts.remove(0) } else { Expr::And(parts) }
}

fn negation(pair: P) -> Expr {
    let mut negated = false;
    let mut found = Expr::And(vec![]);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_not => negated = !negated,
            _ => found = test(part),
        }
    }
    if negated { Expr::Not(Box::new(found)) } else { found }
}

fn test(pair: P) -> Expr {
    let Some(inner) = pair.into_inner().next() else { return Expr::And(vec![]) };
    match inner.as_rule() {
        Rule::path_test => Expr::Path(path(inner)),
        Rule::expression => expression(inner),
        _ => comparison(inner),
    }
}

fn comparison(pair: P) -> Expr {
    let at = span(&pair);
    let (mut left, mut operator, mut right) = (None, Compare::Equal, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::value if left.is_none() => left = value(part),
            Rule::value => right = value(part),
            Rule::compare => operator = compare(part),
            Rule::labels => {
                if let (Some(Value::Variable(variable)), Some(inner)) = (&left, part.into_inner().next()) {
                    return Expr::Labels(variable.clone(), labels(inner));
                }
            }
            _ => {}
        }
    }
    match left {
        Some(left) => Expr::Compare(left, operator, right.unwrap_or(Value::Number(0.0)), at),
        None => Expr::And(vec![]),
    }
}

fn compare(pair: P) -> Compare {
    match pair.into_inner().next().map(|p| p.as_rule()) {
        Some(Rule::kw_in) => Compare::In,
        Some(Rule::not_equal) => Compare::NotEqual,
        Some(Rule::starts_with) => Compare::StartsWith,
        Some(Rule::ends_with) => Compare::EndsWith,
        Some(Rule::kw_contains) => Compare::Contains,
        _ => Compare::Equal,
    }
}
