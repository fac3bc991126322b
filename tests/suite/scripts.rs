//! The example scripts run on the graph of the example articles, from the files a user has to the rows a user sees.

use std::path::Path;
use std::process::Output;

use super::program;

/// Runs the program in the project's folder.
fn geflecht(arguments: &[&str]) -> Output {
    program::run(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

#[test]
fn every_example_script_runs_on_the_example_articles() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let graph = folder.path().join("articles.kg");
    let graph = graph.to_str().expect("the path is UTF-8");
    let built = geflecht(&["build", "seeds/articles", "-o", graph]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    for script in scripts() {
        let ran = geflecht(&["run", graph, &script]);
        assert!(ran.status.success(), "{script}: {}", String::from_utf8_lossy(&ran.stderr));
    }
    let leads =
        geflecht(&["query", graph, "MATCH (p:Person)-[:LEADS]->(c) RETURN count(*) > 0 AS found", "--format", "csv"]);
    assert_eq!(String::from_utf8_lossy(&leads.stdout), "found\ntrue\n");
}

/// `examples/*.cypher`, in order.
fn scripts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = std::fs::read_dir(folder).expect("the examples are there").map(|e| e.expect("readable").path());
    let mut found: Vec<_> = entries.filter(|p| p.extension().is_some_and(|e| e == "cypher")).collect();
    found.sort();
    assert!(found.len() >= 12);
    found.iter().map(|p| p.to_string_lossy().into_owned()).collect()
}
