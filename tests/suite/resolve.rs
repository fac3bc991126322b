//! The things that a text speaks of, each with its type, its other names, and the words that stand for it though they do
//! not name it: `Intel (Company) = Intel Corporation ← Chipkonzern, er`.
//!
//! In `across`, `||` parts documents and lines of an alias file stand behind `##`; the numbers tell who speaks of a thing.

use std::sync::Arc;

use geflecht::model::analysed::Analysed;
use geflecht::model::claim::LocalEntity;
use geflecht::model::document::Language;
use geflecht::model::mention::{Form, MentionKind};
use geflecht::resolve::{Aliases, Resolver, across};
use geflecht::seeds::lexicon::Lexicon;

use super::reading;

fn things(text: &str, language: Language) -> String {
    let analysed = reading::analyse(text, language);
    let things = analysed.entities.iter().map(|thing| shown(thing, &analysed));
    things.collect::<Vec<_>>().join("; ")
}

fn shown(thing: &LocalEntity, analysed: &Analysed) -> String {
    let label = &reading::pipeline().seeds().ontology().node_type(thing.label).name;
    let mut shown = format!("{} ({label})", thing.name);
    if !thing.aliases.is_empty() {
        shown += &format!(" = {}", thing.aliases.join(", "));
    }
    let referring = thing.mentions.iter().map(|ix| &analysed.mentions[*ix as usize]);
    let referring = referring
        .filter(|mention| matches!(mention.kind, MentionKind::Entity { form: Form::Description | Form::Pronoun, .. }));
    let words: Vec<_> = referring.map(|mention| mention.span.of(&analysed.document.text)).collect();
    if !words.is_empty() {
        shown += &format!(" ← {}", words.join(", "));
    }
    shown
}

fn joined(line: &str, language: Language) -> String {
    let (texts, aliases) = line.split_once(" ## ").unwrap_or((line, ""));
    let aliases = Aliases::parse(&aliases.replace("; ", "\n")).expect("the aliases of a case are sound");
    let analysed: Vec<Analysed> = texts.split(" || ").map(|text| reading::analyse(text, language)).collect();
    let documents: Vec<&[LocalEntity]> = analysed.iter().map(|analysed| analysed.entities.as_slice()).collect();
    let seeds = reading::pipeline().seeds();
    let lexicon = Lexicon::load(seeds).expect("the built-in word lists are sound");
    let resolver = Resolver::new(Arc::new(lexicon), seeds.ontology());
    let entities = across(&resolver, &documents, &aliases);
    let shown = entities.iter().map(|entity| {
        let mut numbers: Vec<_> = entity.members.iter().map(|(document, _)| (document + 1).to_string()).collect();
        numbers.dedup();
        format!("{} ({}) {}", entity.name, seeds.ontology().node_type(entity.label).name, numbers.join("+"))
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn names_descriptions_and_pronouns_find_their_thing() {
    reading::check("resolve/within", things);
}

#[test]
fn things_of_many_documents_are_joined_or_kept_apart() {
    reading::check("resolve/across", joined);
}
