//! Where sentences begin and end.

use super::abbreviations as lists;
use super::tokenise::is_letter_stop;
use crate::model::span::Span;

/// Longest sentence, in tokens; longer ones are cut, at a comma or semicolon where there is one.
pub const MAX_SENTENCE: usize = 200;

/// Lines this much shorter than the longest (in percent) show that line ends are meant.
const WRAPPED: usize = 60;
/// Longest line of a text that was wrapped to a width, in bytes.
const WIDEST: usize = 120;

/// The blocks of a text: paragraphs (parted by empty lines), and lines where line ends are meant.
/// Gives the number of the paragraph and the range of bytes.
pub fn blocks(text: &str) -> Vec<(u32, std::ops::Range<usize>)> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<std::ops::Range<usize>> = Vec::new();
    let mut number = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if !line.trim().is_empty() {
            paragraph.push(range);
        } else if !paragraph.is_empty() {
            close(text, number, &mut paragraph, &mut blocks);
            number += 1;
        }
    }
    close(text, number, &mut paragraph, &mut blocks);
    blocks
}

fn close(
    text: &str,
    number: u32,
    lines: &mut Vec<std::ops::Range<usize>>,
    blocks: &mut Vec<(u32, std::ops::Range<usize>)>,
) {
    if let (true, Some(first), Some(last)) = (is_wrapped(text, lines), lines.first(), lines.last()) {
        blocks.push((number, first.start..last.end));
    } else {
        blocks.extend(lines.iter().map(|line| (number, line.clone())));
    }
    lines.clear();
}

/// Whether the lines of a paragraph were broken at a width: all but the last are about as long as the longest.
fn is_wrapped(text: &str, lines: &[std::ops::Range<usize>]) -> bool {
    let lengths = lines.iter().map(|line| text[line.clone()].trim_end().len());
    let longest = lengths.clone().max().unwrap_or(0);
    let shortest = lengths.take(lines.len().saturating_sub(1)).min().unwrap_or(longest);
    longest <= WIDEST && longest > 40 && shortest * 100 >= longest * WRAPPED
}

/// Cuts the tokens of a block into sentences: ranges of their indexes.
pub fn sentences(text: &str, tokens: &[Span]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        at = match end_of_sentence(text, tokens, at) {
            Some(end) => {
                push(text, tokens, start..end, &mut found);
                start = end;
                end
            }
            None => at + 1,
        };
    }
    push(text, tokens, start..tokens.len(), &mut found);
    found
}

/// Where the sentence ends if the token at `at` ends it: behind the closing quotes and brackets that follow.
fn end_of_sentence(text: &str, tokens: &[Span], at: usize) -> Option<usize> {
    let form = |i: usize| tokens.get(i).map_or("", |t| t.of(text));
    let stop = form(at);
    let last = stop.chars().next_back()?;
    if !matches!(last, '.' | '!' | '?' | '…') || lists::BEFORE.contains(&stop) {
        return None;
    }
    let mut end = at + 1;
    while matches!(form(end), "“" | "”" | "\"" | "«" | "»" | "‘" | "’" | "'" | ")" | "]" | "!" | "?")
        && closes(text, tokens, end)
    {
        end += 1;
    }
    let next = form(end);
    let first = next.chars().next()?;
    let opens = first.is_uppercase()
        || first.is_numeric()
        || matches!(first, '„' | '"' | '“' | '»' | '«' | '‚' | '(' | '–' | '•' | '#' | '@');
    let plain = matches!(stop, "." | "!" | "?" | "…") || stop.ends_with("..") || matches!(last, '!' | '?');
    let spelled = || at > 0 && is_letter_stop(stop) && is_letter_stop(form(at - 1));
    let may_end = || lists::EITHER.contains(&stop) || stop.len() > 3 || spelled();
    let word_ends = !plain && lists::OPENERS.contains(&next) && may_end();
    (opens && (plain || word_ends)).then_some(end)
}

/// Whether a quote behind a full stop closes: it touches the token before it, and no word touches it from behind.
fn closes(text: &str, tokens: &[Span], at: usize) -> bool {
    let touches = tokens[at - 1].end == tokens[at].start;
    let opens = |next: &Span| tokens[at].end == next.start && next.of(text).starts_with(char::is_alphanumeric);
    touches && !tokens.get(at + 1).is_some_and(opens)
}

/// Adds a sentence, in pieces where it is too long.
fn push(text: &str, tokens: &[Span], range: std::ops::Range<usize>, found: &mut Vec<std::ops::Range<usize>>) {
    let mut start = range.start;
    while range.end - start > MAX_SENTENCE {
        let limit = start + MAX_SENTENCE;
        let comma = (start + MAX_SENTENCE / 2..limit).rev().find(|i| matches!(tokens[*i].of(text), "," | ";"));
        let end = comma.map_or(limit, |i| i + 1);
        found.push(start..end);
        start = end;
    }
    if start < range.end {
        found.push(start..range.end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenise::tokenise;
    use super::*;
    use crate::model::document::Language;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenise(text, 0, Language::De, &mut tokens);
        let found: Vec<&str> =
            sentences(text, &tokens).iter().map(|r| tokens[r.start].join(tokens[r.end - 1]).of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check("Alpha kauft Beta. Gamma wartet! Und nun?", &["Alpha kauft Beta.", "Gamma wartet!", "Und nun?"]);
    }

    #[test]
    fn abbreviations_and_ordinals_do_not() {
        check("Am 3. Mai gab Dr. Muster ca. 2 Mrd. Euro aus.", &["Am 3. Mai gab Dr. Muster ca. 2 Mrd. Euro aus."]);
        check("Der Preis lag bei 2 Mrd. Das war viel.", &["Der Preis lag bei 2 Mrd.", "Das war viel."]);
    }

    #[test]
    fn quotes_belong_to_their_sentence() {
        check("„Wir wachsen.“ Das freut alle.", &["„Wir wachsen.“", "Das freut alle."]);
        check("„Kommt das?“, fragte sie. „Ja.“", &["„Kommt das?“, fragte sie.", "„Ja.“"]);
    }

    #[test]
    fn long_runs_are_cut() {
        let text = "wort ".repeat(MAX_SENTENCE * 2 + 10);
        let mut tokens = Vec::new();
        tokenise(&text, 0, Language::De, &mut tokens);
        let lengths: Vec<usize> = sentences(&text, &tokens).iter().map(|r| r.len()).collect();
        assert_eq!(lengths, [MAX_SENTENCE, MAX_SENTENCE, 10]);
    }

    #[test]
    fn lines_are_blocks_unless_wrapped() {
        assert_eq!(blocks("Titel\n\nErste Zeile\nZweite").len(), 3);
        let wrapped = format!("{}\n{}\nkurz", "lang ".repeat(14), "lang ".repeat(13));
        assert_eq!(blocks(&wrapped).len(), 1);
        assert_eq!(blocks("a\n\nb").iter().map(|b| b.0).collect::<Vec<_>>(), [0, 1]);
    }
}
