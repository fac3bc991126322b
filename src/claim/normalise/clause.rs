//! Which words stand in one clause, by commas, conjunctions and finite verbs alone: what the order of words tells where
//! the parse errs.
//!
//! The topological model of the German clause (Höhle 1986, "Der Begriff Mittelfeld"): a main clause has one finite verb
//! in second place, a subordinate clause opens with a conjunction or relative word and closes with its verb.

use crate::model::text::{Sentence, Token, Upos, VerbForm};

/// The number of the clause that each token stands in.
pub fn of_tokens(sentence: &Sentence) -> Vec<u16> {
    let mut walk = Walk { tokens: &sentence.tokens, ids: Vec::new(), open: vec![Open::main(0)], next: 1 };
    walk.run();
    walk.ids
}

/// Whether a word is a finite verb.
pub fn is_finite(token: &Token) -> bool {
    let by_tag = matches!(token.xpos.as_str(), "VVFIN" | "VAFIN" | "VMFIN" | "VBZ" | "VBD" | "VBP" | "MD");
    by_tag || token.morph.verb_form == VerbForm::Fin && matches!(token.upos, Upos::Verb | Upos::Aux)
}

/// A clause that is not closed yet.
#[derive(Clone, Copy)]
struct Open {
    id: u16,
    main: bool,
    finite: bool,
    /// Whether it is a subordinate clause whose finite verb is still to come.
    waits: bool,
}

impl Open {
    fn main(id: u16) -> Self {
        Self { id, main: true, finite: false, waits: false }
    }
}

/// What a stretch between two marks of punctuation holds.
struct Piece {
    opens: bool,
    /// Whether its last word is a finite verb.
    closes: bool,
    finite: bool,
    infinitive: bool,
    verb: bool,
}

struct Walk<'a> {
    tokens: &'a [Token],
    ids: Vec<u16>,
    open: Vec<Open>,
    next: u16,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end = (at..self.tokens.len()).find(|t| is_mark(&self.tokens[*t])).unwrap_or(self.tokens.len());
            self.enter(at, end);
            self.fill(at, end);
            if end < self.tokens.len() {
                self.ids.push(self.top().id);
                self.mark(end);
            }
            at = end + 1;
        }
    }

    fn top(&self) -> Open {
        self.open.last().copied().unwrap_or(Open::main(0))
    }

    fn push(&mut self, main: bool) {
        self.open.push(Open { id: self.next, main, finite: false, waits: false });
        self.next += 1;
    }

    /// Closes subordinate clauses.
    fn back_to_main(&mut self) {
        while self.open.len() > 1 && !self.top().main {
            self.open.pop();
        }
    }

    /// Closes the clauses that have their verb, down to a subordinate one that still waits for its own, if there is one.
    fn back_to_waiting(&mut self) -> bool {
        let waiting = self.open.iter().rposition(|o| o.main || o.waits).filter(|i| !self.open[*i].main);
        if let Some(i) = waiting {
            self.open.truncate(i + 1);
        }
        waiting.is_some()
    }

    /// A colon or semicolon begins a new main clause, a bracket one inside another.
    fn mark(&mut self, at: usize) {
        match self.tokens[at].form.as_str() {
            ";" | ":" => {
                self.open.clear();
                self.push(true);
            }
            "(" => self.push(true),
            ")" if self.open.len() > 1 => {
                self.back_to_main();
                if self.open.len() > 1 {
                    self.open.pop();
                }
            }
            _ => {}
        }
    }

    /// Decides in which clause the words of a stretch stand.
    fn enter(&mut self, start: usize, end: usize) {
        let piece = self.piece(start, end);
        let top = self.top();
        if piece.opens {
            self.push(false);
            if let Some(top) = self.open.last_mut() {
                top.waits = !piece.infinitive;
            }
        } else if piece.closes && self.back_to_waiting() {
            // `an dem X, Y und Z Anteile halten`: the clause goes on behind the commas of its list.
        } else if piece.finite {
            self.back_to_main();
            if self.top().finite {
                self.open.pop();
                self.push(true);
            }
        } else if piece.infinitive {
            self.push(false);
        } else if piece.verb || !top.main && top.finite {
            self.back_to_main();
        }
    }

    fn piece(&self, start: usize, end: usize) -> Piece {
        let words = &self.tokens[start..end];
        Piece {
            opens: words.iter().take(3).enumerate().any(|(i, w)| {
                is_opener(w) && words[..i].iter().all(|b| matches!(b.upos, Upos::Adp | Upos::Cconj | Upos::Adv))
            }),
            closes: words.last().is_some_and(is_finite),
            finite: words.iter().any(is_finite),
            infinitive: words.iter().any(|w| matches!(w.xpos.as_str(), "PTKZU" | "VVIZU")),
            verb: words.iter().any(|w| w.upos == Upos::Verb),
        }
    }

    /// Numbers the words of a stretch; `und` with a second finite verb behind it begins a clause of its own.
    fn fill(&mut self, start: usize, end: usize) {
        for at in start..end {
            let token = &self.tokens[at];
            let mut member = self.tokens[at + 1..end].iter().take_while(|t| t.upos != Upos::Cconj);
            let second = token.upos == Upos::Cconj && self.top().finite && member.any(is_finite);
            if second {
                let main = self.top().main;
                self.open.pop();
                self.push(main);
            }
            if is_finite(token)
                && let Some(top) = self.open.last_mut()
            {
                (top.finite, top.waits) = (true, false);
            }
            self.ids.push(self.top().id);
        }
    }
}

/// Punctuation that may part clauses.
fn is_mark(token: &Token) -> bool {
    matches!(token.form.as_str(), "," | ";" | ":" | "–" | "—" | "-" | "(" | ")")
}

/// Words that open a subordinate clause.
pub fn is_opener(token: &Token) -> bool {
    let tagged = matches!(
        token.xpos.as_str(),
        "KOUS" | "KOUI" | "PRELS" | "PRELAT" | "PWAV" | "PWS" | "PWAT" | "WDT" | "WP" | "WP$" | "WRB"
    );
    tagged || token.upos == Upos::Sconj
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clauses(words: &[(&str, &str, Upos)]) -> Vec<u16> {
        let token = |(form, xpos, upos): &(&str, &str, Upos)| Token {
            form: (*form).into(),
            xpos: (*xpos).into(),
            upos: *upos,
            lemma: Default::default(),
            span: Default::default(),
            morph: Default::default(),
            head: None,
            deprel: Default::default(),
            name: Default::default(),
            name_probability: 0.0,
        };
        of_tokens(&Sentence { tokens: words.iter().map(token).collect(), ..Sentence::default() })
    }

    #[test]
    fn a_relative_clause_is_its_own_and_the_main_clause_goes_on_behind_it() {
        let ids = clauses(&[
            ("Nordwind", "NE", Upos::Propn),
            (",", "$,", Upos::Punct),
            ("das", "PRELS", Upos::Pron),
            ("wächst", "VVFIN", Upos::Verb),
            (",", "$,", Upos::Punct),
            ("kauft", "VVFIN", Upos::Verb),
            ("Südwind", "NE", Upos::Propn),
        ]);
        assert_eq!(ids, [0, 0, 1, 1, 1, 0, 0]);
    }

    #[test]
    fn an_apposition_parts_nothing_but_a_second_finite_verb_does() {
        let ids = clauses(&[
            ("Nordwind", "NE", Upos::Propn),
            (",", "$,", Upos::Punct),
            ("Tochter", "NN", Upos::Noun),
            (",", "$,", Upos::Punct),
            ("kauft", "VVFIN", Upos::Verb),
            ("Südwind", "NE", Upos::Propn),
            ("und", "KON", Upos::Cconj),
            ("verkauft", "VVFIN", Upos::Verb),
            ("Ostwind", "NE", Upos::Propn),
        ]);
        assert_eq!(ids[..6], [0, 0, 0, 0, 0, 0]);
        assert_eq!(ids[6..], [1, 1, 1]);
    }

    #[test]
    fn a_list_in_a_subordinate_clause_does_not_end_it_before_its_verb_has_come() {
        let ids = clauses(&[
            ("Nordwind", "NE", Upos::Propn),
            (",", "$,", Upos::Punct),
            ("die", "PRELS", Upos::Pron),
            ("Rheingas", "NE", Upos::Propn),
            (",", "$,", Upos::Punct),
            ("Südstrom", "NE", Upos::Propn),
            ("und", "KON", Upos::Cconj),
            ("Ostwind", "NE", Upos::Propn),
            ("besitzen", "VVFIN", Upos::Verb),
            (",", "$,", Upos::Punct),
            ("wächst", "VVFIN", Upos::Verb),
        ]);
        assert_eq!(ids, [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    }
}
