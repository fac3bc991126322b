//! Writing a trained network into a model file, with 8-bit weights: one scale per row.

use super::network::{Dense, Network, SOURCES};
use super::param::Param;
use crate::text::container::Container;

/// Adds the sections of the network. Sentences of unknown origin are taken to be like those of corpus `source`.
pub fn save(net: &Network, source: usize, model: &mut Container) {
    let sizes = [net.sizes.embedding, net.sizes.hidden, net.sizes.parser].map(|v| v as f32);
    model.put("net.sizes", floats(&sizes));
    put_rows(model, "net.embedding", net.embedding.settled(), net.embedding.columns());
    put_first(net, source.min(SOURCES - 1), model);
    let layers: [(&str, &Dense); 8] = [
        ("net.second", &net.second),
        ("net.gate", &net.gate),
        ("net.candidate", &net.candidate),
        ("net.third", &net.third),
        ("net.tags", &net.tags),
        ("net.morphs", &net.morphs),
        ("net.name_window", &net.name_window),
        ("net.names", &net.names),
    ];
    for (name, dense) in layers.into_iter().chain([("net.transitions", &net.transitions)]) {
        put_layer(model, name, dense.weights.settled(), dense.weights.columns(), dense.bias.settled());
    }
    let none = vec![0.0; net.places.rows()];
    put_layer(model, "net.places", net.places.settled(), net.places.columns(), &none);
    let vectors: [(&str, &Param); 3] =
        [("net.absent", &net.absent), ("net.facts", &net.facts), ("net.parser_bias", &net.parser_bias)];
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
    let source = &net.source.settled()[source * hidden..(source + 1) * hidden];
    let bias: Vec<f32> = net.first.bias.settled().iter().zip(source).map(|(b, s)| b + s).collect();
    model.put("net.first.bias", floats(&bias));
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
