//! Patterns of random queries.

use super::{Kind, LABELS, Scope, TYPES, Writer};

impl Writer<'_> {
    pub(super) fn matching(&mut self, optional: bool) -> String {
        let word = if optional { "OPTIONAL MATCH" } else { "MATCH" };
        let (patterns, added) = if self.dice.chance(15) { self.selected() } else { self.patterns() };
        self.scope.extend(added);
        let filter = if self.dice.chance(45) { format!(" WHERE {}", self.condition()) } else { String::new() };
        format!("{word} {patterns}{filter}")
    }

    pub(super) fn patterns(&mut self) -> (String, Scope) {
        let mut added = Scope::new();
        let count = if self.dice.chance(25) { 2 } else { 1 };
        let paths: Vec<String> = (0..count).map(|_| self.path(&mut added)).collect();
        (paths.join(", "), added)
    }

    pub(super) fn path(&mut self, added: &mut Scope) -> String {
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

    pub(super) fn node(&mut self, added: &mut Scope) -> String {
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

    pub(super) fn label_test(&mut self) -> String {
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

    pub(super) fn property_map(&mut self) -> String {
        let number = self.dice.below(5);
        match self.dice.below(4) {
            0 => format!("{{s: '{}'}}", self.dice.pick(&["a", "b", "ab"])),
            1 => "{b: true}".into(),
            _ => format!("{{i: {number}}}"),
        }
    }

    pub(super) fn type_test(&mut self) -> String {
        let (a, b) = (self.dice.pick(TYPES), self.dice.pick(TYPES));
        match self.dice.below(10) {
            0..4 => String::new(),
            4 => format!(":{a}|{b}"),
            5 => format!(":!{a}"),
            _ => format!(":{a}"),
        }
    }

    pub(super) fn edge(&mut self, added: &mut Scope) -> String {
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

    pub(super) fn arrow(&mut self, inside: &str) -> String {
        match self.dice.below(5) {
            0 | 1 => format!("-{inside}->"),
            2 | 3 => format!("<-{inside}-"),
            _ => format!("-{inside}-"),
        }
    }

    pub(super) fn quantified(&mut self, added: &mut Scope) -> String {
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
    pub(super) fn selected(&mut self) -> (String, Scope) {
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
    pub(super) fn settle(&mut self, name: &str, settled: bool, added: &mut Scope) {
        if settled {
            added.push((name.into(), Kind::Path));
        }
    }
}
