//! Text → tree.
//!
//! pest recognises the text by `grammar/base.pest` and `grammar/cypher.pest`; the files here turn its pairs into the
//! tree, one file per part of the language. [`scan`] looks at the text before that: it cuts scripts into statements and
//! refuses brackets nested too deep, so that neither pest nor any later stage can run out of stack.

mod clause;
mod command;
mod expected;
mod expression;
mod fault;
mod grammar;
mod hint;
mod literal;
mod operator;
mod parts;
mod pattern;
pub mod scan;

use pest::Parser;

use super::{Body, Expr, Mode, Statement};
use crate::query::error::{Detail, QueryError, Stage};
use crate::query::syntax::At;
use grammar::{Grammar, Rule};
pub use parts::canonical_type;
use parts::{Pair, Parts};

/// The longest statement that is read, in bytes.
pub const MAX_STATEMENT: usize = 8 << 20;
/// The deepest nesting of brackets, `CASE`s and chains of prefixes and suffixes.
pub const MAX_NESTING: usize = 256;
/// Stack that one level of nesting may take while it is parsed.
const STACK_PER_LEVEL: usize = 64 << 10;

/// The tree of one statement; a `;` behind it is allowed. Positions are byte offsets into `text`.
pub fn parse(text: &str) -> Result<Statement, QueryError> {
    guarded(text, Rule::statement, |builder, pair| builder.statement(pair))
}

/// The tree of a text that is nothing but an expression: `[1, 2] + 3`.
pub fn parse_expression(text: &str) -> Result<Expr, QueryError> {
    guarded(text, Rule::lone_expression, |builder, pair| {
        let mut parts = Parts::of(pair);
        builder.expression(parts.need(Rule::expression)?)
    })
}

/// Checks the limits, recognises and builds, on as much stack as the nesting of the text may need.
fn guarded<T>(
    text: &str,
    rule: Rule,
    build: impl FnOnce(&mut Builder, Pair<'_>) -> Result<T, QueryError>,
) -> Result<T, QueryError> {
    if text.len() > MAX_STATEMENT {
        return Err(fault::too_long(text));
    }
    let depth = scan::nesting(text)?;
    let run = || {
        let mut pairs = Grammar::parse(rule, text).map_err(|error| fault::from_pest(text, rule, &error))?;
        let pair = pairs.next().ok_or_else(|| fault::shape(At::default()))?;
        build(&mut Builder { depth: 0 }, pair)
    };
    stacker::maybe_grow((depth + 4) * STACK_PER_LEVEL, (depth + 8) * STACK_PER_LEVEL, run)
}

/// Turns pairs into the tree; counts how deep the tree gets.
struct Builder {
    depth: usize,
}

impl Builder {
    /// Builds something whose tree is `levels` deeper than the brackets of the text show.
    fn within<T>(
        &mut self,
        levels: usize,
        at: At,
        build: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        self.depth += levels;
        if self.depth > MAX_NESTING {
            return Err(fault::too_deep(at.0));
        }
        let built = build(self);
        self.depth -= levels;
        built
    }

    /// `statement`
    fn statement(&mut self, pair: Pair<'_>) -> Result<Statement, QueryError> {
        let mut parts = Parts::of(pair);
        let mode = match (parts.flag(Rule::kw_explain), parts.flag(Rule::kw_profile)) {
            (true, _) => Mode::Explain,
            (_, true) => Mode::Profile,
            _ => Mode::Run,
        };
        let body = parts.one()?;
        let body = match body.as_rule() {
            Rule::show => Body::Show(self.show(body)?),
            Rule::create_index => Body::Index(self.create_index(body)?),
            Rule::drop_index => Body::Index(self.drop_index(body)?),
            _ => Body::Query(self.query(body)?),
        };
        Ok(Statement { mode, body })
    }

    /// A fault of class `SyntaxError` found while the tree is built.
    fn fault<T>(&self, detail: Detail, message: impl Into<String>, at: At) -> Result<T, QueryError> {
        Err(QueryError::syntax(Stage::Parse, detail, message, at.0))
    }
}
