//! Words that stand for something named elsewhere: `er`, `deren`, `dessen`, `its`, relative pronouns.

use super::shape::Line;
use crate::model::document::Language;
use crate::model::text::{Deprel, Upos};

/// Whether a word stands for a thing named elsewhere.
pub(super) fn is_one(line: Line<'_>, at: usize) -> bool {
    let token = line.token(at);
    if token.deprel == Deprel::Expl || token.deprel == Deprel::ExplPv {
        return false;
    }
    match line.language {
        Language::De => german(line, at),
        Language::En => english(line, at),
    }
}

fn german(line: Line<'_>, at: usize) -> bool {
    let token = line.token(at);
    let word = token.lower();
    match word.as_str() {
        "er" | "ihn" | "ihm" | "dessen" | "deren" | "denen" => token.upos != Upos::Propn,
        "sie" => token.form != "Sie" || line.opens(at),
        "beide" => token.deprel == Deprel::Nsubj,
        "diese" => token.deprel == Deprel::Nsubj && line.opens(at),
        "es" => token.deprel == Deprel::Nsubj,
        "sein" | "seine" | "seinen" | "seinem" | "seiner" | "seines" => {
            matches!(token.upos, Upos::Det | Upos::Pron)
        }
        "ihr" | "ihre" | "ihren" | "ihrem" | "ihrer" | "ihres" => {
            matches!(token.upos, Upos::Det | Upos::Pron) && (token.form.starts_with('i') || line.opens(at))
        }
        "der" | "die" | "das" | "dem" | "den" | "welche" | "welcher" | "welches" | "welchem" | "welchen" => {
            token.upos == Upos::Pron && (token.xpos == "PRELS" || line.before(at) == "," || preposition(line, at))
        }
        _ => false,
    }
}

/// `, mit dem …`
fn preposition(line: Line<'_>, at: usize) -> bool {
    at >= 2 && line.upos(at - 1) == Some(Upos::Adp) && line.word(at - 2) == ","
}

fn english(line: Line<'_>, at: usize) -> bool {
    let token = line.token(at);
    let word = token.lower();
    match word.as_str() {
        "he" | "she" | "him" | "his" | "her" | "its" | "they" | "their" | "them" => true,
        "it" => token.deprel != Deprel::Expl,
        "who" | "which" | "whose" => token.deprel != Deprel::Root && at > 0,
        "that" => token.upos == Upos::Pron && token.xpos == "WDT",
        _ => false,
    }
}
