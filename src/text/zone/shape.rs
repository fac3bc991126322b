//! What the shape of a paragraph tells, without any word list.

/// The longest heading, in words and in characters.
const HEADING_WORDS: usize = 14;
const HEADING_CHARS: usize = 110;

/// Whether a paragraph is short and ends without a stop, as headings do.
pub(super) fn is_heading(text: &str) -> bool {
    let words = text.split(' ').count();
    let open = !text.ends_with(['.', '!', ':', ';', ',', '"', '“', '”', '»', '«', '…', ')', '-', '–']);
    let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || "„»\"“'".contains(c));
    words <= HEADING_WORDS && text.chars().count() <= HEADING_CHARS && open && begins
}

/// Whether `text` says the title over again: at least four in five words of each are words of the other.
pub(super) fn repeats(title: &str, text: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (title, text) = (words(title), words(text));
    let shared = |from: &[String], other: &[String]| {
        from.iter().filter(|word| other.contains(word)).count() * 5 >= from.len() * 4
    };
    title.len() >= 3 && text.len() <= title.len() * 2 && shared(&title, &text) && shared(&text, &title)
}

/// Whether a paragraph is a path through a site: `Home / Wirtschaft / Ein Titel`.
pub(super) fn is_breadcrumb(text: &str) -> bool {
    [" / ", " > ", " » ", " › ", " | "].iter().any(|mark| {
        let parts: Vec<_> = text.split(mark).collect();
        parts.len() >= 3 && parts[..parts.len() - 1].iter().all(|part| part.split(' ').count() <= 4)
    })
}

/// Whether a paragraph has no word: a row of signs or numbers.
pub(super) fn is_wordless(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() < 3
}

/// Whether a paragraph is a point in time alone: `12. Juli 2024, 10:31 Uhr`.
pub(super) fn is_dateline(text: &str) -> bool {
    let words: Vec<_> = text.split([' ', ',', '.', '|', '·']).filter(|w| !w.is_empty()).collect();
    let numbers = words.iter().filter(|word| word.chars().all(|c| c.is_numeric() || c == ':' || c == '/')).count();
    words.len() <= 8 && numbers >= 2 && numbers * 5 >= words.len() * 2 && text.split(' ').count() >= 2
}
