//! What can go wrong while a value is computed.

use thiserror::Error;

pub use crate::query::error::EvalError;
use crate::query::error::{Detail, ErrorType};

/// The result of computing a value.
pub type Result<T> = std::result::Result<T, EvalError>;

/// The kinds of fault, each with the expression that makes it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// `1 + true`
    #[error("`{operator}` cannot take {found}")]
    Operand {
        /// The operator as written.
        operator: &'static str,
        /// The types it was given.
        found: String,
    },
    /// `toInteger([])`
    #[error("{function}() expects {expected}, found {found}")]
    Argument {
        /// The function as the table names it.
        function: &'static str,
        /// What it takes.
        expected: &'static str,
        /// The type it was given.
        found: &'static str,
    },
    /// `range('a', 1)`
    #[error("range() expects INTEGER, found {found}")]
    RangeArgument {
        /// The type it was given.
        found: &'static str,
    },
    /// `range(1, 2, 0)`, `percentileCont(x, 1.1)`
    #[error("{what} is out of range: {value}")]
    OutOfRange {
        /// What the number stands for.
        what: &'static str,
        /// The number.
        value: String,
    },
    /// `date('2025-02-30')`
    #[error("{message}")]
    Unreadable {
        /// What was expected, and what stood there.
        message: String,
    },
    /// `9223372036854775807 + 1`
    #[error("integer overflow in `{operation}`")]
    Overflow {
        /// The operator or function.
        operation: &'static str,
    },
    /// `1 / 0`
    #[error("division by zero")]
    DivisionByZero,
    /// `{a: 1}[0]`
    #[error("a map is read by STRING, not by {found}")]
    MapKey {
        /// The type of the key.
        found: &'static str,
    },
    /// `[1]['a']`
    #[error("a list is read by INTEGER, not by {found}")]
    ListIndex {
        /// The type of the index.
        found: &'static str,
    },
    /// `1[0]`, `1.name`
    #[error("{found} has no elements or properties")]
    Container {
        /// The type of what was indexed.
        found: &'static str,
    },
    /// `DELETE n RETURN n.name`
    #[error("the {what} was deleted")]
    Deleted {
        /// `node` or `relationship`.
        what: &'static str,
    },
    /// `range(1, 1000000000000)`
    #[error("{what} exceeds the limit `{limit}` = {allowed}")]
    Limit {
        /// What grew too large.
        what: &'static str,
        /// Name of the limit.
        limit: &'static str,
        /// How much the limit allows.
        allowed: usize,
    },
}

impl From<Fault> for EvalError {
    fn from(fault: Fault) -> Self {
        let (kind, detail) = fault.code();
        Self::new(kind, detail, fault.to_string())
    }
}

impl Fault {
    /// Type and detail code of the openCypher kit.
    const fn code(&self) -> (ErrorType, Detail) {
        match self {
            Self::Operand { .. } | Self::Container { .. } => (ErrorType::TypeError, Detail::InvalidArgumentType),
            Self::Argument { .. } => (ErrorType::TypeError, Detail::InvalidArgumentValue),
            Self::RangeArgument { .. } => (ErrorType::ArgumentError, Detail::InvalidArgumentType),
            Self::OutOfRange { .. } => (ErrorType::ArgumentError, Detail::NumberOutOfRange),
            Self::Unreadable { .. } => (ErrorType::ArgumentError, Detail::InvalidArgumentValue),
            Self::Overflow { .. } => (ErrorType::ArithmeticError, Detail::IntegerOverflow),
            Self::DivisionByZero => (ErrorType::ArithmeticError, Detail::DivisionByZero),
            Self::MapKey { .. } => (ErrorType::TypeError, Detail::MapElementAccessByNonString),
            Self::ListIndex { .. } => (ErrorType::TypeError, Detail::ListElementAccessByNonInteger),
            Self::Deleted { .. } => (ErrorType::EntityNotFound, Detail::DeletedEntityAccess),
            Self::Limit { .. } => (ErrorType::ResourceError, Detail::MemoryLimit),
        }
    }

    /// A text that cannot be read as what it should be.
    pub fn unreadable(message: impl Into<String>) -> EvalError {
        Self::Unreadable { message: message.into() }.into()
    }
}
