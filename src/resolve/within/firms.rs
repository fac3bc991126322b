//! Whose firm `sein Unternehmen` is: the one that the person is said to lead, or else to work for.

use super::context::Context;
use super::draft::Draft;
use super::pronouns;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Deprel, NameType, Sentence, Upos};

/// Mentions on either side of a person in which the firm is looked for.
const NEAR: usize = 6;
/// Tokens that what a person is at a firm may take.
const PHRASE: usize = 12;

/// What a person is to a firm; the closer, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// `Ada Brandt, Analystin bei Norvid`, `Ada Brandt (Norvid)`
    Works,
    /// `Norvid-Aufsichtsratschefin Ada Brandt`
    Chairs,
    /// `Norvid-Chefin Ada Brandt`, `Ada Brandts Norvid`, `Ada Brandt gründete Norvid`
    Leads,
}

/// Notes for every person whose firms the text names beside the name.
pub(super) fn observe(context: &Context<'_>, mentions: &[Mention], drafts: &mut [Draft]) {
    for (at, person) in mentions.iter().enumerate() {
        let Some(owner) = person.entity.filter(|_| is_named(context, person, &[NameType::Person])) else { continue };
        let near = at.saturating_sub(NEAR)..mentions.len().min(at + NEAR + 1);
        for (place, firm) in near.clone().zip(&mentions[near]) {
            let Some(entity) = firm.entity.filter(|_| is_firm(context, firm) && firm.sentence == person.sentence)
            else {
                continue;
            };
            if let Some(tie) = tie(context, person, firm) {
                drafts[owner as usize].firms.push((tie, place, entity));
            }
        }
    }
}

/// What a possessive of a person makes of a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The firm that the text ties the person to.
    Firm(usize),
    /// The company that the text is about, for the person goes by an office alone: `Vorstandschef Udo Lamm`.
    House,
    /// One that the text does not tell, and so none that it may be about.
    Unknown,
}

/// Whose firm a description is said to be, where that is a person's.
pub(super) fn of_person(context: &Context<'_>, mentions: &[Mention], drafts: &[Draft], at: usize) -> Option<Whose> {
    let owner = owner(context, mentions, at)?;
    let draft = drafts.get(owner as usize).filter(|draft| draft.kind == NameType::Person)?;
    let told = draft.firms.iter().max_by_key(|(tie, place, _)| (*tie, *place < at, *place));
    Some(match told {
        Some((.., firm)) => Whose::Firm(*firm as usize),
        None if draft.holders.is_empty() && draft.nouns.iter().any(|noun| is_of_house(noun)) => Whose::House,
        None => Whose::Unknown,
    })
}

/// Offices that, without further word, are those of the company that the text is about.
fn is_of_house(noun: &str) -> bool {
    const OFFICES: [&str; 9] = [
        "vorstandschef",
        "konzernchef",
        "firmenchef",
        "unternehmenschef",
        "vorstandsvorsitzender",
        "geschäftsführer",
        "firmengründer",
        "ceo",
        "chief executive",
    ];
    let noun = if noun == "vorstandsvorsitzende" { "vorstandsvorsitzender" } else { noun };
    OFFICES.contains(&noun.strip_suffix("in").unwrap_or(noun))
}

/// Whose a description is said to be: `sein Unternehmen`, `Brandts Firma`.
fn owner(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<u32> {
    let here = &mentions[at];
    let tokens = &context.sentence(here).tokens;
    let own = |m: &&Mention| m.sentence == here.sentence;
    let mut before = mentions[..at].iter().rev().take(NEAR).filter(own).filter(|m| m.tokens.end <= here.tokens.start);
    let holds = |m: &&Mention| {
        let gap = &tokens[m.tokens.end as usize..here.tokens.start as usize];
        let described = gap.iter().all(|token| matches!(token.upos, Upos::Adj | Upos::Part) || token.form == "’s");
        let genitive = is_named(context, m, &[NameType::Person]) && is_genitive(context, m);
        described && (genitive || pronouns::is_possessive(context, m))
    };
    before.find(holds)?.entity
}

/// Whether a name stands in the genitive before what belongs to it.
fn is_genitive(context: &Context<'_>, name: &Mention) -> bool {
    let tokens = &context.sentence(name).tokens;
    let last = tokens[name.tokens.end as usize - 1].form.as_str();
    let marked =
        tokens.get(name.tokens.end as usize).is_some_and(|t| matches!(t.form.as_str(), "'s" | "’s" | "'" | "’"));
    marked || last.ends_with(['s', 'x', 'z', '’', '\''])
}

fn is_named(context: &Context<'_>, mention: &Mention, kinds: &[NameType]) -> bool {
    matches!(context.kind(mention), Some((kind, Form::Name)) if kinds.contains(&kind))
}

fn is_firm(context: &Context<'_>, mention: &Mention) -> bool {
    is_named(context, mention, &[NameType::Company])
        || is_part(mention) && context.kind(mention).is_some_and(|(kind, _)| kind == NameType::Company)
}

fn is_part(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Entity { form: Form::CompoundPart, .. })
}

/// What the words between and before a person's name and a firm's say that the one is to the other.
fn tie(context: &Context<'_>, person: &Mention, firm: &Mention) -> Option<Tie> {
    let sentence = context.sentence(person);
    let (person_from, person_to) = (person.tokens.start as usize, person.tokens.end as usize);
    let (firm_from, firm_to) = (firm.tokens.start as usize, firm.tokens.end as usize);
    if is_part(firm) {
        let role = firm.head as usize;
        let before = role < person_from && is_phrase(sentence, role + 1..person_from);
        let behind = role >= person_to && is_apposed(sentence, person_to..role);
        return role_at(context, sentence, role).filter(|_| before || behind);
    }
    if person_to <= firm_from {
        let gap = person_to..firm_from;
        return beside(context, person, firm, gap.clone())
            .or_else(|| role_in(context, sentence, gap.clone()).filter(|_| is_apposed(sentence, gap.clone())))
            .or_else(|| role_before(context, sentence, person_from).filter(|_| is_link(sentence, gap)))
            .or_else(|| runs(sentence, person, firm));
    }
    let gap = firm_to..before_title(context, sentence, person_from);
    let apart = gap.end > gap.start && sentence.tokens[gap.end - 1].form == ",";
    let gap = gap.start..gap.end - usize::from(apart);
    let role = role_in(context, sentence, gap.clone()).filter(|_| is_phrase(sentence, gap.clone()));
    let role_of = || role_of(context, sentence, firm_from).filter(|_| apart && gap.is_empty());
    role.or_else(role_of).or_else(|| runs(sentence, person, firm))
}

/// `Ada Brandts Norvid`, `Ada Brandt's Norvid`, `Ada Brandt (Norvid)`.
fn beside(context: &Context<'_>, person: &Mention, firm: &Mention, gap: std::ops::Range<usize>) -> Option<Tie> {
    let tokens = &context.sentence(person).tokens;
    let words: Vec<&str> = tokens[gap].iter().map(|token| token.form.as_str()).collect();
    match words.as_slice() {
        [] | ["'s" | "’s"] if is_genitive(context, person) => Some(Tie::Leads),
        ["("] if tokens.get(firm.tokens.end as usize).is_some_and(|token| token.form == ")") => Some(Tie::Works),
        _ => None,
    }
}

/// Whether tokens are a phrase without verb or comma.
fn is_phrase(sentence: &Sentence, gap: std::ops::Range<usize>) -> bool {
    gap.len() <= PHRASE
        && sentence.tokens[gap].iter().all(|token| {
            matches!(
                token.upos,
                Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adp | Upos::Cconj | Upos::Part
            ) || matches!(token.form.as_str(), "'s" | "’s" | "-")
        })
}

/// Whether tokens are a phrase that a comma or dash parts from what is before.
fn is_apposed(sentence: &Sentence, gap: std::ops::Range<usize>) -> bool {
    let opens = |at: usize| matches!(sentence.tokens[at].form.as_str(), "," | "–" | "(");
    !gap.is_empty() && opens(gap.start) && is_phrase(sentence, gap.start + 1..gap.end)
}

/// `von`, `of`, `bei der`: no more than what leads from a role to its firm.
fn is_link(sentence: &Sentence, gap: std::ops::Range<usize>) -> bool {
    let first = sentence.tokens.get(gap.start).map_or("", |token| token.form.as_str());
    !gap.is_empty() && matches!(first, "von" | "vom" | "bei" | "beim" | "of" | "at") && is_phrase(sentence, gap)
}

/// Where the titles before a name begin: `Dr. Ada Brandt`.
fn before_title(context: &Context<'_>, sentence: &Sentence, name: usize) -> usize {
    let title = |at: &usize| {
        let word = &sentence.tokens[*at].form;
        word == "." || word == "Dr." || context.with.lexicon.parts.title(word).is_some()
    };
    (0..name).rev().take_while(title).last().unwrap_or(name)
}

/// The role that stands right before a name.
fn role_before(context: &Context<'_>, sentence: &Sentence, start: usize) -> Option<Tie> {
    role_at(context, sentence, start.checked_sub(1)?)
}

/// The role in the phrase that ends at a firm: `der Chef der`.
fn role_of(context: &Context<'_>, sentence: &Sentence, firm: usize) -> Option<Tie> {
    let from = firm.saturating_sub(4);
    let role = (from..firm).rev().find(|at| role_at(context, sentence, *at).is_some())?;
    role_at(context, sentence, role).filter(|_| is_phrase(sentence, role + 1..firm))
}

fn role_in(context: &Context<'_>, sentence: &Sentence, gap: std::ops::Range<usize>) -> Option<Tie> {
    gap.rev().find_map(|at| role_at(context, sentence, at))
}

/// What the noun at a token makes of who bears it.
fn role_at(context: &Context<'_>, sentence: &Sentence, at: usize) -> Option<Tie> {
    let noun = context.noun(sentence, at).filter(|noun| noun.kind == NameType::Person)?;
    let (lemma, word) = (noun.lemma.to_lowercase(), sentence.tokens[at].lower());
    let ends = |list: &[&str]| list.iter().any(|end| word.ends_with(end) || lemma.ends_with(end));
    let chairs = word.contains("aufsichtsrat") || ends(&["chairman", "chairwoman", "chair"]);
    let leads = ends(&[
        "chef",
        "chefin",
        "gründer",
        "gründerin",
        "geschäftsführer",
        "geschäftsführerin",
        "vorstandsvorsitzender",
        "vorstandsvorsitzende",
        "ceo",
        "founder",
        "boss",
        "head",
        "chief executive",
        "owner",
        "eigentümer",
        "inhaber",
        "inhaberin",
        "eigentümerin",
        "patriarch",
    ]);
    Some(if chairs {
        Tie::Chairs
    } else if leads {
        Tie::Leads
    } else {
        Tie::Works
    })
}

/// `Ada Brandt gründete Norvid`, `das von Ada Brandt geführte Norvid`.
fn runs(sentence: &Sentence, person: &Mention, firm: &Mention) -> Option<Tie> {
    const VERBS: [&str; 13] = [
        "gründen",
        "mitgründen",
        "leiten",
        "führen",
        "aufbauen",
        "besitzen",
        "found",
        "co-found",
        "cofound",
        "lead",
        "run",
        "head",
        "own",
    ];
    let token = |at: u32| &sentence.tokens[at as usize];
    let (verb, of_firm) = (token(person.head).head?, token(firm.head));
    let does = matches!(token(person.head).deprel, Deprel::Nsubj | Deprel::Obl | Deprel::OblAgent);
    let done = matches!(of_firm.deprel, Deprel::Obj | Deprel::NsubjPass) && of_firm.head == Some(verb);
    let described = matches!(token(verb).deprel, Deprel::Acl | Deprel::Amod) && token(verb).head == Some(firm.head);
    let known = VERBS.contains(&token(verb).lemma.as_str());
    (known && does && (done || described)).then_some(Tie::Leads)
}
