//! Sentences that say what a thing is called: `das Joint Venture heißt Quantra`, `Quantra ist ein Joint Venture von …`.

use super::context::Context;
use super::draft::Draft;
use crate::model::mention::{Form, Mention};
use crate::model::text::{Deprel, NameType, Upos};

/// Tokens between a description and its name.
const REACH: u32 = 12;

/// The thing whose name the sentence gives to the description at `at`.
pub(super) fn named(context: &Context<'_>, mentions: &[Mention], at: usize, drafts: &[Draft]) -> Option<usize> {
    let (kind, _) = context.kind(&mentions[at])?;
    let fits = |m: &&Mention| {
        let named = matches!(context.kind(m), Some((_, Form::Name)));
        named && m.entity.is_some_and(|entity| may_be(&drafts[entity as usize], kind))
    };
    let own = || mentions.iter().filter(|m| m.sentence == mentions[at].sentence).filter(fits);
    let here = &mentions[at];
    let christened = own().filter(|m| m.tokens.start >= here.tokens.end && m.tokens.start - here.tokens.end < REACH);
    let christened = christened
        .min_by_key(|m| m.tokens.start)
        .filter(|m| !is_parted(context, mentions, here, m) && is_christened(context, here, m));
    let found = christened.or_else(|| own().find(|m| is_predicate(context, here, m) || is_filled(context, here, m)))?;
    found.entity.map(|entity| entity as usize)
}

/// Whether another description stands between one and a name: `the firms found a company called Quantra`.
fn is_parted(context: &Context<'_>, mentions: &[Mention], here: &Mention, name: &Mention) -> bool {
    let between = |m: &&Mention| m.span.start > here.span.start && m.span.end < name.span.start;
    let described = |m: &Mention| matches!(context.kind(m), Some((_, Form::Description)));
    mentions.iter().filter(between).any(described)
}

/// Whether a thing may be what a description of that kind says: a venture may have been taken for a company.
fn may_be(draft: &Draft, kind: NameType) -> bool {
    draft.kind == kind
        || kind == NameType::Project
            && draft.entry.is_none()
            && matches!(draft.kind, NameType::Company | NameType::Organization | NameType::Product)
}

/// `heißt Quantra`, `namens Quantra`, `soll Quantra heißen`, `to be called Quantra`.
fn is_christened(context: &Context<'_>, here: &Mention, name: &Mention) -> bool {
    let tokens = &context.sentence(here).tokens;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.form.as_str());
    let quote = |word: &str| matches!(word, "„" | "“" | "\"" | "»" | "«" | "'" | "”");
    let (mut before, mut behind) = (name.tokens.start as usize, name.tokens.end as usize);
    while before > 0 && quote(word(before - 1)) {
        before -= 1;
    }
    while quote(word(behind)) {
        behind += 1;
    }
    let gap = &tokens[here.tokens.end as usize..before];
    let one_clause = gap.iter().filter(|token| token.form == ",").count() < 2;
    let opens = before.checked_sub(1).map(|at| word(at).to_lowercase()).is_some_and(|word| {
        matches!(
            word.as_str(),
            "heißt" | "hieß" | "heißen" | "namens" | "namen" | "called" | "named" | "dubbed" | "christened" | "name"
        )
    });
    let closes = matches!(word(behind), "heißen" | "genannt" | "getauft" | "benannt");
    one_clause && (opens && before > here.tokens.end as usize || closes)
}

/// `Quantra ist ein Joint Venture`: the name is the subject of which the description is said.
fn is_predicate(context: &Context<'_>, here: &Mention, name: &Mention) -> bool {
    let tokens = &context.sentence(here).tokens;
    let head = |at: u32| tokens[at as usize].head;
    let copula =
        (0..tokens.len() as u32).any(|at| head(at) == Some(here.head) && tokens[at as usize].deprel == Deprel::Cop);
    let subject = &tokens[name.head as usize];
    let before = name.tokens.end <= here.tokens.start;
    let article = (name.tokens.end..here.tokens.start).any(|at| tokens[at as usize].upos == Upos::Det);
    copula && before && article && subject.deprel == Deprel::Nsubj && subject.head == Some(here.head)
}

/// `Käufer ist die Targo`, `Investor ist der Fonds Nordkap`: a bare noun that opens the sentence is what the name is said
/// to be, whichever of the two the parse takes for the subject.
fn is_filled(context: &Context<'_>, here: &Mention, name: &Mention) -> bool {
    let tokens = &context.sentence(here).tokens;
    let has_copula = |at: u32| tokens.iter().any(|token| token.head == Some(at) && token.deprel == Deprel::Cop);
    let token = |at: u32| &tokens[at as usize];
    // The name itself, or the description that it stands in apposition to.
    let apposed = matches!(token(name.head).deprel, Deprel::Appos | Deprel::Flat | Deprel::FlatName);
    let other = token(name.head).head.filter(|_| apposed).unwrap_or(name.head);
    let said = |subject: u32, predicate: u32| {
        token(subject).head == Some(predicate) && token(subject).deprel == Deprel::Nsubj && has_copula(predicate)
    };
    let bare = here.head == 0 || here.head == 1 && tokens[0].upos == Upos::Adj;
    bare && name.tokens.start > here.head && (said(here.head, other) || said(other, here.head))
}
