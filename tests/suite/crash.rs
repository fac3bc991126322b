//! Killed at any moment, a graph file opens in a committed state, and the next build ends where an undisturbed one does.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::articles::{self, Numbers};
use super::program;

/// More than a batch holds, so that a build commits more than once.
const ARTICLES: usize = 136;

/// Documents of a batch.
const BATCH: i64 = 128;

/// How often a process is killed.
const KILLS: u32 = 6;

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = program::command(folder, arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program starts")
}

fn open(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("the file opens")
}

fn number(connection: &Connection, query: &str) -> i64 {
    connection.query_row(query, [], |row| row.get(0)).expect("the query can be answered")
}

/// What holds in every committed state of a build.
fn assert_whole(path: &Path) {
    let connection = open(path);
    let check: String =
        connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it can be checked");
    assert_eq!(check, "ok");
    if number(&connection, "SELECT count(*) FROM sqlite_schema") == 0 {
        return;
    }
    let documents = number(&connection, "SELECT count(*) FROM document");
    assert!([0, BATCH, ARTICLES as i64].contains(&documents), "{documents} documents: a batch is torn");
    for broken in [
        "SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM sentence s WHERE s.document = d.id)",
        "SELECT count(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.id = c.document)",
        "SELECT count(*) FROM edge_claim l WHERE NOT EXISTS (SELECT 1 FROM edge e WHERE e.id = l.edge)
            OR NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = l.claim)",
        "SELECT count(*) FROM edge e WHERE NOT EXISTS (SELECT 1 FROM node n WHERE n.id = e.start)
            OR NOT EXISTS (SELECT 1 FROM node n WHERE n.id = e.end)",
        // Said to be made of the claims, the graph has an edge for every claim that makes one.
        "SELECT count(*) FROM meta WHERE key = 'assembled' AND value = '1' AND EXISTS (SELECT 1 FROM claim)
            AND NOT EXISTS (SELECT 1 FROM edge)",
    ] {
        assert_eq!(number(&connection, broken), 0, "{broken}");
    }
}

/// Claims and graph of a file, as the program gives them.
fn contents(folder: &Path, graph: &str) -> (String, String) {
    let claims = program::output(folder, &["claims", graph, "--format", "jsonl"]);
    (claims, program::output(folder, &["export", graph, "--format", "graphml"]))
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_committed_state_and_can_go_on() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write_headlines(&folder.join("articles"), 0..ARTICLES);
    let begun = Instant::now();
    program::output(folder, &["build", "articles", "-o", "whole.kg", "--quiet"]);
    let whole = begun.elapsed();
    let (killed, mut numbers) = (folder.join("killed.kg"), Numbers(7));
    for round in 0..KILLS {
        let mut build = start(folder, &["build", "articles", "-o", "killed.kg"]);
        // A little less of the way each time that is already done, so that every stretch is hit.
        let part = 0.15 + 0.9 * f64::from(round) / f64::from(KILLS) + 0.1 * numbers.below(100) as f64 / 100.0;
        thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * part));
        build.kill().expect("it can be killed");
        build.wait().expect("it ends");
        if killed.exists() {
            assert_whole(&killed);
        }
        if round % 2 == 1 {
            // Every other time from the beginning.
            drop((fs::remove_file(&killed), fs::remove_file(folder.join("killed.kg-journal"))));
        }
    }
    program::output(folder, &["build", "articles", "-o", "killed.kg", "--quiet"]);
    assert_whole(&killed);
    assert_eq!(contents(folder, "killed.kg"), contents(folder, "whole.kg"));
}

#[test]
fn a_statement_killed_at_any_moment_is_kept_whole_or_not_at_all() {
    const NOTES: i64 = 3000;
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write(&folder.join("articles"), 0..3);
    program::output(folder, &["build", "articles", "-o", "a.kg", "--quiet"]);
    let write = "UNWIND range(1, 3000) AS n CREATE (:Note {n: n, text: 'Notiz ' + toString(n)})";
    let begun = Instant::now();
    program::output(folder, &["query", "a.kg", write]);
    let whole = begun.elapsed().as_secs_f64();
    let count = || number(&open(&folder.join("a.kg")), "SELECT count(*) FROM node WHERE labels = '[\"Note\"]'");
    let (mut before, mut numbers) = (count(), Numbers(11));
    assert_eq!(before, NOTES);
    for _ in 0..KILLS {
        let mut query = start(folder, &["query", "a.kg", write]);
        thread::sleep(Duration::from_secs_f64(whole * (0.3 + numbers.below(90) as f64 / 100.0)));
        query.kill().expect("it can be killed");
        query.wait().expect("it ends");
        let after = count();
        assert!(after == before || after == before + NOTES, "{before} notes became {after}");
        before = after;
    }
    assert_whole_graph(&folder.join("a.kg"));
}

fn assert_whole_graph(path: &Path) {
    let check: String =
        open(path).query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it can be checked");
    assert_eq!(check, "ok");
}

#[test]
fn ctrl_c_keeps_what_is_done_and_the_next_build_goes_on() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write_headlines(&folder.join("articles"), 0..ARTICLES);
    let mut build = start(folder, &["build", "articles", "-o", "stopped.kg"]);
    while !folder.join("stopped.kg").exists() {
        assert!(build.try_wait().expect("it can be asked").is_none(), "it ended before its file was there");
        thread::sleep(Duration::from_millis(5));
    }
    // The file is made when the program listens to signals, but for a moment.
    thread::sleep(Duration::from_millis(300));
    let sent = Command::new("kill").args(["-INT", &build.id().to_string()]).status().expect("kill is there");
    assert!(sent.success());
    assert_eq!(build.wait().expect("it ends").code(), Some(130));
    let done = number(&open(&folder.join("stopped.kg")), "SELECT count(*) FROM document");
    assert!(done < ARTICLES as i64, "it was stopped before its end");
    let again = program::run(folder, &["build", "articles", "-o", "stopped.kg"]);
    let told = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(again.status.success() && (done == 0 || told.contains(&format!("{done} unchanged"))), "{done}: {told}");
    program::output(folder, &["build", "articles", "-o", "whole.kg", "--quiet"]);
    assert_eq!(contents(folder, "stopped.kg"), contents(folder, "whole.kg"));
}

#[test]
fn two_builds_of_one_file_at_once_do_no_harm() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write_headlines(&folder.join("articles"), 0..20);
    let mut builds: Vec<_> = (0..2).map(|_| start(folder, &["build", "articles", "-o", "both.kg"])).collect();
    let codes: Vec<_> = builds.iter_mut().map(|build| build.wait().expect("it ends").code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert_whole_graph(&folder.join("both.kg"));
    program::output(folder, &["build", "articles", "-o", "both.kg", "--quiet"]);
    program::output(folder, &["build", "articles", "-o", "one.kg", "--quiet"]);
    assert_eq!(contents(folder, "both.kg"), contents(folder, "one.kg"));
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    articles::write(&folder.join("articles"), 0..5);
    program::output(folder, &["build", "articles", "-o", "a.kg", "--quiet"]);
    let before = contents(folder, "a.kg");
    articles::write(&folder.join("articles"), 5..40);
    // No file of this process may grow beyond what the graph file has, which is what a full disk looks like.
    let blocks = fs::metadata(folder.join("a.kg")).expect("it is there").len() / 512;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build articles -o a.kg");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_geflecht")]).current_dir(folder).env("NO_COLOR", "1");
    let full = shell.output().expect("a shell is there");
    let told = String::from_utf8_lossy(&full.stderr).into_owned();
    assert_eq!(full.status.code(), Some(1), "{told}");
    assert!(told.contains("ST006"), "{told}");
    assert_whole_graph(&folder.join("a.kg"));
    assert_eq!(contents(folder, "a.kg"), before);
}
