//! What is known of a value before the query runs: sets of kinds.

use std::ops::{BitAnd, BitOr};

/// A set of kinds of values. The static type of an expression is the set of what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(pub u16);

impl Kinds {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true`
    pub const BOOL: Self = Self(1 << 1);
    /// `1`
    pub const INT: Self = Self(1 << 2);
    /// `1.0`
    pub const FLOAT: Self = Self(1 << 3);
    /// `'a'`
    pub const STRING: Self = Self(1 << 4);
    /// `[1]`
    pub const LIST: Self = Self(1 << 5);
    /// `{a: 1}`
    pub const MAP: Self = Self(1 << 6);
    /// `(n)`
    pub const NODE: Self = Self(1 << 7);
    /// `-[r]->`
    pub const EDGE: Self = Self(1 << 8);
    /// `p = (a)-->(b)`
    pub const PATH: Self = Self(1 << 9);
    /// `date()`
    pub const DATE: Self = Self(1 << 10);
    /// `localtime()`
    pub const LOCAL_TIME: Self = Self(1 << 11);
    /// `time()`
    pub const TIME: Self = Self(1 << 12);
    /// `localdatetime()`
    pub const LOCAL_DATE_TIME: Self = Self(1 << 13);
    /// `datetime()`
    pub const DATE_TIME: Self = Self(1 << 14);
    /// `duration('P1D')`
    pub const DURATION: Self = Self(1 << 15);
    /// `1`, `1.0`
    pub const NUMBER: Self = Self(Self::INT.0 | Self::FLOAT.0);
    /// Every temporal value but a duration.
    pub const INSTANT: Self = Self(0b0111_1100_0000_0000);
    /// Every temporal value.
    pub const TEMPORAL: Self = Self(0b1111_1100_0000_0000);
    /// A node or a relationship.
    pub const ENTITY: Self = Self(Self::NODE.0 | Self::EDGE.0);
    /// Anything.
    pub const ANY: Self = Self(u16::MAX);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value of this set can be of `accepted`; `null` is accepted everywhere.
    pub const fn may_be(self, accepted: Self) -> bool {
        self.0 & (accepted.0 | Self::NULL.0) != 0
    }

    /// Whether every value of this set is in `other`.
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The kinds by name, for messages: `a number`, `a string or a list`.
    pub fn describe(self) -> String {
        if self == Self::ANY {
            return "any value".into();
        }
        let mut names: Vec<&str> = Vec::new();
        let mut rest = self.0;
        for (kind, name) in NAMES {
            if rest & kind.0 == kind.0 {
                names.push(name);
                rest &= !kind.0;
            }
        }
        match names.split_last() {
            None => "nothing".into(),
            Some((last, [])) => (*last).into(),
            Some((last, front)) => format!("{} or {last}", front.join(", ")),
        }
    }
}

/// Names of kinds, wide sets first.
const NAMES: &[(Kinds, &str)] = &[
    (Kinds::TEMPORAL, "a temporal value"),
    (Kinds::NUMBER, "a number"),
    (Kinds::NODE, "a node"),
    (Kinds::EDGE, "a relationship"),
    (Kinds::PATH, "a path"),
    (Kinds::BOOL, "a truth value"),
    (Kinds::INT, "an integer"),
    (Kinds::FLOAT, "a float"),
    (Kinds::STRING, "a string"),
    (Kinds::LIST, "a list"),
    (Kinds::MAP, "a map"),
    (Kinds::DATE, "a date"),
    (Kinds::LOCAL_TIME, "a local time"),
    (Kinds::TIME, "a time"),
    (Kinds::LOCAL_DATE_TIME, "a local date and time"),
    (Kinds::DATE_TIME, "a date and time"),
    (Kinds::DURATION, "a duration"),
    (Kinds::NULL, "null"),
];

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl BitAnd for Kinds {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}
