//! Pronouns: the nearest thing that agrees in gender and number, subjects before others.

use super::anaphora::Seen;
use super::context::Context;
use super::draft::Draft;
use super::groups;
use crate::model::document::Language;
use crate::model::mention::{Form, Mention};
use crate::model::text::{Deprel, Gender, NameType, Sentence, Token};

/// Sentences back that a pronoun reaches.
const REACH: u32 = 2;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    masculine: bool,
    feminine: bool,
    neuter: bool,
    /// It may mean a person, or must.
    person: Option<bool>,
    possessive: bool,
}

/// The thing a pronoun stands for.
pub(super) fn antecedent(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &[Draft],
    seen: &[Seen],
    at: usize,
) -> Option<usize> {
    let mention = &mentions[at];
    let token = context.head(mention);
    if let Some(found) = relative(context, mentions, seen, at) {
        return found;
    }
    if let Some(found) = conjunct(context, mentions, seen, at) {
        return Some(found);
    }
    let asked = asked(context.language, token)?;
    // `Das Land Sachsen macht seinen Einfluss geltend`: its own, and no company's.
    let own = |past: &&Seen| past.subject && mentions[past.mention].sentence == mention.sentence;
    let subject = seen.iter().rev().find(own).map(|past| drafts[past.entity].kind);
    if asked.possessive && asked.neuter && subject == Some(NameType::Place) {
        return None;
    }
    if matches!(token.form.to_lowercase().as_str(), "dessen" | "deren") {
        return named_last(mentions, drafts, seen, at, asked);
    }
    let mut best: Option<(f32, usize)> = None;
    for (order, past) in seen.iter().rev().take(24).enumerate() {
        let before = &mentions[past.mention];
        let distance = mention.sentence - before.sentence;
        if distance > REACH || before.span.end > mention.span.start {
            continue;
        }
        let Some(agreement) = agreement(asked, past, &drafts[past.entity]) else { continue };
        if !asked.possessive && distance == 0 && same_clause(context.sentence(mention), mention, before) {
            continue;
        }
        let subject = if past.subject { 1.2 } else { 0.0 };
        let near = [0.6, 0.4, -0.8][distance as usize];
        // `it` is hardly one of `X and Y`.
        let row = if past.form == Form::Name && groups::in_row(context, mentions, past.mention) { -0.5 } else { 0.0 };
        let own_clause = if asked.possessive && distance == 0 && past.subject { 0.5 } else { 0.0 };
        let theme = (drafts[past.entity].count as f32).ln() * 0.15;
        let points = agreement + subject + near + row + own_clause + theme - 0.06 * order as f32;
        if best.is_none_or(|(most, _)| points > most) {
            best = Some((points, past.entity));
        }
    }
    best.filter(|(points, _)| *points > 0.5).map(|(_, entity)| entity)
}

/// `Bei X führte Y die Gespräche. Deren Chef …`: a demonstrative means what was named last, and not what the text is about.
fn named_last(mentions: &[Mention], drafts: &[Draft], seen: &[Seen], at: usize, asked: Asked) -> Option<usize> {
    let mention = &mentions[at];
    let near = |past: &&Seen| mention.sentence - mentions[past.mention].sentence <= 1;
    let before = |past: &&Seen| mentions[past.mention].span.end <= mention.span.start;
    let mut last = seen.iter().rev().filter(before).take_while(near);
    last.find(|past| agreement(asked, past, &drafts[past.entity]).is_some()).map(|past| past.entity)
}

/// `liefert der Bahn und deren Tochter`, `Bosch und seine Tochter`: the name before `und`; `seine` may be the subject's.
fn conjunct(context: &Context<'_>, mentions: &[Mention], seen: &[Seen], at: usize) -> Option<usize> {
    let mention = &mentions[at];
    let tokens = &context.sentence(mention).tokens;
    let and = (mention.head as usize).checked_sub(1)?;
    let word = tokens[and + 1].form.to_lowercase();
    let joined = matches!(tokens[and].form.as_str(), "und" | "sowie");
    let own = |past: &&Seen| {
        let before = &mentions[past.mention];
        before.sentence == mention.sentence && before.tokens.end as usize == and && past.form == Form::Name
    };
    let past = seen.iter().rev().take(4).find(own).filter(|_| joined)?;
    let fits = match word.as_str() {
        "dessen" | "deren" => true,
        word => past.subject && (word.starts_with("sein") || word.starts_with("ihr")),
    };
    fits.then_some(past.entity)
}

/// The noun that a relative clause hangs on. `Some(None)`: a relative pronoun whose noun stands for nothing known.
fn relative(context: &Context<'_>, mentions: &[Mention], seen: &[Seen], at: usize) -> Option<Option<usize>> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let token = context.head(mention);
    let word = token.lower();
    let relative = match context.language {
        Language::De => {
            matches!(word.as_str(), "der" | "die" | "das" | "dem" | "den" | "dessen" | "deren" | "denen")
                || word.starts_with("welch")
        }
        Language::En => matches!(word.as_str(), "who" | "which" | "whose" | "that"),
    };
    let comma = opened_by_comma(sentence, mention.head as usize);
    let demonstrative = matches!(word.as_str(), "dessen" | "deren") && comma.is_none();
    if !relative || demonstrative {
        return None;
    }
    let noun = clause_noun(sentence, mention.head);
    let own = |past: &&Seen| mentions[past.mention].sentence == mention.sentence;
    let by_parse =
        noun.and_then(|noun| seen.iter().rev().filter(own).find(|past| mentions[past.mention].tokens.contains(&noun)));
    let by_comma = comma.and_then(|comma| {
        seen.iter().rev().filter(own).find(|past| mentions[past.mention].tokens.end as usize == comma)
    });
    Some(by_parse.or(by_comma).map(|past| past.entity))
}

/// The comma before a relative pronoun, with at most a preposition between.
fn opened_by_comma(sentence: &Sentence, at: usize) -> Option<usize> {
    (1..=2).filter_map(|back| at.checked_sub(back)).find(|before| sentence.tokens[*before].form == ",")
}

/// The noun whose relative clause a token stands in.
fn clause_noun(sentence: &Sentence, at: u32) -> Option<u32> {
    let mut token = &sentence.tokens[at as usize];
    for _ in 0..8 {
        if matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl) {
            return token.head;
        }
        token = &sentence.tokens[token.head? as usize];
    }
    None
}

fn asked(language: Language, token: &Token) -> Option<Asked> {
    let word = token.lower();
    let asked = match (language, word.as_str()) {
        (Language::De, "er" | "ihn") => Asked { masculine: true, ..Asked::default() },
        (Language::De, "ihm") => Asked { masculine: true, neuter: true, ..Asked::default() },
        (Language::De, "es") => Asked { neuter: true, person: Some(false), ..Asked::default() },
        (Language::De, "sie") => Asked { feminine: true, ..Asked::default() },
        (Language::De, "dessen") => Asked { masculine: true, neuter: true, possessive: true, ..Asked::default() },
        // Firms of no known gender may go by `die Firma`.
        (Language::De, "deren") => Asked { feminine: true, neuter: true, possessive: true, ..Asked::default() },
        (Language::De, word) if word.starts_with("sein") => {
            Asked { masculine: true, neuter: true, possessive: true, ..Asked::default() }
        }
        (Language::De, word) if word.starts_with("ihr") => {
            Asked { feminine: true, possessive: true, ..Asked::default() }
        }
        (Language::En, "he" | "him") => Asked { masculine: true, person: Some(true), ..Asked::default() },
        (Language::En, "his") => Asked { masculine: true, person: Some(true), possessive: true, ..Asked::default() },
        (Language::En, "she") => Asked { feminine: true, person: Some(true), ..Asked::default() },
        (Language::En, "her") => Asked { feminine: true, person: Some(true), possessive: true, ..Asked::default() },
        (Language::En, "it") => Asked { neuter: true, person: Some(false), ..Asked::default() },
        (Language::En, "its") => Asked { neuter: true, person: Some(false), possessive: true, ..Asked::default() },
        _ => return None,
    };
    Some(asked)
}

/// Whether a mention is a pronoun that says whose something is.
pub(super) fn is_possessive(context: &Context<'_>, mention: &Mention) -> bool {
    let word = context.head(mention).lower();
    matches!(context.kind(mention), Some((_, Form::Pronoun)))
        && (word == "whose" || asked(context.language, context.head(mention)).is_some_and(|asked| asked.possessive))
}

/// Points for agreement; none where there is none.
fn agreement(asked: Asked, past: &Seen, draft: &Draft) -> Option<f32> {
    let person = draft.kind == NameType::Person;
    if asked.person.is_some_and(|must| must != person) || past.plural || draft.kind == NameType::Place {
        return None;
    }
    let fits = |gender: Gender| match gender {
        Gender::Masc => asked.masculine,
        Gender::Fem => asked.feminine,
        Gender::Neut => asked.neuter,
        Gender::Unset if person => asked.masculine || asked.feminine,
        Gender::Unset => asked.neuter,
    };
    let described = past.also != past.gender && fits(past.also);
    let told = match (past.gender, described) {
        (Gender::Unset, true) if past.also == Gender::Masc => -0.4,
        (Gender::Unset, true) => 0.2,
        (Gender::Unset, false) => 0.0,
        _ => 0.5,
    };
    // `its joint venture` is less in mind than whose it is.
    let undertaking = draft.kind == NameType::Project && past.form == Form::Description && !past.subject;
    let nameless = if undertaking { -0.8 } else { 0.0 };
    let fits = fits(past.gender) || described;
    let personal = if person && !asked.neuter { 0.6 } else { 0.0 };
    fits.then_some(0.3 + told + personal + nameless)
}

/// Whether both hang on one verb as its arguments.
fn same_clause(sentence: &Sentence, a: &Mention, b: &Mention) -> bool {
    let head = |m: &Mention| sentence.tokens[m.head as usize].head;
    head(a).is_some() && head(a) == head(b)
}
