//! Names of one thing: equal, short and full, surname, acronym, known alias.

use std::collections::BTreeMap;

use super::context::Context;
use super::draft::Draft;
use super::firms;
use super::holders;
use crate::model::mention::{Form, Mention};
use crate::model::text::{Gender, NameType, Upos};
use crate::seeds::lexicon::{EntryIx, fold_german, is_acronym_of};

/// Gives every name its thing.
pub(super) fn group(context: &Context<'_>, mentions: &mut [Mention]) -> Vec<Draft> {
    let mut drafts = exact(context, mentions);
    let mut into: Vec<usize> = (0..drafts.len()).collect();
    parenthesised(context, mentions, &drafts, &mut into);
    short_forms(context, &drafts, &mut into);
    merge(&mut drafts, &mut into, mentions);
    surnames(context, mentions, &mut drafts);
    for mention in mentions.iter() {
        observe(context, mention, &mut drafts);
    }
    seats(context, mentions, &mut drafts);
    holders::observe(context, mentions, &mut drafts);
    firms::observe(context, mentions, &mut drafts);
    drafts
}

/// `Lumivo aus Leipzig`, `Bosch mit Sitz in Ulm`, `Barclays, based in London`: the place right behind a company.
fn seats(context: &Context<'_>, mentions: &[Mention], drafts: &mut [Draft]) {
    const LINKS: [&str; 9] = ["aus", "from", "in", "mit", "sitz", "with", "based", ",", "headquartered"];
    for pair in mentions.windows(2) {
        let [name, place] = pair else { continue };
        let firm = matches!(context.kind(name), Some((NameType::Company | NameType::Organization, Form::Name)));
        let town = matches!(context.kind(place), Some((NameType::Place, Form::Name)));
        let (Some(firm), Some(town)) = (name.entity.filter(|_| firm), place.entity.filter(|_| town)) else { continue };
        let gap = name.tokens.end as usize..place.tokens.start as usize;
        let linked = name.sentence == place.sentence
            && (1..=4).contains(&gap.len())
            && context.sentence(name).tokens[gap].iter().all(|t| LINKS.contains(&t.lower().as_str()));
        if let Some(entry) = drafts[town as usize].entry.filter(|_| linked) {
            let places = &mut drafts[firm as usize].places;
            if !places.contains(&entry) {
                places.push(entry);
            }
        }
    }
}

/// One draft per folded name and type; names that the word lists hold as one are one.
fn exact(context: &Context<'_>, mentions: &mut [Mention]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_key: BTreeMap<(NameType, String), usize> = BTreeMap::new();
    for mention in mentions.iter_mut() {
        let Some((kind, Form::Name | Form::CompoundPart | Form::Adjective)) = context.kind(mention) else { continue };
        let entry = entry(context, &mention.name, kind);
        let key = entry.map_or_else(|| fold_german(&mention.name), |ix| format!("#{ix}"));
        let at = *by_key.entry((kind, key)).or_insert_with(|| {
            let crate::model::mention::MentionKind::Entity { label, .. } = mention.kind else { return drafts.len() };
            let mut draft = Draft::new(label, kind);
            draft.entry = entry;
            drafts.push(draft);
            drafts.len() - 1
        });
        drafts[at].name(&mention.name);
        drafts[at].count += 1;
        mention.entity = Some(at as u32);
    }
    drafts
}

fn entry(context: &Context<'_>, name: &str, kind: NameType) -> Option<EntryIx> {
    let mut entries = context.with.lexicon.names.find(name);
    entries.find(|(_, entry, _)| entry.kind == kind && !entry.listed).map(|(ix, ..)| ix)
}

/// `Chan Zuckerberg Initiative (CZI)`: a name right behind another, in brackets, whose letters fit.
fn parenthesised(context: &Context<'_>, mentions: &[Mention], drafts: &[Draft], into: &mut [usize]) {
    for pair in mentions.windows(2) {
        let [full, short] = pair else { continue };
        let (Some(a), Some(b)) = (full.entity, short.entity) else { continue };
        let tokens = &context.sentence(full).tokens;
        let word = |at: u32| tokens.get(at as usize).map_or("", |token| token.form.as_str());
        let (end, gap) = (full.tokens.end, short.tokens.start.saturating_sub(full.tokens.end));
        let adjacent = full.sentence == short.sentence && gap == 1 && matches!(word(end), "(" | "–");
        // `Norder Verkehrsbetriebe, kurz NVB`
        let in_short = full.sentence == short.sentence && gap == 2 && word(end) == "," && word(end + 1) == "kurz";
        if in_short && drafts[a as usize].kind == drafts[b as usize].kind {
            join(into, b as usize, a as usize);
        }
        if adjacent && is_acronym_of(&short.name, &full.name) && drafts[b as usize].kind != NameType::Place {
            join(into, b as usize, a as usize);
        }
    }
}

/// `Dialog` and `Dialog Semiconductor`; `ABF` and `Associated British Foods`.
fn short_forms(context: &Context<'_>, drafts: &[Draft], into: &mut [usize]) {
    for (at, short) in drafts.iter().enumerate() {
        if short.entry.is_some()
            || !matches!(short.kind, NameType::Company | NameType::Organization | NameType::Product | NameType::Project)
        {
            continue;
        }
        let mut longer = drafts.iter().enumerate().filter(|(other, long)| {
            *other != at
                && long.kind == short.kind
                && short
                    .names
                    .iter()
                    .any(|(name, _)| long.names.iter().any(|(full, _)| is_short_of(context, name, full)))
        });
        if let (Some((other, _)), None) = (longer.next(), longer.next()) {
            join(into, at, other);
        }
    }
}

/// Whether `short` is the beginning of `full`, and what is left is no place (a subsidiary there).
fn is_short_of(context: &Context<'_>, short: &str, full: &str) -> bool {
    let lexicon = &context.with.lexicon;
    let rest = full.strip_prefix(short).and_then(|rest| rest.strip_prefix([' ', '-']));
    match rest {
        Some(rest) => short.chars().count() > 2 && !lexicon.names.is_of_place(rest),
        None => full.split(' ').count() > 1 && short.chars().all(|c| c.is_uppercase()) && is_acronym_of(short, full),
    }
}

fn join(into: &mut [usize], from: usize, to: usize) {
    let root = |into: &[usize], mut at: usize| {
        while into[at] != at {
            at = into[at];
        }
        at
    };
    let (from, to) = (root(into, from), root(into, to));
    if from != to {
        into[from] = to;
    }
}

/// Makes one draft of those that are joined.
fn merge(drafts: &mut [Draft], into: &mut [usize], mentions: &mut [Mention]) {
    let root = |mut at: usize| {
        while into[at] != at {
            at = into[at];
        }
        at
    };
    let roots: Vec<usize> = (0..into.len()).map(root).collect();
    for (at, root) in roots.iter().enumerate() {
        if at != *root {
            let (label, kind) = (drafts[at].label, drafts[at].kind);
            let draft = std::mem::replace(&mut drafts[at], Draft::new(label, kind));
            drafts[*root].absorb(draft);
        }
    }
    for mention in mentions {
        mention.entity = mention.entity.map(|at| roots[at as usize] as u32);
    }
}

/// `Altman` is the `Sam Altman` last spoken of; a title in the way of the gender sets it apart.
fn surnames(context: &Context<'_>, mentions: &mut [Mention], drafts: &mut [Draft]) {
    let full: Vec<(usize, String)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| d.kind == NameType::Person)
        .flat_map(|(at, draft)| {
            draft
                .names
                .iter()
                .filter_map(move |(name, _)| name.rsplit_once([' ', '.']).map(|(_, last)| (at, fold_german(last))))
        })
        .collect();
    let mut latest: BTreeMap<String, usize> = BTreeMap::new();
    let mut moved: Vec<(usize, usize)> = Vec::new();
    for (at, mention) in mentions.iter_mut().enumerate() {
        let Some(entity) = mention.entity.map(|e| e as usize).filter(|e| drafts[*e].kind == NameType::Person) else {
            continue;
        };
        let key = fold_german(&mention.name);
        if let Some((_, last)) = full.iter().find(|(owner, last)| *owner == entity && *last != key) {
            latest.insert(last.clone(), entity);
            continue;
        }
        let owners = || full.iter().filter(|(owner, last)| *last == key && *owner != entity);
        let gender = title_gender(context, mention);
        let agrees = |owner: usize| gender == Gender::Unset || gender_of(context, &drafts[owner]) != opposite(gender);
        let owner =
            latest.get(&key).copied().filter(|o| agrees(*o)).or_else(|| owners().map(|(o, _)| *o).find(|o| agrees(*o)));
        if let Some(owner) = owner.filter(|owner| *owner != entity) {
            mention.entity = Some(owner as u32);
            moved.push((at, owner));
        }
    }
    for (at, owner) in moved {
        drafts[owner].name(&mentions[at].name);
        drafts[owner].count += 1;
    }
}

fn opposite(gender: Gender) -> Gender {
    match gender {
        Gender::Masc => Gender::Fem,
        Gender::Fem => Gender::Masc,
        other => other,
    }
}

/// The gender that a title before the name tells: `Frau Merz`.
fn title_gender(context: &Context<'_>, mention: &Mention) -> Gender {
    let tokens = &context.sentence(mention).tokens;
    let before = (mention.tokens.start as usize).checked_sub(1).map(|at| &tokens[at].form);
    before.and_then(|word| context.with.lexicon.parts.title(word)).unwrap_or_default()
}

/// The gender that a person's first name tells.
fn gender_of(context: &Context<'_>, draft: &Draft) -> Gender {
    let first = |name: &str| name.split(' ').next().and_then(|first| context.with.lexicon.parts.first_name(first));
    draft.names.iter().filter(|(name, _)| name.contains(' ')).find_map(|(name, _)| first(name)).unwrap_or_default()
}

/// What the words before a name, and the name itself, say of the thing.
fn observe(context: &Context<'_>, mention: &Mention, drafts: &mut [Draft]) {
    let (Some(entity), Some((kind, Form::Name))) = (mention.entity, context.kind(mention)) else { return };
    let sentence = context.sentence(mention);
    let start = mention.tokens.start as usize;
    let from = context.phrase_start(sentence, start);
    let draft = &mut drafts[entity as usize];
    let traits = context.traits(sentence, from, start);
    draft.learn(&traits);
    if mention.tokens.len() == 1 {
        draft.learn(&context.traits(sentence, start, start + 1));
    } else if matches!(kind, NameType::Site | NameType::Organization | NameType::Project) {
        // `Windpark Borkum West`, `North Sea Terminal`: the name says what the thing is.
        for at in [start, mention.tokens.end as usize - 1] {
            if context.noun(sentence, at).is_some_and(|noun| noun.kind == kind) {
                draft.learn(&context.traits(sentence, at, at + 1));
            }
        }
    }
    match kind {
        NameType::Person => {
            let told = [gender_of(context, draft), title_gender(context, mention), role_gender(context, mention, from)];
            let told = told.into_iter().find(|gender| *gender != Gender::Unset);
            if draft.gender == Gender::Unset {
                draft.gender = told.unwrap_or_default();
            }
        }
        _ if from + 1 == start && traits.nouns.is_empty() => {
            if let Some(gender) = article_gender(sentence, from) {
                draft.gender = gender;
            }
        }
        _ => {}
    }
}

/// `Konzernchefin Martina Merz`: the gender of the role before a name.
fn role_gender(context: &Context<'_>, mention: &Mention, from: usize) -> Gender {
    let sentence = context.sentence(mention);
    let nouns = (from..mention.tokens.start as usize).rev().filter_map(|at| context.noun(sentence, at));
    nouns
        .filter(|noun| noun.kind == NameType::Person && noun.gender == Gender::Fem)
        .map(|noun| noun.gender)
        .next()
        .unwrap_or_default()
}

/// `die Commerzbank`: what an article right before a name tells; the `die` of `Hilfen, die Bosch nutzt` tells nothing.
fn article_gender(sentence: &crate::model::text::Sentence, at: usize) -> Option<Gender> {
    let token = &sentence.tokens[at];
    if token.upos == Upos::Pron {
        return None;
    }
    match token.form.as_str() {
        "die" | "Die" => Some(Gender::Fem),
        "das" | "Das" => Some(Gender::Neut),
        _ => None,
    }
}
