//! What the grammar reads, and that what is printed is read back.

use proptest::prelude::*;

use super::*;

/// The value that a German text begins with, on Tuesday, 15 July 2025.
fn de(text: &str) -> String {
    show(text, Language::De)
}

fn en(text: &str) -> String {
    show(text, Language::En)
}

fn show(text: &str, language: Language) -> String {
    let Some(found) = read(text, language, Day::parse("2025-07-15")) else { return "-".to_owned() };
    let read = &text[found.start..found.start + found.length];
    let mark = |qualifier: Option<Qualifier>| qualifier.map(|q| format!("{q:?} ")).unwrap_or_default();
    let value = match found.value {
        Quantity::Money { amount, currency, qualifier } => format!("{}{amount} {currency}", mark(qualifier)),
        Quantity::Share { fraction, qualifier } => format!("{}{fraction} of it", mark(qualifier)),
        Quantity::Power { watts, qualifier } => format!("{}{watts} W", mark(qualifier)),
        Quantity::Count { number, qualifier, .. } => format!("{}{number}", mark(qualifier)),
        Quantity::Date { value, bound: DateBound::On } => value,
        Quantity::Date { value, bound } => format!("{bound:?} {value}"),
    };
    format!("{read}: {value}")
}

#[test]
fn money() {
    let cases = [
        ("500 Milliarden US-Dollar in", "500 Milliarden US-Dollar: 500000000000 USD"),
        ("11, 9 Milliarden Dollar", "11, 9 Milliarden Dollar: 11900000000 USD"),
        ("1,2 Mrd. Euro", "1,2 Mrd. Euro: 1200000000 EUR"),
        ("€ 3,5 Mio", "€ 3,5 Mio: 3500000 EUR"),
        ("eine halbe Milliarde Euro", "eine halbe Milliarde Euro: 500000000 EUR"),
        ("anderthalb Millionen Franken", "anderthalb Millionen Franken: 1500000 CHF"),
        ("eine Milliarde Euro", "eine Milliarde Euro: 1000000000 EUR"),
        ("zehn bis 15 Milliarden Euro", "zehn bis 15 Milliarden Euro: UpTo 15000000000 EUR"),
        ("bis zu 100 Milliarden US-Dollar", "bis zu 100 Milliarden US-Dollar: UpTo 100000000000 USD"),
        ("mindestens 2,5 Mrd. Euro", "mindestens 2,5 Mrd. Euro: AtLeast 2500000000 EUR"),
        ("rund 180 Euro", "rund 180 Euro: About 180 EUR"),
        ("knapp 1.500.000 Euro", "knapp 1.500.000 Euro: Under 1500000 EUR"),
        ("8,15 US-Dollar je Aktie", "-"),
        ("500-Milliarden-Dollar-Projekt", "500-Milliarden-Dollar: 500000000000 USD"),
        ("2 Billionen Dollar", "2 Billionen Dollar: 2000000000000 USD"),
        ("dreistelliger Millionenbetrag", "-"),
    ];
    for (text, read) in cases {
        assert_eq!(de(text), read);
    }
    let cases = [
        ("$500 billion over", "$500 billion: 500000000000 USD"),
        ("US$1.2bn", "US$1.2bn: 1200000000 USD"),
        ("£640m", "£640m: 640000000 GBP"),
        ("more than 3,200 dollars", "more than 3,200 dollars: Over 3200 USD"),
        ("half a billion euros", "half a billion euros: 500000000 EUR"),
        ("up to $40 million", "up to $40 million: UpTo 40000000 USD"),
    ];
    for (text, read) in cases {
        assert_eq!(en(text), read);
    }
}

#[test]
fn shares_power_and_counts() {
    let cases = [
        ("10 Prozent", "10 Prozent: 0.1 of it"),
        ("49,9 % der", "49,9 %: 0.499 of it"),
        ("ein Viertel der", "ein Viertel: 0.25 of it"),
        ("zwei Drittel", "zwei Drittel: 0.6666666666666666 of it"),
        ("Hälfte", "Hälfte: 0.5 of it"),
        ("Mehrheit an", "Mehrheit: Over 0.5 of it"),
        ("sämtliche Anteile", "sämtliche: 1 of it"),
        ("alle Häuser", "-"),
        ("51 und die anderen 49 Prozent", "51: 0.51 of it"),
        ("51, Nokia 29 und Bosch 20 Prozent", "51: 0.51 of it"),
        ("51 Häuser und 49 Prozent", "51: 51"),
        ("über 30 Prozent", "über 30 Prozent: Over 0.3 of it"),
        ("4, 5-GW-Anlage", "4, 5-GW: 4500000000 W"),
        ("300 Megawatt", "300 Megawatt: 300000000 W"),
        ("mindestens 10 Gigawatt", "mindestens 10 Gigawatt: AtLeast 10000000000 W"),
        ("300 Megawattstunden", "300: 300"),
        ("15.000 Stellen", "15.000: 15000"),
        ("rund 3000 Leute", "rund 3000: About 3000"),
        ("zwölf Werke", "zwölf: 12"),
    ];
    for (text, read) in cases {
        assert_eq!(de(text), read);
    }
    assert_eq!(en("4.5 GW of"), "4.5 GW: 4500000000 W");
    assert_eq!(en("15,000 jobs"), "15,000: 15000");
    assert_eq!(en("a third of"), "a third: 0.3333333333333333 of it");
}

#[test]
fn days_and_periods() {
    let cases = [
        ("22. Juli 2025", "22. Juli 2025: 2025-07-22"),
        ("am 3.2.2024", "am 3.2.2024: 2024-02-03"),
        ("Juli 2025", "Juli 2025: 2025-07"),
        ("im Dezember", "im Dezember: 2025-12"),
        ("zweite Jahreshälfte 2026", "zweite Jahreshälfte 2026: 2026-H2"),
        ("im dritten Quartal 2024", "im dritten Quartal 2024: 2024-Q3"),
        ("Q3 2025", "Q3 2025: 2025-Q3"),
        ("seit 2019", "seit 2019: Since 2019"),
        ("bis 2029", "bis 2029: Until 2029"),
        ("bis Ende 2025", "bis Ende 2025: Until 2025"),
        ("bis zum 18. April", "bis zum 18. April: Until 2025-04-18"),
        ("Ende des Jahres", "Ende des Jahres: 2025"),
        ("in den kommenden vier Jahren", "in den kommenden vier Jahren: Until 2029"),
        ("am Montag", "am Montag: 2025-07-14"),
        ("am Montagabend", "am Montagabend: 2025-07-14"),
        ("gestern", "gestern: 2025-07-14"),
        ("im vergangenen Jahr", "im vergangenen Jahr: 2024"),
        ("vor drei Jahren", "vor drei Jahren: 2022"),
        ("seit zwei Jahren", "seit zwei Jahren: Since 2023"),
        ("kommendes Jahr", "kommendes Jahr: 2026"),
        ("diese Woche", "diese Woche: 2025-W29"),
        ("im Jahr 2030", "im Jahr 2030: 2030"),
    ];
    for (text, read) in cases {
        assert_eq!(de(text), read);
    }
    let cases = [
        ("last week", "last week: 2025-W28"),
        ("July 22, 2025", "July 22, 2025: 2025-07-22"),
        ("the second half of 2026", "the second half of 2026: 2026-H2"),
        ("by 2030", "by 2030: Until 2030"),
        ("three years ago", "three years ago: 2022"),
        ("over the next four years", "over the next four years: Until 2029"),
        ("on Friday", "on Friday: 2025-07-11"),
    ];
    for (text, read) in cases {
        assert_eq!(en(text), read);
    }
}

#[test]
fn relative_days_need_a_day_of_publication() {
    assert_eq!(read("gestern", Language::De, None), None);
}

proptest! {
    #[test]
    fn printed_money_is_read_back(cents in 0u64..10_000_000_000_000) {
        let amount = cents as f64 / 100.0;
        let (whole, part) = (cents / 100, cents % 100);
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 { grouped.push('.') }
            grouped.push(digit);
        }
        let text = format!("{grouped},{part:02} Euro");
        let value = read(&text, Language::De, None).map(|found| found.value);
        prop_assert_eq!(value, Some(Quantity::Money { amount, currency: "EUR".to_owned(), qualifier: None }));
    }

    #[test]
    fn printed_days_are_read_back(days in 0i32..50_000) {
        use jiff::ToSpan;
        let date = jiff::civil::date(1900, 1, 1).checked_add(days.days()).unwrap();
        let text = format!("{}.{}.{}", date.day(), date.month(), date.year());
        let value = read(&text, Language::De, None).map(|found| found.value);
        prop_assert_eq!(value, Some(Quantity::Date { value: date.to_string(), bound: DateBound::On }));
    }

    #[test]
    fn any_text_is_survived(text in "\\PC{0,80}") {
        let _ = read(&text, Language::De, Day::parse("2025-07-15"));
        let _ = read(&text, Language::En, None);
    }
}
