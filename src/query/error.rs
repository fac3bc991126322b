//! What can be wrong with a statement or its run, in the words of the openCypher compatibility kit.

use std::fmt;

use thiserror::Error;

use crate::model::span::Span;

/// Declares an enum whose variants are written as the compatibility kit writes them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// The word itself.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// The stage that found the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Text → syntax tree.
    Parse,
    /// Syntax tree → bound.
    Bind,
    /// Bound → plan.
    Plan,
    /// Plan → rows.
    Run,
}

/// When the fault is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Before anything ran.
    CompileTime,
    /// While it ran.
    Runtime,
}

impl Phase {
    /// As the compatibility kit writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CompileTime => "compile time",
            Self::Runtime => "runtime",
        }
    }
}

words! {
    /// The class of the fault.
    ErrorType {
        /// The text is not a statement, or says what cannot be.
        SyntaxError,
        /// It is a statement, and its meaning is impossible.
        SemanticError,
        /// A value of the wrong kind.
        TypeError,
        /// A value of the right kind that does not fit.
        ArgumentError,
        /// `1 / 0`
        ArithmeticError,
        /// A node or relationship that is no longer there.
        EntityNotFound,
        /// A property that is not there.
        PropertyNotFound,
        /// A label that is not there.
        LabelNotFound,
        /// `$name` without a value.
        ParameterMissing,
        /// `DELETE n` while n has relationships.
        ConstraintVerificationFailed,
        /// A value that a constraint forbids.
        ConstraintValidationFailed,
        /// `CALL` of what is not there.
        ProcedureError,
        /// A limit on time, rows or memory was reached, or the query was interrupted.
        ResourceError,
        /// Something outside the graph: a file of `LOAD CSV`, an index.
        DatabaseError,
    }
}

words! {
    /// The stable code of the fault.
    Detail {
        /// `RETURN me.age + count(you.age)`
        AmbiguousAggregationExpression,
        /// `RETURN 1 AS a, 2 AS a`
        ColumnNameConflict,
        /// `CREATE ()-[:T*2]->()`
        CreatingVarLength,
        /// A node or relationship is used after `DELETE`.
        DeletedEntityAccess,
        /// `DELETE n` while n has relationships.
        DeleteConnectedNode,
        /// `RETURN 1 AS a UNION RETURN 1 AS b`
        DifferentColumnsInUnion,
        /// `1 / 0`
        DivisionByZero,
        /// `RETURN 1e999`
        FloatingPointOverflow,
        /// `RETURN 9223372036854775808`
        IntegerOverflow,
        /// `WHERE count(n) > 1`
        InvalidAggregation,
        /// `CALL p YIELD x` inside a query, without parentheses.
        InvalidArgumentPassingMode,
        /// `RETURN NOT 1`
        InvalidArgumentType,
        /// `toInteger(n)` for a node, at run time.
        InvalidArgumentValue,
        /// `UNION` beside `UNION ALL`; a clause that may not stand there.
        InvalidClauseComposition,
        /// `DELETE n:Label`
        InvalidDelete,
        /// `RETURN size()`
        InvalidNumberOfArguments,
        /// `RETURN 1h2`
        InvalidNumberLiteral,
        /// `MATCH (n $p)`
        InvalidParameterUse,
        /// A value that a property cannot hold.
        InvalidPropertyType,
        /// `-[:A*..]-` without star
        InvalidRelationshipPattern,
        /// `RETURN 42 — 41`
        InvalidUnicodeCharacter,
        /// `'\uH'`
        InvalidUnicodeLiteral,
        /// `{a: 1}[0]`
        MapElementAccessByNonString,
        /// `[1]['a']`
        ListElementAccessByNonInteger,
        /// `MERGE ({x: null})`
        MergeReadOwnWrites,
        /// `$name` without a value.
        MissingParameter,
        /// `SKIP -1`
        NegativeIntegerArgument,
        /// `count(count(*))`
        NestedAggregation,
        /// `WITH a.x RETURN 1`
        NoExpressionAlias,
        /// `CREATE ()-[:A|B]->()`
        NoSingleRelationshipType,
        /// `SKIP n.x`
        NonConstantExpression,
        /// `RETURN *` with nothing in scope
        NoVariablesInScope,
        /// `range(1, 2, 0)`
        NumberOutOfRange,
        /// `CALL nothing.of.that.name()`
        ProcedureNotFound,
        /// `()-[r]-()-[r]-()`
        RelationshipUniquenessViolation,
        /// `CREATE (a)--(b)`
        RequiresDirectedRelationship,
        /// `RETURN x`
        UndefinedVariable,
        /// Text that fits no rule of the grammar.
        UnexpectedSyntax,
        /// `RETURN foo(1)`
        UnknownFunction,
        /// `MATCH (a) CREATE (a)`
        VariableAlreadyBound,
        /// `MATCH (r)-[r]-()`
        VariableTypeConflict,
        /// Brackets nested deeper than the engine goes.
        NestingTooDeep,
        /// A text longer than the engine reads.
        StatementTooLong,
        /// The limit on time was reached.
        TimeLimit,
        /// The limit on rows was reached.
        RowLimit,
        /// The limit on memory was reached.
        MemoryLimit,
        /// Ctrl-C.
        Interrupted,
        /// An index of that name or form is there already.
        IndexAlreadyExists,
        /// No such index.
        IndexNotFound,
        /// A file that cannot be read.
        FileNotReadable,
        /// What the language has and this engine has not.
        NotSupported,
    }
}

/// A fault of a statement: what, where, what would have been right.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{message}")]
pub struct QueryError {
    /// The stage that found it.
    pub stage: Stage,
    /// Its class.
    pub kind: ErrorType,
    /// When it was found.
    pub phase: Phase,
    /// Its code.
    pub detail: Detail,
    /// For people, one sentence.
    pub message: String,
    /// Where in the text given to the engine.
    pub span: Option<Span>,
    /// What could have stood there, in people's words.
    pub expected: Vec<String>,
    /// Names like the one written, the likest first.
    pub suggestions: Vec<String>,
    /// What to do about it; boxed, since few faults have one.
    pub hint: Option<Box<Hint>>,
}

/// What else helps to mend a fault.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// What to write instead, one sentence.
    pub help: Option<String>,
    /// Another place that matters, and why: `(` and "opened here".
    pub related: Option<(Span, &'static str)>,
}

impl QueryError {
    /// A fault found at compile time, of class `SyntaxError`.
    pub fn syntax(stage: Stage, detail: Detail, message: impl Into<String>, span: Span) -> Self {
        Self {
            stage,
            kind: ErrorType::SyntaxError,
            phase: Phase::CompileTime,
            detail,
            message: message.into(),
            span: Some(span),
            expected: Vec::new(),
            suggestions: Vec::new(),
            hint: None,
        }
    }

    /// The same fault in another class.
    pub fn of_kind(mut self, kind: ErrorType) -> Self {
        self.kind = kind;
        self
    }

    /// The same fault with what was expected instead.
    pub fn expecting(mut self, expected: Vec<String>) -> Self {
        self.expected = expected;
        self
    }

    /// The same fault with names that may have been meant.
    pub fn suggesting(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    /// The same fault with a sentence that says what to write instead.
    pub fn helping(mut self, help: impl Into<String>) -> Self {
        self.hint.get_or_insert_default().help = Some(help.into());
        self
    }

    /// The same fault with another place that matters, and why it does.
    pub fn beside(mut self, place: Span, why: &'static str) -> Self {
        self.hint.get_or_insert_default().related = Some((place, why));
        self
    }

    /// The same fault, its position moved by `offset` bytes: for a statement cut out of a longer text.
    pub fn shifted(mut self, offset: u32) -> Self {
        let moved = |s: Span| Span::new(s.start + offset, s.end + offset);
        self.span = self.span.map(moved);
        if let Some(hint) = &mut self.hint {
            hint.related = hint.related.map(|(span, why)| (moved(span), why));
        }
        self
    }
}

/// A fault while a statement runs. Boxed, so that a result of evaluation stays small.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("{}", .0.message)]
pub struct EvalError(Box<Fault>);

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
struct Fault {
    kind: ErrorType,
    detail: Detail,
    message: String,
    span: Option<Span>,
}

impl EvalError {
    /// A fault of that class and code.
    pub fn new(kind: ErrorType, detail: Detail, message: impl Into<String>) -> Self {
        Self(Box::new(Fault { kind, detail, message: message.into(), span: None }))
    }

    /// The same fault with its place in the statement, unless it has one.
    pub fn at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// Its class.
    pub fn kind(&self) -> ErrorType {
        self.0.kind
    }

    /// Its code.
    pub fn detail(&self) -> Detail {
        self.0.detail
    }
}

impl From<EvalError> for QueryError {
    fn from(error: EvalError) -> Self {
        let Fault { kind, detail, message, span } = *error.0;
        Self {
            stage: Stage::Run,
            kind,
            phase: Phase::Runtime,
            detail,
            message,
            span,
            expected: Vec::new(),
            suggestions: Vec::new(),
            hint: None,
        }
    }
}
