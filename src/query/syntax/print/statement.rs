//! Whole statements.

use std::fmt::{Display, Formatter, Result};

use super::super::{Body, IndexCommand, IndexOf, Mode, Query, Show, ShowWhat, SingleQuery, Statement, Union};
use super::{Joined, Maybe, word};

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self.mode {
            Mode::Run => "",
            Mode::Explain => "EXPLAIN ",
            Mode::Profile => "PROFILE ",
        })?;
        match &self.body {
            Body::Query(query) => query.fmt(f),
            Body::Index(command) => command.fmt(f),
            Body::Show(show) => show.fmt(f),
        }
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}{}", self.first, Joined(&self.rest, ""))
    }
}

impl Display for Union {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "\nUNION{}\n{}", word(self.all, " ALL"), self.query)
    }
}

impl Display for SingleQuery {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Joined(&self.clauses, "\n").fmt(f)
    }
}

impl Display for IndexCommand {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Create { name, of, label, keys, if_not_exists } => {
                let keys: Vec<String> = keys.iter().map(|key| format!("n.{key}")).collect();
                let target = match of {
                    IndexOf::Nodes => format!("(n:{label})"),
                    IndexOf::Edges => format!("()-[n:{label}]-()"),
                };
                let exists = word(*if_not_exists, " IF NOT EXISTS");
                let name = Maybe(" ", name.as_ref());
                write!(f, "CREATE INDEX{name}{exists} FOR {target} ON ({})", Joined(&keys, ", "))
            }
            Self::Drop { name, if_exists } => write!(f, "DROP INDEX {name}{}", word(*if_exists, " IF EXISTS")),
            Self::DropOn { label, keys } => write!(f, "DROP INDEX ON :{label}({})", Joined(keys.as_slice(), ", ")),
        }
    }
}

impl Display for Show {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let yields = Maybe(" YIELD ", self.yields.as_ref());
        let (filter, returns) = (Maybe(" WHERE ", self.filter.as_ref()), Maybe(" RETURN ", self.returns.as_ref()));
        write!(f, "SHOW {}{yields}{filter}{returns}", what(self.what))
    }
}

fn what(what: ShowWhat) -> &'static str {
    match what {
        ShowWhat::Labels => "LABELS",
        ShowWhat::Types => "RELATIONSHIP TYPES",
        ShowWhat::Keys => "PROPERTY KEYS",
        ShowWhat::Functions => "FUNCTIONS",
        ShowWhat::Procedures => "PROCEDURES",
        ShowWhat::Indexes => "INDEXES",
    }
}
