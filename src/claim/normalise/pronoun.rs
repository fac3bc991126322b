//! Relative pronouns that the tagger took for articles: `der Verein, an dem Adidas und Audi Anteile halten`. A stretch
//! between commas that such a word opens and a finite verb closes is a subordinate clause, whatever its words are tagged
//! (Höhle 1986, "Der Begriff Mittelfeld").

use std::borrow::Cow;
use std::ops::Range;

use crate::model::text::{Deprel, Sentence, Token, Upos, VerbForm};

use super::clause;

/// How many words a relative clause has at most.
const LONGEST: usize = 30;

/// A relative clause that the parse did not see: its words, its pronoun, the word it is said of, its verb.
struct Missed {
    words: Range<usize>,
    pronoun: usize,
    antecedent: usize,
    verb: usize,
}

/// The sentence with such pronouns tagged as pronouns and their clauses hung on the noun before.
pub fn repair(sentence: &Sentence) -> Cow<'_, Sentence> {
    let mut repaired = Cow::Borrowed(sentence);
    for at in 0..sentence.tokens.len() {
        if let Some(missed) = missed(&repaired.tokens, at) {
            rewire(&mut repaired.to_mut().tokens, &missed);
        }
    }
    repaired
}

/// The clause that a word tagged as article opens, if it does.
fn missed(tokens: &[Token], pronoun: usize) -> Option<Missed> {
    let form = tokens[pronoun].form.as_str();
    if tokens[pronoun].upos != Upos::Det || !matches!(form, "dem" | "der" | "das" | "den" | "die" | "denen") {
        return None;
    }
    let before = pronoun.checked_sub(1)?;
    let led = tokens[before].upos == Upos::Adp;
    let comma = if led { before.checked_sub(1)? } else { before };
    if tokens[comma].form != "," || !led && !is_pronoun_alone(form, tokens.get(pronoun + 1)?) {
        return None;
    }
    let antecedent = antecedent(tokens, comma)?;
    let last = last_verb(tokens, pronoun)?;
    Some(Missed { words: comma + 1..last + 1, pronoun, antecedent, verb: head_verb(tokens, comma + 1..last + 1) })
}

/// Whether `dem`, `das` or the like can be no article before that word. Names of firms have none in the neuter.
fn is_pronoun_alone(form: &str, next: &Token) -> bool {
    match next.upos {
        Upos::Det | Upos::Pron | Upos::Adp => true,
        Upos::Propn | Upos::Adv => matches!(form, "dem" | "das"),
        _ => false,
    }
}

/// The noun or name right before the comma; of `Y aus Ulm,` the name `Y`.
fn antecedent(tokens: &[Token], comma: usize) -> Option<usize> {
    let is_nominal = |t: usize| matches!(tokens[t].upos, Upos::Noun | Upos::Propn | Upos::X);
    let mut at = comma.checked_sub(1)?;
    if matches!(tokens[at].form.as_str(), "“" | "\"" | "«" | "”") {
        at = at.checked_sub(1)?;
    }
    let from = at.checked_sub(1).filter(|t| tokens[*t].form == "aus").and_then(|t| t.checked_sub(1));
    let at = from.filter(|t| is_nominal(*t)).unwrap_or(at);
    is_nominal(at).then_some(at)
}

/// The finite verb that closes the clause: nothing but a mark or `und` follows, no comma stands right before it.
fn last_verb(tokens: &[Token], pronoun: usize) -> Option<usize> {
    let reach = (pronoun + LONGEST).min(tokens.len());
    let first = (pronoun + 2..reach).find(|t| clause::is_finite(&tokens[*t]) || is_plural_at_end(tokens, *t))?;
    let inner = pronoun + 1..first;
    let opens = |t: usize| clause::is_opener(&tokens[t]) || matches!(tokens[t].form.as_str(), ":" | ";" | "(" | "–");
    let list = |t: usize| tokens[t].form != "," || matches!(tokens[t + 1].upos, Upos::Noun | Upos::Propn | Upos::Det);
    if tokens[first - 1].form == "," || inner.clone().any(opens) || !inner.clone().all(list) {
        return None;
    }
    let last = (first..reach).take_while(|t| clause::is_finite(&tokens[*t])).last().unwrap_or(first);
    let closed = tokens.get(last + 1).is_none_or(|t| matches!(t.upos, Upos::Punct | Upos::Cconj));
    closed.then_some(last)
}

/// `die X und Y halten,`: the plural looks like the infinitive, and stands at the end like one, but without `zu` there is
/// nothing else that it could be.
fn is_plural_at_end(tokens: &[Token], verb: usize) -> bool {
    let ends = tokens.get(verb + 1).is_none_or(|t| matches!(t.form.as_str(), "," | "." | ";" | ")"));
    tokens[verb].xpos == "VVINF" && ends && tokens[verb - 1].xpos != "PTKZU"
}

/// The word that the clause hangs on: its full verb, or the noun or participle before its auxiliary.
fn head_verb(tokens: &[Token], words: Range<usize>) -> usize {
    let last = words.end - 1;
    let before = last - 1;
    let carries = matches!(tokens[last].lemma.as_str(), "sein" | "werden" | "haben" | "bleiben");
    let full = matches!(tokens[before].upos, Upos::Verb | Upos::Noun) || tokens[before].xpos == "VVPP";
    if carries && full && words.contains(&before) { before } else { last }
}

/// Tags the pronoun and hangs everything where it belongs.
fn rewire(tokens: &mut [Token], missed: &Missed) {
    let Missed { words, pronoun, antecedent, verb } = missed;
    let (verb, pronoun) = (*verb, *pronoun);
    matrix(tokens, words, verb, *antecedent);
    let subject = arguments(tokens, words, verb, pronoun);
    hang(&mut tokens[verb], Some(*antecedent), Deprel::AclRelcl);
    if tokens[verb].xpos == "VVINF" && verb + 1 == words.end {
        tokens[verb].xpos = "VVFIN".into();
        tokens[verb].morph.verb_form = VerbForm::Fin;
    }
    let led = tokens[words.start].upos == Upos::Adp && words.start + 1 == pronoun;
    let known =
        matches!(tokens[pronoun].deprel, Deprel::Nsubj | Deprel::Obj) && tokens[pronoun].head == Some(verb as u32);
    let deprel = match tokens[pronoun].form.as_str() {
        _ if led => Deprel::Obl,
        "dem" | "denen" => Deprel::Iobj,
        "den" => Deprel::Obj,
        _ if subject => Deprel::Obj,
        _ if known => tokens[pronoun].deprel,
        _ => Deprel::Nsubj,
    };
    hang(&mut tokens[pronoun], Some(verb), deprel);
    (tokens[pronoun].upos, tokens[pronoun].xpos) = (Upos::Pron, "PRELS".into());
    if led {
        hang(&mut tokens[words.start], Some(pronoun), Deprel::Case);
    }
}

/// Gives a word its head and relation.
fn hang(token: &mut Token, head: Option<usize>, deprel: Deprel) {
    (token.head, token.deprel) = (head.map(|h| h as u32), deprel);
}

/// Words outside that hung inside go to the verb that the clause hung on, or, where the parse took the clause for the main
/// one, to the first verb among them.
fn matrix(tokens: &mut [Token], words: &Range<usize>, verb: usize, antecedent: usize) {
    let inside = |t: &Token| t.head.is_some_and(|h| words.contains(&(h as usize)));
    let outside: Vec<usize> = (0..tokens.len()).filter(|t| !words.contains(t) && inside(&tokens[*t])).collect();
    let mut above = Some(verb);
    while let Some(at) = above.filter(|at| words.contains(at)) {
        above = tokens[at].head.map(|h| h as usize);
    }
    let top = above.unwrap_or_else(|| {
        let verbal = |t: &&usize| matches!(tokens[**t].upos, Upos::Verb | Upos::Aux);
        let top = outside.iter().find(verbal).copied().unwrap_or(antecedent);
        hang(&mut tokens[top], None, Deprel::Root);
        top
    });
    for at in outside.into_iter().filter(|at| *at != top) {
        tokens[at].head = Some(top as u32);
    }
}

/// Hangs the words of the clause that hung outside on its verb: the first bare noun is the subject, others are joined to
/// it. Tells whether there is such a subject.
fn arguments(tokens: &mut [Token], words: &Range<usize>, verb: usize, pronoun: usize) -> bool {
    let mut subject = None;
    for at in words.clone().filter(|at| *at != verb && *at > pronoun) {
        if tokens[at].head.is_some_and(|h| words.contains(&(h as usize)) && h as usize != pronoun) {
            continue;
        }
        let nominal = matches!(tokens[at].upos, Upos::Noun | Upos::Propn | Upos::X);
        let deprel = match subject {
            _ if !nominal => tokens[at].deprel,
            _ if is_led(tokens, at, pronoun) => Deprel::Obl,
            Some(first) if tokens[at].deprel == Deprel::Conj => {
                hang(&mut tokens[at], Some(first), Deprel::Conj);
                continue;
            }
            Some(_) => Deprel::Obj,
            None if is_subject_of_dative(tokens, pronoun, verb) => Deprel::Iobj,
            None => {
                subject = Some(at);
                Deprel::Nsubj
            }
        };
        hang(&mut tokens[at], Some(verb), deprel);
    }
    first_is_subject(tokens, words, verb, pronoun, subject)
}

/// `das X gehört`: the pronoun is the subject of a verb that takes a dative, unless it is the dative itself.
fn is_subject_of_dative(tokens: &[Token], pronoun: usize, verb: usize) -> bool {
    let dative = matches!(tokens[pronoun].form.as_str(), "dem" | "denen") || tokens[pronoun - 1].upos == Upos::Adp;
    !dative && matches!(tokens[verb].lemma.as_str(), "gehören" | "angehören" | "unterstehen")
}

/// The first bare name behind the pronoun is the subject, though the parse gave it the preposition before the pronoun.
fn first_is_subject(
    tokens: &mut [Token],
    words: &Range<usize>,
    verb: usize,
    pronoun: usize,
    subject: Option<usize>,
) -> bool {
    let taken = |d: Deprel| matches!(d, Deprel::Nsubj | Deprel::NsubjPass);
    let has = |tokens: &[Token]| {
        words.clone().any(|t| t != pronoun && taken(tokens[t].deprel) && tokens[t].head == Some(verb as u32))
    };
    let next = pronoun + 1;
    let led = tokens[next].head == Some(verb as u32)
        && matches!(tokens[next].deprel, Deprel::Obl | Deprel::Iobj | Deprel::Nmod);
    if subject.is_none() && !has(tokens) && led && tokens[next].upos == Upos::Propn {
        tokens[next].deprel = Deprel::Nsubj;
    }
    has(tokens)
}

/// Whether a preposition opens the phrase of a noun.
fn is_led(tokens: &[Token], noun: usize, pronoun: usize) -> bool {
    let before = (pronoun + 1..noun).rev().find(|t| !matches!(tokens[*t].upos, Upos::Det | Upos::Adj | Upos::Num));
    before.is_some_and(|t| tokens[t].upos == Upos::Adp)
}
