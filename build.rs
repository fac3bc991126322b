//! Puts the seed files (ontology, lexicon, rules, articles) into the binary, so that it works from any folder.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What of `seeds/` the program needs at run time; the corpus is for training and tests.
const EMBEDDED: [&str; 4] = ["ontology.toml", "lexicon", "rules", "articles"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("seeds");
    println!("cargo:rerun-if-changed=seeds");
    let mut files = Vec::new();
    for name in EMBEDDED {
        collect(&root.join(name), &mut files)?;
    }
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        table += &format!("    ({name:?}, include_str!({:?})),\n", file.display().to_string());
    }
    table += "]\n";
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("seeds.rs"), table)
}

/// Adds the UTF-8 files at or below `path`, but for descriptions of the folder itself.
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
