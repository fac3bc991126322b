//! The network at work: the layers of a model file, quantised to 8 bits, and what they compute for a sentence.
//!
//! Embeddings of hashed features, windows of three words, a recurrent layer, then a linear layer per task; all tasks
//! share the encoder (Collobert et al. 2011). [`encoder`] runs it, [`parser`] runs the transition parser on its outputs,
//! [`names`] decodes name tags.

pub mod chain;
pub mod encoder;
pub mod kernel;
pub mod names;
pub mod parser;

use super::container::{Bytes, Container};
use super::error::ModelError;
use super::features::{GROUPS, ROW_BITS};
use super::labels::{Labels, NAME_TAGS};
use super::parse::system::Transition;
use super::parse::view::{PLACES, fact_count};
use kernel::Layer;

/// Rows of 8-bit numbers, each with a scale of its own, read in place.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    bytes: Bytes,
    scales: Vec<f32>,
    columns: usize,
}

impl Rows {
    /// Reads the ends of rows that are about to be added: so the processor fetches all of them side by side.
    pub fn fetch(&self, rows: impl Iterator<Item = usize>) {
        let ends = rows.map(|row| {
            let (first, last) = (row * self.columns, (row + 1) * self.columns - 1);
            self.bytes[first] ^ self.bytes[last] ^ self.scales[row].to_bits() as u8
        });
        std::hint::black_box(ends.fold(0, |all, end| all ^ end));
    }

    /// Adds a row to `y`.
    pub fn add(&self, row: usize, y: &mut [f32]) {
        let (bytes, scale) = (&self.bytes[row * self.columns..(row + 1) * self.columns], self.scales[row]);
        y.iter_mut().zip(bytes).for_each(|(y, b)| *y += f32::from(*b as i8) * scale);
    }
}

/// The layers of one model.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Width of the encoder.
    pub hidden: usize,
    input: usize,
    embedding: Rows,
    first: [Layer; 3],
    first_bias: Vec<f32>,
    second: Layer,
    /// Gate and candidate of the recurrent layers.
    recurrent: [[Layer; 2]; 2],
    third: Layer,
    tags: Layer,
    morphs: Layer,
    name_window: Layer,
    names: Layer,
    chain: chain::Chain,
    places: Layer,
    absent: Vec<f32>,
    facts: Vec<f32>,
    parser_bias: Vec<f32>,
    transitions: Layer,
    relations: usize,
}

impl Network {
    /// Opens the layers of a model file and checks that their sizes fit each other and the labels.
    pub fn open(model: &Container, labels: &Labels) -> Result<Self, ModelError> {
        let sizes: Vec<usize> = numbers(model, "net.sizes")?.iter().map(|v| *v as usize).collect();
        let &[embedding, h, p] = sizes.as_slice() else { return Err(ModelError::Size("net.sizes")) };
        if !p.is_multiple_of(kernel::BLOCK) {
            return Err(ModelError::Size("net.sizes"));
        }
        let (input, relations) = (embedding * GROUPS, labels.relations.len());
        Ok(Self {
            hidden: h,
            input,
            embedding: rows(model, ["net.embedding", "net.embedding.scales"], GROUPS << ROW_BITS, embedding)?,
            first: [
                layer(model, ["net.first.0", "net.first.0.scales", "net.first.0.bias"], h, input)?,
                layer(model, ["net.first.1", "net.first.1.scales", "net.first.1.bias"], h, input)?,
                layer(model, ["net.first.2", "net.first.2.scales", "net.first.2.bias"], h, input)?,
            ],
            first_bias: vector(model, "net.first.bias", h)?,
            second: layer(model, ["net.second", "net.second.scales", "net.second.bias"], h, 3 * h)?,
            recurrent: [
                [
                    layer(model, ["net.gate.0", "net.gate.0.scales", "net.gate.0.bias"], h, h)?,
                    layer(model, ["net.candidate.0", "net.candidate.0.scales", "net.candidate.0.bias"], h, h)?,
                ],
                [
                    layer(model, ["net.gate.1", "net.gate.1.scales", "net.gate.1.bias"], h, h)?,
                    layer(model, ["net.candidate.1", "net.candidate.1.scales", "net.candidate.1.bias"], h, h)?,
                ],
            ],
            third: layer(model, ["net.third", "net.third.scales", "net.third.bias"], h, 3 * h)?,
            tags: layer(model, ["net.tags", "net.tags.scales", "net.tags.bias"], labels.tags.len(), h)?,
            morphs: layer(model, ["net.morphs", "net.morphs.scales", "net.morphs.bias"], labels.morphs.len(), h)?,
            name_window: layer(model, ["net.name_window", "net.name_window.scales", "net.name_window.bias"], h, 3 * h)?,
            names: layer(model, ["net.names", "net.names.scales", "net.names.bias"], NAME_TAGS, h)?,
            chain: chain::Chain::new(&vector(model, "net.name_chain", NAME_TAGS * NAME_TAGS)?),
            places: layer(model, ["net.places", "net.places.scales", "net.places.bias"], PLACES * p, h)?,
            absent: vector(model, "net.absent", PLACES * p)?,
            facts: vector(model, "net.facts", fact_count(relations) * p)?,
            parser_bias: vector(model, "net.parser_bias", p)?,
            transitions: layer(
                model,
                ["net.transitions", "net.transitions.scales", "net.transitions.bias"],
                Transition::columns(relations),
                p,
            )?,
            relations,
        })
    }
}

/// A section of 32-bit floating-point numbers.
fn numbers(model: &Container, section: &'static str) -> Result<Vec<f32>, ModelError> {
    let bytes = model.section(section)?;
    Ok(bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
}

fn vector(model: &Container, section: &'static str, length: usize) -> Result<Vec<f32>, ModelError> {
    numbers(model, section).and_then(|v| if v.len() == length { Ok(v) } else { Err(ModelError::Size(section)) })
}

fn layer(model: &Container, names: [&'static str; 3], outputs: usize, inputs: usize) -> Result<Layer, ModelError> {
    let (weights, scales) = (model.section(names[0])?, vector(model, names[1], outputs)?);
    let bias = vector(model, names[2], outputs)?;
    Layer::new(&weights, scales, bias, inputs).ok_or(ModelError::Size(names[0]))
}

fn rows(model: &Container, names: [&'static str; 2], rows: usize, columns: usize) -> Result<Rows, ModelError> {
    let (bytes, scales) = (model.section(names[0])?, vector(model, names[1], rows)?);
    if bytes.len() == rows * columns { Ok(Rows { bytes, scales, columns }) } else { Err(ModelError::Size(names[0])) }
}
