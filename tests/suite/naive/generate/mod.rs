//! Random graphs and random queries over them, the same for the same seed.
//!
//! Queries are well typed, and what their answer leaves open (which of several shortest paths, the order inside
//! `collect`) is not looked at: variables know what kind of thing they hold, and a list without order is a [`Kind::Bag`].

mod expression;
mod pattern;

use std::fmt::Write;

/// Numbers from a seed (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// Below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.bits() % bound as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const LABELS: &[&str] = &["A", "B", "C"];
const TYPES: &[&str] = &["R", "S", "T"];

fn properties(dice: &mut Dice) -> String {
    let mut entries = Vec::new();
    if dice.chance(70) {
        entries.push(format!("i: {}", dice.below(5)));
    }
    if dice.chance(60) {
        entries.push(format!("s: '{}'", dice.pick(&["a", "b", "ab", "ba"])));
    }
    if dice.chance(40) {
        entries.push(format!("b: {}", dice.pick(&["true", "false"])));
    }
    if dice.chance(50) {
        entries.push(format!("m: {}", dice.pick(&["1", "2", "'a'", "true", "1.5", "[1, 2]"])));
    }
    format!("{{{}}}", entries.join(", "))
}

/// Statements that make a small graph, some of them leaving holes among the ids.
pub fn graph(dice: &mut Dice) -> Vec<String> {
    let nodes = 1 + dice.below(7);
    let mut made = String::from("CREATE ");
    for node in 0..nodes {
        let labels: String = LABELS.iter().filter(|_| dice.chance(45)).map(|label| format!(":{label}")).collect();
        let _ = write!(made, "{}(n{node}{labels} {})", if node > 0 { ", " } else { "" }, properties(dice));
    }
    for _ in 0..dice.below(nodes * 2 + 1) {
        let (from, to, kind) = (dice.below(nodes), dice.below(nodes), dice.pick(TYPES));
        let _ = write!(made, ", (n{from})-[:{kind} {}]->(n{to})", properties(dice));
    }
    let mut statements = vec![made];
    if dice.chance(20) {
        statements.push(format!("MATCH (n {{i: {}}}) DETACH DELETE n", dice.below(5)));
    }
    if dice.chance(20) {
        statements.push(format!("MATCH ()-[r {{i: {}}}]->() DELETE r", dice.below(5)));
    }
    statements
}

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Node,
    Edge,
    /// Relationships in order.
    Edges,
    Nodes,
    Path,
    Int,
    Text,
    Truth,
    /// Anything.
    Mixed,
    /// Integers in order.
    Ints,
    /// A list whose order means nothing.
    Bag,
}

type Scope = Vec<(String, Kind)>;

/// A query, and whether the order of its rows is settled.
pub struct Written {
    pub text: String,
    pub ordered: bool,
}

/// Writes queries.
pub struct Writer<'a> {
    dice: &'a mut Dice,
    scope: Scope,
    names: usize,
    /// Brackets of subqueries around what is written.
    depth: usize,
    /// Whether what is written is a condition, where a pattern may stand.
    condition: bool,
}

impl<'a> Writer<'a> {
    pub fn new(dice: &'a mut Dice) -> Self {
        Self { dice, scope: Scope::new(), names: 0, depth: 0, condition: false }
    }

    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
    }

    fn of_kind(&mut self, kinds: &[Kind]) -> Option<String> {
        let fitting: Vec<_> = self.scope.iter().filter(|(_, kind)| kinds.contains(kind)).collect();
        if fitting.is_empty() { None } else { Some(fitting[self.dice.below(fitting.len())].0.clone()) }
    }

    /// A whole query.
    pub fn query(&mut self) -> Written {
        if self.dice.chance(8) {
            return self.union();
        }
        let mut text = self.reading();
        let (returns, ordered) = self.projection("RETURN", true);
        text.push_str(&returns);
        Written { text, ordered }
    }

    /// A query that writes. What it writes does not hang on the order of its rows.
    pub fn writing(&mut self) -> Written {
        let mut text = if self.dice.chance(80) { self.matching(false) } else { String::new() };
        for _ in 0..1 + self.dice.below(2) {
            let clause = self.write();
            if clause.contains("DELETE") {
                self.scope.clear();
            }
            let _ = write!(text, " {clause}");
        }
        let values = if text.contains("DELETE") { "1".into() } else { self.int(1) };
        let _ = write!(text, " RETURN {values} AS c0, count(*) AS c1");
        Written { text, ordered: false }
    }

    fn write(&mut self) -> String {
        let (node, edge) = (self.of_kind(&[Kind::Node]), self.of_kind(&[Kind::Edge]));
        let (label, kind) = (self.dice.pick(LABELS), self.dice.pick(TYPES));
        let number = self.dice.below(5);
        let (n, made) = (node.clone().unwrap_or_default(), self.fresh());
        match self.dice.below(11) {
            0 if node.is_some() => format!("SET {n}.i = coalesce({n}.i, 0) + 1"),
            1 if node.is_some() => format!("SET {n}:{label}, {n}.s = 'set'"),
            2 if node.is_some() => format!("SET {n} += {{s: 'more', b: null, extra: {number}}}"),
            3 if node.is_some() => format!("SET {n} = {{i: {number}}} REMOVE {n}:{label}"),
            4 if node.is_some() => format!("REMOVE {n}.i, {n}:{label}"),
            5 if node.is_some() => format!("CREATE ({n})-[:{kind} {{i: {}}}]->(:{label} {{i: {number}}})", self.int(0)),
            6 if node.is_some() => {
                let other = self.of_kind(&[Kind::Node]).unwrap_or_default();
                let arrow = self.arrow(&format!("[:{kind}]"));
                let sets = format!("ON CREATE SET {n}.made = true ON MATCH SET {n}.i = coalesce({n}.i, 0) + 1");
                format!("MERGE ({n}){arrow}({other}) {sets}")
            }
            7 if node.is_some() && self.dice.chance(50) => format!("DETACH DELETE {n} WITH 1 AS {made}"),
            8 => {
                let sets = format!("ON CREATE SET {made}.b = true ON MATCH SET {made}.s = 'met'");
                format!("MERGE ({made}:{label} {{i: {number}}}) {sets}")
            }
            9 if edge.is_some() => format!("DELETE {} WITH 1 AS {made}", edge.unwrap_or_default()),
            10 => format!("FOREACH (x IN range(1, {number}) | CREATE (:{label} {{i: x}}))"),
            _ => format!("CREATE (:{label} {{s: 'new', i: {}}})-[:{kind}]->(:{label})", self.int(1)),
        }
    }

    fn union(&mut self) -> Written {
        let word = self.dice.pick(&["UNION", "UNION ALL"]);
        let mut parts = Vec::new();
        for _ in 0..2 + self.dice.below(2) {
            self.scope.clear();
            let reading = self.reading();
            parts.push(format!("{reading}RETURN {} AS x, {} AS y", self.int(2), self.any(1)));
        }
        Written { text: parts.join(&format!(" {word} ")), ordered: false }
    }

    fn reading(&mut self) -> String {
        let mut text = String::new();
        for at in 0..1 + self.dice.below(3) {
            let clause = match self.dice.below(100) {
                _ if at == 0 && self.dice.chance(70) => self.matching(false),
                0..35 => self.matching(false),
                35..55 => self.matching(true),
                55..68 => self.unwind(),
                68..90 => self.projection("WITH", false).0,
                _ => self.call(),
            };
            text.push_str(&clause);
            text.push(' ');
        }
        text
    }

    fn unwind(&mut self) -> String {
        let name = self.fresh();
        let lists = [Kind::Ints, Kind::Bag, Kind::Edges, Kind::Nodes];
        let held = if self.dice.chance(60) { self.of_kind(&lists) } else { None };
        let (list, kind) = match held {
            Some(held) => {
                let of = self.scope.iter().find(|(name, _)| *name == held).map(|(_, kind)| *kind);
                let kind = match of {
                    Some(Kind::Ints) => Kind::Int,
                    Some(Kind::Edges) => Kind::Edge,
                    Some(Kind::Nodes) => Kind::Node,
                    _ => Kind::Mixed,
                };
                (held, kind)
            }
            None => (self.ints(), Kind::Int),
        };
        self.scope.push((name.clone(), kind));
        format!("UNWIND {list} AS {name}")
    }

    fn call(&mut self) -> String {
        if self.depth > 0 {
            return self.unwind();
        }
        let outer = self.scope.clone();
        let imported: Scope = outer.iter().filter(|_| self.dice.chance(70)).cloned().collect();
        let names: Vec<&str> = imported.iter().map(|(name, _)| name.as_str()).collect();
        let head = format!("CALL ({})", names.join(", "));
        self.scope = imported.clone();
        self.depth += 1;
        let reading = self.matching(false);
        let (name, value) = (self.fresh(), self.fresh());
        let (one, two) = if self.dice.chance(30) {
            ("count(*)".to_owned(), format!("max({})", self.int(1)))
        } else {
            (self.int(2), self.int(1))
        };
        self.depth -= 1;
        self.scope = outer;
        self.scope.extend([(name.clone(), Kind::Int), (value.clone(), Kind::Int)]);
        let optional = if self.dice.chance(20) { "OPTIONAL " } else { "" };
        format!("{optional}{head} {{ {reading} RETURN {one} AS {name}, {two} AS {value} }}")
    }

    /// `WITH …`, `RETURN …`; tells whether the order of the rows is settled.
    fn projection(&mut self, word: &str, last: bool) -> (String, bool) {
        let before = std::mem::replace(&mut self.condition, false);
        let written = self.projected(word, last);
        self.condition = before;
        written
    }

    fn projected(&mut self, word: &str, last: bool) -> (String, bool) {
        let grouped = self.dice.chance(35);
        let (mut items, mut after) = (Vec::new(), Scope::new());
        for _ in 0..1 + self.dice.below(3) {
            let (expr, kind) = self.item();
            let name = if last { format!("c{}", items.len()) } else { self.fresh() };
            items.push(format!("{expr} AS {name}"));
            after.push((name, kind));
        }
        if grouped {
            if self.dice.chance(30) {
                items.clear();
                after.clear();
            }
            for _ in 0..1 + self.dice.below(2) {
                let (call, kind) = self.aggregate();
                let name = if last { format!("c{}", items.len()) } else { self.fresh() };
                items.push(format!("{call} AS {name}"));
                after.push((name, kind));
            }
        }
        let distinct = if self.dice.chance(20) { "DISTINCT " } else { "" };
        self.scope = after;
        let (tail, ordered) = self.tail(last);
        (format!("{word} {distinct}{}{tail}", items.join(", ")), ordered)
    }

    fn tail(&mut self, last: bool) -> (String, bool) {
        let mut text = String::new();
        let settled = !self.scope.iter().any(|(_, kind)| matches!(kind, Kind::Bag));
        let ordered = settled && self.dice.chance(35);
        if ordered {
            let names: Vec<String> = self.scope.iter().map(|(name, _)| name.clone()).collect();
            let keys: Vec<String> =
                names.iter().map(|name| format!("{name}{}", if self.dice.chance(30) { " DESC" } else { "" })).collect();
            let _ = write!(text, " ORDER BY {}", keys.join(", "));
            if self.dice.chance(30) {
                let _ = write!(text, " SKIP {}", self.dice.below(3));
            }
            if self.dice.chance(60) {
                let _ = write!(text, " LIMIT {}", self.dice.below(5));
            }
        }
        if !last && self.dice.chance(35) {
            let _ = write!(text, " WHERE {}", self.condition());
        }
        (text, ordered)
    }
}
