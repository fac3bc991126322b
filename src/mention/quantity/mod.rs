//! Values in running text: money, shares, power, counts, dates.
//!
//! Words that may begin a value are found by a look-up; only there the grammar (`grammar/quantities.pest`) is tried.

mod currency;
mod date;
mod number;
mod triggers;

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use self::date::Day;
use self::number::{amount, scaled};
use super::shape::Line;
use crate::model::document::Language;
use crate::model::mention::{DateBound, Mention, MentionKind, Qualifier, Quantity};
use crate::model::span::Span;
use crate::model::text::Upos;
pub(super) use date::Day as PublicationDay;
pub(super) use triggers::Triggers;

#[derive(Parser)]
#[grammar = "../grammar/quantities.pest"]
struct Grammar;

/// Bytes behind a trigger that a value may take; longer ones are no values.
const LONGEST: usize = 160;

/// A value with the bytes it takes.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub start: usize,
    pub length: usize,
    pub value: Quantity,
}

/// The values of a sentence, none overlapping another.
pub(super) fn sentence(triggers: &Triggers, line: Line<'_>, published: Option<Day>, out: &mut Vec<Mention>) {
    let end = line.token(line.len() - 1).span.end as usize;
    let mut covered = 0;
    for at in 0..line.len() {
        let token = line.token(at);
        let start = token.span.start as usize;
        if start < covered || !triggers.begins(line, at) {
            continue;
        }
        let Some(text) = line.text.get(start..end).map(clip) else { continue };
        let Some(mut found) = read(text, line.language, published) else { continue };
        currency::settle(line, start, &mut found, out);
        if let Some((mention, end)) = mention(line, at, start, found) {
            covered = end;
            if matches!(mention.kind, MentionKind::Quantity(Quantity::Money { .. } | Quantity::Power { .. })) {
                take_unit(&mention, out);
            }
            out.push(mention);
        }
    }
}

/// Takes away what was held for a name inside a quantity: the place `Franken` in `41 Millionen Franken`, `MW` in `3 MW`.
fn take_unit(quantity: &Mention, out: &mut Vec<Mention>) {
    let here = out.iter().rev().take_while(|m| m.sentence == quantity.sentence).count();
    let inside = |m: &Mention| m.tokens.start >= quantity.tokens.start && m.tokens.end <= quantity.tokens.end;
    let rest: Vec<Mention> = out.drain(out.len() - here..).filter(|m| !inside(m)).collect();
    out.extend(rest);
}

/// The text up to a limit, cut between characters.
fn clip(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The value that a text begins with.
pub(super) fn read(text: &str, language: Language, published: Option<Day>) -> Option<Found> {
    let pair = Grammar::parse(Rule::quantity, text).ok()?.next()?.into_inner().next()?;
    let span = pair.as_span();
    let (start, length) = (span.start(), span.end() - span.start());
    let value = match pair.as_rule() {
        Rule::money => money(pair, language)?,
        Rule::power => power(pair, language)?,
        Rule::share => share(pair, language)?,
        Rule::count => count(pair, language)?,
        Rule::date => date::read(pair, published)?,
        _ => return None,
    };
    Some(Found { start, length, value })
}

fn qualifier(rule: Rule) -> Option<Qualifier> {
    match rule {
        Rule::up_to => Some(Qualifier::UpTo),
        Rule::at_least => Some(Qualifier::AtLeast),
        Rule::over => Some(Qualifier::Over),
        Rule::under => Some(Qualifier::Under),
        Rule::about => Some(Qualifier::About),
        _ => None,
    }
}

/// The bound and the number of a value, of a range the upper end.
fn bounded(pair: Pair<'_, Rule>, language: Language) -> (Option<Qualifier>, Option<f64>) {
    let (mut bound, mut number) = (None, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::amount => number = amount(part, language),
            Rule::range => {
                bound = bound.or(Some(Qualifier::UpTo));
                number = part.into_inner().last().and_then(|upper| amount(upper, language));
            }
            rule => bound = bound.or(qualifier(rule)),
        }
    }
    (bound, number)
}

fn money(pair: Pair<'_, Rule>, language: Language) -> Option<Quantity> {
    let inner = || pair.clone().into_inner();
    if inner().any(|part| part.as_rule() == Rule::per) {
        return None;
    }
    let written = inner().find(|part| matches!(part.as_rule(), Rule::currency | Rule::symbol))?;
    let code = number::currency(written.as_str());
    let (qualifier, number) = bounded(pair, language);
    let (code, factor) = code?;
    Some(Quantity::Money { amount: number? * factor, currency: code.to_owned(), qualifier })
}

fn power(pair: Pair<'_, Rule>, language: Language) -> Option<Quantity> {
    let unit = pair.clone().into_inner().find(|part| part.as_rule() == Rule::power_unit)?;
    let factor = number::power_unit(unit.as_str())?;
    let (qualifier, number) = bounded(pair, language);
    Some(Quantity::Power { watts: rounded(number? * factor), qualifier })
}

fn share(pair: Pair<'_, Rule>, language: Language) -> Option<Quantity> {
    let mut word = None;
    for part in pair.clone().into_inner() {
        match part.as_rule() {
            Rule::fraction => word = number::fraction(part.as_str()),
            Rule::halves => word = Some(0.5),
            Rule::whole => word = Some(1.0),
            Rule::in_row => {
                let percent = part.into_inner().find_map(|part| amount(part, language))?;
                return Some(Quantity::Share { fraction: rounded(percent) / 100.0, qualifier: None });
            }
            Rule::majority => return Some(Quantity::Share { fraction: 0.5, qualifier: Some(Qualifier::Over) }),
            _ => {}
        }
    }
    let (qualifier, number) = bounded(pair, language);
    let fraction = word.or_else(|| number.map(|percent| rounded(percent) / 100.0))?;
    Some(Quantity::Share { fraction, qualifier })
}

fn count(pair: Pair<'_, Rule>, language: Language) -> Option<Quantity> {
    let (mut bound, mut range) = (None, None);
    for part in pair.clone().into_inner() {
        bound = bound.or(qualifier(part.as_rule()));
        if part.as_rule() == Rule::range {
            range = part.into_inner().last().and_then(|upper| amount(upper, language));
            bound = bound.or(Some(Qualifier::UpTo));
        }
    }
    let number = range.or_else(|| scaled(pair.into_inner(), language))?;
    Some(Quantity::Count { number, unit: None, qualifier: bound })
}

/// Without the dust of decimal fractions: 4.5 times 10⁹ is 4,500,000,000.
fn rounded(number: f64) -> f64 {
    if number.abs() >= 1.0 && number.abs() < 1e15 { (number * 1e6).round() / 1e6 } else { number }
}

/// The mention of a value that begins at a token; none for numbers that count nothing and are no years.
fn mention(line: Line<'_>, at: usize, start: usize, found: Found) -> Option<(Mention, usize)> {
    let (mut start, mut end) = (start + found.start, start + found.start + found.length);
    let mut value = found.value;
    let mut first = at;
    let mut last = (at..line.len()).take_while(|t| (line.token(*t).span.start as usize) < end).last()?;
    if of_noun(line, at) && unbound(&mut value) {
        first = (at + 1).min(last);
        start = line.token(first).span.start as usize;
    }
    if is_bounded_number(line, at, last, &value) {
        return None;
    }
    if let Some(number) = round_year(line, at, last, &value) {
        value = Quantity::Count { number, unit: None, qualifier: None };
    }
    if let Quantity::Count { unit, number, .. } = &mut value {
        let noun = counted(line, last + 1)?;
        let known_time = matches!(
            line.word(noun).trim_end_matches(['n', 's', 'e']),
            "Jahr"
                | "Monat"
                | "Woch"
                | "Tag"
                | "Uhr"
                | "year"
                | "month"
                | "week"
                | "day"
                | "Prozentpunkt"
                | "Stund"
                | "Minut"
                | "hour"
        );
        if known_time || *number == 0.0 {
            return None;
        }
        *unit = Some(line.token(noun).lemma.to_string())
            .filter(|lemma| !lemma.is_empty())
            .or_else(|| Some(line.word(noun).to_owned()));
        last = noun;
        end = line.token(noun).span.end as usize;
    }
    let outside = |t: &usize| line.token(*t).head.is_none_or(|h| !(first..=last).contains(&(h as usize)));
    // `bis zu 50 Chips`: parsers hang the first words elsewhere.
    let noun = (first..=last).rev().find(|t| outside(t) && line.upos(*t) == Some(Upos::Noun));
    let head = noun.or_else(|| (first..=last).find(outside))?;
    let span = Span::new(start as u32, end as u32);
    let name = span.of(line.text).to_owned();
    let tokens = first as u32..last as u32 + 1;
    let kind = MentionKind::Quantity(value);
    let mention = Mention {
        sentence: line.index,
        tokens,
        head: head as u32,
        span,
        kind,
        name,
        entity: None,
        origin: "quantity",
        confidence: 0.95,
    };
    Some((mention, end))
}

/// `rund 2000 der 30.000 Stellen`: a number that a bound before it makes no year.
fn is_bounded_number(line: Line<'_>, at: usize, last: usize, value: &Quantity) -> bool {
    const BOUNDS: [&str; 10] = ["rund", "etwa", "circa", "gut", "knapp", "fast", "über", "around", "about", "nearly"];
    let bare = at == last && matches!(value, Quantity::Date { value, .. } if value.len() == 4);
    bare && at > 0 && BOUNDS.contains(&line.word(at - 1).to_lowercase().as_str())
}

/// `2000 Mitarbeiter`: a round number that looks like a year and counts something.
fn round_year(line: Line<'_>, at: usize, last: usize, value: &Quantity) -> Option<f64> {
    let Quantity::Date { value, bound: DateBound::On } = value else { return None };
    let number = value.parse::<f64>().ok().filter(|number| at == last && number % 50.0 == 0.0)?;
    (line.upos(last + 1) == Some(Upos::Noun)).then_some(number)
}

/// `ein Vertrag über 5 Millionen Dollar`: the preposition is no bound.
fn of_noun(line: Line<'_>, at: usize) -> bool {
    line.word(at) == "über" && at > 0 && matches!(line.upos(at - 1), Some(Upos::Noun | Upos::Propn))
}

/// Takes the bound `over` off a value; whether it had it.
fn unbound(value: &mut Quantity) -> bool {
    let (Quantity::Money { qualifier, .. }
    | Quantity::Share { qualifier, .. }
    | Quantity::Power { qualifier, .. }
    | Quantity::Count { qualifier, .. }) = value
    else {
        return false;
    };
    let over = *qualifier == Some(Qualifier::Over);
    if over {
        *qualifier = None;
    }
    over
}

/// The noun that a number counts, adjectives between.
fn counted(line: Line<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    while at < line.len().min(from + 4) && matches!(line.upos(at), Some(Upos::Adj)) {
        at += 1;
    }
    (line.upos(at) == Some(Upos::Noun)).then_some(at)
}

#[cfg(test)]
mod tests;
