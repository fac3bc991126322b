//! Rules over trees written by hand: each sentence is given as CoNLL-U would give it, names marked by type.

use super::*;
use crate::model::claim::{Predicate, Scalar};
use crate::model::document::Language;
use crate::model::mention::{Form, MentionKind, Quantity};
use crate::model::span::Span;
use crate::model::text::{Deprel, Morph, Token, Upos, VerbForm};

/// One word: form, lemma, tag, head (from 1, 0 for the root), relation, and the type of the name it is.
type Word = (&'static str, &'static str, &'static str, u32, &'static str, &'static str);

struct Fixture {
    document: Document,
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
    entities: Vec<LocalEntity>,
}

fn upos(xpos: &str) -> Upos {
    match xpos {
        "NE" | "NNP" => Upos::Propn,
        "NN" => Upos::Noun,
        "ADJA" | "ADJD" | "JJ" => Upos::Adj,
        "VAFIN" | "VMFIN" | "VAINF" | "VAPP" => Upos::Aux,
        "APPR" | "APPRART" | "IN" => Upos::Adp,
        "ART" | "PIAT" => Upos::Det,
        "PRELS" => Upos::Pron,
        "KON" => Upos::Cconj,
        "ADV" | "PTKNEG" => Upos::Adv,
        "PTKZU" => Upos::Part,
        "CARD" => Upos::Num,
        "$" => Upos::Punct,
        _ => Upos::Verb,
    }
}

fn verb_form(xpos: &str) -> VerbForm {
    match xpos {
        "VVPP" => VerbForm::Part,
        "VVINF" | "VVIZU" => VerbForm::Inf,
        x if x.starts_with('V') => VerbForm::Fin,
        _ => VerbForm::Unset,
    }
}

fn fixture(extractor: &Extractor, words: &[Word]) -> Fixture {
    let mut text = String::new();
    let (mut tokens, mut mentions, mut entities) = (Vec::new(), Vec::new(), Vec::new());
    for (i, (form, lemma, xpos, head, deprel, kind)) in (0u32..).zip(words) {
        let start = text.len() as u32;
        text += form;
        let span = Span::new(start, text.len() as u32);
        text.push(' ');
        tokens.push(Token {
            span,
            form: (*form).into(),
            lemma: (*lemma).into(),
            upos: upos(xpos),
            xpos: (*xpos).into(),
            morph: Morph { verb_form: verb_form(xpos), ..Morph::default() },
            head: head.checked_sub(1),
            deprel: Deprel::from_text(deprel).expect("a relation of the standard"),
            name: Default::default(),
            name_probability: 0.0,
        });
        let Some((kind, name)) = mention(extractor, kind, lemma, &mut entities, mentions.len() as u32) else {
            continue;
        };
        let entity = matches!(kind, MentionKind::Entity { .. }).then(|| entities.len() as u32 - 1);
        mentions.push(Mention {
            sentence: 0,
            tokens: i..i + 1,
            head: i,
            span: Span::new(span.start, span.start + name.len() as u32),
            kind,
            name,
            entity,
            origin: "test",
            confidence: 1.0,
        });
    }
    let span = Span::new(0, text.len() as u32);
    let sentence = Sentence { span, tokens, ..Sentence::default() };
    let document = Document {
        path: "-".into(),
        hash: String::new(),
        title: None,
        publisher: None,
        date: Some("2025-06-01".into()),
        language: Language::De,
        text,
    };
    Fixture { document, sentences: vec![sentence], mentions, entities }
}

/// The mention that a mark stands for: `Company`, `Company-` for the first part of a compound, `Money=5e9`.
fn mention(
    extractor: &Extractor,
    mark: &str,
    lemma: &str,
    entities: &mut Vec<LocalEntity>,
    ix: u32,
) -> Option<(MentionKind, String)> {
    if mark.is_empty() {
        return None;
    }
    if let Some(amount) = mark.strip_prefix("Money=") {
        let amount = amount.parse().expect("a number");
        let quantity = Quantity::Money { amount, currency: "EUR".into(), qualifier: None };
        return Some((MentionKind::Quantity(quantity), lemma.into()));
    }
    let (name, form) = match mark.strip_suffix('-') {
        Some(_) => (lemma.rsplit_once('-').map_or(lemma, |(first, _)| first), Form::CompoundPart),
        None => (lemma, Form::Name),
    };
    let label = extractor.ontology.type_id(mark.trim_end_matches('-')).expect("a type of the ontology");
    entities.push(LocalEntity { label, name: name.into(), aliases: vec![], mentions: vec![ix] });
    Some((MentionKind::Entity { label, form }, name.into()))
}

/// The claims of a sentence, each as `subject RELATION object status`.
fn found(words: &[Word]) -> Vec<String> {
    let extractor = Extractor::load(&Seeds::built_in().expect("the seeds are in order"))
        .expect("the rules are in order")
        .rules_alone();
    let f = fixture(&extractor, words);
    let input = Input { document: &f.document, sentences: &f.sentences, mentions: &f.mentions, entities: &f.entities };
    let name = |m: u32| f.mentions[m as usize].name.clone();
    let line = |claim: Claim| match claim.predicate {
        Predicate::Relation { relation, object, attributes } => {
            let amount = match attributes.get("amount") {
                Some(Scalar::Number(amount)) => format!(" {amount:e}"),
                _ => String::new(),
            };
            let relation = &extractor.ontology.relation(relation).name;
            format!("{} {relation} {} {}{amount}", name(claim.subject), name(object), claim.status.as_str())
        }
        Predicate::Attribute { name: attribute, .. } => format!("{} {attribute}", name(claim.subject)),
    };
    extractor.extract(&input).into_iter().map(line).collect()
}

#[test]
fn the_active_and_the_passive_say_the_same() {
    let active = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("kauft", "kaufen", "VVFIN", 0, "root", ""),
        ("Rheingas", "Rheingas", "NE", 2, "obj", "Company"),
    ]);
    let passive = found(&[
        ("Rheingas", "Rheingas", "NE", 5, "nsubj:pass", "Company"),
        ("wird", "werden", "VAFIN", 5, "aux:pass", ""),
        ("von", "von", "APPR", 4, "case", ""),
        ("Nordwind", "Nordwind", "NE", 5, "obl", "Company"),
        ("gekauft", "kaufen", "VVPP", 0, "root", ""),
    ]);
    assert_eq!(active, ["Nordwind ACQUIRES Rheingas actual"]);
    assert_eq!(passive, active);
}

#[test]
fn a_noun_stands_for_its_verb_and_takes_its_arguments() {
    let claims = found(&[
        ("Die", "der", "ART", 2, "det", ""),
        ("Übernahme", "Übernahme", "NN", 8, "nsubj:pass", ""),
        ("von", "von", "APPR", 4, "case", ""),
        ("Rheingas", "Rheingas", "NE", 2, "nmod", "Company"),
        ("durch", "durch", "APPR", 6, "case", ""),
        ("Nordwind", "Nordwind", "NE", 2, "nmod", "Company"),
        ("wurde", "werden", "VAFIN", 8, "aux:pass", ""),
        ("genehmigt", "genehmigen", "VVPP", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas actual"]);
}

#[test]
fn an_infinitive_has_the_subject_of_its_governor_and_is_planned() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("plant", "planen", "VVFIN", 0, "root", ""),
        (",", ",", "$", 6, "punct", ""),
        ("Rheingas", "Rheingas", "NE", 6, "obj", "Company"),
        ("zu", "zu", "PTKZU", 6, "mark", ""),
        ("kaufen", "kaufen", "VVINF", 2, "xcomp", ""),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas planned"]);
}

#[test]
fn what_is_said_of_a_list_is_said_of_each_member() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("kauft", "kaufen", "VVFIN", 0, "root", ""),
        ("Rheingas", "Rheingas", "NE", 2, "obj", "Company"),
        ("und", "und", "KON", 5, "cc", ""),
        ("Südstrom", "Südstrom", "NE", 3, "conj", "Company"),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas actual", "Nordwind ACQUIRES Südstrom actual"]);
}

#[test]
fn a_relative_pronoun_stands_for_its_noun() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 6, "nsubj", "Company"),
        (",", ",", "$", 5, "punct", ""),
        ("das", "der", "PRELS", 5, "nsubj", ""),
        ("Rheingas", "Rheingas", "NE", 5, "obj", "Company"),
        ("kaufte", "kaufen", "VVFIN", 1, "acl:relcl", ""),
        ("wächst", "wachsen", "VVFIN", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas actual"]);
}

#[test]
fn a_participle_before_its_noun_is_a_verb() {
    let claims = found(&[
        ("Das", "der", "ART", 4, "det", ""),
        ("von", "von", "APPR", 3, "case", ""),
        ("Nordwind", "Nordwind", "NE", 5, "obl", "Company"),
        ("Unternehmen", "Unternehmen", "NN", 0, "root", ""),
        ("finanzierte", "finanziert", "ADJA", 4, "amod", ""),
        ("Rheingas", "Rheingas", "NE", 4, "appos", "Company"),
    ]);
    assert_eq!(claims, Vec::<String>::new(), "the participle stands behind its noun here: no German");
    let claims = found(&[
        ("Das", "der", "ART", 5, "det", ""),
        ("von", "von", "APPR", 3, "case", ""),
        ("Nordwind", "Nordwind", "NE", 4, "obl", "Company"),
        ("finanzierte", "finanziert", "ADJA", 5, "amod", ""),
        ("Unternehmen", "Unternehmen", "NN", 7, "nsubj", ""),
        ("Rheingas", "Rheingas", "NE", 5, "appos", "Company"),
        ("wächst", "wachsen", "VVFIN", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Nordwind FINANCES Rheingas actual"]);
}

#[test]
fn the_first_part_of_a_compound_is_whom_the_rest_belongs_to() {
    let claims = found(&[
        ("Nordwind-Chef", "Nordwind-Chef", "NN", 3, "nsubj", "Company-"),
        ("Holm", "Holm", "NE", 1, "appos", "Person"),
        ("lächelt", "lächeln", "VVFIN", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Holm LEADS Nordwind actual"]);
}

#[test]
fn negation_denies_and_amounts_go_to_their_claim() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("investiert", "investieren", "VVFIN", 0, "root", ""),
        ("nicht", "nicht", "PTKNEG", 2, "advmod", ""),
        ("zwei", "zwei", "CARD", 2, "obj", "Money=2"),
        ("in", "in", "APPR", 6, "case", ""),
        ("Rheingas", "Rheingas", "NE", 2, "obl", "Company"),
    ]);
    assert_eq!(claims, ["Nordwind INVESTS_IN Rheingas denied 2e0"]);
}

#[test]
fn a_rule_with_a_fault_is_told_with_its_place() {
    let file = crate::seeds::SeedFile::new(
        "rules/mine.rules",
        "RULE 'x'\nMATCH (v:Verb {lemma: 'kaufen'})-[:subjekt]->(a:Compnay)\nCLAIM (a)-[:AQUIRES]->(a)",
    );
    let seeds = Seeds::built_in().expect("the seeds are in order");
    let faults = Rules::load([&file], seeds.ontology()).expect_err("the rule has faults");
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "rules/mine.rules:2:49: [RU015] no node of a sentence is a 'Compnay' (did you mean 'Company'?)",
            "rules/mine.rules:2:36: [RU014] a sentence has no edges 'subjekt' (did you mean 'subject'?)",
            "rules/mine.rules:3:13: [RU021] the ontology has no relation AQUIRES (did you mean 'ACQUIRES'?)",
        ]
    );
}

#[test]
fn of_two_subjects_in_the_parse_the_first_is_one() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("kauft", "kaufen", "VVFIN", 0, "root", ""),
        ("Rheingas", "Rheingas", "NE", 2, "nsubj", "Company"),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas actual"]);
}

#[test]
fn what_is_done_to_a_part_is_done_to_a_share_of_the_whole() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("hält", "halten", "VVFIN", 0, "root", ""),
        ("die", "der", "ART", 4, "det", ""),
        ("Mehrheit", "Mehrheit", "NN", 2, "obj", ""),
        ("der", "der", "ART", 6, "det", ""),
        ("Anteile", "Anteil", "NN", 4, "nmod", ""),
        ("an", "an", "APPR", 8, "case", ""),
        ("Rheingas", "Rheingas", "NE", 6, "nmod", "Company"),
    ]);
    assert_eq!(claims, ["Nordwind OWNS Rheingas actual"]);
}

#[test]
fn a_phrase_belongs_to_the_noun_before_it_wherever_the_parse_hangs_it() {
    let claims = found(&[
        ("Die", "der", "ART", 2, "det", ""),
        ("Übernahme", "Übernahme", "NN", 8, "nsubj:pass", ""),
        ("von", "von", "APPR", 4, "case", ""),
        ("Rheingas", "Rheingas", "NE", 8, "obl", "Company"),
        ("durch", "durch", "APPR", 6, "case", ""),
        ("Nordwind", "Nordwind", "NE", 4, "nmod", "Company"),
        ("wurde", "werden", "VAFIN", 8, "aux:pass", ""),
        ("genehmigt", "genehmigen", "VVPP", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Nordwind ACQUIRES Rheingas actual"]);
}

#[test]
fn a_participle_that_looks_like_a_finite_verb_is_one_behind_an_auxiliary() {
    let claims = found(&[
        ("Rheingas", "Rheingas", "NE", 5, "nsubj", "Company"),
        ("wird", "werden", "VAFIN", 5, "aux", ""),
        ("von", "von", "APPR", 4, "case", ""),
        ("Nordwind", "Nordwind", "NE", 5, "obl", "Company"),
        ("kontrolliert", "kontrollieren", "VVFIN", 0, "root", ""),
    ]);
    assert_eq!(claims, ["Nordwind OWNS Rheingas actual"]);
}

#[test]
fn a_name_before_a_copula_is_what_the_noun_behind_it_says() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 0, "root", "Company"),
        ("ist", "sein", "VAFIN", 1, "cop", ""),
        ("größter", "groß", "ADJA", 4, "amod", ""),
        ("Aktionär", "Aktionär", "NN", 2, "nsubj", ""),
        ("von", "von", "APPR", 6, "case", ""),
        ("Rheingas", "Rheingas", "NE", 4, "nmod", "Company"),
    ]);
    assert_eq!(claims, ["Nordwind OWNS Rheingas actual"]);
}

#[test]
fn who_deals_with_one_party_delivers_to_it() {
    let claims = found(&[
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("schließt", "schließen", "VVFIN", 0, "root", ""),
        ("einen", "ein", "ART", 4, "det", ""),
        ("Vertrag", "Vertrag", "NN", 2, "obj", ""),
        ("mit", "mit", "APPR", 6, "case", ""),
        ("Rheingas", "Rheingas", "NE", 4, "nmod", "Company"),
        ("und", "und", "KON", 8, "cc", ""),
        ("liefert", "liefern", "VVFIN", 2, "conj", ""),
        ("Server", "Server", "NN", 8, "obj", ""),
    ]);
    assert!(claims.contains(&"Nordwind SUPPLIES Rheingas actual".to_owned()), "{claims:?}");
}

#[test]
fn what_is_said_of_one_is_said_of_whoever_stands_besides() {
    let mut claims = found(&[
        ("Rheingas", "Rheingas", "NE", 2, "nsubj", "Company"),
        ("gehört", "gehören", "VVFIN", 0, "root", ""),
        ("neben", "neben", "APPR", 4, "case", ""),
        ("Nordwind", "Nordwind", "NE", 2, "obl", "Company"),
        ("auch", "auch", "ADV", 6, "advmod", ""),
        ("Südstrom", "Südstrom", "NE", 2, "iobj", "Company"),
    ]);
    claims.sort();
    assert_eq!(claims, ["Nordwind OWNS Rheingas actual", "Südstrom OWNS Rheingas actual"]);
}

#[test]
fn a_relative_pronoun_tagged_as_an_article_opens_a_clause() {
    let mut claims = found(&[
        ("Nordwind", "Nordwind", "NE", 9, "nsubj", "Company"),
        (",", ",", "$", 5, "punct", ""),
        ("an", "an", "APPR", 5, "case", ""),
        ("dem", "der", "ART", 5, "det", ""),
        ("Rheingas", "Rheingas", "NE", 1, "nmod", "Company"),
        ("und", "und", "KON", 7, "cc", ""),
        ("Südstrom", "Südstrom", "NE", 5, "conj", "Company"),
        ("Anteile", "Anteil", "NN", 9, "obj", ""),
        ("halten", "halten", "VVINF", 0, "root", ""),
        (",", ",", "$", 11, "punct", ""),
        ("wächst", "wachsen", "VVFIN", 9, "conj", ""),
    ]);
    claims.sort();
    assert_eq!(claims, ["Rheingas OWNS Nordwind actual", "Südstrom OWNS Nordwind actual"]);
}

/// The ends of the pairs in the second of two sentences.
fn pairs_of_second(first: &[Word], second: &[Word]) -> Vec<(String, String)> {
    let extractor =
        Extractor::load(&Seeds::built_in().expect("the seeds are in order")).expect("the rules are in order");
    let mut f = fixture(&extractor, first);
    let next = fixture(&extractor, second);
    for mut mention in next.mentions {
        let label = match mention.kind {
            MentionKind::Entity { label, .. } => label,
            MentionKind::Quantity(_) => continue,
        };
        let known = f.entities.iter().position(|e| e.name == mention.name);
        let entity = known.unwrap_or(f.entities.len());
        if known.is_none() {
            f.entities.push(LocalEntity { label, name: mention.name.clone(), aliases: vec![], mentions: vec![] });
        }
        f.entities[entity].mentions.push(f.mentions.len() as u32);
        (mention.sentence, mention.entity) = (1, Some(entity as u32));
        f.mentions.push(mention);
    }
    f.sentences.extend(next.sentences);
    let input = Input { document: &f.document, sentences: &f.sentences, mentions: &f.mentions, entities: &f.entities };
    let name = |m: u32| f.mentions[m as usize].name.clone();
    extractor.pairs(&input).iter().filter(|p| p.sentence == 1).map(|p| (name(p.subject), name(p.object))).collect()
}

#[test]
fn a_name_is_paired_with_the_company_that_the_sentence_before_spoke_of_and_this_one_does_not() {
    let before = [("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"), ("wächst", "wachsen", "VVFIN", 0, "root", "")];
    let seat = [
        ("Der", "der", "ART", 2, "det", ""),
        ("Sitz", "Sitz", "NN", 3, "nsubj", ""),
        ("ist", "sein", "VAFIN", 0, "root", ""),
        ("in", "in", "APPR", 5, "case", ""),
        ("Fulda", "Fulda", "NE", 3, "obl", "Place"),
    ];
    assert!(pairs_of_second(&before, &seat).contains(&("Nordwind".into(), "Fulda".into())));
    let own = [
        ("Nordwind", "Nordwind", "NE", 2, "nsubj", "Company"),
        ("sitzt", "sitzen", "VVFIN", 0, "root", ""),
        ("in", "in", "APPR", 4, "case", ""),
        ("Fulda", "Fulda", "NE", 2, "obl", "Place"),
    ];
    let pairs = pairs_of_second(&before, &own);
    assert_eq!(pairs.iter().filter(|(_, object)| object == "Fulda").count(), 1, "{pairs:?}");
}
