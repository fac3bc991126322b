//! Every block of `seeds/corpus` keeps to the format that its README describes and to the ontology: whoever adds blocks is
//! told at once of a slip, with file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use geflecht::model::document::Language;
use geflecht::model::ontology::{Ontology, Relation};
use geflecht::model::text::{Deprel, Upos};
use geflecht::seeds::Seeds;
use geflecht::text::train::treebank;

/// Marks of values; those of things are the ontology's types.
const VALUES: &[&str] = &["Money", "Share", "Power", "Count", "Date"];

/// Attributes that any claim may carry, beside those that the ontology gives its relation.
const COMMON: &[&str] = &["status", "attributed_to", "date", "since", "until"];

const STATUSES: &[&str] = &["actual", "planned", "negotiated", "reported", "denied", "ended"];

const QUALIFIERS: &[&str] = &["up_to", "at_least", "about", "over", "under"];

/// A block as it stands in its file.
struct Block {
    file: String,
    line: usize,
    lines: Vec<String>,
}

/// A name of a block with the types it is marked with.
type Marked = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_block_keeps_to_the_format_and_the_ontology() {
    let seeds = Seeds::built_in().expect("the built-in seeds are sound");
    let mut faults = Vec::new();
    for block in blocks() {
        for fault in check(&block, seeds.ontology()) {
            faults.push(format!("{}:{}: {fault}", block.file, block.line));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn no_identifier_and_no_text_stands_twice() {
    let (mut ids, mut texts, mut faults) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for block in blocks() {
        let place = format!("{}:{}", block.file, block.line);
        let (id, text) = (block.lines[0].split(' ').nth(1).unwrap_or_default(), block.lines.get(1));
        for (what, seen) in [(Some(id.to_owned()), &mut ids), (text.map(|t| plain(t)), &mut texts)] {
            let Some(what) = what else { continue };
            if let Some(first) = seen.insert(what.clone(), place.clone()) {
                faults.push(format!("{place}: stands at {first} too: {what}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_wrong_block_is_told() {
    let seeds = Seeds::built_in().expect("the built-in seeds are sound");
    let wrong = |text: &str| {
        let lines = text.lines().map(str::to_owned).collect();
        check(&Block { file: "de-00-x.txt".into(), line: 1, lines }, seeds.ontology()).join("; ")
    };
    let head = "# de-0001 construction: active\n[Nordwind|Company] kauft [Tauris|Company] in [Leer|Place].\n";
    assert_eq!(wrong(&format!("{head}= Nordwind\tACQUIRES\tTauris\tstatus=planned,amount=3000000,currency=EUR")), "");
    for (fact, fault) in [
        ("", "no fact; write `= -` where there is none"),
        ("= Nordwind\tBUYS\tTauris", "no relation BUYS"),
        ("= Nordwind\tACQUIRES\tTaurus", "Taurus is not marked"),
        ("= Nordwind\tACQUIRES\tLeer", "ACQUIRES does not join Company and Place"),
        ("= Nordwind\tACQUIRES\tTauris\tcolour=red", "ACQUIRES carries no colour"),
        ("= Nordwind\tACQUIRES\tTauris\tshare=30", "share=30 is no fraction"),
        ("= Nordwind\tACQUIRES\tTauris\tdate=im Mai", "date=im Mai is no date"),
        ("= Nordwind\tACQUIRES\tTauris\tamount=3", "amount without currency"),
        ("= -\n= Nordwind\tACQUIRES\tTauris", "`= -` beside facts"),
    ] {
        assert_eq!(wrong(&format!("{head}{fact}")), fault, "{fact}");
    }
    assert_eq!(
        wrong("# de-1 construction: x\n[Nord [wind|Company].\n= -"),
        "a mark inside a mark or left open: Nord [wind|Company"
    );
    assert_eq!(wrong("# de-1 construction: x\n[Nordwind|Firm].\n= -"), "no type Firm");
}

#[test]
fn every_tree_is_well_formed_and_the_trainer_reads_it() {
    for (file, language, least) in [("de.conllu", Language::De, 300), ("en.conllu", Language::En, 80)] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/corpus/trees").join(file);
        let treebank = fs::read_to_string(path).expect("the treebank is UTF-8");
        let (mut texts, mut faults) = (BTreeSet::new(), Vec::new());
        for tree in treebank.split_terminator("\n\n") {
            let text = comment(tree, "# text = ");
            faults.extend(check_tree(tree).into_iter().map(|fault| format!("{file}: {text}: {fault}")));
            if !texts.insert(text) {
                faults.push(format!("{file}: stands twice: {text}"));
            }
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
        assert!(texts.len() >= least, "{file} has only {} trees", texts.len());
        let read = treebank::read(&treebank, language, 1);
        assert_eq!(read.len(), texts.len(), "the trainer does not read every tree of {file}");
        for example in &read {
            let root = example.words.len() as u16 + 1;
            let roots: Vec<_> = example.words.iter().filter(|word| word.head == root).collect();
            assert!(matches!(roots[..], [word] if word.relation == Deprel::Root), "{:?}", example.forms);
        }
    }
}

#[test]
fn a_wrong_tree_is_told() {
    let sound = "# text = Alle lachen.\n1\tAlle\talle\tPRON\tPIS\t_\t2\tnsubj\t_\t_\n\
        2\tlachen\tlachen\tVERB\tVVFIN\tNumber=Plur\t0\troot\t_\tSpaceAfter=No\n\
        3\t.\t.\tPUNCT\t$.\t_\t2\tpunct\t_\t_";
    assert_eq!(check_tree(sound), Vec::<String>::new());
    for (from, to, fault) in [
        ("2\tnsubj", "0\troot", "2 roots"),
        ("0\troot", "1\tacl", "0 roots; word 1: is below itself; word 2: is below itself; word 3: is below itself"),
        ("nsubj", "root", "word 1: root below word 2"),
        ("2\tpunct", "7\tpunct", "word 3: no word 7"),
        ("nsubj", "subject", "word 1: no relation subject"),
        ("PRON", "PRN", "word 1: no part of speech PRN"),
        ("Number=Plur", "plural", "word 2: no features plural"),
        ("Alle lachen.", "Alle lachen .", "words make Alle lachen."),
        ("3\t.", "4\t.", "word 4: should have number 3"),
        ("\tSpaceAfter=No", "", "9 columns"),
    ] {
        assert_eq!(check_tree(&sound.replacen(from, to, 1)).join("; "), fault, "{to}");
    }
}

/// What is wrong with a block.
fn check(block: &Block, ontology: &Ontology) -> Vec<String> {
    let mut faults = Vec::new();
    check_head(block, &mut faults);
    let Some(text) = block.lines.get(1) else { return faults };
    let marked = marks(text, ontology, &mut faults);
    let facts: Vec<_> = block.lines[2..].iter().filter(|line| !line.is_empty()).collect();
    if facts.is_empty() {
        faults.push("no fact; write `= -` where there is none".into());
    }
    if facts.len() > 1 && facts.iter().any(|fact| *fact == "= -") {
        faults.push("`= -` beside facts".into());
        return faults;
    }
    let mut seen = BTreeSet::new();
    for fact in facts.into_iter().filter(|fact| *fact != "= -") {
        if !seen.insert(fact) {
            faults.push(format!("stands twice: {fact}"));
        }
        check_fact(fact, &marked, ontology, &mut faults);
    }
    faults
}

/// `# de-0101 construction: passive`, in a file of that language.
fn check_head(block: &Block, faults: &mut Vec<String>) {
    let mut words = block.lines[0].split(' ');
    let (hash, id, sign, first) = (words.next(), words.next().unwrap_or_default(), words.next(), words.next());
    if hash != Some("#") || sign != Some("construction:") || first.is_none_or(str::is_empty) {
        faults.push(format!("no `# id construction: words`: {}", block.lines[0]));
    }
    let language = block.file.split('-').next().unwrap_or_default();
    if !id.starts_with(&format!("{language}-")) {
        faults.push(format!("{id} stands in a file of another language"));
    }
    if block.lines.len() < 2 {
        faults.push("no text".into());
    }
}

/// The names that a text marks.
fn marks(text: &str, ontology: &Ontology, faults: &mut Vec<String>) -> Marked {
    let mut marked = Marked::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('[') {
        if before.contains(']') {
            faults.push(format!("a `]` without `[`: {before}"));
        }
        let (mark, after) = behind.split_once(']').unwrap_or((behind, ""));
        rest = after;
        let Some((words, kind)) = mark.split_once('|').filter(|(words, _)| !words.contains('[')) else {
            faults.push(format!("a mark inside a mark or left open: {mark}"));
            continue;
        };
        let (kind, name) = kind.split_once('=').unwrap_or((kind, words));
        if words.is_empty() || name.is_empty() || [words, name].iter().any(|part| part.trim() != *part) {
            faults.push(format!("spaces at an end, or nothing marked: {mark}"));
        }
        if ontology.type_id(kind).is_some() {
            marked.entry(name.to_owned()).or_default().insert(kind.to_owned());
        } else if !VALUES.contains(&kind) {
            faults.push(format!("no type {kind}"));
        }
    }
    if rest.contains(']') {
        faults.push(format!("a `]` without `[`: {rest}"));
    }
    marked
}

fn check_fact(fact: &str, marked: &Marked, ontology: &Ontology, faults: &mut Vec<String>) {
    let fields: Vec<_> = fact.strip_prefix("= ").unwrap_or_default().split('\t').collect();
    let ([subject, relation, object] | [subject, relation, object, _]) = fields[..] else {
        faults.push(format!("no `= subject\\trelation\\tobject\\tattributes`: {fact}"));
        return;
    };
    let Some(relation) = ontology.relation_id(relation).map(|id| ontology.relation(id)) else {
        faults.push(format!("no relation {relation}"));
        return;
    };
    for name in [subject, object].into_iter().filter(|name| !marked.contains_key(*name)) {
        faults.push(format!("{name} is not marked"));
    }
    if let (Some(from), Some(to)) = (marked.get(subject), marked.get(object)) {
        let admits = |a: &String, b: &String| {
            ontology.type_id(a).zip(ontology.type_id(b)).is_some_and(|(a, b)| relation.admits(a, b))
        };
        if !from.iter().any(|a| to.iter().any(|b| admits(a, b))) {
            let list = |types: &BTreeSet<String>| types.iter().cloned().collect::<Vec<_>>().join("/");
            faults.push(format!("{} does not join {} and {}", relation.name, list(from), list(to)));
        }
    }
    if let Some(attributes) = fields.get(3) {
        check_attributes(attributes, relation, faults);
    }
}

fn check_attributes(text: &str, relation: &Relation, faults: &mut Vec<String>) {
    let pairs: Vec<_> = split(text);
    let keys: Vec<_> = pairs.iter().map(|(key, _)| *key).collect();
    for (key, value) in &pairs {
        if !COMMON.contains(key) && !relation.attributes.iter().any(|known| known == key) {
            faults.push(format!("{} carries no {key}", relation.name));
        } else if let Some(what) = misfit(key, value) {
            faults.push(format!("{key}={value} is no {what}"));
        }
    }
    for (key, with) in [("amount", "currency"), ("capacity", "unit"), ("currency", "amount"), ("unit", "capacity")] {
        if keys.contains(&key) && !keys.contains(&with) {
            faults.push(format!("{key} without {with}"));
        }
    }
}

/// `a=b,c=d`; a comma inside a value belongs to it.
fn split(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = text;
    while let Some((key, behind)) = rest.split_once('=') {
        let end = behind.match_indices(',').find(|(at, _)| {
            let next: &str = &behind[at + 1..];
            next.split_once('=').is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', ',']))
        });
        let end = end.map_or(behind.len(), |(at, _)| at);
        pairs.push((key, &behind[..end]));
        rest = behind.get(end + 1..).unwrap_or_default();
    }
    pairs
}

/// What a value should be and is not.
fn misfit(key: &str, value: &str) -> Option<&'static str> {
    let number = value.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    let (fits, what) = match key {
        "status" => (STATUSES.contains(&value), "status"),
        "qualifier" => (QUALIFIERS.contains(&value), "qualifier"),
        "amount" | "capacity" => (number.is_some(), "number"),
        "share" => (number.is_some_and(|share| share <= 1.0), "fraction"),
        "currency" => (value.len() == 3 && value.bytes().all(|b| b.is_ascii_uppercase()), "currency of ISO 4217"),
        "date" | "since" | "until" => (is_date(value), "date"),
        _ => (!value.is_empty() && value.trim() == value, "text"),
    };
    (!fits).then_some(what)
}

/// `2026`, `2026-H2`, `2026-Q1`, `2025-07`, `2025-07-22`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let number = |text: &str, digits: usize, most: u32| {
        text.len() == digits && text.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    let year = parts.next().is_some_and(|year| number(year, 4, 2200));
    let month = parts.next().map(|part| match part.split_at_checked(1) {
        Some(("H", half)) => number(half, 1, 2),
        Some(("Q", quarter)) => number(quarter, 1, 4),
        _ => number(part, 2, 12),
    });
    let day = parts.next().map(|day| number(day, 2, 31));
    year && month.unwrap_or(true) && day.unwrap_or(true) && parts.next().is_none()
}

/// A text without its marks.
fn plain(text: &str) -> String {
    let mut pieces = text.split('[');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (mark, rest) = piece.split_once(']').unwrap_or((piece, ""));
        out.push_str(mark.split('|').next().unwrap_or_default());
        out.push_str(rest);
    }
    out
}

/// The blocks of all files, in order.
fn blocks() -> Vec<Block> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/corpus");
    let entries = fs::read_dir(folder).expect("the corpus is there").map(|entry| entry.expect("readable").path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    let mut blocks: Vec<Block> = Vec::new();
    for path in paths {
        let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("the corpus is UTF-8");
        let mut open = false;
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                open = false;
                continue;
            }
            if !open {
                blocks.push(Block { file: file.clone(), line: number, lines: Vec::new() });
                open = true;
            }
            if let Some(block) = blocks.last_mut() {
                block.lines.push(line.to_owned());
            }
        }
    }
    assert!(blocks.len() > 900, "only {} blocks", blocks.len());
    blocks
}

/// Relations of the English treebanks that the trainer takes for others.
const ENGLISH_RELATIONS: &[&str] = &["nmod:desc", "nmod:unmarked", "obl:unmarked"];

/// What the comment says that begins so.
fn comment<'t>(tree: &'t str, start: &str) -> &'t str {
    tree.lines().find_map(|line| line.strip_prefix(start)).unwrap_or_default()
}

/// The faults of a tree in CoNLL-U.
fn check_tree(tree: &str) -> Vec<String> {
    let lines: Vec<Vec<&str>> =
        tree.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    if let Some(line) = lines.iter().find(|line| line.len() != 10) {
        return vec![format!("{} columns", line.len())];
    }
    let words: Vec<&Vec<&str>> = lines.iter().filter(|line| !line[0].contains('-')).collect();
    let heads: Vec<Option<usize>> = words.iter().map(|word| word[6].parse().ok()).collect();
    let roots = heads.iter().filter(|head| **head == Some(0)).count();
    let mut faults = Vec::new();
    if roots != 1 {
        faults.push(format!("{roots} roots"));
    }
    for (number, word) in (1..).zip(&words) {
        faults.extend(check_word(word, number, &heads).into_iter().map(|fault| format!("word {}: {fault}", word[0])));
    }
    let made = text_of(&lines);
    if made != comment(tree, "# text = ") {
        faults.push(format!("words make {made}"));
    }
    faults
}

/// What is wrong with one word of a tree.
fn check_word(word: &[&str], number: usize, heads: &[Option<usize>]) -> Option<String> {
    let features_hold = word[5] == "_" || word[5].split('|').all(|feature| feature.contains('='));
    if word[0] != number.to_string() {
        return Some(format!("should have number {number}"));
    }
    if Upos::from_text(word[3]).is_none() {
        return Some(format!("no part of speech {}", word[3]));
    }
    if !features_hold {
        return Some(format!("no features {}", word[5]));
    }
    if Deprel::from_text(word[7]).is_none() && !ENGLISH_RELATIONS.contains(&word[7]) {
        return Some(format!("no relation {}", word[7]));
    }
    let Some(head) = heads[number - 1].filter(|head| *head <= heads.len()) else {
        return Some(format!("no word {}", word[6]));
    };
    if (word[7] == "root") != (head == 0) {
        return Some(format!("{} below word {head}", word[7]));
    }
    let above = std::iter::successors(Some(number), |at| heads.get(at.checked_sub(1)?).copied().flatten());
    (above.take(heads.len() + 2).last() != Some(0)).then(|| "is below itself".to_owned())
}

/// The text that the lines of a tree make: contractions as written, their words left out.
fn text_of(lines: &[Vec<&str>]) -> String {
    let (mut text, mut until) = (String::new(), 0);
    for line in lines {
        let number = line[0].split('-').next_back().and_then(|number| number.parse().ok()).unwrap_or(0);
        if line[0].contains('-') {
            until = number;
        } else if number <= until {
            continue;
        }
        text.push_str(line[1]);
        if !line[9].split('|').any(|note| note == "SpaceAfter=No") {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}
