//! First words that English texts go on calling a company by: `Alder` for `Alder Department Stores`.

use compact_str::CompactString;

use super::shape::{self, Line};
use crate::model::document::Language;
use crate::model::text::Upos;
use crate::seeds::lexicon::Lexicon;

/// Words before and behind which the name of a month is one.
const DATES: [&str; 19] = [
    "in", "since", "until", "till", "by", "last", "next", "this", "early", "late", "mid", "from", "before", "after",
    "during", "on", "of", "through", "between",
];

/// The first word of a full name, where some line calls the company by it: what English writes with a capital letter inside a
/// sentence and without another name beside it is a name by itself.
pub(super) fn form(lexicon: &Lexicon, lines: &[Line<'_>], name: &str) -> Option<CompactString> {
    let (first, _) = name.split_once(' ')?;
    let place = lexicon.adjectives.get(first).is_some() || lexicon.names.is_of_place(first);
    let fits =
        first.chars().count() > 2 && shape::is_capital(first) && !place && lexicon.parts.first_name(first).is_none();
    let used = |line: &Line<'_>| {
        line.language == Language::En
            && (0..line.len()).any(|at| line.word(at) == first && is_alone(lexicon, *line, at))
    };
    (fits && lines.iter().any(used)).then(|| first.into())
}

fn is_alone(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let common = (0..line.len()).all(|at| line.upos(at) == Some(Upos::Punct) || !shape::is_small(line.word(at)));
    let beside = shape::is_capital(line.word(at + 1))
        || shape::is_capital(line.before(at))
        || matches!(line.word(at + 1), "-" | "&");
    let number = line.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
    !common && !line.opens(at) && !beside && !number && !is_date(lexicon, line, at)
}

/// `in May`, `May 2003`: a month, whatever company has its name.
pub(super) fn is_date(lexicon: &Lexicon, line: Line<'_>, at: usize) -> bool {
    let before = line.before(at).to_lowercase();
    let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let dated = DATES.contains(&before.as_str()) || figure(&before) || figure(line.word(at + 1));
    let owns = matches!(line.word(at + 1), "'s" | "’s");
    lexicon.parts.is_temporal(line.word(at)) && dated && !owns
}
