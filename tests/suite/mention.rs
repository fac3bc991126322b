//! Which words of a text stand for a thing, and of which type: `[Intels|Company=Intel]` is a name with its base form where
//! that differs, `{Chipkonzern|Company}` a description, `(Münchner|München)` a word that tells a place.

use geflecht::model::document::Language;
use geflecht::model::mention::{Form, Mention, MentionKind};

use super::reading;

fn marked(text: &str, language: Language) -> String {
    let analysed = reading::analyse(text, language);
    let text = &analysed.document.text;
    let ontology = reading::pipeline().seeds().ontology();
    let mut signs: Vec<(u32, u8, u32, u32, String)> = Vec::new();
    for (number, mention) in (0u32..).zip(&analysed.mentions) {
        let MentionKind::Entity { label, form } = mention.kind else { continue };
        if let Some((open, close)) = brackets(mention, form, &ontology.node_type(label).name, mention.span.of(text)) {
            let (start, end) = (mention.span.start, mention.span.end);
            signs.push((start, 1, u32::MAX - end, number, open));
            signs.push((end, 0, u32::MAX - start, u32::MAX - number, close));
        }
    }
    signs.sort();
    let (mut marked, mut at) = (String::new(), 0);
    for (position, _, _, _, sign) in signs {
        marked += &text[at..position as usize];
        marked += &sign;
        at = position as usize;
    }
    (marked + &text[at..]).replace("\n\n", " | ")
}

/// What stands before and behind a mention; nothing for a pronoun.
fn brackets(mention: &Mention, form: Form, label: &str, surface: &str) -> Option<(String, String)> {
    let name = if mention.name == surface { String::new() } else { format!("={}", mention.name) };
    match form {
        Form::Name | Form::CompoundPart => Some(("[".to_owned(), format!("|{label}{name}]"))),
        Form::Description => Some(("{".to_owned(), format!("|{label}}}"))),
        Form::Adjective => Some(("(".to_owned(), format!("|{})", mention.name))),
        Form::Pronoun => None,
    }
}

#[test]
fn names_and_descriptions_are_found_with_their_types() {
    reading::check("mention", marked);
}
