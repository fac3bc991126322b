//! Cutting text into words and punctuation, as the treebanks do it: German in one piece as far as the writing goes
//! (`im`, `OpenAI-Chef`), English as the Penn Treebank and EWT (`do|n't`, `Meta|'s`, `long|-|term`).

use super::abbreviations as lists;
use crate::model::document::Language;
use crate::model::span::Span;

/// Longest word, in bytes; longer runs without a space are cut.
pub const MAX_TOKEN: usize = 256;

/// Signs that stand apart in front of a word.
const OPENING: &[char] = &[
    '„', '"', '“', '”', '»', '«', '\'', '‚', '‘', '’', '(', '[', '{', '–', '—', '…', ',', ';', ':', '*', '$', '€', '£',
    '¥', '!', '?', '•', '·', '|', '/', '=', '<', '>', '›', '‹', '`', '¿', '¡',
];
/// Signs that stand apart behind a word.
const CLOSING: &[char] = &[
    '“', '"', '”', '»', '«', '\'', '‘', '’', ')', ']', '}', ',', ';', ':', '!', '?', '…', '%', '‰', '€', '$', '£', '°',
    '–', '—', '*', '|', '/', '=', '<', '>', '›', '‹', '`', '‚',
];
/// Signs that stand apart in the middle of a word.
const DIVIDING: &[char] = &['„', '"', '“', '”', '»', '«', '–', '—', '…', ';', '|', '[', ']', '{', '}'];

/// Cuts `text` into tokens; `base` is where it begins in its document.
pub fn tokenise(text: &str, base: usize, language: Language, tokens: &mut Vec<Span>) {
    let first = tokens.len();
    let mut cutter = Cutter { text, base, language, tokens };
    let mut chunks = chunks(text).peekable();
    while let Some((start, end)) = chunks.next() {
        let next = chunks.peek().map(|(start, end)| &text[*start..*end]);
        cutter.chunk(start, end, next);
    }
    mend_numbers(text, base, tokens, first);
}

/// Runs without white space or control characters, none longer than [`MAX_TOKEN`].
fn chunks(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(|c| !is_space(c))?;
        let rest = &text[at..];
        let reach = &rest[..rest.floor_char_boundary(MAX_TOKEN)];
        let len = reach.find(is_space).unwrap_or(reach.len());
        let chunk = (at, at + len);
        at += len;
        Some(chunk)
    })
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2028}'..='\u{202f}')
}

/// Cuts one run after another.
struct Cutter<'t> {
    text: &'t str,
    base: usize,
    language: Language,
    tokens: &'t mut Vec<Span>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Span::new((self.base + start) as u32, (self.base + end) as u32));
        }
    }

    /// Cuts a run: signs in front, the word, signs behind.
    fn chunk(&mut self, mut start: usize, end: usize, next: Option<&str>) {
        let text = self.text;
        while let Some(sign) = text[start..end].chars().next().filter(|c| OPENING.contains(c)) {
            if sign == '\'' && self.is_clitic(&text[start..end]) {
                break;
            }
            let len = repeated(&text[start..end], sign);
            self.push(start, start + len);
            start += len;
        }
        let mut behind: Vec<(usize, usize)> = Vec::new();
        let end = self.peel(start, end, next, &mut behind);
        self.word(start, end);
        behind.iter().rev().for_each(|(start, end)| self.push(*start, *end));
    }

    /// Takes the signs off the end of a run; tells where the word ends.
    fn peel(&self, start: usize, mut end: usize, next: Option<&str>, behind: &mut Vec<(usize, usize)>) -> usize {
        let text = self.text;
        while start < end {
            let word = &text[start..end];
            let Some(sign) = word.chars().next_back() else { break };
            let len = match sign {
                '.' if word.ends_with("..") => word.len() - word.trim_end_matches('.').len(),
                '.' if !behind.is_empty() && is_number(&word[..word.len() - 1]) => 1,
                '.' if keeps_stop(word, if behind.is_empty() { next } else { None }) => break,
                '.' if is_letter_stop(word) && self.spells_on(start, next) => break,
                '.' => 1,
                '\'' | '’' if self.is_clitic(word) || is_genitive_mark(word) => break,
                ')' if word.contains('(') && !word.starts_with('(') => break,
                c if CLOSING.contains(&c) => c.len_utf8(),
                _ => break,
            };
            behind.push((end - len, end));
            end -= len;
        }
        end
    }

    /// Whether a letter with a full stop stands beside another: `u. a.`, `d. h.`
    fn spells_on(&self, start: usize, next: Option<&str>) -> bool {
        let before = self.text[..start].split_whitespace().next_back();
        before.is_some_and(is_letter_stop) || next.is_some_and(|next| is_letter_stop(next.trim_end_matches(',')))
    }

    /// Cuts what is left of a run.
    fn word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.is_empty() || is_address(word) {
            return self.push(start, end);
        }
        match split_at(word, self.language) {
            Some(Cut::Between(at)) => {
                self.push(start, start + at);
                self.chunk(start + at, end, None);
            }
            Some(Cut::Sign(at, len)) => {
                self.word(start, start + at);
                self.push(start + at, start + at + len);
                self.chunk(start + at + len, end, None);
            }
            None => self.push(start, end),
        }
    }

    fn is_clitic(&self, word: &str) -> bool {
        self.language == Language::En && CLITICS.iter().any(|c| word.eq_ignore_ascii_case(c))
    }
}

/// English words that are written onto the one before.
const CLITICS: &[&str] = &["'s", "'m", "'re", "'ve", "'ll", "'d", "’s", "’m", "’re", "’ve", "’ll", "’d"];

/// Where to cut a word.
enum Cut {
    /// At an offset.
    Between(usize),
    /// Around the sign of that length at that offset.
    Sign(usize, usize),
}

/// The first place where a word is cut, if there is one.
fn split_at(word: &str, language: Language) -> Option<Cut> {
    if language == Language::En
        && let Some(at) = clitic_start(word)
    {
        return Some(Cut::Between(at));
    }
    if let Some(at) = unit_start(word) {
        return Some(Cut::Between(at));
    }
    let mut before = '\0';
    for (at, c) in word.char_indices() {
        let mut behind = word[at + c.len_utf8()..].chars();
        let after = behind.next().unwrap_or('\0');
        if at > 0 && divides(word, at, before, c, after, language) {
            return Some(Cut::Sign(at, c.len_utf8()));
        }
        before = c;
    }
    None
}

/// Whether a sign inside a word stands apart.
fn divides(word: &str, at: usize, before: char, sign: char, after: char, language: Language) -> bool {
    match sign {
        c if DIVIDING.contains(&c) => true,
        '/' => before.is_alphabetic() && after.is_alphabetic() && word.len() > 5,
        ',' => before.is_alphabetic() && after.is_alphabetic(),
        ':' | '!' | '?' => before.is_alphabetic() && after.is_uppercase() && word[..at].chars().count() > 1,
        '(' => after.is_uppercase() || after.is_numeric(),
        ')' => !word[..at].contains('('),
        '.' => glues_sentences(word, at),
        '-' => language == Language::En && before.is_alphanumeric() && after.is_alphanumeric() && hyphen_cuts(word, at),
        '$' | '€' | '£' => before.is_alphabetic() && after.is_numeric(),
        _ => false,
    }
}

/// `gesagt.Die`: a full stop between a word in lower case and one with a capital.
fn glues_sentences(word: &str, at: usize) -> bool {
    let tail = &word[at + 1..];
    let mut after = tail.chars();
    let capital = after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
    let small = word[..at].chars().rev().take(3).filter(|c| c.is_lowercase() || c.is_numeric()).count() == 3;
    capital && small && !tail.contains('.')
}

/// EWT cuts at hyphens except behind short prefixes.
fn hyphen_cuts(word: &str, at: usize) -> bool {
    let prefix = word[..at].to_lowercase();
    !lists::ENGLISH_PREFIXES.contains(&prefix.as_str())
}

/// Where `n't`, `'s` and the like begin at the end of a word.
fn clitic_start(word: &str) -> Option<usize> {
    let lower = word.to_ascii_lowercase();
    let negated = ["n't", "n’t"].iter().find(|tail| lower.ends_with(**tail)).map(|tail| word.len() - tail.len());
    let clitic = CLITICS.iter().find(|tail| lower.ends_with(**tail)).map(|tail| word.len() - tail.len());
    let cannot = (lower == "cannot").then_some(3);
    negated.or(clitic).or(cannot).filter(|at| *at > 0)
}

/// Where a unit begins that is written onto its number: `10GW`, `500Mrd`.
fn unit_start(word: &str) -> Option<usize> {
    let at = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))?;
    (at > 0 && lists::UNITS.contains(&&word[at..])).then_some(at)
}

fn repeated(word: &str, sign: char) -> usize {
    let many = matches!(sign, '*' | '=' | '!' | '?' | '–' | '—' | '\'' | '`');
    if many { word.len() - word.trim_start_matches(sign).len() } else { sign.len_utf8() }
}

/// `Siemens'`: the apostrophe that marks the genitive of a name in s, x or z.
fn is_genitive_mark(word: &str) -> bool {
    let stem = word.trim_end_matches(['\'', '’']);
    stem.ends_with(['s', 'x', 'z', 'ß']) && stem.starts_with(char::is_uppercase) && word.len() - stem.len() <= 3
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the full stop at the end of `word` is part of it.
fn keeps_stop(word: &str, next: Option<&str>) -> bool {
    let stem = &word[..word.len() - 1];
    if lists::BEFORE.contains(&word) || lists::EITHER.contains(&word) {
        return true;
    }
    if is_number(stem) {
        return stem.len() <= 2 && next.is_some_and(goes_with_ordinal);
    }
    let roman = stem.len() <= 4 && stem.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) && !stem.is_empty();
    if roman {
        return next.is_some_and(goes_with_ordinal);
    }
    is_initial(stem) || is_dotted(stem)
}

/// A single capital letter, or two of them joined by a hyphen: `J.`, `H.-P.`
fn is_initial(stem: &str) -> bool {
    let mut letters = stem.chars();
    matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase())
}

/// One letter and a full stop.
pub fn is_letter_stop(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next(), chars.next()), (Some(c), Some('.'), None) if c.is_alphabetic())
}

/// Letters with full stops between them: `z.B`, `U.S`.
fn is_dotted(stem: &str) -> bool {
    stem.contains('.')
        && stem.split(['.', '-']).all(|part| matches!(part.chars().count(), 1..=2))
        && stem.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
}

/// Whether the word behind `21.` makes it an ordinal and no end of a sentence.
fn goes_with_ordinal(next: &str) -> bool {
    let word = next.trim_end_matches(CLOSING);
    let first = word.chars().next().unwrap_or(' ');
    first.is_alphanumeric() && !lists::OPENERS.contains(&word)
}

/// Addresses of pages, mail and accounts stay in one piece.
fn is_address(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let site = |tail: &str| lower.ends_with(tail) && lower.len() > tail.len() + 1;
    let bare = [".de", ".com", ".org", ".net", ".eu", ".at", ".ch", ".io", ".ai", ".info", ".co.uk"];
    lower.contains("://")
        || lower.starts_with("www.")
        || (lower.contains('@') && lower.len() > 2)
        || lower.starts_with('#')
        || bare.iter().any(|tail| site(tail))
}

/// Joins a number that has a space behind its comma (`11, 9 Mrd.`, `4, 5-GW`) into one token.
fn mend_numbers(text: &str, base: usize, tokens: &mut Vec<Span>, first: usize) {
    let form = |span: &Span| &text[span.start as usize - base..span.end as usize - base];
    let mut at = first;
    while at + 2 < tokens.len() {
        let (whole, comma, part) = (tokens[at], tokens[at + 1], tokens[at + 2]);
        let joined = form(&comma) == "," && whole.end == comma.start && comma.end + 1 == part.start;
        let next = tokens.get(at + 3).map_or("", form);
        if joined && is_number(form(&whole)) && whole.end - whole.start <= 3 && is_decimal_tail(form(&part), next) {
            tokens.splice(at..at + 3, [whole.join(part)]);
        }
        at += 1;
    }
}

/// Whether `part` goes on a number: one or two digits, and a unit with it or behind it.
fn is_decimal_tail(part: &str, next: &str) -> bool {
    let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &part[digits..];
    let unit = rest.strip_prefix('-').and_then(|r| r.split('-').next());
    let known = |word: &str| lists::MAGNITUDES.contains(&word) || lists::UNITS.contains(&word);
    (1..=2).contains(&digits) && (unit.is_some_and(known) || (rest.is_empty() && known(next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, language: Language) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, 0, language, &mut tokens);
        tokens.iter().map(|t| t.of(text)).collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(words(text, Language::De).join("|"), expected);
    }

    #[test]
    fn punctuation_stands_apart() {
        check("„Wir wachsen“, sagte er.", "„|Wir|wachsen|“|,|sagte|er|.");
        check("Sie zahlt (noch) 10%!", "Sie|zahlt|(|noch|)|10|%|!");
        check("die „Alpha“-Werke", "die|„|Alpha|“|-Werke");
    }

    #[test]
    fn abbreviations_and_ordinals_keep_their_stop() {
        check("Dr. K. Muster kam am 21. Juli z.B. um 9.", "Dr.|K.|Muster|kam|am|21.|Juli|z.B.|um|9|.");
        check("rund 5 Mrd. Euro bzw. 2025.", "rund|5|Mrd.|Euro|bzw.|2025|.");
        check("Es waren 19. Der Rest ging.", "Es|waren|19|.|Der|Rest|ging|.");
    }

    #[test]
    fn numbers_with_a_space_too_many_are_one_token() {
        check("für 11, 9 Mrd. Dollar", "für|11, 9|Mrd.|Dollar");
        check("eine 4, 5-GW-Anlage", "eine|4, 5-GW-Anlage");
        check("in Werk 3, 4 und 5", "in|Werk|3|,|4|und|5");
    }

    #[test]
    fn glued_sentences_are_parted() {
        check("Das ist gesagt.Die Firma", "Das|ist|gesagt|.|Die|Firma");
        check("siehe www.beispiel.de, bald", "siehe|www.beispiel.de|,|bald");
    }

    #[test]
    fn english_follows_the_penn_treebank() {
        let cut = words("Meta's don't-care long-term co-owner can't.", Language::En).join("|");
        assert_eq!(cut, "Meta|'s|do|n't|-|care|long|-|term|co-owner|ca|n't|.");
    }

    #[test]
    fn units_part_from_numbers() {
        check("10GW für 500€ und US$300", "10|GW|für|500|€|und|US|$|300");
    }
}
