//! Where and by whom a report was sent, before its first sentence: `BERLIN (dpa-AFX) - `, `Kiel, 3. März 2021 – `,
//! `DGAP-News: `. A place there says nothing of what follows.

use crate::text::abbreviations as lists;

/// The longest dateline, in bytes.
const LONGEST: usize = 110;
/// The longest name of a place, in words.
const PLACE: usize = 4;
/// The longest date, in words.
const DATE: usize = 6;
/// A paragraph shorter than this is a headline, which may have a dash of its own. In bytes.
const RUNNING: usize = 120;

/// The length of the dateline that a paragraph begins with, in bytes, the space behind it included; `wires` are the
/// names of news agencies and services that distribute statements, in lower case.
pub(super) fn length(text: &str, wires: &[String]) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let end = kicker(window, wires)
        .or_else(|| bracketed(window, wires))
        .or_else(|| dashed(window, text, wires))
        .or_else(|| stopped(window, text))
        .filter(|end| text[*end..].contains(char::is_alphanumeric))?;
    Some(text.len() - text[end..].trim_start().len())
}

/// `DGAP-Adhoc: `, `ROUNDUP 2/`: a word of a wire before a colon.
fn kicker(window: &str, wires: &[String]) -> Option<usize> {
    let end = window.find(": ").or_else(|| window.find(":\u{a0}"))?;
    let words = window[..end].split(' ').count();
    (words <= 2 && begins(&window[..end], wires)).then_some(end + 1)
}

/// `(ServiceName) (Kiel, 03.03.2021) `: brackets that open the paragraph.
fn bracketed(window: &str, wires: &[String]) -> Option<usize> {
    let inside = window.strip_prefix('(')?;
    let mut end = 2 + inside.find(')').filter(|end| begins(&inside[..*end], wires))?;
    let rest = &window[end..];
    if let Some(second) = rest.trim_start().strip_prefix('(')
        && let Some(close) = second.find(')').filter(|close| second[..*close].contains(char::is_numeric))
    {
        end += rest.len() - second.len() + close + 1;
    }
    Some(dash_at(window, end).unwrap_or(end))
}

/// Something that ends in a dash: a place with a wire in brackets or a date behind it, or a place alone.
fn dashed(window: &str, text: &str, wires: &[String]) -> Option<usize> {
    let (start, mut end) = first_dash(window)?;
    let head = window[..start].trim_end();
    let town = |place: &str| is_place(place.split(',').next().unwrap_or(place));
    let sent =
        head.split_once('(').is_some_and(|(place, inside)| head.ends_with(')') && begins(inside, wires) && town(place))
            || between_slashes(head, wires).is_some_and(|at| town(&head[..at]));
    // `LEEDS, England--(BUSINESS WIRE)--`
    if let Some(second) = bracketed(window[end..].trim_start(), wires).filter(|_| town(head)) {
        end = window.len() - window[end..].trim_start().len() + second;
        return Some(end);
    }
    let with_state = head.split_once(", ").is_some_and(|(town, state)| {
        is_place(town) && is_place(state) && !town.contains(char::is_lowercase) && is_running(text)
    });
    let dated = head.split_once(", ").is_some_and(|(place, date)| is_place(place) && is_date(date));
    let sentence = text[end..].split(". ").next().unwrap_or_default();
    let bare = || {
        is_place(head)
            && is_running(text)
            && text[end..].trim_start().starts_with(char::is_uppercase)
            && first_dash(sentence).is_none()
    };
    (sent || dated || with_state || bare()).then_some(end)
}

/// `Kiel. Die Reederei …`, `Kiel | Die Reederei …`: a place alone, with another mark behind it.
fn stopped(window: &str, text: &str) -> Option<usize> {
    let marks = [". ", ".\u{a0}", " | "];
    let (at, mark) = marks.iter().filter_map(|mark| window.find(mark).map(|at| (at, mark.len()))).min()?;
    let next = text[at + mark..].trim_start();
    let last = window[..at].rsplit(' ').next().map(|word| format!("{word}.")).unwrap_or_default();
    let shortened = lists::BEFORE.contains(&last.as_str()) || lists::EITHER.contains(&last.as_str());
    let place = at > 2 && !shortened && is_place(&window[..at]) && !window[..at].contains('.');
    (place && is_running(text) && next.starts_with(char::is_uppercase)).then_some(at + mark)
}

/// Whether a paragraph is long enough for a report and ends as one.
fn is_running(text: &str) -> bool {
    text.len() >= RUNNING && text.ends_with(['.', '!', '?', '"', '“', '«'])
}

/// Where `/PRNewswire/` begins, at the end of a text.
fn between_slashes(text: &str, wires: &[String]) -> Option<usize> {
    let inner = text.strip_suffix('/')?;
    let at = inner.rfind('/')?;
    begins(&inner[at + 1..], wires).then_some(at)
}

/// Where a wire stands in brackets or between slashes before a dash, inside a paragraph that a headline was glued to: `… Kiel (dpa) - Die …`.
pub(super) fn inside(text: &str, wires: &[String]) -> Option<std::ops::Range<usize>> {
    text.match_indices(['(', '/']).find_map(|(open, mark)| {
        let rest = &text[open + 1..];
        let close = open + 1 + rest.find(if mark == "(" { ')' } else { '/' })?;
        let end = dash_at(text, close + 1).filter(|_| begins(&text[open + 1..close], wires))?;
        let start = if mark == "(" { open } else { before_date(text, open) };
        Some(start..text.len() - text[end..].trim_start().len())
    })
}

/// Where a date before that place begins: `March 3, 2021 /PRNewswire/`.
fn before_date(text: &str, at: usize) -> usize {
    let head = text[..at].trim_end();
    let mut start = head.len();
    for _ in 0..3 {
        start = head[..start].trim_end().rfind(' ').map_or(0, |space| space + 1);
        if !head[start..].starts_with(char::is_numeric) {
            break;
        }
    }
    if is_date(text[start..at].trim()) { start } else { at }
}

/// The first dash with space around it, or two in a row: where it begins and ends.
fn first_dash(text: &str) -> Option<(usize, usize)> {
    let marks = ["--", " - ", " – ", " — "];
    let found = marks.iter().filter_map(|mark| text.find(mark).map(|at| (at, at + mark.len())));
    let (start, end) = found.min()?;
    Some((start, dash_at(text, start).unwrap_or(end).max(end)))
}

/// The end of the dash that follows at `at`, if one does.
fn dash_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let behind = rest.trim_start().trim_start_matches(['-', '–', '—']);
    (behind.len() < rest.trim_start().len()).then_some(text.len() - behind.len())
}

fn begins(text: &str, wires: &[String]) -> bool {
    let lower = text.to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphabetic);
    wires.iter().any(|wire| lower.strip_prefix(wire.as_str()).is_some_and(ends))
}

/// `Frankfurt/Main`, `NEW YORK`, nothing at all: a few words with capital letters, no comma between them.
fn is_place(text: &str) -> bool {
    let named = |word: &str| {
        let capital = word.starts_with(char::is_uppercase) || matches!(word, "am" | "an" | "der" | "im" | "of" | "de");
        capital && word.chars().all(|c| c.is_alphabetic() || "/.-'’".contains(c))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() <= PLACE && words.iter().all(|word| named(word))
}

/// `3. März 2021`, `07.03.2016`, `Montag, 4. Mai`: numbers, and at most two words with capital letters.
fn is_date(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let number = |word: &&&str| word.starts_with(char::is_numeric);
    let numbers = words.iter().filter(number).count();
    let names = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() <= DATE && numbers > 0 && names <= 2 && numbers + names == words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, dateline: &str) {
        let wires: Vec<String> = ["dpa", "reuters", "dgap", "newsbox"].map(str::to_owned).into();
        assert_eq!(&text[..length(text, &wires).unwrap_or(0)], dateline, "{text}");
    }

    const TELLS: &str = "Die Reederei hat am Dienstag drei Schiffe bestellt, die im kommenden Jahr geliefert werden. \
                         Sie fahren mit Methanol und sind für Routen nach Norden gedacht.";

    #[test]
    fn place_and_wire_before_a_report() {
        check(&format!("KIEL (dpa-AFX) - {TELLS}"), "KIEL (dpa-AFX) - ");
        check(&format!("Frankfurt/Main (dpa/lhe) – {TELLS}"), "Frankfurt/Main (dpa/lhe) – ");
        check(&format!("NEW YORK, March 3 (Reuters) - {TELLS}"), "NEW YORK, March 3 (Reuters) - ");
        check(&format!("(dpa) - {TELLS}"), "(dpa) - ");
        check(&format!("Kiel (Reuters)-- {TELLS}"), "Kiel (Reuters)-- ");
        check(&format!("LEEDS, March 3, 2021 /Newsbox/ -- {TELLS}"), "LEEDS, March 3, 2021 /Newsbox/ -- ");
        check(&format!("LEEDS, England--(NEWSBOX)--{TELLS}"), "LEEDS, England--(NEWSBOX)--");
        check(&format!("LEEDS, England -- {TELLS}"), "LEEDS, England -- ");
        check(&format!("Leeds, Bradford -- {TELLS}"), "");
        check(&format!("(NewsBox) (Kiel, 03.03.2021) {TELLS}"), "(NewsBox) (Kiel, 03.03.2021) ");
    }

    #[test]
    fn place_and_date_before_a_statement() {
        check(&format!("Kiel, 3. März 2021 – {TELLS}"), "Kiel, 3. März 2021 – ");
        check(&format!("Kiel, 07.03.2021 - {TELLS}"), "Kiel, 07.03.2021 - ");
    }

    #[test]
    fn a_place_alone_before_running_text() {
        check(&format!("Kiel - {TELLS}"), "Kiel - ");
        check(&format!("Frankfurt/Main.  {TELLS}"), "Frankfurt/Main.  ");
        check(&format!("Kiel | {TELLS}"), "Kiel | ");
        check(&format!("Prof. Klein kommt aus Kiel. {TELLS}"), "");
        check("Reederei Nord - Neue Schiffe", "");
        check(&format!("Kiel - Tor zur Ostsee - wächst. {TELLS}"), "");
        check(&format!("Kiel – eine Stadt am Meer. {TELLS}"), "");
    }

    #[test]
    fn the_word_of_a_wire_before_a_headline() {
        check("DGAP-News: Nordreederei bestellt drei Schiffe", "DGAP-News: ");
        check("Nordreederei: Drei Schiffe bestellt", "");
        check("DGAP-News:", "");
    }

    #[test]
    fn a_wire_inside_a_paragraph() {
        let text = format!("Reederei bestellt drei Schiffe Kiel (dpa/lno) - {TELLS}");
        let wires = ["dpa".to_owned()];
        assert_eq!(inside(&text, &wires).map(|range| &text[range]), Some("(dpa/lno) - "));
        let text = format!("Shipyard wins order LEEDS, March 3, 2021 /dpa/ -- {TELLS}");
        assert_eq!(inside(&text, &wires).map(|range| &text[range]), Some("March 3, 2021 /dpa/ -- "));
        assert_eq!(inside(&format!("Die Deutsche Presse-Agentur (dpa) berichtet. {TELLS}"), &wires), None);
    }

    #[test]
    fn text_with_brackets_is_no_dateline() {
        check(&format!("Die Nordreederei (NR) - {TELLS}"), "");
        check("", "");
        check("- - -", "");
    }
}
