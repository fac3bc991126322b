//! Writing a trained network into a model file, with 8-bit weights: one scale per row.

use super::network::{Dense, Network, SOURCES};
use super::param::Param;
use crate::text::container::Container;

/// Adds the sections of the network. Sentences of unknown origin are taken to be like those of corpus `sources.0`, their
/// names like those of corpus `sources.1`.
pub fn save(net: &Network, sources: (usize, usize), model: &mut Container) {
    let sizes = [net.sizes.embedding, net.sizes.hidden, net.sizes.parser].map(|v| v as f32);
    model.put("net.sizes", floats(&sizes));
    put_rows(model, "net.embedding", net.embedding.settled(), net.embedding.columns());
    put_first(net, sources.0.min(SOURCES - 1), model);
    put_names(net, sources.1.min(SOURCES - 1), model);
    let layers: [(&str, &Dense); 9] = [
        ("net.second", &net.second),
        ("net.gate.0", &net.recurrent[0].gate),
        ("net.candidate.0", &net.recurrent[0].candidate),
        ("net.gate.1", &net.recurrent[1].gate),
        ("net.candidate.1", &net.recurrent[1].candidate),
        ("net.third", &net.third),
        ("net.tags", &net.tags),
        ("net.morphs", &net.morphs),
        ("net.names", &net.names),
    ];
    for (name, dense) in layers.into_iter().chain([("net.transitions", &net.transitions)]) {
        put_layer(model, name, dense.weights.settled(), dense.weights.columns(), dense.bias.settled());
    }
    let none = vec![0.0; net.places.rows()];
    put_layer(model, "net.places", net.places.settled(), net.places.columns(), &none);
    let vectors: [(&str, &Param); 4] = [
        ("net.absent", &net.absent),
        ("net.facts", &net.facts),
        ("net.parser_bias", &net.parser_bias),
        ("net.name_chain", &net.name_chain),
    ];
    vectors.iter().for_each(|(name, param)| model.put(name, floats(param.settled())));
}

/// The first layer in three parts, one per place in the window.
fn put_first(net: &Network, source: usize, model: &mut Container) {
    let (input, hidden) = (net.sizes.input(), net.sizes.hidden);
    for place in 0..3 {
        let rows = net.first.weights.settled().chunks_exact(3 * input);
        let part: Vec<f32> = rows.flat_map(|row| row[place * input..(place + 1) * input].iter().copied()).collect();
        put_layer(model, &format!("net.first.{place}"), &part, input, &vec![0.0; hidden]);
    }
    model.put("net.first.bias", floats(&with_source(&net.first, &net.source, source)));
}

fn put_names(net: &Network, source: usize, model: &mut Container) {
    let bias = with_source(&net.name_window, &net.name_source, source);
    let weights = &net.name_window.weights;
    put_layer(model, "net.name_window", weights.settled(), weights.columns(), &bias);
}

/// A layer's bias with the share of a corpus.
fn with_source(layer: &Dense, sources: &Param, source: usize) -> Vec<f32> {
    let share = sources.settled().chunks_exact(sources.columns()).nth(source).unwrap_or_default();
    layer.bias.settled().iter().zip(share).map(|(b, s)| b + s).collect()
}

fn put_layer(model: &mut Container, name: &str, weights: &[f32], columns: usize, bias: &[f32]) {
    put_rows(model, name, weights, columns);
    model.put(&format!("{name}.bias"), floats(bias));
}

fn put_rows(model: &mut Container, name: &str, weights: &[f32], columns: usize) {
    let (mut bytes, mut scales) = (Vec::with_capacity(weights.len()), Vec::new());
    for row in weights.chunks_exact(columns) {
        let top = row.iter().fold(1e-12f32, |top, w| top.max(w.abs()));
        scales.push(top / 127.0);
        bytes.extend(row.iter().map(|w| (w * 127.0 / top).round() as i8 as u8));
    }
    model.put(name, bytes);
    model.put(&format!("{name}.scales"), floats(&scales));
}

fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}
