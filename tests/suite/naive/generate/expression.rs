//! Expressions of random queries, by what they are to be.

use super::{Kind, Writer};

impl Writer<'_> {
    pub(super) fn ints(&mut self) -> String {
        let (a, b) = (self.dice.below(4), self.dice.below(6));
        match self.dice.below(5) {
            0 => format!("range({a}, {b})"),
            1 => format!("[{}, {}, null]", self.int(1), self.int(1)),
            2 => format!("[x IN [3, 1, 2, 1] WHERE x > {a} | x + {b}]"),
            3 => format!("[{a}, {b}]"),
            _ => "[]".into(),
        }
    }

    pub(super) fn item(&mut self) -> (String, Kind) {
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

    pub(super) fn aggregate(&mut self) -> (String, Kind) {
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

    pub(super) fn int(&mut self, depth: usize) -> String {
        let number = self.dice.below(6);
        let things = [Kind::Node, Kind::Edge];
        let next = depth.saturating_sub(1);
        match self.dice.below(if depth == 0 { 5 } else { 14 }) {
            0..=2 => self.of_kind(&things).map_or(number.to_string(), |name| format!("{name}.i")),
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

    pub(super) fn text(&mut self, depth: usize) -> String {
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

    pub(super) fn any(&mut self, depth: usize) -> String {
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

    pub(super) fn condition(&mut self) -> String {
        let before = std::mem::replace(&mut self.condition, true);
        let text = self.truth(2);
        self.condition = before;
        text
    }

    pub(super) fn truth(&mut self, depth: usize) -> String {
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

    pub(super) fn sign(&mut self) -> &'static str {
        self.dice.pick(&["=", "<>", "<", "<=", ">", ">="])
    }

    /// Inside `EXISTS { … }` and `COUNT { … }`.
    pub(super) fn subquery(&mut self) -> String {
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
