//! Random graphs and random queries over them, the same for the same seed.
//!
//! Queries are well typed, and what their answer leaves open (which of several shortest paths, the order inside
//! `collect`) is not looked at: variables know what kind of thing they hold, and a list without order is a [`Kind::Bag`].

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

    fn matching(&mut self, optional: bool) -> String {
        let word = if optional { "OPTIONAL MATCH" } else { "MATCH" };
        let (patterns, added) = if self.dice.chance(15) { self.selected() } else { self.patterns() };
        self.scope.extend(added);
        let filter = if self.dice.chance(45) { format!(" WHERE {}", self.condition()) } else { String::new() };
        format!("{word} {patterns}{filter}")
    }

    fn patterns(&mut self) -> (String, Scope) {
        let mut added = Scope::new();
        let count = if self.dice.chance(25) { 2 } else { 1 };
        let paths: Vec<String> = (0..count).map(|_| self.path(&mut added)).collect();
        (paths.join(", "), added)
    }

    fn path(&mut self, added: &mut Scope) -> String {
        let mut text = self.node(added);
        for _ in 0..[0, 1, 1, 1, 2, 2, 3][self.dice.below(7)] {
            if self.dice.chance(10) {
                text.push_str(&self.quantified(added));
            } else {
                text.push_str(&self.edge(added));
            }
            text.push_str(&self.node(added));
        }
        if self.dice.chance(15) {
            let name = self.fresh();
            text = format!("{name} = {text}");
            added.push((name, Kind::Path));
        }
        text
    }

    fn node(&mut self, added: &mut Scope) -> String {
        let mut known: Vec<String> =
            self.scope.iter().chain(added.iter()).filter(|v| v.1 == Kind::Node).map(|v| v.0.clone()).collect();
        let name = if !known.is_empty() && self.dice.chance(35) {
            known.swap_remove(self.dice.below(known.len()))
        } else if self.dice.chance(75) {
            let name = self.fresh();
            added.push((name.clone(), Kind::Node));
            name
        } else {
            String::new()
        };
        let labels = if self.dice.chance(35) { format!(":{}", self.label_test()) } else { String::new() };
        let properties = if self.dice.chance(12) { format!(" {}", self.property_map()) } else { String::new() };
        format!("({name}{labels}{properties})")
    }

    fn label_test(&mut self) -> String {
        let (a, b) = (self.dice.pick(LABELS), self.dice.pick(LABELS));
        match self.dice.below(12) {
            0 => format!("{a}|{b}"),
            1 => format!("{a}&{b}"),
            2 => format!("{a}&!{b}"),
            3 => format!("!{a}"),
            4 => "%".into(),
            5 => format!("({a}|{b})&!D"),
            _ => a.into(),
        }
    }

    fn property_map(&mut self) -> String {
        let number = self.dice.below(5);
        match self.dice.below(4) {
            0 => format!("{{s: '{}'}}", self.dice.pick(&["a", "b", "ab"])),
            1 => "{b: true}".into(),
            _ => format!("{{i: {number}}}"),
        }
    }

    fn type_test(&mut self) -> String {
        let (a, b) = (self.dice.pick(TYPES), self.dice.pick(TYPES));
        match self.dice.below(10) {
            0..4 => String::new(),
            4 => format!(":{a}|{b}"),
            5 => format!(":!{a}"),
            _ => format!(":{a}"),
        }
    }

    fn edge(&mut self, added: &mut Scope) -> String {
        let types = self.type_test();
        let variable = self.dice.chance(22);
        let name = if self.dice.chance(35) { self.fresh() } else { String::new() };
        if !name.is_empty() {
            added.push((name.clone(), if variable { Kind::Edges } else { Kind::Edge }));
        }
        let length = match self.dice.below(7) {
            _ if !variable => String::new(),
            0 => "*".into(),
            1 => "*0..2".into(),
            2 => "*2".into(),
            3 => "*0..1".into(),
            4 => "*2..3".into(),
            5 => "*..2".into(),
            _ => "*1..3".into(),
        };
        let properties = if self.dice.chance(8) { format!(" {}", self.property_map()) } else { String::new() };
        let inside = format!("{name}{types}{length}{properties}");
        let inside = if inside.is_empty() { inside } else { format!("[{inside}]") };
        self.arrow(&inside)
    }

    fn arrow(&mut self, inside: &str) -> String {
        match self.dice.below(5) {
            0 | 1 => format!("-{inside}->"),
            2 | 3 => format!("<-{inside}-"),
            _ => format!("-{inside}-"),
        }
    }

    fn quantified(&mut self, added: &mut Scope) -> String {
        let times = self.dice.pick(&["{1,2}", "{2}", "+", "*", "{0,2}", "{,2}"]);
        let types = self.type_test();
        if self.dice.chance(50) {
            let inside = if types.is_empty() { types } else { format!("[{types}]") };
            return self.arrow(&inside) + times;
        }
        let (a, r, b) = (self.fresh(), self.fresh(), self.fresh());
        let arrow = self.arrow(&format!("[{r}{types}]"));
        let label = if self.dice.chance(30) { format!(":{}", self.dice.pick(LABELS)) } else { String::new() };
        let filter = if self.dice.chance(40) { format!(" WHERE {a}.i < {b}.i") } else { String::new() };
        added.extend([(a.clone(), Kind::Nodes), (r, Kind::Edges), (b.clone(), Kind::Nodes)]);
        format!("(({a}{label}){arrow}({b}){filter}){times}")
    }

    /// Paths of which only the shortest are wanted. Names are given only to what the selector settles.
    fn selected(&mut self) -> (String, Scope) {
        let mut added = Scope::new();
        let (start, end) = (self.node(&mut added), self.node(&mut added));
        let types = self.type_test();
        let selector = self.dice.below(8);
        if selector < 3 {
            let bounds = self.dice.pick(&["*", "*1..2", "*0..", "*..3"]);
            let function = if selector == 0 { "allShortestPaths" } else { "shortestPath" };
            let name = self.fresh();
            let arrow = self.arrow(&format!("[{types}{bounds}]"));
            self.settle(&name, selector == 0, &mut added);
            return (format!("{name} = {function}({start}{arrow}{end})"), added);
        }
        let inside = if types.is_empty() { types } else { format!("[{types}]") };
        let mut arrow = self.arrow(&inside) + self.dice.pick(&["+", "*", "{1,2}", "{1,3}"]);
        if self.dice.chance(25) {
            let middle = if self.dice.chance(50) { format!("(:{})", self.dice.pick(LABELS)) } else { "()".into() };
            let second = self.arrow("");
            arrow = format!("{arrow}{middle}{second}");
        }
        let word =
            ["ALL SHORTEST", "ANY SHORTEST", "SHORTEST 2", "SHORTEST 2 GROUPS", "SHORTEST 1 GROUP"][selector - 3];
        let name = self.fresh();
        self.settle(&name, selector == 3 || selector > 5, &mut added);
        (format!("{name} = {word} {start}{arrow}{end}"), added)
    }

    /// A path that is one of several possible ones is not named further on.
    fn settle(&mut self, name: &str, settled: bool, added: &mut Scope) {
        if settled {
            added.push((name.into(), Kind::Path));
        }
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

    fn ints(&mut self) -> String {
        let (a, b) = (self.dice.below(4), self.dice.below(6));
        match self.dice.below(5) {
            0 => format!("range({a}, {b})"),
            1 => format!("[{}, {}, null]", self.int(1), self.int(1)),
            2 => format!("[x IN [3, 1, 2, 1] WHERE x > {a} | x + {b}]"),
            3 => format!("[{a}, {b}]"),
            _ => "[]".into(),
        }
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

    fn item(&mut self) -> (String, Kind) {
        let passed = self.dice.below(self.scope.len().max(1));
        if let (Some((name, kind)), true) = (self.scope.get(passed).cloned(), self.dice.chance(55)) {
            return (name, kind);
        }
        match self.dice.below(6) {
            0 | 1 => (self.int(2), Kind::Int),
            2 => (self.text(1), Kind::Text),
            3 => (self.truth(2), Kind::Truth),
            4 => (self.ints(), Kind::Ints),
            _ => (self.any(2), Kind::Mixed),
        }
    }

    fn aggregate(&mut self) -> (String, Kind) {
        let distinct = if self.dice.chance(40) { "DISTINCT " } else { "" };
        match self.dice.below(9) {
            0 | 1 => ("count(*)".into(), Kind::Int),
            2 => (format!("count({distinct}{})", self.any(1)), Kind::Int),
            3 => (format!("sum({})", self.int(1)), Kind::Int),
            4 => (format!("min({})", self.any(1)), Kind::Mixed),
            5 => (format!("max({})", self.int(1)), Kind::Int),
            6 => (format!("avg({})", self.int(1)), Kind::Mixed),
            _ => (format!("collect({distinct}{})", self.any(1)), Kind::Bag),
        }
    }

    fn int(&mut self, depth: usize) -> String {
        let number = self.dice.below(6);
        let things = [Kind::Node, Kind::Edge];
        let next = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 5 } else { 14 }) {
            0 | 1 | 2 => self.of_kind(&things).map_or(number.to_string(), |name| format!("{name}.i")),
            3 => self.of_kind(&[Kind::Int]).unwrap_or_else(|| number.to_string()),
            4 => number.to_string(),
            5 | 6 => format!("({} {} {})", self.int(next), self.dice.pick(&["+", "-", "*"]), self.int(next)),
            7 => format!("CASE WHEN {} THEN {} ELSE {} END", self.truth(next), self.int(next), self.int(next)),
            8 => format!("coalesce({}, {number})", self.int(next)),
            9 => self.of_kind(&[Kind::Path]).map_or("null".into(), |name| format!("length({name})")),
            10 => {
                let lists = [Kind::Ints, Kind::Bag, Kind::Edges, Kind::Nodes];
                self.of_kind(&lists).map_or(number.to_string(), |name| format!("size({name})"))
            }
            11 => format!("COUNT {{ {} }}", self.subquery()),
            12 => format!("reduce(sum = 0, x IN {} | sum + coalesce(x, 1))", self.ints()),
            _ => {
                let ints = self.ints();
                format!("{ints}[{}]", self.dice.below(3))
            }
        }
    }

    fn text(&mut self, depth: usize) -> String {
        let word = format!("'{}'", self.dice.pick(&["a", "b", "ab"]));
        let property = self.of_kind(&[Kind::Node, Kind::Edge]).map(|name| format!("{name}.s"));
        match self.dice.below(if depth == 0 { 3 } else { 6 }) {
            0 | 1 => property.unwrap_or(word),
            2 => self.of_kind(&[Kind::Text]).unwrap_or(word),
            3 => self.of_kind(&[Kind::Edge]).map_or(word, |name| format!("type({name})")),
            4 => format!("({} + {word})", self.text(0)),
            _ => word,
        }
    }

    fn any(&mut self, depth: usize) -> String {
        let property = self.of_kind(&[Kind::Node, Kind::Edge]).map(|name| format!("{name}.m"));
        match self.dice.below(8) {
            0 | 1 => property.unwrap_or_else(|| "null".into()),
            2 => self.of_kind(&[Kind::Node, Kind::Edge, Kind::Mixed]).unwrap_or_else(|| "1".into()),
            3 => self.text(depth.saturating_sub(1)),
            4 => format!("{{k: {}}}", self.int(0)),
            5 => format!("[{}, {}]", self.int(0), self.text(0)),
            6 => self.of_kind(&[Kind::Node]).map_or("null".into(), |name| format!("labels({name})")),
            _ => self.int(depth.saturating_sub(1)),
        }
    }

    fn condition(&mut self) -> String {
        let before = std::mem::replace(&mut self.condition, true);
        let text = self.truth(2);
        self.condition = before;
        text
    }

    fn truth(&mut self, depth: usize) -> String {
        let next = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 6 } else { 19 }) {
            0 | 1 => format!("{} {} {}", self.int(0), self.sign(), self.int(0)),
            2 => format!("{} {} {}", self.text(0), self.sign(), self.text(0)),
            3 => self.of_kind(&[Kind::Node, Kind::Edge]).map_or("true".into(), |name| format!("{name}.b")),
            4 => format!("{} IS {}NULL", self.any(0), self.dice.pick(&["", "NOT "])),
            5 => self.of_kind(&[Kind::Node]).map_or("null".into(), |name| format!("({name}:{})", self.label_test())),
            6 | 7 => format!("({} AND {})", self.truth(next), self.truth(next)),
            8 | 9 => format!("({} OR {})", self.truth(next), self.truth(next)),
            10 => format!("({} XOR {})", self.truth(next), self.truth(next)),
            11 => format!("NOT ({})", self.truth(next)),
            12 => format!("{} < {} <= {}", self.int(0), self.int(0), self.int(1)),
            13 => format!("{} IN [{}, {}, {}]", self.any(0), self.any(0), self.int(0), self.dice.pick(&["1", "null"])),
            14 => {
                let word = self.dice.pick(&["STARTS WITH", "ENDS WITH", "CONTAINS"]);
                format!("{} {word} {}", self.text(0), self.text(0))
            }
            15 => format!("{} {} {}", self.any(0), self.dice.pick(&["=", "<>", "<"]), self.any(0)),
            16 => {
                let word = self.dice.pick(&["all", "any", "none", "single"]);
                let list = self.of_kind(&[Kind::Bag, Kind::Ints]).unwrap_or_else(|| self.ints());
                format!("{word}(x IN {list} WHERE x = {})", self.int(0))
            }
            17 => format!("EXISTS {{ {} }}", self.subquery()),
            _ => match self.of_kind(&[Kind::Node]) {
                Some(name) if self.condition => {
                    let types = self.type_test();
                    let length = self.dice.pick(&["", "", "*0..2", "*2"]);
                    let arrow = self.arrow(&format!("[{types}{length}]"));
                    format!(
                        "{}({name}){arrow}({})",
                        self.dice.pick(&["", "NOT "]),
                        self.dice.pick(&["", ":A", ":B {i: 1}"])
                    )
                }
                _ => "false".into(),
            },
        }
    }

    fn sign(&mut self) -> &'static str {
        self.dice.pick(&["=", "<>", "<", "<=", ">", ">="])
    }

    /// Inside `EXISTS { … }` and `COUNT { … }`.
    fn subquery(&mut self) -> String {
        if self.depth > 1 {
            return "MATCH () RETURN 1".into();
        }
        let outer = self.scope.clone();
        self.depth += 1;
        let mut text = self.matching(false);
        if self.dice.chance(25) {
            let (returns, _) = self.projection("RETURN", true);
            text = format!("{text} {returns}");
        }
        self.depth -= 1;
        self.scope = outer;
        text
    }
}
