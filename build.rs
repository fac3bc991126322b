//! Puts the seed files (ontology, lexicon, rules, articles) into the binary, so that it works from any folder, and with
//! them a fingerprint of all that decides what is found in a document.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What of `seeds/` the program needs at run time; the corpus is for training and tests.
const EMBEDDED: [&str; 4] = ["ontology.toml", "lexicon", "rules", "articles"];

/// What decides the analysis: a graph file made with another state of these is built anew.
const DECISIVE: [&str; 8] =
    ["src/model", "src/seeds", "src/text", "src/mention", "src/resolve", "src/claim", "models", "grammar"];

fn main() -> io::Result<()> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = package.join("seeds");
    println!("cargo:rerun-if-changed=seeds");
    let mut files = Vec::new();
    for name in EMBEDDED {
        collect(&root.join(name), &mut files)?;
    }
    files.sort();
    println!("cargo:rustc-env=GEFLECHT_ANALYSIS={:016x}", fingerprint(&package, &files)?);
    let mut table = String::from("&[\n");
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        table += &format!("    ({name:?}, include_str!({:?})),\n", file.display().to_string());
    }
    table += "]\n";
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("seeds.rs"), table)
}

/// FNV-1a over the decisive files and the seeds, their names included.
fn fingerprint(package: &Path, seeds: &[PathBuf]) -> io::Result<u64> {
    let mut files = seeds.to_vec();
    for folder in DECISIVE {
        println!("cargo:rerun-if-changed={folder}");
        collect(&package.join(folder), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add =
        |bytes: &[u8]| bytes.iter().for_each(|b| hash = (hash ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    for file in &files {
        add(file.strip_prefix(package).unwrap_or(file).to_string_lossy().as_bytes());
        add(&fs::read(file)?);
    }
    Ok(hash)
}

/// Adds the files at or below `path`, but for descriptions of the folder itself.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() && path.file_name().is_some_and(|name| name != "README.md") {
        files.push(path.to_path_buf());
    }
    Ok(())
}
