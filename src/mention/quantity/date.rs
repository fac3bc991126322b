//! Days and periods, relative ones counted from the day of publication.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use pest::iterators::Pair;

use super::Rule;
use super::number;
use crate::model::mention::{DateBound, Quantity};

/// The day a document was published.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::mention) struct Day(Date);

impl Day {
    /// Reads the first ten characters of an ISO 8601 date.
    pub(in crate::mention) fn parse(text: &str) -> Option<Self> {
        text.get(..10)?.parse().ok().map(Self)
    }
}

/// What the parts of a date say.
#[derive(Clone, Copy, Debug, Default)]
struct Parts<'p> {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    nth: Option<u8>,
    weekday: Option<Weekday>,
    span: Option<&'p str>,
    number: Option<f64>,
    part: Option<&'p str>,
    /// -1 past, 0 present, 1 coming.
    way: Option<i8>,
}

/// The day or period that a date means; none where it takes a day of publication that is not known.
pub(super) fn read(pair: Pair<'_, Rule>, published: Option<Day>) -> Option<Quantity> {
    let (mut bound, mut value) = (DateBound::On, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::since => bound = DateBound::Since,
            Rule::until => bound = DateBound::Until,
            rule => {
                let seit = rule == Rule::ahead && part.as_str().to_lowercase().starts_with("seit");
                if seit {
                    bound = DateBound::Since;
                } else if rule == Rule::within && bound == DateBound::On {
                    bound = within_bound(&part);
                }
                value = body(part, published.map(|day| day.0));
            }
        }
    }
    value.map(|value| Quantity::Date { value, bound })
}

/// `in den kommenden vier Jahren` ends then; `in den vergangenen vier Jahren` began then.
fn within_bound(pair: &Pair<'_, Rule>) -> DateBound {
    let coming = pair.clone().into_inner().any(|part| part.as_rule() == Rule::coming);
    if coming { DateBound::Until } else { DateBound::Since }
}

fn body(pair: Pair<'_, Rule>, published: Option<Date>) -> Option<String> {
    let rule = pair.as_rule();
    let text = pair.as_str();
    let mut parts = Parts::default();
    if rule == Rule::weekday {
        parts.weekday = weekday(text);
    } else {
        gather(pair, &mut parts);
    }
    match rule {
        Rule::iso | Rule::dotted | Rule::full_day => full_day(parts, published),
        Rule::in_month => in_month(parts, published),
        Rule::quarter => numbered(parts, 'Q', published),
        Rule::halfyear => numbered(parts, 'H', published),
        Rule::in_the_year => parts.year.map(|year| year.to_string()),
        Rule::in_part => in_part(parts, text, published),
        Rule::this_end => published.map(|day| day.year().to_string()),
        Rule::weekday => last_weekday(published?, parts.weekday?),
        Rule::ago => shifted(published?, parts, -1),
        Rule::ahead => shifted(published?, parts, if text.to_lowercase().starts_with("seit") { -1 } else { 1 }),
        Rule::within => shifted(published?, parts, parts.way?),
        Rule::relative => relative(parts, text, published?),
        _ => None,
    }
}

fn gather<'p>(pair: Pair<'p, Rule>, parts: &mut Parts<'p>) {
    for part in pair.into_inner() {
        let text = part.as_str();
        match part.as_rule() {
            Rule::year | Rule::year_of => parts.year = text.parse().ok(),
            Rule::short_year => {
                parts.year = text.parse::<i16>().ok().map(|short| if short < 70 { 2000 + short } else { 1900 + short })
            }
            Rule::month => parts.month = month(text),
            Rule::day | Rule::two => match parts.day.is_some() || parts.year.is_some() && parts.month.is_none() {
                true => parts.month = text.parse().ok(),
                false => parts.day = text.parse().ok(),
            },
            Rule::nth | Rule::nth_digit => parts.nth = nth(text),
            Rule::weekday => parts.weekday = weekday(text),
            Rule::span => parts.span = Some(text),
            Rule::part => parts.part = Some(text),
            Rule::past => parts.way = Some(-1),
            Rule::present => parts.way = Some(0),
            Rule::coming => parts.way = Some(1),
            Rule::word | Rule::one => parts.number = number::word(text),
            Rule::plain | Rule::grouped | Rule::broken => parts.number = text.parse().ok(),
            _ => {}
        }
    }
}

fn full_day(parts: Parts<'_>, published: Option<Date>) -> Option<String> {
    let (month, day) = (parts.month?, parts.day?);
    let year = match parts.year {
        Some(year) => year,
        None => nearest_year(month, published?),
    };
    Date::new(year, month, day).ok().map(|date| date.to_string())
}

/// The year in which a month lies nearest to the day of publication.
fn nearest_year(month: i8, published: Date) -> i16 {
    match month - published.month() {
        7.. => published.year() - 1,
        ..=-7 => published.year() + 1,
        _ => published.year(),
    }
}

fn in_month(parts: Parts<'_>, published: Option<Date>) -> Option<String> {
    let month = parts.month?;
    let year = match (parts.year, parts.way) {
        (Some(year), _) => year,
        (None, Some(way)) => published?.year() + i16::from(way),
        (None, None) => nearest_year(month, published?),
    };
    Some(format!("{year}-{month:02}"))
}

fn numbered(parts: Parts<'_>, letter: char, published: Option<Date>) -> Option<String> {
    let year = parts.year.or(published.map(|day| day.year()))?;
    let nth = parts.nth?;
    let most = if letter == 'H' { 2 } else { 4 };
    (1..=most).contains(&nth).then(|| format!("{year}-{letter}{nth}"))
}

fn in_part(parts: Parts<'_>, text: &str, published: Option<Date>) -> Option<String> {
    if let Some(year) = parts.year {
        return Some(year.to_string());
    }
    let way = parts.way.unwrap_or(if text.contains("vergangenen") { -1 } else { 1 });
    published.map(|day| (day.year() + i16::from(way)).to_string())
}

/// The last such weekday up to the day of publication.
fn last_weekday(published: Date, weekday: Weekday) -> Option<String> {
    let back = published.weekday().since(weekday);
    published.checked_sub(i32::from(back).days()).ok().map(|date| date.to_string())
}

/// So many years, months or weeks before or after.
fn shifted(published: Date, parts: Parts<'_>, way: i8) -> Option<String> {
    let number = parts.number.filter(|number| (1.0..=200.0).contains(number))? as i64 * i64::from(way);
    coarse(published, parts.span?, number)
}

/// The period that lies `number` periods from a day, as coarse as the period.
fn coarse(published: Date, period: &str, number: i64) -> Option<String> {
    let moved = |span: Span| published.checked_add(span).ok();
    match period.chars().next()? {
        'J' | 'y' => moved(number.years()).map(|date| date.year().to_string()),
        'M' | 'm' => moved(number.months()).map(|date| format!("{}-{:02}", date.year(), date.month())),
        'W' | 'w' => moved(number.weeks()).map(|date| {
            let week = date.iso_week_date();
            format!("{}-W{:02}", week.year(), week.week())
        }),
        _ => {
            let date = moved((3 * number).months())?;
            Some(format!("{}-Q{}", date.year(), (date.month() - 1) / 3 + 1))
        }
    }
}

fn relative(parts: Parts<'_>, text: &str, published: Date) -> Option<String> {
    let way = parts.way.unwrap_or(0);
    if let Some(weekday) = parts.weekday {
        if way > 0 {
            let ahead = weekday.since(published.weekday());
            let ahead = if ahead == 0 { 7 } else { i32::from(ahead) };
            return published.checked_add(ahead.days()).ok().map(|date| date.to_string());
        }
        return last_weekday(published, weekday);
    }
    if let Some(month) = parts.month {
        let year = match (way, month.cmp(&published.month())) {
            (1, std::cmp::Ordering::Less) => published.year() + 1,
            (-1, std::cmp::Ordering::Greater | std::cmp::Ordering::Equal) => published.year() - 1,
            _ => published.year(),
        };
        return Some(format!("{year}-{month:02}"));
    }
    if let Some(period) = parts.span {
        return coarse(published, period, i64::from(way));
    }
    let shifted = |days: i32| published.checked_add(days.days()).ok().map(|date| date.to_string());
    match text.to_lowercase().as_str() {
        "heute" | "today" => shifted(0),
        "gestern" | "yesterday" => shifted(-1),
        "morgen" | "tomorrow" => shifted(1),
        "heuer" => Some(published.year().to_string()),
        _ => Some((published.year() - 1).to_string()),
    }
}

fn month(text: &str) -> Option<i8> {
    let lower = text.to_lowercase();
    let starts =
        ["jan|jän", "feb", "mär|mar|mae", "apr", "mai|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dez|dec"];
    let at = starts.iter().position(|start| start.split('|').any(|start| lower.starts_with(start)))?;
    i8::try_from(at + 1).ok()
}

fn weekday(text: &str) -> Option<Weekday> {
    let lower = text.to_lowercase();
    let starts = [
        ("mon", Weekday::Monday),
        ("diens", Weekday::Tuesday),
        ("tues", Weekday::Tuesday),
        ("mittw", Weekday::Wednesday),
        ("wednes", Weekday::Wednesday),
        ("donners", Weekday::Thursday),
        ("thurs", Weekday::Thursday),
        ("frei", Weekday::Friday),
        ("fri", Weekday::Friday),
        ("sams", Weekday::Saturday),
        ("satur", Weekday::Saturday),
        ("sonnabend", Weekday::Saturday),
        ("son", Weekday::Sunday),
        ("sun", Weekday::Sunday),
    ];
    starts.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, day)| *day)
}

fn nth(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    if let Some(digit) = lower.chars().next().and_then(|c| c.to_digit(10)) {
        return u8::try_from(digit).ok();
    }
    let starts = [
        ("erst", 1),
        ("first", 1),
        ("zweit", 2),
        ("second", 2),
        ("dritt", 3),
        ("third", 3),
        ("viert", 4),
        ("fourth", 4),
        ("letzt", 4),
    ];
    starts.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, nth)| *nth)
}
