//! The table of functions: name, arguments, meaning.

use super::context::FnContext;
use super::error::EvalError;
use super::types::Kinds;
use crate::model::value::Value;

/// A function of the language.
#[derive(Debug)]
pub struct Function {
    /// `toUpper`; found whatever the case of its letters.
    pub name: &'static str,
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
    pub eval: fn(&[Value], &FnContext<'_>) -> Result<Value, EvalError>,
    /// One line for `SHOW FUNCTIONS` and the manual.
    pub doc: &'static str,
}

impl Function {
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

/// The function of that name (dotted, as written; letters in any case).
pub fn find(name: &str) -> Option<Callable> {
    let scalar = FUNCTIONS.iter().find(|f| f.name.eq_ignore_ascii_case(name)).map(Callable::Scalar);
    scalar.or_else(|| AGGREGATES.iter().find(|f| f.name.eq_ignore_ascii_case(name)).map(Callable::Aggregate))
}

/// The names of all functions, for suggestions and completion.
pub fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|f| f.name).chain(AGGREGATES.iter().map(|f| f.name))
}

/// Every function.
pub static FUNCTIONS: &[Function] = &[];

/// Every aggregate.
pub static AGGREGATES: &[Aggregate] = &[];
