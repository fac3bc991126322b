//! A sentence's parse drawn small, in text: a line for each word that carries something, its function words beside it.

use std::ops::Range;

use crate::model::text::{Deprel, Sentence};

/// Relations of words that stand on the line of their head, if nothing else hangs on them.
const LIGHT: &[Deprel] = &[
    Deprel::Advmod,
    Deprel::Amod,
    Deprel::Aux,
    Deprel::AuxPass,
    Deprel::Case,
    Deprel::Cc,
    Deprel::Compound,
    Deprel::CompoundPrt,
    Deprel::Cop,
    Deprel::Det,
    Deprel::DetPoss,
    Deprel::Expl,
    Deprel::ExplPv,
    Deprel::Fixed,
    Deprel::Flat,
    Deprel::FlatForeign,
    Deprel::FlatName,
    Deprel::Mark,
    Deprel::Nummod,
    Deprel::Punct,
];

/// Width of the column that names the relations.
const RELATION: usize = 10;

/// Draws the tree, `marked` words between « and ».
pub(super) fn draw(sentence: &Sentence, marked: &[Range<u32>]) -> String {
    let mut drawing = Drawing { sentence, marked, seen: vec![false; sentence.tokens.len()], text: String::new() };
    for root in (0..sentence.tokens.len() as u32).filter(|ix| sentence.tokens[*ix as usize].head.is_none()) {
        drawing.line(root, "", "");
    }
    drawing.text
}

struct Drawing<'a> {
    sentence: &'a Sentence,
    marked: &'a [Range<u32>],
    seen: Vec<bool>,
    text: String,
}

impl Drawing<'_> {
    /// Draws a word and all below it; `first` begins its own line, `rest` the lines below.
    fn line(&mut self, ix: u32, first: &str, rest: &str) {
        let mut words = vec![ix];
        let mut below = Vec::new();
        self.seen[ix as usize] = true;
        for child in self.sentence.children(ix) {
            if std::mem::replace(&mut self.seen[child as usize], true) {
                continue;
            }
            if self.is_light(child) { words.push(child) } else { below.push(child) }
        }
        words.sort_unstable();
        let relation = self.sentence.tokens[ix as usize].deprel.as_str();
        let shown: Vec<_> = words.into_iter().filter(|word| !self.is_mark(*word)).map(|word| self.word(word)).collect();
        self.text.push_str(&format!("{first}{relation:<RELATION$} {}\n", shown.join(" ")));
        let last = below.len().wrapping_sub(1);
        for (at, child) in below.into_iter().enumerate() {
            let (branch, trunk) = if at == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.line(child, &format!("{rest}{branch}"), &format!("{rest}{trunk}"));
        }
    }

    fn is_light(&self, ix: u32) -> bool {
        let token = &self.sentence.tokens[ix as usize];
        LIGHT.contains(&token.deprel) && self.sentence.children(ix).next().is_none()
    }

    fn is_mark(&self, ix: u32) -> bool {
        self.sentence.tokens[ix as usize].deprel == Deprel::Punct
    }

    fn word(&self, ix: u32) -> String {
        let form = &self.sentence.tokens[ix as usize].form;
        let opens = self.marked.iter().any(|range| range.start == ix);
        let closes = self.marked.iter().any(|range| range.end == ix + 1);
        format!("{}{form}{}", if opens { "«" } else { "" }, if closes { "»" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::span::Span;
    use crate::model::text::{Morph, NameTag, Token, Upos};

    fn sentence(words: &[(&str, Option<u32>, Deprel)]) -> Sentence {
        let token = |(form, head, deprel): &(&str, Option<u32>, Deprel)| Token {
            span: Span::default(),
            form: (*form).into(),
            lemma: (*form).into(),
            upos: Upos::X,
            xpos: "".into(),
            morph: Morph::default(),
            head: *head,
            deprel: *deprel,
            name: NameTag::Outside,
            name_probability: 0.0,
        };
        Sentence { tokens: words.iter().map(token).collect(), ..Sentence::default() }
    }

    #[test]
    fn function_words_stand_beside_their_head() {
        let tree = sentence(&[
            ("Nordwind", Some(4), Deprel::Nsubj),
            ("will", Some(4), Deprel::Aux),
            ("die", Some(3), Deprel::Det),
            ("Werft", Some(4), Deprel::Obj),
            ("kaufen", None, Deprel::Root),
            (".", Some(4), Deprel::Punct),
        ]);
        let drawn = draw(&tree, &[0..1, 3..4]);
        assert_eq!(drawn, "root       will kaufen\n├─ nsubj      «Nordwind»\n└─ obj        die «Werft»\n");
    }

    #[test]
    fn a_circle_of_heads_ends() {
        let tree = sentence(&[("a", None, Deprel::Root), ("b", Some(2), Deprel::Obj), ("c", Some(1), Deprel::Obj)]);
        assert_eq!(draw(&tree, &[]), "root       a\n");
    }
}
