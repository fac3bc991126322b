//! A verb with two subjects in the parse has one: names carry no case, and the parser takes both for nominatives. In the
//! unmarked order the subject stands first (Lenerz 1977, "Zur Abfolge nominaler Satzglieder im Deutschen").

use crate::model::text::{Case, Deprel, Number, Upos};

use super::super::graph::{Labels, Role};
use super::{Building, clause, dependency, passive};

/// Leaves each active verb one subject.
pub fn subjects(b: &mut Building) {
    for verb in 0..b.len() {
        let token = b.token(verb);
        if !matches!(token.upos, Upos::Verb | Upos::Aux) || passive::is_passive(b, verb) {
            continue;
        }
        let subjects: Vec<u32> = b.dependents(verb, Deprel::Nsubj).collect();
        match subjects.as_slice() {
            [] => first_object_does_it(b, verb),
            [only] => swap_with_bare_oblique(b, verb, *only),
            several => keep_one(b, verb, several),
        }
    }
}

/// `Für 185 Millionen hat die Fondsgesellschaft X das Bürohaus Y gekauft`, where the parse has two objects and no subject:
/// the first does it.
fn first_object_does_it(b: &mut Building, verb: u32) {
    let finite =
        clause::is_finite(b.token(verb)) || b.dependents(verb, Deprel::Aux).any(|t| clause::is_finite(b.token(t)));
    let objects: Vec<u32> = b.dependents(verb, Deprel::Obj).filter(|t| is_bare_thing(b, *t)).collect();
    if let (true, [first, _, ..]) = (finite, objects.as_slice()) {
        let (from, to) = (b.graph.at(verb), b.graph.at(*first));
        b.graph.remove(from, Role::Object, to);
        b.graph.add(from, Role::Subject, to);
    }
}

/// Whether a noun phrase stands without preposition and is no value or reflexive pronoun.
fn is_bare_thing(b: &Building, token: u32) -> bool {
    let node = b.graph.at(token);
    let value = b.mention(node).is_some() && !b.is_entity(node);
    matches!(b.token(token).upos, Upos::Noun | Upos::Propn) && !value && dependency::preposition(b, token).is_none()
}

/// Articles and possessives that only a dative has, and that only an accusative of the singular has.
const DATIVE: &[&str] = &["dem", "einem", "seinem", "ihrem", "diesem", "keinem", "ebendiesem"];
const ACCUSATIVE: &[&str] = &["den", "einen", "seinen", "ihren", "diesen", "keinen"];

/// `dem Autobauer Borgward` is a dative, `den Rivalen` an accusative, whatever the parse makes of them.
pub fn articles(b: &mut Building) {
    for article in (0..b.len()).filter(|t| b.token(*t).upos == Upos::Det).collect::<Vec<_>>() {
        let form = b.token(article).lower();
        let role = match form.as_str() {
            f if DATIVE.contains(&f) => Role::Dative,
            f if ACCUSATIVE.contains(&f) => Role::Object,
            _ => continue,
        };
        let free = article == 0 || !matches!(b.token(article - 1).upos, Upos::Adp | Upos::Cconj | Upos::Punct);
        let noun =
            (article + 1..b.len()).take(6).find(|t| !matches!(b.token(*t).upos, Upos::Adj | Upos::Adv | Upos::Num));
        if let (true, Some(noun)) = (free, noun) {
            place(b, noun, role);
        }
    }
}

/// Gives a noun the role that its article tells, with every verb that has it as subject or object.
fn place(b: &mut Building, noun: u32, role: Role) {
    let node = b.graph.at(noun);
    let plural = role == Role::Object && b.token(noun).morph.number == Number::Plur;
    if plural || dependency::preposition(b, noun).is_some() {
        return;
    }
    for (old, verb) in b.graph.reaching(node).clone() {
        if matches!(old, Role::Subject | Role::Object | Role::Dative) && old != role {
            b.graph.remove(verb, old, node);
            b.graph.add(verb, role, node);
        }
    }
}

/// Of several subjects the first that may be a nominative stays; the others are objects, or datives beside an object.
fn keep_one(b: &mut Building, verb: u32, subjects: &[u32]) {
    // The case of a name is a guess of the tagger.
    let oblique = |t: u32| matches!(b.token(t).morph.case, Case::Acc | Case::Dat | Case::Gen);
    let nominative = |t: &&u32| b.token(**t).upos == Upos::Propn || b.is_name(b.graph.at(**t)) || !oblique(**t);
    let agents = subjects.iter().filter(|t| !is_object_pronoun(b, verb, **t));
    let kept = agents.clone().find(nominative).or(agents.clone().next()).or(subjects.first()).copied();
    let dative = has_object(b, verb) || b.words.is_in("dative", &b.graph.node(verb).lemma);
    for subject in subjects.iter().copied().filter(|s| Some(*s) != kept) {
        let (from, to) = (b.graph.at(verb), b.graph.at(subject));
        if kept.is_some_and(|k| b.graph.at(k) == to) {
            continue;
        }
        b.graph.remove(from, Role::Subject, to);
        if !is_apposition(b, subject) {
            b.graph.add(from, if dative { Role::Dative } else { Role::Object }, to);
        }
    }
}

/// `das Projekt, das X gründete`: the pronoun stands for what does nothing by itself, so the name is the subject.
fn is_object_pronoun(b: &Building, verb: u32, pronoun: u32) -> bool {
    let Some(head) = b.token(verb).head.filter(|_| b.token(pronoun).xpos == "PRELS") else { return false };
    let antecedent = b.graph.node(b.graph.at(head)).labels;
    antecedent.meets(Labels::ENTITY) && !antecedent.meets(b.words.company | b.words.person)
}

/// Whether a verb has an object that stands without preposition and is no value.
fn has_object(b: &Building, verb: u32) -> bool {
    let is_thing = |t: u32| b.mention(b.graph.at(t)).is_none() || b.is_entity(b.graph.at(t));
    b.dependents(verb, Deprel::Obj).any(|t| is_thing(t) && dependency::preposition(b, t).is_none())
}

/// Whether a noun phrase stands right behind a comma: `Fraport, der Betreiber des Flughafens,`.
fn is_apposition(b: &Building, noun: u32) -> bool {
    let first = (0..noun).rev().find(|t| !matches!(b.token(*t).upos, Upos::Det | Upos::Adj | Upos::Adv | Upos::Num));
    first.is_some_and(|t| b.token(t).form == ",")
}

/// `CATL beliefert BMW`: a name that the parse hangs on the verb without preposition, and a subject behind the verb.
fn swap_with_bare_oblique(b: &mut Building, verb: u32, subject: u32) {
    let object = [Deprel::Obj, Deprel::Iobj].into_iter().any(|d| b.dependents(verb, d).next().is_some());
    let first = [Deprel::Obl, Deprel::OblArg, Deprel::Vocative, Deprel::Dep].into_iter().find_map(|d| {
        b.dependents(verb, d)
            .find(|t| *t < verb && b.is_entity(b.graph.at(*t)) && dependency::preposition(b, *t).is_none())
    });
    let Some(first) = first.filter(|_| !object && subject > verb && b.is_entity(b.graph.at(subject))) else { return };
    let (verb, first, second) = (b.graph.at(verb), b.graph.at(first), b.graph.at(subject));
    b.graph.remove(verb, Role::Subject, second);
    b.graph.remove(verb, Role::Other, first);
    b.graph.remove(verb, Role::Dative, first);
    b.graph.add(verb, Role::Subject, first);
    b.graph.add(verb, Role::Object, second);
}
