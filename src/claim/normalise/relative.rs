//! Relative clauses: `der Konzern, der X kauft` says that the concern buys X. Participles behind their noun likewise.

use crate::model::text::{Deprel, Upos, VerbForm};

use super::super::graph::{Labels, NodeIx, Role};
use super::{Building, passive};

/// Puts the noun in the place of its relative pronoun.
pub fn resolve(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        let Some(head) = token.head else { continue };
        match token.deprel {
            Deprel::AclRelcl => clause(b, i, head),
            Deprel::Acl if is_relative_clause(b, i) => clause(b, i, head),
            Deprel::Acl => participle(b, i, head),
            _ => {}
        }
        led(b, i);
    }
}

/// `X, in which Y holds a stake`: whatever the clause hangs on in the parse, the pronoun stands for the name before the
/// comma, and that name is not who does it.
fn led(b: &mut Building, pronoun: u32) {
    let Some(comma) = pronoun.checked_sub(2).filter(|_| matches!(b.token(pronoun).form.as_str(), "which" | "whom"))
    else {
        return;
    };
    let opens = b.token(comma).form == "," && b.token(pronoun - 1).upos == Upos::Adp;
    let Some(name) = comma.checked_sub(1).map(|t| b.graph.at(t)).filter(|n| opens && b.is_name(*n)) else { return };
    for (role, verb) in b.graph.reaching(b.graph.at(pronoun)).clone() {
        b.graph.add(verb, role, name);
        if b.graph.has(verb, Role::Subject, name)
            && let Some(doer) = (pronoun + 1..verb.min(b.len())).map(|t| b.graph.at(t)).find(|n| b.is_name(*n))
        {
            b.graph.remove(verb, Role::Subject, name);
            b.graph.remove(verb, Role::Dative, doer);
            b.graph.add(verb, Role::Subject, doer);
        }
    }
}

/// Whether a clause has a relative pronoun.
fn is_relative_clause(b: &Building, verb: u32) -> bool {
    pronouns(b, verb).next().is_some()
}

/// The relative pronouns under a verb, at most two levels down.
fn pronouns<'b>(b: &'b Building, verb: u32) -> impl Iterator<Item = u32> + 'b {
    let below = b.children[verb as usize].iter().copied();
    below
        .flat_map(|c| std::iter::once(c).chain(b.children[c as usize].iter().copied()))
        .filter(|t| is_relative_pronoun(&b.token(*t).xpos))
}

/// Whether a tag is that of a relative pronoun.
fn is_relative_pronoun(xpos: &str) -> bool {
    matches!(xpos, "PRELS" | "PRELAT" | "WDT" | "WP" | "WP$")
}

/// Replaces the pronouns of a relative clause by the noun it hangs on.
fn clause(b: &mut Building, verb: u32, noun: u32) {
    let noun = b.graph.at(noun);
    let found: Vec<u32> = pronouns(b, verb).collect();
    for pronoun in found {
        let pronoun = b.graph.at(pronoun);
        for (role, from) in b.graph.reaching(pronoun).clone() {
            let owned = is_owned(b, from, pronoun);
            if owned {
                subjects_are_datives(b, from, pronoun);
            }
            b.graph.add(from, if owned { Role::Subject } else { role }, noun);
        }
    }
}

/// `das X gehört`, `die beide X gehören`: the pronoun cannot be a dative, so it is the subject.
fn is_owned(b: &Building, verb: NodeIx, pronoun: NodeIx) -> bool {
    let form = b.token(b.graph.node(pronoun).token).lower();
    let argument = |role| b.graph.has(verb, role, pronoun);
    matches!(form.as_str(), "das" | "die")
        && b.words.is_in("dative", &b.graph.node(verb).lemma)
        && [Role::Subject, Role::Object, Role::Dative].into_iter().any(argument)
}

/// Makes whatever else the parse took for the subject of a verb its dative.
fn subjects_are_datives(b: &mut Building, verb: NodeIx, pronoun: NodeIx) {
    let others: Vec<NodeIx> =
        b.graph.follow(verb, Role::Subject).filter(|n| *n != pronoun && b.is_entity(*n)).collect();
    for other in others {
        b.graph.remove(verb, Role::Subject, other);
        b.graph.add(verb, Role::Dative, other);
    }
}

/// `a company founded by X`, `die Firma, gegründet von X`: the noun is object; `a firm making Y`: it is subject.
fn participle(b: &mut Building, verb: u32, noun: u32) {
    let (node, noun): (NodeIx, NodeIx) = (b.graph.at(verb), b.graph.at(noun));
    let token = b.token(verb);
    if !b.graph.node(node).labels.meets(Labels::VERB) || token.morph.verb_form == VerbForm::Inf {
        return;
    }
    if token.xpos == "VBG" || token.morph.verb_form == VerbForm::Ger {
        b.graph.add(node, Role::Subject, noun);
    } else if b.graph.follow(node, Role::Object).next().is_none() && matches!(token.xpos.as_str(), "VBN" | "VVPP") {
        b.graph.nodes[node as usize].labels |= Labels::PASSIVE;
        b.graph.add(node, Role::Object, noun);
        passive::agent(b, node);
    }
}
