//! Written rules → compiled rules: names are looked up once, edges put in an order that can be walked.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::ontology::Ontology;
use crate::query::syntax::{Direction, LabelExpr, Name};
use crate::seeds::near::distance;
use crate::seeds::{Fault, SeedFile};

use super::super::graph::role::ROLES;
use super::super::graph::{Labels, Role, label};
use super::super::words::WordSet;
use super::condition::{Condition, Field, TextTest};
use super::written::{Compare, Edge, Expr, Node, Path, RuleFile, Value, WrittenRule};
use super::{Anchor, LabelTest, NodeTest, Rule, Slot, Source, Step, Template, Way};

/// The lists of all files, by name.
type Lists<'a> = BTreeMap<&'a str, Arc<WordSet>>;

/// Compiles the rules of all files; lists of one file are known in all.
pub fn all(files: &[(&SeedFile, RuleFile)], ontology: &Ontology, faults: &mut Vec<Fault>) -> Vec<Rule> {
    let mut lists = Lists::new();
    for (name, words) in files.iter().flat_map(|(_, file)| &file.lists) {
        lists.insert(name.text.as_str(), Arc::new(WordSet::new(words)));
    }
    let mut rules = Vec::new();
    for (file, contents) in files {
        for written in &contents.rules {
            let slots = Vec::new();
            let mut compiler = Compiler { file, ontology, lists: &lists, faults, slots, tests: Vec::new() };
            rules.extend(compiler.rule(written));
        }
    }
    rules
}

/// The most nodes a rule may have.
const MAX_SLOTS: usize = 32;

/// One rule on its way to the compiled form.
struct Compiler<'a> {
    file: &'a SeedFile,
    ontology: &'a Ontology,
    lists: &'a Lists<'a>,
    faults: &'a mut Vec<Fault>,
    slots: Vec<String>,
    tests: Vec<NodeTest>,
}

impl Compiler<'_> {
    fn fault(&mut self, at: Range<usize>, code: &'static str, message: String, help: Option<String>) {
        self.faults.push(self.file.fault(at, code, message).help(help));
    }

    /// One rule; `None` where it has a fault.
    fn rule(&mut self, written: &WrittenRule) -> Option<Rule> {
        let before = self.faults.len();
        let (mut edges, mut optional, mut filters) = (Vec::new(), Vec::new(), Vec::new());
        for part in &written.matches {
            let mut own = Vec::new();
            part.paths.iter().for_each(|p| self.path(p, &mut own));
            if part.optional {
                optional.push(own)
            } else {
                edges.append(&mut own)
            }
            filters.extend(part.filter.as_ref().and_then(|f| self.condition(f)));
        }
        let mut filter = flatten(filters);
        self.take_word_tests(&mut filter);
        let anchor = self.anchor(&edges);
        let mut bound = vec![anchor.slot()];
        let steps = self.order(&mut bound, edges, &written.name);
        let optional = optional.into_iter().map(|part| order_from(&mut bound, part)).collect();
        let claims = written.claims.iter().filter_map(|c| self.claim(c)).collect();
        if self.faults.len() > before {
            return None;
        }
        Some(Rule {
            name: written.name.text.as_str().into(),
            file: self.file.name.clone(),
            slots: std::mem::take(&mut self.slots),
            anchor,
            tests: std::mem::take(&mut self.tests),
            steps,
            optional,
            filter: if filter.is_empty() { None } else { Some(Condition::And(filter)) },
            claims,
            examples: written.examples.clone(),
            counters: written.counters.clone(),
        })
    }

    /// Adds the edges of a path.
    fn path(&mut self, path: &Path, edges: &mut Vec<Step>) {
        let slots: Vec<Slot> = path.nodes.iter().map(|n| self.node(n)).collect();
        for (edge, ends) in path.edges.iter().zip(slots.windows(2)) {
            let roles = edge.types.iter().filter_map(|t| self.role(t)).collect();
            let way = match edge.direction {
                Direction::Out => Way::Out,
                Direction::In => Way::In,
                Direction::Both => Way::Either,
            };
            edges.push(Step { from: ends[0], roles, way, to: ends[1] });
        }
    }

    /// The variable of a node, its tests added.
    fn node(&mut self, node: &Node) -> Slot {
        let slot = self.slot(node);
        if let Some(test) = node.labels.as_ref().and_then(|l| self.labels(l)) {
            let known = &mut self.tests[slot as usize].labels;
            *known = Some(match known.take() {
                Some(other) => LabelTest::All(vec![other, test]),
                None => test,
            });
        }
        for (key, value) in &node.properties {
            self.property(slot, key, value, node.at.clone());
        }
        slot
    }

    fn slot(&mut self, node: &Node) -> Slot {
        let known = node.variable.as_ref().and_then(|v| self.slots.iter().position(|s| *s == v.text));
        if let Some(known) = known {
            return known as Slot;
        }
        if self.slots.len() >= MAX_SLOTS {
            self.fault(node.at.clone(), "RU010", format!("a rule has at most {MAX_SLOTS} nodes"), None);
            return 0;
        }
        let name = node.variable.as_ref().map_or_else(|| format!(" {}", self.slots.len()), |v| v.text.clone());
        self.slots.push(name);
        self.tests.push(NodeTest::default());
        (self.slots.len() - 1) as Slot
    }

    fn property(&mut self, slot: Slot, key: &Name, value: &Value, at: Range<usize>) {
        if key.text != "lemma" {
            let help = nearest(&key.text, &["lemma"]);
            return self.fault(range(key), "RU011", format!("a node of a rule has no property '{}'", key.text), help);
        }
        if let Some(words) = self.words(value, at) {
            self.tests[slot as usize].lemma = Some(words);
        }
    }

    /// The words that a value stands for.
    fn words(&mut self, value: &Value, at: Range<usize>) -> Option<Arc<WordSet>> {
        match value {
            Value::Text(word) => Some(Arc::new(WordSet::new([word]))),
            Value::List(words) => Some(Arc::new(WordSet::new(words))),
            Value::Parameter(name) => {
                let found = self.lists.get(name.text.as_str()).cloned();
                if found.is_none() {
                    let known: Vec<&str> = self.lists.keys().copied().collect();
                    let help = nearest(&name.text, &known);
                    self.fault(range(name), "RU012", format!("no list ${} is known", name.text), help);
                }
                found
            }
            _ => {
                self.fault(at, "RU013", "a text, a list or a $list was expected".into(), None);
                None
            }
        }
    }

    fn role(&mut self, name: &Name) -> Option<Role> {
        let role = Role::from_name(&name.text);
        if role.is_none() {
            let help = nearest(&name.text, ROLES);
            self.fault(range(name), "RU014", format!("a sentence has no edges '{}'", name.text), help);
        }
        role
    }

    fn labels(&mut self, labels: &LabelExpr) -> Option<LabelTest> {
        Some(match labels {
            LabelExpr::Name(name) => LabelTest::Any(self.label(name)?),
            LabelExpr::Any(_) => LabelTest::All(vec![]),
            LabelExpr::Not(inner) => LabelTest::Not(Box::new(self.labels(inner)?)),
            LabelExpr::And(parts) => LabelTest::All(parts.iter().filter_map(|p| self.labels(p)).collect()),
            LabelExpr::Or(parts) => LabelTest::Or(parts.iter().filter_map(|p| self.labels(p)).collect()),
        })
    }

    fn label(&mut self, name: &Name) -> Option<Labels> {
        let found = Labels::named(&name.text, self.ontology);
        if found.is_none() {
            let types = self.ontology.types.iter().map(|t| t.name.as_str());
            let known: Vec<&str> = label::FIXED.iter().copied().chain(types).collect();
            let help = nearest(&name.text, &known);
            self.fault(range(name), "RU015", format!("no node of a sentence is a '{}'", name.text), help);
        }
        found
    }

    /// The condition of an expression; `None` where it has a fault.
    fn condition(&mut self, expr: &Expr) -> Option<Condition> {
        Some(match expr {
            Expr::Or(parts) => either(parts.iter().filter_map(|p| self.condition(p)).collect()),
            Expr::And(parts) => Condition::And(parts.iter().filter_map(|p| self.condition(p)).collect()),
            Expr::Not(part) => Condition::Not(Box::new(self.condition(part)?)),
            Expr::Path(path) => self.path_condition(path),
            Expr::Labels(name, labels) => Condition::Labels(self.known(name)?, self.labels(labels)?),
            Expr::Compare(left, compare, right, at) => self.comparison(left, *compare, right, at.clone())?,
        })
    }

    /// A path as a condition: its variables are bound by the rule, its other nodes are its own.
    fn path_condition(&mut self, path: &Path) -> Condition {
        let mut edges = Vec::new();
        let known = self.slots.len();
        self.path(path, &mut edges);
        let ends = edges.iter().flat_map(|e| [e.from, e.to]);
        let mut bound: Vec<Slot> = ends.filter(|s| (*s as usize) < known).collect();
        Condition::Path(order_from(&mut bound, edges), self.tests.clone())
    }

    fn comparison(&mut self, left: &Value, compare: Compare, right: &Value, at: Range<usize>) -> Option<Condition> {
        match (left, compare, right) {
            (Value::Variable(a), Compare::Equal, Value::Variable(b)) => {
                Some(Condition::Same(self.known(a)?, self.known(b)?))
            }
            (Value::Variable(a), Compare::NotEqual, Value::Variable(b)) => {
                Some(Condition::Not(Box::new(Condition::Same(self.known(a)?, self.known(b)?))))
            }
            (Value::Property(variable, key), ..) => self.text_test(variable, key, compare, right, at),
            _ => {
                self.fault(at, "RU016", "a rule compares x.lemma, x.form or x.name with texts".into(), None);
                None
            }
        }
    }

    fn text_test(
        &mut self,
        variable: &Name,
        key: &Name,
        compare: Compare,
        right: &Value,
        at: Range<usize>,
    ) -> Option<Condition> {
        let slot = self.known(variable)?;
        let field = self.field(key)?;
        let test = match compare {
            Compare::In | Compare::Equal => return Some(Condition::Word(slot, field, self.words(right, at)?)),
            Compare::NotEqual => {
                return Some(Condition::Not(Box::new(Condition::Word(slot, field, self.words(right, at)?))));
            }
            Compare::StartsWith => TextTest::Starts,
            Compare::EndsWith => TextTest::Ends,
            Compare::Contains => TextTest::Contains,
        };
        match right {
            Value::Text(text) => Some(Condition::Text(slot, field, test, text.clone())),
            _ => {
                self.fault(at, "RU013", "a text was expected".into(), None);
                None
            }
        }
    }

    fn field(&mut self, key: &Name) -> Option<Field> {
        match key.text.as_str() {
            "lemma" => Some(Field::Lemma),
            "form" => Some(Field::Form),
            "name" => Some(Field::Name),
            "unit" => Some(Field::Unit),
            other => {
                let help = nearest(other, &["lemma", "form", "name", "unit"]);
                self.fault(range(key), "RU011", format!("a node of a rule has no property '{other}'"), help);
                None
            }
        }
    }

    /// A variable that a pattern has bound.
    fn known(&mut self, name: &Name) -> Option<Slot> {
        let found = self.slots.iter().position(|s| *s == name.text);
        if found.is_none() {
            let known: Vec<&str> = self.slots.iter().map(String::as_str).collect();
            let help = nearest(&name.text, &known);
            self.fault(range(name), "RU017", format!("no pattern binds '{}'", name.text), help);
        }
        found.map(|s| s as Slot)
    }

    /// Word tests that must hold in any case become tests of their node, so that they are looked up first.
    fn take_word_tests(&mut self, filter: &mut Vec<Condition>) {
        filter.retain(|condition| match condition {
            Condition::Word(slot, Field::Lemma, words) if self.tests[*slot as usize].lemma.is_none() => {
                self.tests[*slot as usize].lemma = Some(Arc::clone(words));
                false
            }
            _ => true,
        });
    }

    /// What the rule is looked up by: the first node with words, else the first edge with one role, else a label.
    fn anchor(&mut self, edges: &[Step]) -> Anchor {
        let used = |slot: usize| edges.iter().any(|e| e.from as usize == slot || e.to as usize == slot);
        let worded = self.tests.iter().enumerate().find(|(i, t)| t.lemma.is_some() && (edges.is_empty() || used(*i)));
        if let Some((slot, NodeTest { lemma: Some(words), .. })) = worded {
            return Anchor::Lemma(slot as Slot, Arc::clone(words));
        }
        match edges.first() {
            Some(edge) if edge.roles.len() == 1 => {
                Anchor::Edge(if edge.way == Way::In { edge.to } else { edge.from }, edge.roles[0])
            }
            Some(edge) => Anchor::Label(edge.from),
            None => Anchor::Label(0),
        }
    }

    /// The edges in an order in which each begins at a bound node.
    fn order(&mut self, bound: &mut Vec<Slot>, edges: Vec<Step>, name: &Name) -> Vec<Step> {
        let count = edges.len();
        let steps = order_from(bound, edges);
        if steps.len() < count {
            self.fault(range(name), "RU019", "the patterns of a rule must hang together".into(), None);
        }
        steps
    }

    /// What a `CLAIM` says.
    fn claim(&mut self, path: &Path) -> Option<Template> {
        match (path.nodes.as_slice(), path.edges.as_slice()) {
            ([subject, object], [edge]) => self.relation(subject, edge, object),
            ([subject], []) => self.attribute(subject),
            _ => {
                let at = path.nodes.first().map_or(0..0, |n| n.at.clone());
                self.fault(at, "RU020", "a claim is (a)-[:RELATION]->(b) or (a {attribute: x})".into(), None);
                None
            }
        }
    }

    fn relation(&mut self, left: &Node, edge: &Edge, right: &Node) -> Option<Template> {
        let name = edge.types.first()?;
        let folded = name.text.to_uppercase().replace('-', "_");
        let Some(relation) = self.ontology.relation_id(&folded) else {
            let known: Vec<&str> = self.ontology.relations.iter().map(|r| r.name.as_str()).collect();
            let help = nearest(&folded, &known);
            self.fault(range(name), "RU021", format!("the ontology has no relation {}", name.text), help);
            return None;
        };
        let (mut subject, mut object) = (self.end(left)?, self.end(right)?);
        if edge.direction == Direction::In {
            std::mem::swap(&mut subject, &mut object);
        }
        let attributes = edge.properties.iter().filter_map(|(k, v)| Some((k.text.clone(), self.source(v)?))).collect();
        Some(Template::Relation { subject, relation, object, attributes })
    }

    /// The variable at an end of a claim.
    fn end(&mut self, node: &Node) -> Option<Slot> {
        match &node.variable {
            Some(variable) => self.known(variable),
            None => {
                self.fault(node.at.clone(), "RU022", "a claim speaks of bound variables only".into(), None);
                None
            }
        }
    }

    fn attribute(&mut self, node: &Node) -> Option<Template> {
        let subject = self.end(node)?;
        let (name, value) = node.properties.first()?;
        Some(Template::Attribute { subject, name: name.text.clone(), value: self.source(value)? })
    }

    fn source(&mut self, value: &Value) -> Option<Source> {
        match value {
            Value::Text(text) => Some(Source::Text(text.clone())),
            Value::Number(number) => Some(Source::Number(*number)),
            Value::Variable(name) => self.known(name).map(Source::Slot),
            _ => None,
        }
    }
}

/// Takes edges in an order in which each begins at a bound node; those that never do are left out.
fn order_from(bound: &mut Vec<Slot>, mut edges: Vec<Step>) -> Vec<Step> {
    let mut steps = Vec::new();
    while let Some(next) = edges.iter().position(|e| bound.contains(&e.from) || bound.contains(&e.to)) {
        let mut step = edges.remove(next);
        if !bound.contains(&step.from) {
            std::mem::swap(&mut step.from, &mut step.to);
            step.way = match step.way {
                Way::Out => Way::In,
                Way::In => Way::Out,
                Way::Either => Way::Either,
            };
        }
        bound.push(step.from);
        bound.push(step.to);
        steps.push(step);
    }
    steps
}

/// `a.lemma IN $x OR a.lemma IN $y` is one test of one word; any other `OR` stays.
fn either(parts: Vec<Condition>) -> Condition {
    let Some(Condition::Word(first, Field::Lemma, _)) = parts.first() else { return Condition::Or(parts) };
    let mut union = WordSet::default();
    for part in &parts {
        match part {
            Condition::Word(slot, Field::Lemma, words) if slot == first => union.join(words),
            _ => return Condition::Or(parts),
        }
    }
    Condition::Word(*first, Field::Lemma, Arc::new(union))
}

/// `a AND (b AND c)` → `a`, `b`, `c`.
fn flatten(conditions: Vec<Condition>) -> Vec<Condition> {
    let parts = |c| match c {
        Condition::And(parts) => flatten(parts),
        other => vec![other],
    };
    conditions.into_iter().flat_map(parts).collect()
}

fn range(name: &Name) -> Range<usize> {
    name.at.0.start as usize..name.at.0.end as usize
}

/// `did you mean 'subject'?`: the known name nearest to `name`, if it is near.
fn nearest(name: &str, known: &[&str]) -> Option<String> {
    let best = known.iter().map(|k| (distance(&name.to_lowercase(), &k.to_lowercase()), *k)).min()?;
    (best.0 <= 1 + name.chars().count() / 4).then(|| format!("did you mean '{}'?", best.1))
}
