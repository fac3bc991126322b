//! The commands that begin with a colon, as one table.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::session::{Reply, Session};
use super::sources;
use crate::model::value::Value;
use crate::query::syntax::parse::parse_expression;
use crate::render::diagnostic::{self, Fault};
use crate::render::{self, FORMATS, Format, Room, Sheet};

/// A row of [`COMMANDS`].
pub struct Command {
    /// The name, without its colon.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it does.
    pub about: &'static str,
    run: fn(&mut Session, &str) -> Reply,
}

/// Every command, in the order in which `:help` lists them.
pub const COMMANDS: &[Command] = &[
    Command { name: "help", takes: "[COMMAND]", about: "list the commands, or tell of one", run: help },
    Command { name: "schema", takes: "", about: "labels, relationship types and properties, with counts", run: schema },
    Command { name: "sources", takes: "", about: "the sentences that the last result rests on", run: sources::run },
    Command { name: "dot", takes: "FILE", about: "draw the last result as DOT into a file", run: dot },
    Command {
        name: "write",
        takes: "FILE",
        about: "write the last result in the format the file is named for",
        run: write,
    },
    Command { name: "mode", takes: "[FORMAT]", about: "show or set how results are printed", run: mode },
    Command { name: "limit", takes: "[N|off]", about: "show or set how many rows a table has", run: limit },
    Command {
        name: "param",
        takes: "[NAME => VALUE]",
        about: "show the parameters, or set one to an expression's value",
        run: param,
    },
    Command { name: "read", takes: "FILE", about: "run a script of statements and commands", run: read },
    Command { name: "timing", takes: "[on|off]", about: "tell how long each statement takes", run: timing },
    Command { name: "quit", takes: "", about: "end the session (Ctrl-D does too)", run: quit },
];

/// Scripts that read scripts, at the most.
const NESTED_SCRIPTS: usize = 16;

/// Runs a line that begins with a colon; unknown commands are told with the nearest known one.
pub fn run(session: &mut Session, line: &str) -> Reply {
    let line = line.trim_start_matches(':').trim_end_matches(';').trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match find(name) {
        Some(command) => (command.run)(session, rest.trim()),
        None => unknown(name),
    }
}

/// Whether a line is a known command and can be nothing else: `:Person)` goes on with a pattern.
pub fn is_known(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|rest| rest.trim_end_matches(';').split_whitespace().next());
    name.is_some_and(|name| find(name).is_some())
}

/// The command of that name, or the only one that begins so (`:q`).
fn find(name: &str) -> Option<&'static Command> {
    let exact = COMMANDS.iter().find(|c| c.name == name || (name == "exit" && c.name == "quit"));
    let mut begun = COMMANDS.iter().filter(|c| !name.is_empty() && c.name.starts_with(name));
    exact.or_else(|| begun.next().filter(|_| begun.next().is_none()))
}

fn unknown(name: &str) -> Reply {
    let begun: Vec<_> = COMMANDS.iter().filter(|c| c.name.chars().next() == name.chars().next()).collect();
    let hint = match begun.as_slice() {
        [] => String::new(),
        some => {
            format!("; did you mean {}?", some.iter().map(|c| format!(":{}", c.name)).collect::<Vec<_>>().join(" or "))
        }
    };
    Reply::fault(format!("unknown command :{name}{hint} (:help lists all)\n"))
}

fn help(_: &mut Session, of: &str) -> Reply {
    let shown: Vec<_> = match find(of.trim_start_matches(':')) {
        Some(command) => vec![command],
        None if of.is_empty() => COMMANDS.iter().collect(),
        None => return unknown(of),
    };
    let mut text: String =
        shown.iter().map(|c| format!(":{:<24} {}\n", format!("{} {}", c.name, c.takes), c.about)).collect();
    if of.is_empty() {
        text.push_str("Everything else is a statement and ends with `;`, on as many lines as it takes:\n");
        text.push_str("  MATCH (a)-[r:INVESTS_IN]->(b) RETURN a.name, r.amount, b.name ORDER BY r.amount DESC;\n");
    }
    Reply::say(text)
}

/// Counts by label, by relationship type, and the property keys.
fn schema(session: &mut Session, _: &str) -> Reply {
    let statements = [
        "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS nodes ORDER BY nodes DESC, label",
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, count(*) AS relationships, \
         collect(DISTINCT head(labels(a)))[0..4] AS from, collect(DISTINCT head(labels(b)))[0..4] AS to \
         ORDER BY relationships DESC, type",
        "MATCH (n) UNWIND labels(n) AS label UNWIND keys(n) AS key WITH DISTINCT label, key ORDER BY key \
         RETURN label, collect(key) AS properties ORDER BY label",
        "MATCH ()-[r]->() UNWIND keys(r) AS key WITH DISTINCT type(r) AS type, key ORDER BY key \
         RETURN type, collect(key) AS properties ORDER BY type",
    ];
    let mut reply = Reply::default();
    for text in statements {
        match session.engine.run(text, &Default::default()) {
            Ok(rows) if rows.rows.is_empty() => {}
            Ok(rows) => {
                let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: session.engine.graph() };
                let mut out = Vec::new();
                let room = Room { width: session.setup.width, rows: None };
                if let Err(fault) = render::rows(session.format, sheet, room, &mut out) {
                    return Reply::fault(format!("{fault}\n"));
                }
                reply.out.push_str(&String::from_utf8_lossy(&out));
            }
            Err(error) => return Reply::fault(format!("{}\n", error.message)),
        }
    }
    if reply.out.is_empty() { Reply::say("the graph is empty\n") } else { reply }
}

fn dot(session: &mut Session, file: &str) -> Reply {
    save(session, file, Some(Format::Dot))
}

fn write(session: &mut Session, file: &str) -> Reply {
    save(session, file, Format::from_path(Path::new(file)))
}

/// Prints the last result into a file; the old file stays where printing fails.
fn save(session: &mut Session, file: &str, format: Option<Format>) -> Reply {
    let (Some(rows), Some(format)) = (&session.last, format) else {
        let names: Vec<_> = FORMATS.iter().map(|e| format!(".{}", e.name)).collect();
        return match session.last {
            None => Reply::fault("there is no result yet\n"),
            Some(_) => Reply::fault(format!("name a file that ends in one of {}\n", names.join(", "))),
        };
    };
    if file.is_empty() {
        return Reply::fault("name a file: :dot circles.dot\n");
    }
    let sheet = Sheet { columns: &rows.columns, rows: &rows.rows, graph: session.engine.graph() };
    let mut out = Vec::new();
    let printed = render::rows(format, sheet, Room::default(), &mut out).map_err(|fault| fault.to_string());
    match printed.and_then(|()| fs::write(file, &out).map_err(|fault| fault.to_string())) {
        Ok(()) => Reply::say(format!("wrote {file}\n")),
        Err(fault) => Reply::fault(format!("{file}: {fault}\n")),
    }
}

fn mode(session: &mut Session, name: &str) -> Reply {
    match Format::from_name(name) {
        Some(format) => {
            session.format = format;
            Reply::default()
        }
        None => {
            let list = FORMATS.iter().map(|e| {
                let mark = if e.format == session.format { "*" } else { " " };
                format!("{mark} {:<9} {}\n", e.name, e.about)
            });
            let text: String = list.collect();
            if name.is_empty() {
                Reply::say(text)
            } else {
                Reply::fault(format!("no format {name}; there are\n{text}"))
            }
        }
    }
}

fn limit(session: &mut Session, rows: &str) -> Reply {
    match (rows, rows.parse::<usize>()) {
        ("", _) => {
            let shown = session.setup.rows.map_or("off".to_owned(), |n| n.to_string());
            return Reply::say(format!("limit {shown}\n"));
        }
        ("off", _) => session.setup.rows = None,
        (_, Ok(most)) => session.setup.rows = Some(most),
        _ => return Reply::fault(format!("{rows} is no number of rows; :limit 50, or :limit off\n")),
    }
    Reply::default()
}

/// `:param name => expression`, `:param name = expression`, `:param name expression`.
fn param(session: &mut Session, text: &str) -> Reply {
    if text.is_empty() {
        let graph = session.engine.graph();
        let lines = session.params.iter().map(|(k, v)| format!("${k} = {}\n", render::literal::literal(v, graph)));
        return Reply::say(lines.collect::<String>());
    }
    let name: String = text.trim_start_matches('$').chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = text.trim_start_matches('$')[name.len()..].trim_start();
    let value = rest.strip_prefix("=>").or_else(|| rest.strip_prefix('=')).unwrap_or(rest).trim();
    if name.is_empty() || value.is_empty() {
        return Reply::fault("write :param name => value, for example :param who => 'OpenAI'\n");
    }
    if let Err(error) = parse_expression(value) {
        return Reply::fault(diagnostic::draw(&Fault::of_query(&error, "value", value, 0), session.look()));
    }
    match session.engine.run(&format!("RETURN {value} AS value"), &session.params) {
        Ok(rows) => {
            let value = rows.rows.into_iter().flatten().next().unwrap_or(Value::Null);
            session.params.insert(Arc::from(name), value);
            Reply::default()
        }
        Err(error) => Reply::fault(format!("{value}: {}\n", error.message)),
    }
}

fn read(session: &mut Session, file: &str) -> Reply {
    if session.reading.len() >= NESTED_SCRIPTS {
        return Reply::fault(format!("{file}: scripts read scripts more than {NESTED_SCRIPTS} deep\n"));
    }
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(fault) => return Reply::fault(format!("{file}: {fault}\n")),
    };
    session.reading.push(file.into());
    let reply = if text.lines().any(|line| line.starts_with(':')) {
        script_lines(session, &text)
    } else {
        session.script(&text, file)
    };
    session.reading.pop();
    reply
}

/// A script with commands in it runs line by line, as typed.
fn script_lines(session: &mut Session, text: &str) -> Reply {
    let mut all = lines(session, text);
    if !all.failed && !all.exit {
        let last = session.finish();
        all.add(last);
    }
    session.drop_pending();
    all
}

/// Lines one by one, up to the first that fails or ends the session.
pub fn lines(session: &mut Session, text: &str) -> Reply {
    let mut all = Reply::default();
    for line in text.lines() {
        all.add(session.line(line));
        if all.failed || all.exit {
            break;
        }
    }
    all
}

fn timing(session: &mut Session, switch: &str) -> Reply {
    match switch {
        "on" => session.setup.timing = true,
        "off" => session.setup.timing = false,
        _ => return Reply::say(format!("timing {}\n", if session.setup.timing { "on" } else { "off" })),
    }
    Reply::default()
}

fn quit(_: &mut Session, _: &str) -> Reply {
    Reply { exit: true, ..Reply::default() }
}
