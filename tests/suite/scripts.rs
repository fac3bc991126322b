//! The example scripts run on the graph of the example articles, from the files a user has to the rows a user sees.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in the project's folder.
fn geflecht(arguments: &[&str]) -> Output {
    let root = env!("CARGO_MANIFEST_DIR");
    let run = Command::new(env!("CARGO_BIN_EXE_geflecht")).args(arguments).current_dir(root).output();
    run.expect("the program starts")
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

#[test]
fn a_wrong_query_exits_with_one_and_leaves_standard_output_alone() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let article = folder.path().join("a.txt");
    std::fs::write(&article, "Nordwind kauft den Windpark Stade.\n").expect("the article can be written");
    let graph = folder.path().join("a.kg");
    let (article, graph) = (article.to_str().expect("UTF-8"), graph.to_str().expect("UTF-8"));
    assert!(geflecht(&["build", article, "-o", graph]).status.success());
    let wrong = geflecht(&["query", graph, "MATCH (n) RETRN n"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(wrong.stdout.is_empty());
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("1:11"));
    assert_eq!(geflecht(&["no-such-command"]).status.code(), Some(2));
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
