//! A hidden layer over the features of a pair, shared by all relations: it learns what counts only together, and lets a
//! rare relation use what others have taught. Stochastic gradient descent with a rate for each number (AdaGrad; Duchi,
//! Hazan and Singer 2011), with features and units left out at random (dropout; Srivastava et al. 2014). The same
//! examples and seed give the same weights.

use super::learn::{Example, Target};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Number of units.
    pub units: usize,
    /// How often each example is seen.
    pub epochs: usize,
    /// Length of the first steps; later ones are shorter.
    pub rate: f32,
    /// Share of units that is left out of each example.
    pub units_out: f32,
    /// Share of features that is left out of each example.
    pub features_out: f32,
    /// Share of the loss that is taken without what rules say.
    pub without_rules: f32,
}

/// Seed of all that is random.
const SEED: u64 = 1;
/// Numbers of features begin within this.
const FIRST_ROWS: f32 = 0.1;
/// Those from units to relations within this.
const FIRST_OUT: f32 = 0.5;
/// The weight of a pair without features.
const FIRST_BIAS: f32 = -2.0;
/// Errors below this change nothing.
const LEAST: f32 = 1e-3;

/// Numbers to learn, each with the sum of its squared gradients.
#[derive(Clone, Debug, Default)]
struct Numbers {
    values: Vec<f32>,
    squares: Vec<f32>,
}

impl Numbers {
    fn new(values: Vec<f32>) -> Self {
        Self { squares: vec![0.01; values.len()], values }
    }

    fn step(&mut self, at: usize, gradient: f32, rate: f32) {
        self.squares[at] += gradient * gradient;
        self.values[at] -= rate * gradient / self.squares[at].sqrt();
    }
}

/// The layer.
#[derive(Clone, Debug, Default)]
pub struct Net {
    units: usize,
    columns: usize,
    /// For each feature a number for each unit.
    rows: Numbers,
    bias: Numbers,
    /// For each unit a number for each relation.
    out: Numbers,
    out_bias: Numbers,
    /// What a relation's own features weigh, the same for every relation.
    own: Numbers,
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// From 0 up to, but not including, 1.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn within(&mut self, width: f32, count: usize) -> Vec<f32> {
        (0..count).map(|_| (self.unit() * 2.0 - 1.0) * width).collect()
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

/// What is left of one example once some of its features and units are out.
#[derive(Default)]
struct View {
    features: Vec<u32>,
    /// What the features that are left are stretched by.
    stretch: f32,
    /// The same for each unit; 0 for one that is out.
    keep: Vec<f32>,
}

impl View {
    fn draw(&mut self, example: &Example, units: usize, plan: &Plan, random: &mut Random) {
        self.features.clear();
        self.features.extend(example.common.iter().filter(|_| random.unit() >= plan.features_out));
        self.stretch = 1.0 / (1.0 - plan.features_out);
        self.keep.clear();
        let full = 1.0 / (1.0 - plan.units_out);
        self.keep.extend((0..units).map(|_| if random.unit() < plan.units_out { 0.0 } else { full }));
    }
}

impl Net {
    /// A layer that has learnt nothing.
    fn new(features: usize, columns: usize, units: usize) -> Self {
        let mut random = Random(SEED);
        Self {
            units,
            columns,
            rows: Numbers::new(random.within(FIRST_ROWS, features * units)),
            bias: Numbers::new(vec![0.0; units]),
            out: Numbers::new(random.within(FIRST_OUT, units * columns)),
            out_bias: Numbers::new(vec![FIRST_BIAS; columns]),
            own: Numbers::new(vec![0.0; features]),
        }
    }

    /// Learns from examples.
    pub fn learn(examples: &[Example], (features, columns): (usize, usize), plan: &Plan) -> Self {
        let mut net = Self::new(features, columns, plan.units);
        let mut random = Random(SEED + 1);
        let counts = |e: &Example| e.targets.iter().any(|t| t.weight > 0.0);
        let mut order: Vec<usize> = (0..examples.len()).filter(|i| counts(&examples[*i])).collect();
        let mut view = View::default();
        for epoch in 0..plan.epochs {
            random.shuffle(&mut order);
            let rate = plan.rate * (1.0 - epoch as f32 / plan.epochs as f32);
            for example in order.iter().map(|i| &examples[*i]) {
                view.draw(example, plan.units, plan, &mut random);
                net.step(example, &view, plan, rate);
            }
        }
        net
    }

    /// The units' values at some features.
    fn values(&self, features: &[u32], stretch: f32) -> Vec<f32> {
        let mut sums = self.bias.values.clone();
        for f in features {
            sums.iter_mut().zip(self.row(*f as usize)).for_each(|(sum, w)| *sum += stretch * w);
        }
        sums.iter_mut().for_each(|sum| *sum = sum.max(0.0));
        sums
    }

    /// The sum for each relation at the features of a pair.
    pub fn sums(&self, common: &[u32]) -> Vec<f32> {
        let values = self.values(common, 1.0);
        (0..self.columns).map(|column| self.sum(&values, column)).collect()
    }

    fn sum(&self, values: &[f32], column: usize) -> f32 {
        let outs = self.out.values[column..].iter().step_by(self.columns);
        self.out_bias.values[column] + values.iter().zip(outs).map(|(v, w)| v * w).sum::<f32>()
    }

    /// The sum over a relation's own features.
    pub fn own(&self, features: &[u32]) -> f32 {
        features.iter().map(|f| self.own.values[*f as usize]).sum()
    }

    fn step(&mut self, example: &Example, view: &View, plan: &Plan, rate: f32) {
        let mut values = self.values(&view.features, view.stretch);
        values.iter_mut().zip(&view.keep).for_each(|(value, keep)| *value *= keep);
        let sums: Vec<f32> = example.targets.iter().map(|t| self.sum(&values, t.column)).collect();
        let mut errors = vec![0.0; self.units];
        for (target, sum) in example.targets.iter().zip(sums).filter(|(t, _)| t.weight > 0.0) {
            self.step_target(target, sum, (&values, &mut errors), plan, rate);
        }
        if errors.iter().all(|e| e.abs() < LEAST * 0.1) {
            return;
        }
        errors.iter_mut().zip(&view.keep).for_each(|(error, keep)| *error *= keep);
        for (unit, error) in errors.iter().enumerate().filter(|(_, e)| **e != 0.0) {
            self.bias.step(unit, *error, rate);
            for f in &view.features {
                self.rows.step(*f as usize * self.units + unit, error * view.stretch, rate);
            }
        }
    }

    fn step_target(
        &mut self,
        target: &Target,
        sum: f32,
        (values, errors): (&[f32], &mut [f32]),
        plan: &Plan,
        rate: f32,
    ) {
        let base = sum + self.own(&target.words);
        let with = target.weight * (1.0 - plan.without_rules) * error(base + self.own(&target.rules), target.holds);
        let all = with + target.weight * plan.without_rules * error(base, target.holds);
        if all.abs() < LEAST {
            return;
        }
        for (unit, value) in values.iter().enumerate().filter(|(_, v)| **v > 0.0) {
            let at = unit * self.columns + target.column;
            errors[unit] += all * self.out.values[at];
            self.out.step(at, all * value, rate);
        }
        self.out_bias.step(target.column, all, rate);
        target.words.iter().for_each(|f| self.own.step(*f as usize, all, rate));
        target.rules.iter().for_each(|f| self.own.step(*f as usize, with, rate));
    }

    /// A feature's numbers for the units.
    pub fn row(&self, feature: usize) -> &[f32] {
        &self.rows.values[feature * self.units..][..self.units]
    }

    /// What a feature weighs as a relation's own.
    pub fn own_weight(&self, feature: usize) -> f32 {
        self.own.values[feature]
    }

    /// The weight of a pair without features, for each relation.
    pub fn biases(&self) -> &[f32] {
        &self.out_bias.values
    }

    /// Each unit's bias and its number for each relation.
    pub fn units(&self) -> impl Iterator<Item = (f32, &[f32])> {
        self.bias.values.iter().copied().zip(self.out.values.chunks_exact(self.columns.max(1)))
    }
}

/// How far a sum is from the truth.
fn error(sum: f32, holds: bool) -> f32 {
    1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_only_together_is_learnt() {
        let example = |common: &[u32], holds| {
            let target = Target { holds, weight: 1.0, ..Target::default() };
            Example { common: common.to_vec(), targets: vec![target] }
        };
        let examples =
            [example(&[0, 1], true), example(&[2, 3], true), example(&[0, 3], false), example(&[1, 2], false)];
        let plan = Plan { units: 6, epochs: 400, rate: 0.1, units_out: 0.0, features_out: 0.0, without_rules: 0.0 };
        let net = Net::learn(&examples, (4, 1), &plan);
        for example in &examples {
            assert_eq!(net.sums(&example.common)[0] > 0.0, example.targets[0].holds, "{:?}", example.common);
        }
    }
}
