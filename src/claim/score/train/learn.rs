//! Logistic regression for all relations at once, with quadratic regularisation, solved by L-BFGS (Nocedal 1980; Liu and
//! Nocedal 1989). No randomness: the same examples give the same weights.

use std::collections::VecDeque;

/// A pair with what is to be learnt of it; features are numbered from 0.
#[derive(Clone, Debug, Default)]
pub struct Example {
    /// Features of the pair.
    pub common: Vec<u32>,
    /// The relations to learn from it.
    pub targets: Vec<Target>,
}

/// One relation of a pair.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Its column.
    pub column: usize,
    /// Its own features: what words say.
    pub words: Vec<u32>,
    /// Its own features: what rules say.
    pub rules: Vec<u32>,
    /// Whether it holds.
    pub holds: bool,
    /// How much it counts; nothing where it is not known.
    pub weight: f32,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Weight of the regularisation.
    pub l2: f32,
    /// Steps of the solver.
    pub steps: usize,
    /// Share of the loss that is taken without the rules' features, so that words are learnt where rules know already.
    pub without_rules: f32,
}

/// Weights of features and relations.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Number of relations; one column more counts for all.
    pub columns: usize,
    /// Row by row, one row for each feature; the last row holds the biases.
    pub weights: Vec<f32>,
}

/// The biases are held down less than this part of other weights.
const BIAS: f32 = 0.01;

impl Model {
    /// Weights of nought.
    pub fn new(features: usize, columns: usize) -> Self {
        Self { columns, weights: vec![0.0; (features + 1) * (columns + 1)] }
    }

    fn width(&self) -> usize {
        self.columns + 1
    }

    /// The weights of a feature.
    pub fn row(&self, feature: usize) -> &[f32] {
        &self.weights[feature * self.width()..][..self.width()]
    }

    /// The biases of the relations.
    pub fn biases(&self) -> &[f32] {
        self.row(self.weights.len() / self.width() - 1)
    }

    /// Sums over the features of a pair, biases included.
    pub fn sums(&self, common: &[u32]) -> Vec<f32> {
        let mut sums = self.biases().to_vec();
        for f in common {
            sums.iter_mut().zip(self.row(*f as usize)).for_each(|(s, w)| *s += w);
        }
        sums
    }

    /// The sum over a relation's own features.
    pub fn own(&self, column: usize, features: &[u32]) -> f32 {
        features.iter().map(|f| self.row(*f as usize)).map(|row| row[column] + row[self.columns]).sum()
    }

    /// Learns from examples, beginning with the weights as they are.
    pub fn learn(&mut self, examples: &[Example], plan: &Plan) {
        let mut solver = Solver::default();
        let mut gradient = vec![0.0; self.weights.len()];
        let mut loss = self.loss(examples, plan, &mut gradient);
        for _ in 0..plan.steps {
            let direction = solver.direction(&gradient);
            let Some((next, next_loss, next_gradient)) = self.search(examples, plan, loss, &gradient, &direction)
            else {
                return;
            };
            solver.note(difference(&next, &self.weights), difference(&next_gradient, &gradient));
            let gained = loss - next_loss;
            (self.weights, gradient, loss) = (next, next_gradient, next_loss);
            if gained < 1e-5 * loss.abs() {
                return;
            }
        }
    }

    /// A point along the direction where the loss is lower (Armijo's rule).
    fn search(
        &self,
        examples: &[Example],
        plan: &Plan,
        loss: f64,
        gradient: &[f32],
        direction: &[f32],
    ) -> Option<(Vec<f32>, f64, Vec<f32>)> {
        let slope = dot(gradient, direction);
        let mut step = 1.0_f64;
        for _ in 0..24 {
            let weights: Vec<f32> = self.weights.iter().zip(direction).map(|(w, d)| w + step as f32 * d).collect();
            let trial = Self { columns: self.columns, weights };
            let mut next = vec![0.0; gradient.len()];
            let found = trial.loss(examples, plan, &mut next);
            if found <= loss + 1e-4 * step * slope {
                return Some((trial.weights, found, next));
            }
            step *= 0.5;
        }
        None
    }

    /// The loss, with its gradient.
    fn loss(&self, examples: &[Example], plan: &Plan, gradient: &mut [f32]) -> f64 {
        let width = self.width();
        let bias_at = self.weights.len() - width;
        let mut loss = 0.0;
        for (at, (g, w)) in gradient.iter_mut().zip(&self.weights).enumerate() {
            let l2 = if at >= bias_at { plan.l2 * BIAS } else { plan.l2 };
            *g = l2 * w;
            loss += f64::from(0.5 * l2 * w * w);
        }
        let mut errors = vec![0.0; width];
        for example in examples {
            let sums = self.sums(&example.common);
            errors.fill(0.0);
            for target in example.targets.iter().filter(|t| t.weight > 0.0) {
                loss += self.target(target, sums[target.column], plan, &mut errors, gradient);
            }
            for f in example.common.iter().map(|f| *f as usize * width).chain([bias_at]) {
                gradient[f..f + width].iter_mut().zip(&errors).for_each(|(g, e)| *g += e);
            }
        }
        loss
    }

    /// The loss of one relation of a pair, once with and once without what rules say.
    fn target(&self, target: &Target, sum: f32, plan: &Plan, errors: &mut [f32], gradient: &mut [f32]) -> f64 {
        let base = sum + self.own(target.column, &target.words);
        let ruled = base + self.own(target.column, &target.rules);
        let (with, without) = (target.weight * (1.0 - plan.without_rules), target.weight * plan.without_rules);
        let (loss_with, error_with) = logistic(ruled, target.holds, with);
        let (loss_without, error_without) = logistic(base, target.holds, without);
        errors[target.column] += error_with + error_without;
        self.spread(&target.words, target.column, error_with + error_without, gradient);
        self.spread(&target.rules, target.column, error_with, gradient);
        loss_with + loss_without
    }

    fn spread(&self, features: &[u32], column: usize, error: f32, gradient: &mut [f32]) {
        for f in features {
            let row = *f as usize * self.width();
            gradient[row + column] += error;
            gradient[row + self.columns] += error;
        }
    }
}

/// Loss and error at a sum.
fn logistic(sum: f32, holds: bool, weight: f32) -> (f64, f32) {
    let signed = if holds { sum } else { -sum };
    let loss = if signed > 0.0 { (-signed).exp().ln_1p() } else { -signed + signed.exp().ln_1p() };
    let probability = 1.0 / (1.0 + (-sum).exp());
    (f64::from(weight * loss), weight * (probability - f32::from(u8::from(holds))))
}

fn dot(a: &[f32], z: &[f32]) -> f64 {
    a.iter().zip(z).map(|(x, y)| f64::from(x * y)).sum()
}

fn difference(a: &[f32], z: &[f32]) -> Vec<f32> {
    a.iter().zip(z).map(|(x, y)| x - y).collect()
}

/// How many steps the solver remembers.
const MEMORY: usize = 6;

/// What the solver remembers: steps in weights and in gradient.
#[derive(Debug, Default)]
struct Solver {
    steps: VecDeque<(Vec<f32>, Vec<f32>, f64)>,
}

impl Solver {
    fn note(&mut self, weights: Vec<f32>, gradient: Vec<f32>) {
        let curvature = dot(&weights, &gradient);
        if curvature > 1e-10 {
            self.steps.push_back((weights, gradient, curvature));
        }
        if self.steps.len() > MEMORY {
            self.steps.pop_front();
        }
    }

    /// The two-loop recursion.
    fn direction(&self, gradient: &[f32]) -> Vec<f32> {
        let mut q: Vec<f32> = gradient.iter().map(|g| -g).collect();
        let mut factors = Vec::new();
        for (s, y, curvature) in self.steps.iter().rev() {
            let factor = dot(s, &q) / curvature;
            q.iter_mut().zip(y).for_each(|(q, y)| *q -= factor as f32 * y);
            factors.push(factor);
        }
        let scale = self.steps.back().map_or(4.0 / dot(gradient, gradient).sqrt().max(1.0), |(_, y, c)| c / dot(y, y));
        q.iter_mut().for_each(|q| *q *= scale as f32);
        for ((s, y, curvature), factor) in self.steps.iter().zip(factors.into_iter().rev()) {
            let back = factor - dot(y, &q) / curvature;
            q.iter_mut().zip(s).for_each(|(q, s)| *q += back as f32 * s);
        }
        q
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(common: &[u32], rules: &[u32], holds: bool) -> Example {
        let target = Target { rules: rules.to_vec(), holds, weight: 1.0, ..Target::default() };
        Example { common: common.to_vec(), targets: vec![target] }
    }

    #[test]
    fn what_goes_with_the_relation_weighs_for_it() {
        let examples = [
            example(&[0], &[], true),
            example(&[0, 1], &[], true),
            example(&[1], &[], false),
            example(&[], &[], false),
        ];
        let mut model = Model::new(2, 1);
        model.learn(&examples, &Plan { l2: 0.1, steps: 50, without_rules: 0.0 });
        assert!(model.row(0)[0] > 1.0 && model.row(1)[0].abs() < 0.5, "{:?}", model.weights);
        assert!(model.sums(&[0])[0] > 0.0 && model.sums(&[1])[0] < 0.0);
    }

    #[test]
    fn words_are_learnt_beside_rules_that_know() {
        let examples = [example(&[0], &[1], true), example(&[], &[], false), example(&[0], &[1], true)];
        let weight = |without_rules| {
            let mut model = Model::new(2, 1);
            model.learn(&examples, &Plan { l2: 0.1, steps: 50, without_rules });
            model.row(0)[0]
        };
        assert!(weight(0.5) > weight(0.0));
    }
}
