//! From sums to probabilities that mean what they say (Platt 1999): a stretch for all relations, a shift for each.

use super::measure::{Outcome, Statement};

/// How sums become probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// Sums are stretched by this.
    pub slope: f32,
    /// And moved by this, for each relation.
    pub offsets: Vec<f32>,
}

/// Pull of each relation's shift towards the common one, in numbers of statements.
const PULL: f64 = 4.0;
/// Steps of the descent.
const STEPS: usize = 3000;

impl Calibration {
    /// The probability of a sum.
    pub fn probability(&self, column: usize, sum: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * sum + self.offsets[column])).exp())
    }

    /// For each relation what this calibration says where another one says `probability`.
    pub fn of_other(&self, other: &Self, probability: f32) -> Vec<f32> {
        let logit = (probability / (1.0 - probability)).ln();
        let columns = other.offsets.iter().enumerate();
        columns.map(|(c, offset)| self.probability(c, (logit - offset) / other.slope)).collect()
    }
}

/// Fits stretch and shifts to what held-out documents showed of some statements.
pub fn fit(outcomes: &[&Outcome], columns: usize, these: impl Fn(&Statement) -> bool) -> Calibration {
    let points: Vec<(usize, f64, f64)> = outcomes
        .iter()
        .flat_map(|o| &o.statements)
        .filter(|s| these(s))
        .map(|s| (s.column, f64::from(s.both.max(s.both_ruled)), f64::from(u8::from(s.right()))))
        .collect();
    let (mut slope, mut common, mut shifts) = (1.0_f64, 0.0_f64, vec![0.0_f64; columns]);
    let count = points.len().max(1) as f64;
    let mut of_column = vec![0.0_f64; columns];
    points.iter().for_each(|(c, ..)| of_column[*c] += 1.0);
    for _ in 0..STEPS {
        let (mut d_slope, mut d_common, mut d_shifts) = (0.0, 0.0, vec![0.0; columns]);
        for (column, sum, right) in &points {
            let error = 1.0 / (1.0 + (-(slope * sum + common + shifts[*column])).exp()) - right;
            d_slope += error * sum;
            d_common += error;
            d_shifts[*column] += error;
        }
        slope -= 0.5 * d_slope / count;
        common -= 2.0 * d_common / count;
        for ((shift, d), n) in shifts.iter_mut().zip(&d_shifts).zip(&of_column) {
            *shift -= 2.0 * (d + PULL * 0.25 * *shift) / (n + PULL);
        }
    }
    Calibration { slope: slope as f32, offsets: shifts.iter().map(|s| (common + s) as f32).collect() }
}
