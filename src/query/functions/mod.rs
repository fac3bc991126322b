//! The table of functions: name, arguments, meaning, an example that is run.

mod aggregate;
mod args;
mod convert;
mod entity;
mod list;
mod number;
mod scalar;
mod string;
mod temporal;
#[cfg(test)]
mod tests;

use super::context::FnContext;
use super::error::EvalError;
use super::types::Kinds;
use crate::model::value::Value;

pub use aggregate::AGGREGATES;
pub use list::Numbers;

/// The meaning of a function.
pub type Eval = fn(&[Value], &FnContext<'_>) -> Result<Value, EvalError>;

/// An expression and its value, both as one writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example(pub &'static str, pub &'static str);

/// A function of the language.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// `toUpper`; found whatever the case of its letters.
    pub name: &'static str,
    /// The chapter of the manual that it stands in: `string`.
    pub group: &'static str,
    /// What each argument may be; an argument whose static type cannot be any of these is refused before the run.
    /// `Kinds::ANY` where only the run decides. Null is accepted everywhere.
    pub params: &'static [Kinds],
    /// How many of the last parameters may be left out.
    pub optional: usize,
    /// Whether the last parameter may repeat: `coalesce(a, b, c)`.
    pub variadic: bool,
    /// What the result can be.
    pub returns: Kinds,
    /// Whether equal arguments give equal results within one statement: false for `rand()`.
    pub pure: bool,
    /// Whether it takes nulls; else a null argument makes its result null.
    pub takes_null: bool,
    /// The meaning. Called with a number of arguments that fits.
    pub eval: Eval,
    /// One line for `SHOW FUNCTIONS` and the manual.
    pub doc: &'static str,
    /// For the manual; a test runs it.
    pub example: Example,
}

impl Function {
    /// An entry of the table, with nothing optional, pure, and null for null.
    const fn new(
        group: &'static str,
        name: &'static str,
        params: &'static [Kinds],
        returns: Kinds,
        eval: Eval,
    ) -> Self {
        Self {
            name,
            group,
            params,
            optional: 0,
            variadic: false,
            returns,
            pure: true,
            takes_null: false,
            eval,
            doc: "",
            example: Example("", ""),
        }
    }

    const fn optional(mut self, last: usize) -> Self {
        self.optional = last;
        self
    }

    const fn variadic(mut self) -> Self {
        self.variadic = true;
        self
    }

    const fn takes_null(mut self) -> Self {
        self.takes_null = true;
        self
    }

    const fn impure(mut self) -> Self {
        self.pure = false;
        self
    }

    const fn doc(mut self, doc: &'static str, example: Example) -> Self {
        self.doc = doc;
        self.example = example;
        self
    }

    /// The result for arguments whose number fits.
    ///
    /// # Errors
    /// Where the function cannot take them.
    #[inline]
    pub fn call(&self, args: &[Value], context: &FnContext<'_>) -> Result<Value, EvalError> {
        if !self.takes_null && args.iter().any(|arg| matches!(arg, Value::Null)) {
            return Ok(Value::Null);
        }
        (self.eval)(args, context)
    }
}

/// An aggregating function.
#[derive(Debug)]
pub struct Aggregate {
    /// `count`; found whatever the case of its letters.
    pub name: &'static str,
    /// What each argument may be. `count(*)` is `count` without argument.
    pub params: &'static [Kinds],
    /// How many of the last parameters may be left out.
    pub optional: usize,
    /// What the result can be.
    pub returns: Kinds,
    /// A fresh accumulator for one group.
    pub start: fn() -> Box<dyn Accumulator>,
    /// One line for `SHOW FUNCTIONS` and the manual.
    pub doc: &'static str,
    /// For the manual, over `UNWIND [1, 2, 2, 5, null] AS x`; a test runs it.
    pub example: Example,
}

impl Aggregate {
    /// A fresh accumulator for one group, with `DISTINCT` or without.
    pub fn accumulator(&self, distinct: bool) -> Box<dyn Accumulator> {
        let plain = (self.start)();
        if distinct { Box::new(aggregate::Distinct::new(plain)) } else { plain }
    }
}

/// What an aggregate has gathered of a group.
pub trait Accumulator: Send {
    /// Takes the arguments of one row (none for `count(*)`).
    fn add(&mut self, args: &[Value], context: &FnContext<'_>) -> Result<(), EvalError>;
    /// The result.
    fn finish(self: Box<Self>, context: &FnContext<'_>) -> Result<Value, EvalError>;
}

/// Either kind, as found by name.
#[derive(Clone, Copy, Debug)]
pub enum Callable {
    /// `size`
    Scalar(&'static Function),
    /// `count`
    Aggregate(&'static Aggregate),
}

/// The tables, in the order of the manual.
static GROUPS: &[&[Function]] = &[
    scalar::FUNCTIONS,
    convert::FUNCTIONS,
    entity::FUNCTIONS,
    list::FUNCTIONS,
    string::FUNCTIONS,
    number::FUNCTIONS,
    temporal::FUNCTIONS,
];

/// Every function that is no aggregate, in the order of the manual.
pub fn all() -> impl Iterator<Item = &'static Function> {
    GROUPS.iter().flat_map(|group| group.iter())
}

/// The function of that name (dotted, as written; letters in any case).
pub fn find(name: &str) -> Option<Callable> {
    let scalar = all().find(|f| f.name.eq_ignore_ascii_case(name)).map(Callable::Scalar);
    scalar.or_else(|| AGGREGATES.iter().find(|f| f.name.eq_ignore_ascii_case(name)).map(Callable::Aggregate))
}

/// The names of all functions, for suggestions and completion.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|f| f.name).chain(AGGREGATES.iter().map(|f| f.name))
}
