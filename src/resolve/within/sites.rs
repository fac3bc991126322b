//! Sites without a name of their own: told by kind and place, `Rechenzentrum in Ohio`.

use super::anaphora::Seen;
use super::context::{Context, Determiner};
use super::draft::Draft;
use super::groups;
use crate::model::mention::{Form, Mention, MentionKind};
use crate::model::text::{Deprel, NameType, Upos};
use crate::seeds::lexicon::{EntryIx, Noun, fold_german};

/// The site that a description means, or a new one.
pub(super) fn resolve(
    context: &Context<'_>,
    mentions: &[Mention],
    drafts: &mut Vec<Draft>,
    seen: &[Seen],
    at: usize,
    determiner: Determiner,
    plural: bool,
) -> Option<usize> {
    let mention = &mentions[at];
    let MentionKind::Entity { label, .. } = mention.kind else { return None };
    let noun =
        context.noun(context.sentence(mention), mention.head as usize).or_else(|| named_noun(context, mention))?;
    let own = place(context, mentions, at);
    let told_of = seen.iter().any(|past| drafts[past.entity].nouns.contains(&noun.lemma.to_lowercase()));
    let anew = determiner != Determiner::Definite || !told_of;
    let there = places_of_clause(context, mentions, at, determiner).filter(|_| own.is_none() && anew);
    let there = there.filter(|there| there.len() == 1).and_then(|there| there.into_iter().next());
    let place = own.or(there.as_ref().and_then(|(place, _)| *place));
    let town = there.map(|(_, name)| name).or(place.map(|place| place_name(context, place)));
    let town = town.or_else(|| self::town(context, mentions, at));
    let owner = owner(context, mentions, at).or_else(|| possessor(context, mentions, at));
    let owner = owner.or_else(|| pronoun(context, mentions, drafts, at));
    let known = drafts.iter().position(|draft| {
        let here = place.is_some() && draft.places.first().copied() == place;
        let there = || place.is_none() && town.is_some() && draft.names.iter().any(|(name, _)| *name == mention.name);
        let nameless = draft.kind == NameType::Site && draft.unnamed;
        nameless && (here && alike(&draft.nouns, &noun.lemma.to_lowercase()) || there())
    });
    let back = || {
        let definite = matches!(determiner, Determiner::Definite) && town.is_none() && owner.is_none();
        let lemma = noun.lemma.to_lowercase();
        let fits = |past: &&Seen| {
            let draft = &drafts[past.entity];
            draft.kind == NameType::Site && (draft.nouns.contains(&lemma) || general(&lemma) && !plural)
        };
        definite.then(|| seen.iter().rev().find(fits).map(|past| past.entity)).flatten()
    };
    let theirs = || {
        let owner = owner.as_ref().filter(|_| town.is_none() && !plural)?;
        let lemma = noun.lemma.to_lowercase();
        let mut sites = seen.iter().rev().map(|past| past.entity).filter(|entity| {
            drafts[*entity].kind == NameType::Site && drafts[*entity].unnamed && alike(&drafts[*entity].nouns, &lemma)
        });
        sites.find(|entity| drafts[*entity].owner.as_ref().is_none_or(|known| known == owner))
    };
    if let Some(entity) = known.or_else(back).or_else(theirs) {
        drafts[entity].owner = drafts[entity].owner.take().or(owner.clone());
        if drafts[entity].unnamed {
            add_names(&mut drafts[entity], mention, owner.as_deref(), town);
        }
        return Some(entity);
    }
    if is_anywhere(context, &noun.lemma, place, town.as_deref()) && owner.is_none() {
        return None;
    }
    let specific = town.is_some()
        || owner.is_some()
        || mention.name.len() > noun.lemma.len()
        || determiner == Determiner::Indefinite;
    if !specific || plural && town.is_none() && owner.is_none() {
        return None;
    }
    let mut draft = Draft::new(label, NameType::Site);
    draft.unnamed = true;
    draft.gender = noun.gender;
    draft.owner.clone_from(&owner);
    draft.nouns.push(noun.lemma.to_lowercase());
    draft.places.extend(place);
    add_names(&mut draft, mention, owner.as_deref(), town);
    drafts.push(draft);
    Some(drafts.len() - 1)
}

/// The noun in the name of a description that stands at its place alone: the second site of `Werke in Celle und Husum`.
fn named_noun<'a>(context: &Context<'a>, mention: &Mention) -> Option<&'a Noun> {
    let lower = mention.name.split(" in ").next()?.to_lowercase();
    let last = lower.rsplit('-').next().unwrap_or(&lower);
    let nouns = &context.with.lexicon.nouns;
    let (noun, _) = nouns.find(&lower).or_else(|| nouns.find(last))?;
    (noun.kind == NameType::Site).then_some(noun)
}

/// `Intels Werk`, `Werk von Intel in Magdeburg`: the company beside the site.
fn possessor(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<String> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let start = context.phrase_start(sentence, mention.tokens.start as usize) as u32;
    let behind = mention.head + 1;
    let linked = sentence.tokens.get(behind as usize).is_some_and(|t| matches!(t.form.as_str(), "von" | "of" | "der"));
    let mut near = mentions[at.saturating_sub(4)..].iter().take(9).filter(|m| m.sentence == mention.sentence);
    near.find_map(|m| {
        let named = matches!(context.kind(m), Some((NameType::Company, Form::Name)));
        let last = sentence.tokens.get((m.tokens.end as usize).checked_sub(1)?)?;
        let genitive = m.tokens.end == start && (last.form.ends_with('s') || last.form.ends_with(['\'', '’']));
        (named && (genitive || linked && m.tokens.start == behind + 1)).then(|| m.name.clone())
    })
}

/// `ihr Werk in Celle`: the company that the possessive right before the site stands for.
fn pronoun(context: &Context<'_>, mentions: &[Mention], drafts: &[Draft], at: usize) -> Option<String> {
    let mention = &mentions[at];
    let from = context.phrase_start(context.sentence(mention), mention.tokens.start as usize) as u32;
    let near = mentions[at.saturating_sub(4)..at].iter().filter(|m| m.sentence == mention.sentence);
    let possessive = |m: &&Mention| {
        matches!(context.kind(m), Some((_, Form::Pronoun))) && (from..mention.tokens.start).contains(&m.head)
    };
    let owner = &drafts[near.filter(possessive).find_map(|m| m.entity)? as usize];
    let firm = owner.kind == NameType::Company && !owner.unnamed;
    owner.names.first().filter(|_| firm).map(|(name, _)| name.clone())
}

/// `Standort in Europa`, `Filialen in Deutschland`: no site that could be told from others.
fn is_anywhere(context: &Context<'_>, lemma: &str, place: Option<EntryIx>, town: Option<&str>) -> bool {
    const MANY: [&str; 8] = ["standort", "niederlassung", "filiale", "büro", "site", "office", "store", "location"];
    let lower = lemma.to_lowercase();
    let wide = match place {
        Some(place) => context.with.lexicon.names.entry(place).seats.is_empty(),
        None => town.is_none(),
    };
    wide && MANY.iter().any(|noun| lower.ends_with(noun))
}

/// Words that may mean a site of any kind.
fn general(lemma: &str) -> bool {
    matches!(
        lemma,
        "standort"
            | "werk"
            | "fabrik"
            | "anlage"
            | "gelände"
            | "site"
            | "plant"
            | "facility"
            | "factory"
            | "gebäude"
            | "komplex"
    )
}

/// Whether two kinds of site at one place are one.
fn alike(own: &[compact_str::CompactString], lemma: &str) -> bool {
    let ends = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
    own.iter().any(|noun| {
        ends(noun, lemma)
            || general(noun) && general(lemma)
            || general(noun) != general(lemma) && factory(noun) && factory(lemma)
    })
}

fn factory(lemma: &str) -> bool {
    general(lemma) || lemma.ends_with("fabrik") || lemma.ends_with("werk") || lemma.ends_with("factory")
}

/// The place inside or right before the description.
fn place(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<EntryIx> {
    let mention = &mentions[at];
    let near = mentions[at.saturating_sub(4)..].iter().take(10).filter(|m| m.sentence == mention.sentence);
    let mut best = None;
    for other in near {
        let Some((NameType::Place, form)) = context.kind(other) else { continue };
        let inside = mention.span.covers(&other.span);
        let before = form == Form::Adjective
            && other.tokens.end <= mention.tokens.start
            && mention.tokens.start - other.tokens.end <= 1;
        if inside || before {
            let entry =
                context.with.lexicon.names.find(&other.name).find(|(_, entry, _)| entry.kind == NameType::Place);
            best = entry.map(|(ix, ..)| ix).or(best);
        }
    }
    best
}

/// The name of the place in the description, where the word lists lack it.
fn town(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<String> {
    let mention = &mentions[at];
    let near = mentions[at.saturating_sub(2)..].iter().take(6).filter(|m| m.sentence == mention.sentence);
    let mut inside = near.filter(|m| mention.span.covers(&m.span));
    let place = inside.find(|m| matches!(context.kind(m), Some((NameType::Place, Form::Name))))?;
    Some(place.name.clone())
}

/// `in Celle und Husum Rechenzentren bauen`: a site in each town of the clause, where there are several.
pub(super) fn in_towns(context: &Context<'_>, mentions: &[Mention], drafts: &mut Vec<Draft>, at: usize) -> Vec<usize> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let from = context.phrase_start(sentence, mention.tokens.start as usize);
    let determiner = context.determiner(sentence, from);
    let MentionKind::Entity { label, .. } = mention.kind else { return Vec::new() };
    let Some(noun) = context.noun(sentence, mention.head as usize) else { return Vec::new() };
    let towns = places_of_clause(context, mentions, at, determiner).filter(|towns| towns.len() > 1);
    if determiner != Determiner::Bare || !context.is_plural(mention) {
        return Vec::new();
    }
    let site = |(place, town): (Option<EntryIx>, String)| {
        let mut draft = Draft::new(label, NameType::Site);
        draft.unnamed = true;
        draft.gender = noun.gender;
        draft.nouns.push(noun.lemma.to_lowercase());
        draft.places.extend(place);
        draft.names.push((format!("{} in {town}", mention.name), 1));
        drafts.push(draft);
        drafts.len() - 1
    };
    towns.unwrap_or_default().into_iter().map(site).collect()
}

/// `In Abilene entsteht ein Werk`, `baut in Tulsa Rechenzentren`: the places of the clause whose subject or object a
/// site is that has no place of its own.
fn places_of_clause(
    context: &Context<'_>,
    mentions: &[Mention],
    at: usize,
    determiner: Determiner,
) -> Option<Vec<(Option<EntryIx>, String)>> {
    let mention = &mentions[at];
    let sentence = context.sentence(mention);
    let tokens = &sentence.tokens;
    let head = &tokens[mention.head as usize];
    let verb = head.head.filter(|_| matches!(head.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj))?;
    if determiner == Determiner::Possessive || mention.tokens.len() > 1 {
        return None;
    }
    let near = mentions[at.saturating_sub(8)..].iter().take(16).filter(|m| m.sentence == mention.sentence);
    let places: Vec<&Mention> =
        near.filter(|m| matches!(context.kind(m), Some((NameType::Place, Form::Name)))).collect();
    // `in Celle`, `in den texanischen Städten Waco und Tyler`, `im Hafen von Celle`
    let there = |m: &&&Mention| {
        let start = m.tokens.start as usize;
        let inner = |at: &usize| matches!(tokens[*at].upos, Upos::Det | Upos::Adj | Upos::Noun);
        let opener = (start.saturating_sub(5)..start).rev().find(|at| !inner(at)).map(|at| tokens[at].lower());
        let opener = opener.unwrap_or_default();
        let in_it = matches!(opener.as_str(), "in" | "im" | "bei" | "nahe" | "near");
        let above = tokens[m.head as usize].head;
        let under = |kind: NameType| {
            above.is_some_and(|at| {
                let noun = context.noun(sentence, at as usize);
                noun.is_some_and(|noun| noun.kind == kind) && tokens[at as usize].head == Some(verb)
            })
        };
        let town = under(NameType::Place);
        let of_site = matches!(opener.as_str(), "von" | "of") && under(NameType::Site);
        in_it && (above == Some(verb) || town) || of_site
    };
    let mut firsts = places.iter().filter(there);
    let first = firsts.next().filter(|_| firsts.next().is_none())?;
    let mut row: Vec<&Mention> = vec![first];
    for place in places.iter().filter(|m| m.span.start > first.span.start) {
        if !row.last().is_some_and(|last| groups::is_joined(sentence, last, place)) {
            break;
        }
        row.push(place);
    }
    let entry = |m: &Mention| {
        let mut entries = context.with.lexicon.names.find(&m.name);
        (entries.find(|(_, entry, _)| entry.kind == NameType::Place).map(|(ix, ..)| ix), m.name.clone())
    };
    Some(row.into_iter().map(entry).collect())
}

fn place_name(context: &Context<'_>, place: EntryIx) -> String {
    context.with.lexicon.names.entry(place).name.to_string()
}

/// The company in the compound: `Intel` in `Intel-Werk`.
fn owner(context: &Context<'_>, mentions: &[Mention], at: usize) -> Option<String> {
    let mention = &mentions[at];
    let near = mentions[at.saturating_sub(3)..].iter().take(7);
    let mut parts = near.filter(|m| m.sentence == mention.sentence && m.tokens.contains(&mention.head));
    let part =
        parts.find(|m| matches!(context.kind(m), Some((kind, Form::CompoundPart)) if kind != NameType::Place))?;
    Some(part.name.clone())
}

/// The names a site without a name goes by: `Werk in Celle`, `Bosch-Werk`, `Bosch-Werk in Celle`.
fn add_names(draft: &mut Draft, mention: &Mention, owner: Option<&str>, place: Option<String>) {
    let add = |draft: &mut Draft, name: String| {
        if !draft.names.iter().any(|(known, _)| fold_german(known) == fold_german(&name)) {
            draft.names.push((name, 1));
        }
    };
    let name = mention.name.as_str();
    let noun = [" in ", " bei ", " nahe ", " near ", " at "]
        .iter()
        .fold(name, |noun, link| noun.split(link).next().unwrap_or(noun));
    let bare = owner
        .and_then(|owner| noun.strip_prefix(owner))
        .map(|rest| rest.trim_start_matches('-'))
        .filter(|rest| !rest.is_empty());
    let owned = owner.filter(|_| bare.is_none()).map(|owner| owned_name(owner, noun));
    add(draft, name.to_owned());
    if let Some(owned) = &owned {
        add(draft, owned.clone());
    }
    if let Some(place) = place {
        for noun in std::iter::once(noun).chain(bare).chain(owned.as_deref()) {
            let noun = noun.strip_suffix(place.as_str()).map_or(noun, str::trim_end);
            add(draft, format!("{noun} in {place}"));
            add(draft, format!("{noun} {place}"));
        }
    }
}

/// `Intel-Werk`, `Intel plant`.
fn owned_name(owner: &str, noun: &str) -> String {
    let link = if noun.starts_with(char::is_lowercase) { ' ' } else { '-' };
    format!("{owner}{link}{noun}")
}
