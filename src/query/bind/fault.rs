//! Faults found while binding, in people's words.

use super::Binder;
use super::ty::Ty;
use crate::model::span::Span;
use crate::query::error::{Detail, QueryError, Stage};
use crate::query::functions;
use crate::query::suggest::suggest;
use crate::query::syntax::{At, Name};
use crate::query::types::Kinds;

/// A fault of class `SyntaxError`.
pub(super) fn fault(detail: Detail, message: impl Into<String>, at: At) -> QueryError {
    QueryError::syntax(Stage::Bind, detail, message, at.0)
}

/// The same as a result.
pub(super) fn refuse<T>(detail: Detail, message: impl Into<String>, at: At) -> Result<T, QueryError> {
    Err(fault(detail, message, at))
}

/// A value of the wrong kind.
pub(super) fn wrong_kind(found: &Ty, accepted: Kinds, at: At) -> QueryError {
    let message = format!("this is {}, but {} is needed", found.kinds.describe(), accepted.describe());
    fault(Detail::InvalidArgumentType, message, at).expecting(vec![accepted.describe()])
}

/// Refuses a value that cannot be of the accepted kinds.
pub(super) fn require(found: &Ty, accepted: Kinds, at: At) -> Result<(), QueryError> {
    if found.may_be(accepted) { Ok(()) } else { Err(wrong_kind(found, accepted, at)) }
}

/// A function that is not there.
pub(super) fn unknown_function(name: &Name) -> QueryError {
    let message = format!("there is no function {}", name.text);
    fault(Detail::UnknownFunction, message, name.at).suggesting(suggest(&name.text, functions::names()))
}

/// A wrong number of arguments.
pub(super) fn wrong_count(name: &str, least: usize, most: Option<usize>, found: usize, at: At) -> QueryError {
    let wanted = match most {
        Some(most) if most == least => least.to_string(),
        Some(most) => format!("{least} to {most}"),
        None => format!("at least {least}"),
    };
    let noun = if wanted == "1" { "argument" } else { "arguments" };
    let message = format!("{name} takes {wanted} {noun}, not {found}");
    fault(Detail::InvalidNumberOfArguments, message, at)
}

/// A variable that is used for two things.
pub(super) fn type_conflict(name: &Name, is: &Ty, wanted: &str) -> QueryError {
    let message = format!("{} is {} and cannot be {wanted} as well", name.text, is.kinds.describe());
    fault(Detail::VariableTypeConflict, message, name.at)
}

/// A variable that is made anew while it is there already.
pub(super) fn already_bound(name: &Name) -> QueryError {
    let message = format!("{} is in use already and cannot be made anew here", name.text);
    fault(Detail::VariableAlreadyBound, message, name.at)
}

impl Binder<'_> {
    /// A variable that is not in scope.
    pub(super) fn undefined(&self, name: &str, span: Span) -> QueryError {
        let visible = self.scope.visible();
        let suggestions = suggest(name, visible.iter().map(|v| &*v.name));
        let message = format!("the variable {name} is not defined here");
        fault(Detail::UndefinedVariable, message, At(span)).suggesting(suggestions)
    }
}
