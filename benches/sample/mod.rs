//! A made-up economy of any size, the same for the same size: companies, people, projects and places, with a few hubs and
//! many small ones.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Numbers from a seed (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }

    /// Low numbers often, high ones seldom.
    fn skewed(&mut self, bound: usize) -> usize {
        (self.unit().powi(3) * bound as f64) as usize
    }
}

/// Label, share of the nodes.
const LABELS: &[(&str, f64)] = &[("Company", 0.4), ("Person", 0.35), ("Project", 0.15), ("Place", 0.1)];

/// Type, share of the relationships, labels of its ends by their place in [`LABELS`].
const TYPES: &[(&str, f64, usize, usize)] = &[
    ("SUPPLIES", 0.25, 0, 0),
    ("INVESTS_IN", 0.15, 0, 0),
    ("PARTNER_OF", 0.1, 0, 0),
    ("WORKS_FOR", 0.2, 1, 0),
    ("BOARD_MEMBER_OF", 0.08, 1, 0),
    ("RUNS", 0.1, 0, 2),
    ("LOCATED_IN", 0.12, 0, 3),
];

/// The two files of a sample.
pub struct Sample {
    /// One line a node.
    pub nodes: PathBuf,
    /// One line a relationship.
    pub edges: PathBuf,
}

/// Writes a sample with about that many relationships and a fifth as many nodes into `folder`.
pub fn write(folder: &Path, edges: usize) -> std::io::Result<Sample> {
    let sample = Sample { nodes: folder.join("nodes.csv"), edges: folder.join("edges.csv") };
    let mut dice = Dice(edges as u64);
    let firsts = write_nodes(&sample.nodes, edges / 5, &mut dice)?;
    let mut out = BufWriter::new(File::create(&sample.edges)?);
    writeln!(out, "src,dst,type,since")?;
    for (kind, share, from, to) in TYPES {
        for _ in 0..(edges as f64 * share) as usize {
            let mut end = |label: usize| firsts[label] + dice.skewed(firsts[label + 1] - firsts[label]);
            let (source, target) = (end(*from), end(*to));
            writeln!(out, "{source},{target},{kind},{}", 1990 + dice.below(36))?;
        }
    }
    out.flush()?;
    Ok(sample)
}

/// Writes the nodes; gives the first number of each label, and the number behind the last.
fn write_nodes(path: &Path, count: usize, dice: &mut Dice) -> std::io::Result<Vec<usize>> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "id,label,label2,name,founded,revenue")?;
    let (mut firsts, mut id) = (vec![0], 0);
    for (label, share) in LABELS {
        for at in 0..((count as f64 * share) as usize).max(1) {
            let second = if *label == "Company" && at % 12 == 0 { "Listed" } else { "" };
            let (founded, revenue) = (1850 + dice.below(175), dice.unit() * 1e7);
            writeln!(out, "{id},{label},{second},{label} {at},{founded},{revenue:.2}")?;
            id += 1;
        }
        firsts.push(id);
    }
    out.flush()?;
    Ok(firsts)
}
