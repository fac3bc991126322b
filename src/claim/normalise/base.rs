//! Nodes: one for each token, one for each first part of a compound; the words of a name made one.

use compact_str::CompactString;

use crate::model::mention::{Form, Mention, MentionIx, MentionKind};
use crate::model::text::{Token, Upos};

use super::super::graph::{Labels, Node, NodeIx, Role};
use super::{Building, clause};

/// Makes the nodes.
pub fn nodes(b: &mut Building) {
    for (i, token) in (0u32..).zip(&b.sentence.tokens) {
        let lemma = singular(b, token, plain_lemma(believed(token)));
        b.graph.add_node(Node { token: i, lemma, labels: Labels::of_upos(token.upos), mention: None });
    }
    let mut order = b.here.clone();
    // The widest first, so that a name inside a description keeps its words to itself.
    order.sort_by_key(|m| std::cmp::Reverse(b.mentions[*m as usize].tokens.len()));
    for ix in order {
        place(b, ix);
    }
}

/// The lemma of a noun that the lemmatiser left in the plural, where rules ask for its singular: `Stimmrechte`.
fn singular(b: &Building, token: &Token, lemma: CompactString) -> CompactString {
    let left = token.upos == Upos::Noun && lemma.chars().count() > 3 && token.lower() == *lemma;
    if !left || b.words.is_trigger(&lemma) {
        return lemma;
    }
    let stems = ["en", "n", "e", "er", "s"].into_iter().filter_map(|ending| lemma.strip_suffix(ending));
    let known = stems.into_iter().find(|stem| b.words.is_trigger(stem)).map(CompactString::from);
    known.unwrap_or(lemma)
}

/// The lemma of a token, or its form where the lemma can be none of it: far shorter and of another beginning.
fn believed(token: &Token) -> &str {
    let (form, lemma) = (token.form.chars().count(), token.lemma.chars().count());
    let common =
        token.form.chars().zip(token.lemma.chars()).take_while(|(a, z)| a.to_lowercase().eq(z.to_lowercase())).count();
    if token.upos == Upos::Noun && lemma + 5 < form && common < lemma.min(4) { &token.form } else { &token.lemma }
}

/// `stellt … bereit`: a verb whose prefix the parse left standing at the end of the clause gets it back, where rules know
/// such a verb.
pub fn prefixes(b: &mut Building) {
    adjectives(b);
    for end in 1..b.len() {
        let word = b.token(end);
        let particle = word.xpos == "PTKVZ" || word.xpos == "ADJD" && word.form == "bereit" || is_last_prefix(b, end);
        if !particle {
            continue;
        }
        let clause = b.clauses[end as usize];
        let verb = (0..end).rev().find(|t| b.clauses[*t as usize] == clause && clause::is_finite(b.token(*t)));
        let Some(verb) = verb else { continue };
        let whole: CompactString = format!("{}{}", word.lower(), b.graph.node(verb).lemma).into();
        if b.words.is_trigger(&whole) {
            b.graph.nodes[verb as usize].lemma = whole;
        }
    }
}

/// `X steigt bei Y ein`, as a headline: a word that closes its clause and can be nothing but the prefix of its verb.
fn is_last_prefix(b: &Building, token: u32) -> bool {
    let last = token + 1 == b.len() || b.token(token + 1).upos == Upos::Punct;
    let prefix =
        matches!(b.token(token).form.as_str(), "ein" | "an" | "ab" | "aus" | "auf" | "vor" | "zu" | "bei" | "um");
    last && prefix && b.token(token).xpos != "PTKZU"
}

/// `bekannt gegeben`: an adjective that with the verb right behind it makes one that rules know.
fn adjectives(b: &mut Building) {
    for at in 0..b.len().saturating_sub(1) {
        if b.token(at).upos != Upos::Adj || b.token(at + 1).upos != Upos::Verb {
            continue;
        }
        let whole: CompactString = format!("{}{}", b.token(at).form, b.graph.node(at + 1).lemma).into();
        if b.words.is_trigger(&whole) || b.words.control(&whole).is_some() {
            b.graph.nodes[at as usize + 1].lemma = whole;
        }
    }
}

/// Puts one mention on its node.
fn place(b: &mut Building, ix: MentionIx) {
    let mention = &b.mentions[ix as usize];
    if mention.head >= b.sentence.tokens.len() as u32 {
        return;
    }
    let labels = Labels::of_mention(&mention.kind);
    if let Some(first) = first_thing(b, ix) {
        return further(b, first, ix);
    }
    if form(mention) == Some(Form::CompoundPart) || is_first_part(b, mention) {
        let lemma = mention.name.to_lowercase().into();
        let part = b.graph.add_node(Node { token: mention.head, lemma, labels, mention: Some(ix) });
        b.graph.add(mention.head, Role::Compound, part);
        // `Flughafen Bern`: a name with its place in it stays what it is.
        let named = b.graph.node(mention.head).mention.map(|m| &b.mentions[m as usize]);
        if named.is_some_and(|whole| form(whole) == Some(Form::Name)) {
            return;
        }
        let whole = &mut b.graph.nodes[mention.head as usize];
        whole.lemma = last_part(&whole.lemma);
        if whole.labels.meets(Labels::of_upos(Upos::Propn)) || whole.labels == Labels::NONE {
            whole.labels |= Labels::NOUN;
        }
        return;
    }
    if matches!(form(mention), Some(Form::Name) | None) {
        for token in mention.tokens.clone().filter(|t| *t < b.sentence.tokens.len() as u32) {
            b.graph.merge(token, mention.head);
        }
    } else {
        b.graph.merge(mention.head, mention.head);
    }
    let node = &mut b.graph.nodes[mention.head as usize];
    node.labels |= labels;
    node.mention = Some(ix);
}

/// The node of the first thing that a phrase stands for, where this is a further one: `die beiden Konzerne` is two
/// mentions of the same words; a further site of `Werke in Celle und Husum` stands on the name of its town.
fn first_thing(b: &Building, ix: MentionIx) -> Option<NodeIx> {
    let mention = &b.mentions[ix as usize];
    let other = b.graph.node(mention.head).mention.map(|m| &b.mentions[m as usize])?;
    match (form(other), form(mention)) {
        (Some(Form::Name), Some(Form::Description)) => {
            let behind = |m: &&Mention| m.tokens.end <= mention.tokens.start && m.tokens.len() > 1;
            let alike = |m: &&Mention| m.kind == mention.kind;
            let row = b.here.iter().rev().map(|m| &b.mentions[*m as usize]).filter(alike).find(behind)?;
            Some(b.graph.at(row.head))
        }
        (Some(a), Some(z)) if a == z && other.tokens == mention.tokens => Some(mention.head),
        _ => None,
    }
}

/// A node beside the first one, of which the same is said.
fn further(b: &mut Building, first: NodeIx, ix: MentionIx) {
    let mention = &b.mentions[ix as usize];
    let token = mention.head;
    let lemma = b.graph.node(first).lemma.clone();
    let labels = Labels::of_mention(&mention.kind) | Labels::NOUN;
    let node = b.graph.add_node(Node { token, lemma, labels, mention: Some(ix) });
    b.joined.push((first, node));
    b.again.push((first, node));
    if let Some(role) = Role::of_preposition("in").filter(|_| first != token) {
        b.graph.add(node, role, token);
    }
}

/// Whether a value is the first part of a compound: `300-Megawatt-Anlage`.
fn is_first_part(b: &Building, mention: &Mention) -> bool {
    let token = &b.sentence.tokens[mention.head as usize];
    let rest = token.form.get((mention.span.end - mention.span.start) as usize..).unwrap_or("");
    form(mention).is_none() && mention.tokens.len() == 1 && rest.starts_with(['-', '‑', '–'])
}

/// How a mention refers; `None` for a value.
fn form(mention: &Mention) -> Option<Form> {
    match mention.kind {
        MentionKind::Entity { form, .. } => Some(form),
        MentionKind::Quantity(_) => None,
    }
}

/// A lemma as rules compare it: in lower case.
fn plain_lemma(lemma: &str) -> CompactString {
    if lemma.chars().any(char::is_uppercase) { lemma.to_lowercase().into() } else { lemma.into() }
}

/// `openai-chef` → `chef`: what a compound with a name in it is.
fn last_part(lemma: &str) -> CompactString {
    match lemma.rsplit_once(['-', '‑', '–']) {
        Some((_, last)) if last.chars().count() >= 2 => last.into(),
        _ => lemma.into(),
    }
}
