//! What is shipped: the mean of linear weights and a hidden layer. Either errs elsewhere, and the mean of the two errs less
//! than each.

use super::hidden::Net;
use super::learn::Model;

/// Linear weights and a hidden layer.
#[derive(Clone, Debug, Default)]
pub struct Mixture {
    /// The linear weights.
    pub linear: Model,
    /// The hidden layer.
    pub hidden: Net,
}

/// How much either counts.
pub const SHARE: f32 = 0.5;

impl Mixture {
    /// Sums over the features of a pair for each relation, biases included.
    pub fn sums(&self, common: &[u32]) -> Vec<f32> {
        let linear = self.linear.sums(common);
        linear.iter().zip(self.hidden.sums(common)).map(|(a, z)| SHARE * (a + z)).collect()
    }

    /// The sum over a relation's own features.
    pub fn own(&self, column: usize, features: &[u32]) -> f32 {
        SHARE * (self.linear.own(column, features) + self.hidden.own(features))
    }

    /// A feature's weights: one for each relation, and one for all where it is a relation's own.
    pub fn row(&self, feature: usize) -> Vec<f32> {
        let mut row: Vec<f32> = self.linear.row(feature).iter().map(|w| SHARE * w).collect();
        row.last_mut().into_iter().for_each(|all| *all += SHARE * self.hidden.own_weight(feature));
        row
    }

    /// The weight of a pair that has only this feature, for each relation, without what the units add.
    pub fn bias(&self, column: usize, feature: Option<usize>) -> f32 {
        let of_feature = feature.map_or(0.0, |f| self.linear.row(f)[column]);
        SHARE * (self.linear.biases()[column] + self.hidden.biases()[column] + of_feature)
    }
}
