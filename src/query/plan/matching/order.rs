//! The order of a pattern's steps: greedy from every possible start, the cheapest of all kept.
//!
//! A node that hangs on several known nodes is bound by intersecting their neighbours, so that cyclic patterns cost what
//! their result can be and not what their open paths are (Ngo, Porat, Ré, Rudra: "Worst-case optimal join algorithms").

use crate::query::bound::NodeIx;

use super::shape::{Known, LinkKind, Shape};

/// One step of a match. Links are indexes into [`Shape::links`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A node that an earlier clause bound.
    Check(NodeIx),
    /// A relationship that an earlier clause bound, with both its ends.
    Ends(usize),
    /// A node out of the graph.
    Scan(NodeIx, f64),
    /// A link from a known node to a new one; the flag is whether it runs from left to right.
    Walk { link: usize, to_right: bool, rows: f64 },
    /// A link between two known nodes.
    Close { link: usize, to_right: bool, rows: f64 },
    /// A new node that several single relationships tie to known ones.
    Meet { node: NodeIx, links: Vec<usize>, rows: f64 },
}

/// Starts that are tried out in full.
const MAX_STARTS: usize = 16;

/// The steps that bind the whole pattern.
pub(super) fn choose(shape: &Shape) -> Vec<Step> {
    let mut base = Order::new(shape);
    base.take_bound();
    base.spread();
    if base.is_done() {
        return base.steps;
    }
    let mut starts: Vec<NodeIx> = (0..shape.nodes.len()).filter(|node| !base.known.contains(node)).collect();
    starts.sort_by(|a, b| shape.nodes[*a].rows.total_cmp(&shape.nodes[*b].rows));
    starts.truncate(MAX_STARTS);
    let tried = starts.into_iter().map(|start| {
        let mut order = base.clone();
        order.scan(start);
        order.complete();
        order
    });
    tried.min_by(|a, b| a.cost.total_cmp(&b.cost)).unwrap_or(base).steps
}

#[derive(Clone)]
struct Order<'s> {
    shape: &'s Shape,
    steps: Vec<Step>,
    known: Known,
    done: Vec<bool>,
    rows: f64,
    cost: f64,
}

impl<'s> Order<'s> {
    fn new(shape: &'s Shape) -> Self {
        let done = vec![false; shape.links.len()];
        Self { shape, steps: Vec::new(), known: Known::new(), done, rows: 1.0, cost: 0.0 }
    }

    fn is_done(&self) -> bool {
        self.known.len() == self.shape.nodes.len() && self.done.iter().all(|done| *done)
    }

    fn take_bound(&mut self) {
        for (at, node) in self.shape.nodes.iter().enumerate() {
            if node.bound {
                self.steps.push(Step::Check(at));
                self.known.insert(at);
            }
        }
        for (at, link) in self.shape.links.iter().enumerate() {
            if link.bound && matches!(link.kind, LinkKind::Edge(_)) {
                self.steps.push(Step::Ends(at));
                self.known.extend([link.left, link.right]);
                self.done[at] = true;
            }
        }
    }

    fn complete(&mut self) {
        self.spread();
        while let Some(start) = self.cheapest_unknown() {
            self.scan(start);
            self.spread();
        }
    }

    fn cheapest_unknown(&self) -> Option<NodeIx> {
        let unknown = (0..self.shape.nodes.len()).filter(|node| !self.known.contains(node));
        unknown.min_by(|a, b| self.shape.nodes[*a].rows.total_cmp(&self.shape.nodes[*b].rows))
    }

    fn scan(&mut self, node: NodeIx) {
        let rows = self.shape.nodes[node].rows;
        self.advance(rows.max(0.001), rows);
        self.steps.push(Step::Scan(node, self.rows));
        self.known.insert(node);
    }

    fn advance(&mut self, growth: f64, work: f64) {
        self.cost += self.rows * work.max(0.1);
        self.rows *= growth;
    }

    /// Takes every link that hangs on what is known.
    fn spread(&mut self) {
        while self.close() || self.reach() {}
    }

    /// A link whose both ends are known.
    fn close(&mut self) -> bool {
        let open = |at: &usize| !self.done[*at] && self.both_known(*at);
        let single =
            (0..self.done.len()).filter(open).min_by_key(|at| !matches!(self.shape.links[*at].kind, LinkKind::Edge(_)));
        let Some(link) = single else { return false };
        let shape = &self.shape.links[link];
        let to_right = shape.degree.0 <= shape.degree.1;
        let (fan_out, degree) =
            if to_right { (shape.fan_out.0, shape.degree.0) } else { (shape.fan_out.1, shape.degree.1) };
        let far = if to_right { shape.right } else { shape.left };
        self.advance((fan_out / self.shape.nodes[far].rows.max(1.0)).min(1.0), degree.min(4.0));
        self.steps.push(Step::Close { link, to_right, rows: self.rows });
        self.take(link);
        true
    }

    fn take(&mut self, link: usize) {
        self.done[link] = true;
        self.known.extend(&self.shape.links[link].between);
    }

    fn both_known(&self, link: usize) -> bool {
        let link = &self.shape.links[link];
        self.known.contains(&link.left) && self.known.contains(&link.right)
    }

    /// The new node that adds the fewest rows.
    fn reach(&mut self) -> bool {
        let unknown = (0..self.shape.nodes.len()).filter(|node| !self.known.contains(node));
        let reachable = unknown.filter_map(|node| Some((node, self.growth(node)?)));
        let Some((node, growth)) = reachable.min_by(|a, b| a.1.total_cmp(&b.1)) else { return false };
        let singles = self.ties(node).filter(|at| matches!(self.shape.links[*at].kind, LinkKind::Edge(_)));
        let singles: Vec<usize> = singles.collect();
        if singles.len() > 1 {
            self.meet(node, singles, growth);
        } else {
            let link = singles
                .first()
                .copied()
                .or_else(|| self.ties(node).min_by(|a, b| self.out(*a, node).total_cmp(&self.out(*b, node))));
            let Some(link) = link else { return false };
            self.walk(link, node);
        }
        self.known.insert(node);
        true
    }

    /// Links between a node and what is known.
    fn ties(&self, node: NodeIx) -> impl Iterator<Item = usize> + '_ {
        (0..self.done.len()).filter(move |at| {
            let link = &self.shape.links[*at];
            let other = if link.left == node { link.right } else { link.left };
            !self.done[*at] && (link.left == node || link.right == node) && self.known.contains(&other)
        })
    }

    /// Rows for each row when walking `link` to `node`.
    fn out(&self, link: usize, node: NodeIx) -> f64 {
        let link = &self.shape.links[link];
        if link.right == node { link.fan_out.0 } else { link.fan_out.1 }
    }

    fn growth(&self, node: NodeIx) -> Option<f64> {
        let candidates = self.shape.nodes[node].rows.max(1.0);
        let outs = self.ties(node).map(|link| self.out(link, node));
        let (least, product, count) = outs.fold((f64::INFINITY, 1.0f64, 0i32), |(least, product, count), out| {
            (out.min(least), product * out, count + 1)
        });
        let only_paths = self.ties(node).all(|at| matches!(self.shape.links[at].kind, LinkKind::Path(_)));
        if only_paths && candidates < least {
            return None; // better scanned, so that the path is sought from both ends
        }
        (count > 0).then(|| if count == 1 { least } else { (product / candidates.powi(count - 1)).min(least) })
    }

    fn walk(&mut self, link: usize, node: NodeIx) {
        let shape = &self.shape.links[link];
        let to_right = shape.right == node;
        let degree = if to_right { shape.degree.0 } else { shape.degree.1 };
        self.advance(self.out(link, node), degree);
        self.steps.push(Step::Walk { link, to_right, rows: self.rows });
        self.take(link);
    }

    fn meet(&mut self, node: NodeIx, links: Vec<usize>, growth: f64) {
        let work = links.iter().map(|link| self.out(*link, node)).fold(f64::INFINITY, f64::min);
        self.advance(growth, work);
        links.iter().for_each(|link| self.done[*link] = true);
        self.steps.push(Step::Meet { node, links, rows: self.rows });
    }
}
