//! Patterns and label expressions.

use std::fmt::{Display, Formatter, Result};

use super::super::{
    Direction, EdgePattern, LabelExpr, Length, Link, NodePattern, PathPattern, QuantifiedPath, Selector, Step,
};
use super::{Joined, Maybe, word};

impl Display for PathPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(name) = &self.variable {
            write!(f, "{name} = ")?;
        }
        match self.selector {
            Selector::ShortestPath => write!(f, "shortestPath({})", Chain(self)),
            Selector::AllShortestPaths => write!(f, "allShortestPaths({})", Chain(self)),
            Selector::All => Chain(self).fmt(f),
            Selector::Shortest(k) => write!(f, "SHORTEST {k} {}", Chain(self)),
            Selector::ShortestGroups(k) => write!(f, "SHORTEST {k} GROUPS {}", Chain(self)),
            Selector::Any(k) => write!(f, "ANY {k} {}", Chain(self)),
        }
    }
}

/// Nodes and links, without name and selector.
struct Chain<'a>(&'a PathPattern);

impl Display for Chain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.0.start, Joined(&self.0.steps, ""))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match &self.link {
            Link::Edge(edge) => write!(f, "{edge}{}", self.node),
            Link::Quantified(part) => write!(f, "{part}{}", self.node),
        }
    }
}

impl Display for NodePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("(")?;
        let mut between = "";
        if let Some(name) = &self.variable {
            name.fmt(f)?;
            between = " ";
        }
        if let Some(labels) = &self.labels {
            write!(f, ":{labels}")?;
            between = " ";
        }
        if let Some(properties) = &self.properties {
            write!(f, "{between}{properties}")?;
        }
        write!(f, "{})", Maybe(" WHERE ", self.filter.as_deref()))
    }
}

impl Display for EdgePattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(if self.direction == Direction::In { "<-" } else { "-" })?;
        let bare = self.variable.is_none()
            && self.types.is_none()
            && self.length.is_none()
            && self.properties.is_none()
            && self.filter.is_none();
        if !bare {
            let name = Maybe("", self.variable.as_ref());
            let types = Maybe(":", self.types.as_ref());
            let length = Maybe("", self.length.as_ref());
            let properties = Maybe(" ", self.properties.as_ref());
            write!(f, "[{name}{types}{length}{properties}{}]", Maybe(" WHERE ", self.filter.as_deref()))?;
        }
        f.write_str(if self.direction == Direction::Out { "->" } else { "-" })
    }
}

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let dots = word(!self.exact && (self.min.is_some() || self.max.is_some()), "..");
        let max = self.max.filter(|_| !self.exact);
        write!(f, "*{}{dots}{}", Maybe("", self.min.as_ref()), Maybe("", max.as_ref()))
    }
}

impl Display for QuantifiedPath {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let times = match self.max {
            Some(max) if max == self.min => format!("{{{max}}}"),
            Some(max) => format!("{{{},{max}}}", self.min),
            None => format!("{{{},}}", self.min),
        };
        write!(f, "({}{}){times}", self.path, Maybe(" WHERE ", self.filter.as_ref()))
    }
}

impl Display for LabelExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Name(name) => name.fmt(f),
            Self::Any(_) => f.write_str("%"),
            Self::Not(inner) => write!(f, "!{}", Operand(inner, 2)),
            Self::And(all) => operands(f, all, "&", 2),
            Self::Or(all) => operands(f, all, "|", 1),
        }
    }
}

/// A label expression in brackets if it binds weaker than asked for: `|` 0, `&` 1, all else 2.
struct Operand<'a>(&'a LabelExpr, u8);

impl Display for Operand<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let level = match self.0 {
            LabelExpr::Or(_) => 0,
            LabelExpr::And(_) => 1,
            LabelExpr::Name(_) | LabelExpr::Any(_) | LabelExpr::Not(_) => 2,
        };
        if level < self.1 { write!(f, "({})", self.0) } else { self.0.fmt(f) }
    }
}

fn operands(f: &mut Formatter<'_>, all: &[LabelExpr], between: &'static str, level: u8) -> Result {
    let all: Vec<Operand<'_>> = all.iter().map(|label| Operand(label, level)).collect();
    Joined(&all, between).fmt(f)
}

/// Labels behind an expression: a bar could end a comprehension's condition there, so it stands in brackets.
pub(super) struct Test<'a>(pub &'a LabelExpr);

impl Display for Test<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Operand(self.0, 1).fmt(f)
    }
}
