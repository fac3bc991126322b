//! Static types: the kinds a value can be of, and for lists what its elements can be.

use crate::query::types::Kinds;

/// What is known of a value before the run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ty {
    /// The kinds it can be of.
    pub kinds: Kinds,
    /// If it is a list, what its elements can be; `None` if that is not known.
    pub element: Option<Box<Ty>>,
}

impl Ty {
    /// Nothing is known.
    pub const ANY: Self = Self::of(Kinds::ANY);
    pub const BOOL: Self = Self::of(Kinds(Kinds::BOOL.0 | Kinds::NULL.0));
    pub const INT: Self = Self::of(Kinds::INT);
    pub const NODE: Self = Self::of(Kinds::NODE);
    pub const EDGE: Self = Self::of(Kinds::EDGE);
    pub const PATH: Self = Self::of(Kinds::PATH);

    /// Of those kinds.
    pub const fn of(kinds: Kinds) -> Self {
        Self { kinds, element: None }
    }

    /// A list of such elements.
    pub fn list(element: Self) -> Self {
        Self { kinds: Kinds::LIST, element: Some(Box::new(element)) }
    }

    /// The same, or null.
    pub fn nullable(mut self) -> Self {
        self.kinds = self.kinds | Kinds::NULL;
        self
    }

    /// Either of the two.
    pub fn or(self, other: Self) -> Self {
        let (a, b) = (self.kinds & Kinds::LIST != Kinds::NONE, other.kinds & Kinds::LIST != Kinds::NONE);
        let element = match (self.element, other.element) {
            (Some(x), Some(y)) => Some(Box::new(x.or(*y))),
            (Some(x), None) if !b => Some(x),
            (None, Some(y)) if !a => Some(y),
            _ => None,
        };
        Self { kinds: self.kinds | other.kinds, element }
    }

    /// What an element of the list can be; of an empty list nothing is known.
    pub fn item(&self) -> Self {
        self.element.as_deref().filter(|e| e.kinds != Kinds::NONE).cloned().unwrap_or(Self::ANY)
    }

    /// Whether the value can be of `accepted` (null always can).
    pub fn may_be(&self, accepted: Kinds) -> bool {
        self.kinds.may_be(accepted)
    }

    /// Whether a list can hold elements of those kinds.
    pub fn may_hold(&self, accepted: Kinds) -> bool {
        self.element.as_ref().is_none_or(|e| e.kinds == Kinds::NONE || e.may_be(accepted))
    }
}
