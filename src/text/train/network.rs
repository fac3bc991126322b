//! The network while it is trained: the same layers as [`crate::text::net`], in floating point, with their gradients.

use super::param::{Param, Random};
use crate::text::features::{GROUPS, ROW_BITS};
use crate::text::labels::{Labels, NAME_TAGS};
use crate::text::parse::system::Transition;
use crate::text::parse::view::{PLACES, fact_count};

/// Sizes of the layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Numbers per feature group in a word's embedding.
    pub embedding: usize,
    /// Width of the encoder.
    pub hidden: usize,
    /// Width of the parser's hidden layer.
    pub parser: usize,
}

impl Sizes {
    /// Numbers in the input of one word.
    pub const fn input(&self) -> usize {
        self.embedding * GROUPS
    }
}

/// A layer and its bias.
#[derive(Clone, Debug)]
pub struct Dense {
    /// One row per output.
    pub weights: Param,
    /// One row.
    pub bias: Param,
}

impl Dense {
    fn new(outputs: usize, inputs: usize, gain: f32, random: &mut Random) -> Self {
        let deviation = (gain / inputs as f32).sqrt();
        Self { weights: Param::new(outputs, inputs, deviation, random), bias: Param::new(1, outputs, 0.0, random) }
    }
}

/// A recurrent layer.
#[derive(Clone, Debug)]
pub struct Recurrent {
    /// How much of a word it takes in.
    pub gate: Dense,
    /// What it takes in.
    pub candidate: Dense,
}

impl Recurrent {
    fn new(hidden: usize, random: &mut Random) -> Self {
        Self { gate: Dense::new(hidden, hidden, 1.0, random), candidate: Dense::new(hidden, hidden, 1.0, random) }
    }
}

/// All that is trained.
#[derive(Clone, Debug)]
pub struct Network {
    /// Sizes of the layers.
    pub sizes: Sizes,
    /// Embeddings of the rows of [`crate::text::features`].
    pub embedding: Param,
    /// Added to the first layer: which corpus the sentence is from, 0 for none.
    pub source: Param,
    /// Window of three words over embeddings.
    pub first: Dense,
    /// Window of three words over the first.
    pub second: Dense,
    /// The recurrent layers: over the second window, and over the third.
    pub recurrent: [Recurrent; 2],
    /// Window of three words over the first recurrent layer.
    pub third: Dense,
    /// Part-of-speech tags.
    pub tags: Dense,
    /// Morphological features.
    pub morphs: Dense,
    /// Window of three words for names alone.
    pub name_window: Dense,
    /// Added to that window: which corpus the sentence is from, since each has its own notion of a name.
    pub name_source: Param,
    /// Name tags.
    pub names: Dense,
    /// What following one another adds to two name tags.
    pub name_chain: Param,
    /// Share of each place in the parser's hidden layer.
    pub places: Param,
    /// The same where there is no word.
    pub absent: Param,
    /// Share of each fact.
    pub facts: Param,
    /// Bias of that layer.
    pub parser_bias: Param,
    /// Transitions.
    pub transitions: Dense,
}

/// Number of corpora told apart.
pub const SOURCES: usize = 8;

impl Network {
    /// A network with random weights.
    pub fn new(sizes: Sizes, labels: &Labels, seed: u64) -> Self {
        let r = &mut Random::new(seed);
        let Sizes { embedding, hidden: h, parser } = sizes;
        let relations = labels.relations.len();
        Self {
            sizes,
            embedding: Param::table(GROUPS << ROW_BITS, embedding, 0.1, r),
            source: Param::new(SOURCES, h, 0.0, r),
            first: Dense::new(h, 3 * sizes.input(), 1.0, r),
            second: Dense::new(h, 3 * h, 1.8, r),
            recurrent: [Recurrent::new(h, r), Recurrent::new(h, r)],
            third: Dense::new(h, 3 * h, 1.8, r),
            tags: Dense::new(labels.tags.len(), h, 1.0, r),
            morphs: Dense::new(labels.morphs.len(), h, 1.0, r),
            name_window: Dense::new(h, 3 * h, 1.8, r),
            name_source: Param::new(SOURCES, h, 0.0, r),
            names: Dense::new(NAME_TAGS, h, 1.0, r),
            name_chain: Param::new(NAME_TAGS, NAME_TAGS, 0.0, r),
            places: Param::new(PLACES * parser, h, (0.3 / h as f32).sqrt(), r),
            absent: Param::new(PLACES, parser, 0.1, r),
            facts: Param::table(fact_count(relations), parser, 0.05, r),
            parser_bias: Param::new(1, parser, 0.0, r),
            transitions: Dense::new(Transition::columns(relations), parser, 1.0, r),
        }
    }

    /// Every matrix, in a fixed order.
    pub fn all(&mut self) -> Vec<&mut Param> {
        let mut all = vec![
            &mut self.embedding,
            &mut self.source,
            &mut self.places,
            &mut self.absent,
            &mut self.facts,
            &mut self.parser_bias,
            &mut self.name_source,
            &mut self.name_chain,
        ];
        let [below, above] = &mut self.recurrent;
        for dense in [
            &mut self.first,
            &mut self.second,
            &mut below.gate,
            &mut below.candidate,
            &mut self.third,
            &mut above.gate,
            &mut above.candidate,
            &mut self.tags,
            &mut self.morphs,
            &mut self.name_window,
            &mut self.names,
            &mut self.transitions,
        ] {
            all.extend([&mut dense.weights, &mut dense.bias]);
        }
        all
    }
}
