//! Options of procedures: a map whose keys are known.

use std::sync::Arc;

use crate::model::value::{Map, NodeId, Value};
use crate::query::error::{Detail, ErrorType, EvalError};
use crate::query::value::kind;

/// A fault of an argument.
pub(super) fn unfit(message: impl Into<String>) -> EvalError {
    EvalError::new(ErrorType::ArgumentError, Detail::InvalidArgumentValue, message)
}

/// The options of one call.
pub(super) struct Options<'a> {
    procedure: &'static str,
    given: Option<&'a Arc<Map>>,
}

impl<'a> Options<'a> {
    /// The options in `value`, a map or null, each of them one of `known`.
    ///
    /// # Errors
    /// Where it is neither, or a key is not known.
    pub fn new(procedure: &'static str, value: Option<&'a Value>, known: &[&str]) -> Result<Self, EvalError> {
        let given = match value {
            None | Some(Value::Null) => None,
            Some(Value::Map(map)) => Some(map),
            Some(other) => return Err(unfit(format!("{procedure} takes a map of options, not {}", kind::name(other)))),
        };
        let unknown = given.into_iter().flat_map(|map| map.keys()).find(|key| !known.contains(&&***key));
        match unknown {
            Some(key) => Err(unfit(format!("{procedure} has no option {key}; it has {}", known.join(", ")))),
            None => Ok(Self { procedure, given }),
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.given.and_then(|map| map.get(key)).filter(|value| !matches!(value, Value::Null))
    }

    fn refuse(&self, key: &str, wanted: &str, found: &Value) -> EvalError {
        unfit(format!("the option {key} of {} takes {wanted}, not {}", self.procedure, kind::name(found)))
    }

    /// A list of strings (or one string), if given.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn strings(&self, key: &str) -> Result<Option<Vec<&'a str>>, EvalError> {
        let text = |value: &'a Value| match value {
            Value::String(text) => Ok(&**text),
            other => Err(self.refuse(key, "strings", other)),
        };
        match self.get(key) {
            None => Ok(None),
            Some(Value::List(items)) => items.iter().map(text).collect::<Result<_, _>>().map(Some),
            Some(one) => Ok(Some(vec![text(one)?])),
        }
    }

    /// A number within bounds.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn number(&self, key: &str, default: f64, bounds: std::ops::Range<f64>) -> Result<f64, EvalError> {
        let number = match self.get(key) {
            None => return Ok(default),
            Some(Value::Int(int)) => *int as f64,
            Some(Value::Float(float)) => *float,
            Some(other) => return Err(self.refuse(key, "a number", other)),
        };
        if bounds.contains(&number) {
            return Ok(number);
        }
        Err(unfit(format!("the option {key} of {} lies from {} to {}", self.procedure, bounds.start, bounds.end)))
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn count(&self, key: &str, default: usize) -> Result<usize, EvalError> {
        match self.get(key) {
            None => Ok(default),
            Some(Value::Int(int)) if *int >= 0 => Ok(*int as usize),
            Some(other) => Err(self.refuse(key, "a whole number that is not negative", other)),
        }
    }

    /// A truth value.
    ///
    /// # Errors
    /// Where it is something else.
    pub fn truth(&self, key: &str, default: bool) -> Result<bool, EvalError> {
        match self.get(key) {
            None => Ok(default),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(other) => Err(self.refuse(key, "true or false", other)),
        }
    }
}

/// A node.
///
/// # Errors
/// Where it is something else.
pub(super) fn node(procedure: &str, value: Option<&Value>) -> Result<NodeId, EvalError> {
    match value {
        Some(Value::Node(node)) => Ok(*node),
        other => Err(unfit(format!("{procedure} takes a node, not {}", other.map_or("nothing", kind::name)))),
    }
}
