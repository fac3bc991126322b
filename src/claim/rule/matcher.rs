//! Finding the places where a rule fits: from the node it hangs on, along its edges, with backtracking.

use smallvec::SmallVec;

use super::super::graph::{NodeIx, Role};
use super::super::normalise::Building;
use super::{NodeTest, Rule, Slot, Step, Way};

/// The node of each variable, where it has one.
pub type Bindings = SmallVec<[Option<NodeIx>; 8]>;

/// More fits than this at one node are not looked for.
const MAX_FITS: usize = 64;

/// Calls `found` for each way in which `rule` fits with its anchor at `node`.
pub fn find(b: &Building, rule: &Rule, node: NodeIx, mut found: impl FnMut(&Bindings)) {
    let slot = rule.anchor.slot();
    if !fits(b, &rule.tests, slot, node) {
        return;
    }
    let mut bound = nothing(rule);
    bound[slot as usize] = Some(node);
    let mut count = 0;
    walk(b, &rule.steps, &rule.tests, &mut bound, &mut |bound| {
        let mut full = bound.clone();
        extend(b, rule, &mut full);
        if rule.filter.as_ref().is_none_or(|f| f.holds(b, &full)) {
            found(&full);
            count += 1;
        }
        count < MAX_FITS
    });
}

/// No variable bound.
fn nothing(rule: &Rule) -> Bindings {
    SmallVec::from_elem(None, rule.tests.len())
}

/// Binds what optional parts find; the first fit of each.
fn extend(b: &Building, rule: &Rule, bound: &mut Bindings) {
    for part in &rule.optional {
        let mut first = None;
        walk(b, part, &rule.tests, &mut bound.clone(), &mut |fit| {
            first = Some(fit.clone());
            false
        });
        if let Some(fit) = first {
            *bound = fit;
        }
    }
}

/// Whether the steps can be walked at all from what is bound.
pub fn exists(b: &Building, steps: &[Step], tests: &[NodeTest], bound: &Bindings) -> bool {
    let mut bound = bound.clone();
    bound.resize(tests.len().max(bound.len()), None);
    let mut any = false;
    walk(b, steps, tests, &mut bound, &mut |_| {
        any = true;
        false
    });
    any
}

/// Walks the steps one by one. `found` says whether to go on; so does the result.
fn walk(
    b: &Building,
    steps: &[Step],
    tests: &[NodeTest],
    bound: &mut Bindings,
    found: &mut dyn FnMut(&Bindings) -> bool,
) -> bool {
    let Some((step, rest)) = steps.split_first() else { return found(bound) };
    let Some(from) = bound[step.from as usize] else { return true };
    for end in ends(b, step, from) {
        let before = bound[step.to as usize];
        let fits = match before {
            Some(already) => already == end,
            None => fits(b, tests, step.to, end),
        };
        if !fits {
            continue;
        }
        bound[step.to as usize] = Some(end);
        let go_on = walk(b, rest, tests, bound, found);
        bound[step.to as usize] = before;
        if !go_on {
            return false;
        }
    }
    true
}

/// The nodes at the other end of a step.
fn ends<'a>(b: &'a Building, step: &'a Step, from: NodeIx) -> impl Iterator<Item = NodeIx> + 'a {
    let out: &[(Role, NodeIx)] = if step.way == Way::In { &[] } else { b.graph.out(from) };
    let reaching: &[(Role, NodeIx)] = if step.way == Way::Out { &[] } else { b.graph.reaching(from) };
    let wanted = |role: Role| step.roles.is_empty() || step.roles.contains(&role);
    out.iter().chain(reaching).filter(move |(role, _)| wanted(*role)).map(|(_, node)| *node)
}

/// Whether a node passes the tests of a variable.
fn fits(b: &Building, tests: &[NodeTest], slot: Slot, node: NodeIx) -> bool {
    tests[slot as usize].holds(b.graph.node(node))
}

/// How far a rule came at a node, and what kept it from more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many of its edges were found.
    pub steps: usize,
    /// How many there are.
    pub of: usize,
    /// The node it hangs on.
    pub anchor: NodeIx,
    /// Whether all edges were found and only `WHERE` said no.
    pub filtered: bool,
}

/// The furthest that a rule comes from `node`; `None` where it does not even begin there.
pub fn progress(b: &Building, rule: &Rule, node: NodeIx) -> Option<Progress> {
    let slot = rule.anchor.slot();
    if !fits(b, &rule.tests, slot, node) {
        return None;
    }
    let of = rule.steps.len();
    let mut fit = false;
    find(b, rule, node, |_| fit = true);
    if fit {
        return Some(Progress { steps: of, of, anchor: node, filtered: false });
    }
    let mut bound = nothing(rule);
    bound[slot as usize] = Some(node);
    let reached = (0..=of).rev().find(|n| exists(b, &rule.steps[..*n], &rule.tests, &bound)).unwrap_or(0);
    Some(Progress { steps: reached, of, anchor: node, filtered: reached == of })
}
