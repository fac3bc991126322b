//! Checks against material that lies beside the project, where it is there: the openCypher compatibility kit and the
//! facts of five articles. Where it is not, they say so and pass.

#![allow(clippy::print_stdout)] // a test that is skipped says so

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The file beside the project, if it is there.
fn beside(path: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} is not there", file.display());
    None
}

fn python(script: &Path, arguments: &[&str], folder: &Path) -> Option<Output> {
    let ran = Command::new("python3").arg(script).args(arguments).current_dir(folder).output();
    if ran.is_err() {
        println!("skipped: there is no python3");
    }
    ran.ok()
}

#[test]
fn the_compatibility_kit_passes_strictly() {
    let Some(runner) = beside("cypher/tck_runner.py") else { return };
    let folder = tempfile::tempdir().unwrap();
    let command = format!("{} serve --stdio", env!("CARGO_BIN_EXE_geflecht"));
    let arguments = ["--cmd", &command, "--name", "suite", "--strict-errors"];
    let Some(output) = python(&runner, &arguments, folder.path()) else { return };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = told.lines().rev().find(|line| line.starts_with('{')).unwrap_or_default();
    let summary: serde_json::Value = serde_json::from_str(last).unwrap_or_default();
    assert!(summary["total"].as_u64() > Some(0), "{told}");
    assert_eq!(summary["pass_strict"], summary["total"], "{told}");
}

#[test]
fn the_five_articles_are_read_as_well_as_before() {
    let (Some(score), Some(articles)) = (beside("gold/score.py"), beside("seeds")) else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut claims = Command::new(env!("CARGO_BIN_EXE_geflecht"));
    let claims = claims.arg("claims").arg(&articles).args(["--format", "jsonl"]).output().unwrap();
    let file = folder.path().join("claims.jsonl");
    std::fs::write(&file, &claims.stdout).unwrap();
    let gold = score.with_file_name("seeds.tsv");
    let names = score.with_file_name("seeds-names.tsv");
    let arguments = [&gold, &names, &file].map(|path| path.to_str().unwrap());
    let Some(output) = python(&score, &arguments, folder.path()) else { return };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let all = told.lines().find(|line| line.starts_with("all")).unwrap_or_default();
    let figures: Vec<f64> = all.split_whitespace().rev().take(3).map(|word| word.parse().unwrap()).collect();
    let [f1, _, precision] = figures[..] else { unreachable!("no figures in {told}") };
    assert!(f1 >= 0.72 && precision >= 0.85, "precision {precision}, F1 {f1}");
}
