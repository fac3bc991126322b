//! Marked sentences as small documents: text, facts and names of each block of the corpus.
//!
//! A block is a line that begins with `#`, the text with marks (`[text|Type=Name]`), and lines `= subject, relation,
//! object, attributes` parted by tabs.

use crate::model::span::Span;

use super::gold::{Fact, Names, Way};

/// A block of the corpus.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its identifier.
    pub id: String,
    /// Its text, without marks.
    pub text: String,
    /// What it states.
    pub facts: Vec<Fact>,
    /// What its marks say of names.
    pub names: Names,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// A mark in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands, in bytes of the text without marks.
    pub span: Span,
    /// The type that it gives.
    pub kind: String,
    /// The name of what it stands for.
    pub name: String,
}

/// The blocks of one file.
pub fn read(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("# ") {
            let id = head.split_whitespace().next().unwrap_or_default().to_owned();
            blocks.push(Block { id, ..Block::default() });
            continue;
        }
        let Some(block) = blocks.last_mut() else { continue };
        match line.strip_prefix("= ") {
            Some(fact) => block.facts.extend(fact_of(fact)),
            None if !line.trim().is_empty() => unmark(line, block),
            None => {}
        }
    }
    blocks.retain(|b| !b.text.is_empty());
    blocks
}

fn fact_of(line: &str) -> Option<Fact> {
    let mut parts = line.split('\t');
    let (subject, relation, object) = (parts.next()?, parts.next()?, parts.next()?);
    let relations = relation.split('|').map(str::to_owned).collect();
    let way = Way { subject: subject.to_owned(), relations, object: object.to_owned() };
    Some(Fact { must: true, ways: vec![way] })
}

/// Takes the marks out of a text and what they say of names.
fn unmark(line: &str, block: &mut Block) {
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('[') {
        let Some((inner, after)) = behind.split_once(']') else { break };
        let (words, kind) = inner.rsplit_once('|').unwrap_or((inner, ""));
        let (kind, name) = kind.split_once('=').unwrap_or((kind, words));
        block.names.add(name, name);
        block.names.add(words, name);
        block.text.push_str(before);
        let start = block.text.len() as u32;
        block.text.push_str(words);
        let span = Span::new(start, block.text.len() as u32);
        block.marks.push(Mark { span, kind: kind.to_owned(), name: name.to_owned() });
        rest = after;
    }
    block.text.push_str(rest);
    block.text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_names_and_lines_become_facts() {
        let blocks = read(
            "# x-1 construction: a\n[Tauris|Company] kauft [die Werft|Site=Werft in Kiel].\n= Tauris\tACQUIRES\tWerft in Kiel\tstatus=planned\n\n# x-2 construction: b\nNichts.\n= -\n",
        );
        assert_eq!(blocks[0].text, "Tauris kauft die Werft.\n");
        assert_eq!(blocks[0].facts[0].ways[0].object, "Werft in Kiel");
        assert_eq!(blocks[0].names.resolve("Werft", []), ["Werft in Kiel"]);
        assert_eq!((blocks[0].marks[1].span, blocks[0].marks[1].kind.as_str()), (Span::new(13, 22), "Site"));
        assert!(blocks[1].facts.is_empty());
    }
}
