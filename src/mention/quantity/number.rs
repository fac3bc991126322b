//! What numbers, scales, currencies and units mean.

use pest::iterators::{Pair, Pairs};

use super::Rule;
use crate::model::document::Language;

/// The number of an amount with its scale.
pub(super) fn amount(pair: Pair<'_, Rule>, language: Language) -> Option<f64> {
    scaled(pair.into_inner(), language)
}

/// A number and a scale, in this order.
pub(super) fn scaled(parts: Pairs<'_, Rule>, language: Language) -> Option<f64> {
    let (mut number, mut factor) = (None, 1.0);
    for part in parts {
        match part.as_rule() {
            Rule::scale => factor = scale(part.as_str(), language)?,
            Rule::half => number = Some(0.5),
            Rule::one => number = Some(1.0),
            Rule::one_half => number = one_half(part.as_str()),
            Rule::word => number = word(part.as_str()),
            Rule::broken | Rule::grouped | Rule::spaced | Rule::plain => number = digits(part.as_str(), language),
            _ => {}
        }
    }
    let product = number? * factor;
    Some(if product.abs() < 1e15 { (product * 1e4).round() / 1e4 } else { product })
}

/// `1.234,5` and `1,234.5`: of two kinds of signs the last is the decimal one; of one kind, three digits behind it are
/// thousands where the language writes them so.
fn digits(text: &str, language: Language) -> Option<f64> {
    let compact: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let (decimal, thousands) = match language {
        Language::De => (',', '.'),
        Language::En => ('.', ','),
    };
    let decimal = match (compact.rfind('.'), compact.rfind(',')) {
        (Some(dot), Some(comma)) => {
            if dot > comma {
                '.'
            } else {
                ','
            }
        }
        (Some(at), None) | (None, Some(at)) => {
            let sign = compact[at..].chars().next()?;
            let whole_groups = compact.split(sign).skip(1).all(|group| group.len() == 3);
            let several = compact.matches(sign).count() > 1;
            if several || sign == thousands && whole_groups { decimal_of(sign) } else { sign }
        }
        (None, None) => decimal,
    };
    let plain: String = compact.chars().filter(|c| c.is_ascii_digit() || *c == decimal).collect();
    plain.replace(decimal, ".").parse().ok()
}

/// The other sign: the one that is decimal where `thousands` parts thousands.
const fn decimal_of(thousands: char) -> char {
    if thousands == '.' { ',' } else { '.' }
}

fn scale(text: &str, language: Language) -> Option<f64> {
    let english = language == Language::En || text.starts_with(char::is_lowercase);
    let lower = text.to_lowercase();
    Some(match lower.as_str() {
        "tausend" | "tsd." | "thousand" | "k" => 1e3,
        "million" | "millionen" | "millions" | "mio." | "mio" | "mn" | "m" => 1e6,
        "milliarde" | "milliarden" | "mrd." | "mrd" | "bn" | "b" => 1e9,
        "billion" | "billions" if english => 1e9,
        "billion" | "billionen" | "bio." | "tn" => 1e12,
        "trillion" | "trillions" => 1e12,
        "crore" => 1e7,
        _ => return None,
    })
}

fn one_half(text: &str) -> Option<f64> {
    Some(match text.to_lowercase().as_str() {
        "anderthalb" | "eineinhalb" | "one and a half" => 1.5,
        "zweieinhalb" => 2.5,
        "dreieinhalb" => 3.5,
        "viereinhalb" => 4.5,
        "fünfeinhalb" => 5.5,
        _ => return None,
    })
}

/// Number words with their numbers.
const WORDS: [(&str, f64); 62] = [
    ("zwei", 2.0),
    ("zwo", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("fünf", 5.0),
    ("sechs", 6.0),
    ("sieben", 7.0),
    ("acht", 8.0),
    ("neun", 9.0),
    ("zehn", 10.0),
    ("elf", 11.0),
    ("zwölf", 12.0),
    ("dreizehn", 13.0),
    ("vierzehn", 14.0),
    ("fünfzehn", 15.0),
    ("sechzehn", 16.0),
    ("siebzehn", 17.0),
    ("achtzehn", 18.0),
    ("neunzehn", 19.0),
    ("zwanzig", 20.0),
    ("dreißig", 30.0),
    ("vierzig", 40.0),
    ("fünfzig", 50.0),
    ("sechzig", 60.0),
    ("siebzig", 70.0),
    ("achtzig", 80.0),
    ("neunzig", 90.0),
    ("hundert", 100.0),
    ("einhundert", 100.0),
    ("zweihundert", 200.0),
    ("dreihundert", 300.0),
    ("fünfhundert", 500.0),
    ("tausend", 1000.0),
    ("dutzend", 12.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("a hundred", 100.0),
    ("one hundred", 100.0),
];

/// The number of a word; `einen` and `one` are one.
pub(super) fn word(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let known = WORDS.iter().find(|(word, _)| *word == lower).map(|(_, number)| *number);
    known.or_else(|| (lower.starts_with("ein") || lower == "one" || lower == "a").then_some(1.0))
}

/// Codes that stand before or behind a sum as they are.
const CODES: [&str; 8] = ["SEK", "NOK", "DKK", "CZK", "CNY", "PLN", "CAD", "AUD"];

/// ISO 4217 code and factor to the plain unit.
pub(super) fn currency(text: &str) -> Option<(&'static str, f64)> {
    let lower = text.to_lowercase();
    let has = |part: &str| lower.contains(part);
    Some(match lower.as_str() {
        "us$" | "$" | "usd" => ("USD", 1.0),
        "c$" => ("CAD", 1.0),
        "a$" => ("AUD", 1.0),
        "hk$" => ("HKD", 1.0),
        "€" | "eur" => ("EUR", 1.0),
        "£" | "gbp" => ("GBP", 1.0),
        "¥" | "jpy" => ("JPY", 1.0),
        "₹" => ("INR", 1.0),
        "chf" | "sfr." => ("CHF", 1.0),
        _ if CODES.iter().any(|code| code.eq_ignore_ascii_case(&lower)) => {
            (CODES.into_iter().find(|code| code.eq_ignore_ascii_case(&lower))?, 1.0)
        }
        "cent" | "cents" => return None,
        _ if has("hongkong") => ("HKD", 1.0),
        _ if has("singapur") => ("SGD", 1.0),
        _ if has("taiwan") => ("TWD", 1.0),
        _ if has("kanad") => ("CAD", 1.0),
        _ if has("austral") => ("AUD", 1.0),
        _ if has("dollar") => ("USD", 1.0),
        _ if has("euro") => ("EUR", 1.0),
        _ if has("franken") => ("CHF", 1.0),
        _ if has("pfund") || has("pound") => ("GBP", 1.0),
        _ if has("norweg") => ("NOK", 1.0),
        _ if has("dänisch") || has("danish") => ("DKK", 1.0),
        _ if has("tschech") || has("czech") => ("CZK", 1.0),
        _ if has("kron") || has("crown") => ("SEK", 1.0),
        "peso" | "pesos" => ("MXN", 1.0),
        "ringgit" => ("MYR", 1.0),
        "rand" => ("ZAR", 1.0),
        "baht" => ("THB", 1.0),
        "schekel" | "shekels" => ("ILS", 1.0),
        "dirham" | "dirhams" => ("AED", 1.0),
        "yen" => ("JPY", 1.0),
        "yuan" | "renminbi" => ("CNY", 1.0),
        "rupien" | "rupees" => ("INR", 1.0),
        "rubel" | "roubles" => ("RUB", 1.0),
        "won" => ("KRW", 1.0),
        "zloty" | "złoty" => ("PLN", 1.0),
        "forint" => ("HUF", 1.0),
        "real" => ("BRL", 1.0),
        "lira" => ("TRY", 1.0),
        _ => return None,
    })
}

/// Watts of a unit of power.
pub(super) fn power_unit(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    Some(match lower.chars().next()? {
        'k' => 1e3,
        'm' => 1e6,
        'g' => 1e9,
        't' => 1e12,
        _ => return None,
    })
}

/// `drei Viertel` → 0.75.
pub(super) fn fraction(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let parts = [
        ("viertel", 4.0),
        ("quarter", 4.0),
        ("drittel", 3.0),
        ("third", 3.0),
        ("fünftel", 5.0),
        ("fifth", 5.0),
        ("zehntel", 10.0),
        ("tenth", 10.0),
        ("achtel", 8.0),
        ("eighth", 8.0),
        ("sechstel", 6.0),
    ];
    let below = parts.iter().find(|(word, _)| lower.contains(word))?.1;
    let above = match lower.split([' ', '-']).next()? {
        "drei" | "three" | "dreiviertel" => 3.0,
        "zwei" | "two" => 2.0,
        _ => 1.0,
    };
    Some(above / below)
}
