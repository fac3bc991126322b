//! Edges from the dependencies: subject, object, prepositions, genitives, modifiers.

use crate::model::mention::{MentionKind, Quantity};
use crate::model::text::{Case, Deprel, Upos};

use super::super::graph::Role;
use super::Building;

/// Adds an edge for each dependency that says who does what to whom.
pub fn edges(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        let (deprel, Some(head)) = (token.deprel, token.head) else { continue };
        let (from, to) = (b.graph.at(head), b.graph.at(i));
        if from == to {
            continue;
        }
        if let Some(role) = role(b, i, head, deprel) {
            b.graph.add(from, role, to);
        }
    }
}

/// `die strauchelnde Credit Suisse`, where the parse hangs the name on its adjective: what reaches the adjective reaches the
/// name.
pub fn names_behind_adjectives(b: &mut Building) {
    for i in 0..b.len() {
        let token = b.token(i);
        let (Deprel::Flat | Deprel::FlatName | Deprel::Appos, Some(head)) = (token.deprel, token.head) else {
            continue;
        };
        let (name, adjective) = (b.graph.at(i), b.graph.at(head));
        let attribute = b.token(head).upos == Upos::Adj && head + 1 == b.extent(name).start && b.is_name(name);
        if attribute && adjective != name {
            for (role, from) in b.graph.reaching(adjective).clone() {
                b.graph.add(from, role, name);
            }
        }
    }
}

/// The role that a dependency makes, if rules may ask for it.
fn role(b: &Building, token: u32, head: u32, deprel: Deprel) -> Option<Role> {
    use Deprel::*;
    Some(match deprel {
        Nsubj | NsubjPass | Csubj | CsubjPass => Role::Subject,
        Obj => preposition(b, token).unwrap_or(Role::Object),
        Iobj => preposition(b, token).unwrap_or(Role::Dative),
        Obl | OblArg | OblAgent | OblTmod => preposition(b, token).unwrap_or(oblique(b, token)),
        Nmod | NmodPoss | NmodTmod => preposition(b, token).unwrap_or(Role::Genitive),
        DetPoss => Role::Genitive,
        Appos | Flat | FlatName | ExplPv => Role::Other,
        Amod => Role::Modifier,
        Advmod => Role::Adverb,
        Compound => Role::Compound,
        Nummod => Role::Number,
        Xcomp | Ccomp | Advcl => Role::Clause,
        Acl | AclRelcl | AdvclRelcl => Role::Relative,
        Det if is_possessive(b, token) => Role::Genitive,
        Dep if is_demonstrative(b, token) && b.is_noun(head) => Role::Genitive,
        Conj | Parataxis if b.token(head).upos != Upos::Punct => return None,
        _ => return None,
    })
}

/// A bare oblique: a dative object, or an adverbial accusative that no rule asks for.
fn oblique(b: &Building, token: u32) -> Role {
    if b.token(token).morph.case == Case::Dat { Role::Dative } else { Role::Other }
}

/// Whether a determiner is a possessive: `ihr Chef`, `dessen Gründer`.
fn is_possessive(b: &Building, token: u32) -> bool {
    matches!(b.token(token).xpos.as_str(), "PPOSAT" | "PRELAT" | "PRP$" | "WP$")
}

/// `Dessen Chef schweigt`: a genitive that the parse leaves without relation where it opens a sentence.
fn is_demonstrative(b: &Building, token: u32) -> bool {
    b.words.is_in("possessive-demonstrative", &b.token(token).form.to_lowercase())
}

/// The preposition of a phrase, from its `case` child, or from the word before the phrase where the parse has none.
pub fn preposition(b: &Building, token: u32) -> Option<Role> {
    let parsed = b.dependents(token, Deprel::Case).filter_map(|c| Role::of_preposition(&b.token(c).form)).last();
    parsed.or_else(|| preposition_before(b, token))
}

/// The preposition before a noun phrase, looked for word by word.
pub fn preposition_before(b: &Building, token: u32) -> Option<Role> {
    let mut at = b.extent(b.graph.at(token)).start.min(token);
    for _ in 0..6 {
        at = at.checked_sub(1)?;
        if is_date(b, at) {
            return None;
        }
        let word = b.token(at);
        match word.upos {
            Upos::Adp => return Role::of_preposition(&word.form),
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv => {}
            _ => return None,
        }
    }
    None
}

/// `seit 2019 etwa 13 Milliarden Dollar`: what stands before a date is its own.
fn is_date(b: &Building, token: u32) -> bool {
    let kind = b.mention(b.graph.at(token)).map(|mention| &mention.kind);
    matches!(kind, Some(MentionKind::Quantity(Quantity::Date { .. })))
}
