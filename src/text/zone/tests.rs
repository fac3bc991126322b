//! Zones, paragraph by paragraph.

use super::*;
use crate::model::document::Language;

/// The zone of each part of a text, with the part's first two words.
fn zones(title: Option<&str>, text: &str) -> Vec<(Zone, String)> {
    let document = Document {
        path: "a.txt".into(),
        hash: String::new(),
        title: title.map(str::to_owned),
        publisher: None,
        date: None,
        language: Language::De,
        text: text.to_owned(),
    };
    let zoner = Zoner::new(&Seeds::built_in().unwrap()).unwrap();
    let words = |span: Span| span.of(text).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    zoner.zones(&document).into_iter().map(|z| (z.zone, words(z.span))).collect()
}

fn kinds(title: Option<&str>, text: &str) -> Vec<Zone> {
    zones(title, text).into_iter().map(|(zone, _)| zone).collect()
}

const BODY: &str =
    "Die Reederei aus Bremen hat am Dienstag drei Schiffe bestellt, die im kommenden Jahr geliefert werden sollen.";

#[test]
fn what_stands_around_an_article_is_boilerplate() {
    let around = [
        "Foto von Erika Muster auf Unsplash",
        "5 1 vote",
        "4,3 von 5 Sternen (12 Bewertungen)",
        "Home / Wirtschaft / Drei Schiffe für Bremen",
        "Von Anna Berg, Hamburg",
        "12. Juli 2024, 10:31 Uhr",
        "Facebook Twitter WhatsApp E-Mail",
        "Lesen Sie auch: Was Werften jetzt brauchen",
        "Dieser Beitrag ist keine Anlageberatung.",
        "Wir verwenden Cookies. Näheres steht in der Datenschutzerklärung.",
        "* * *",
        "Der neue Hafen von oben (Bild: picture alliance/dpa)",
    ];
    for text in around {
        let zones = kinds(None, &format!("{BODY}\n\n{text}\n\n{BODY}"));
        assert_eq!(zones, [Zone::Body, Zone::Boilerplate, Zone::Body], "{text}");
    }
}

#[test]
fn sentences_that_only_begin_alike_are_text() {
    for text in [
        "Von Bremen aus fährt das Schiff nach Oslo.",
        "Die Quelle des Geldes blieb offen, wie Anwälte sagen.",
        "Shutterstock und Getty Images schließen sich zusammen.",
        "Teilen will der Gründer die Macht nicht.",
        "Mehr über 500 Beschäftigte als zuvor arbeiten dort.",
    ] {
        assert_eq!(kinds(None, &format!("{BODY}\n\n{text}\n\n{BODY}"))[1], Zone::Body, "{text}");
    }
}

#[test]
fn nothing_follows_the_comment_form() {
    let text = format!("{BODY}\n\n{BODY}\n\nSchreibe einen Kommentar\n\nEin Gruß aus Kiel von einem treuen Leser.");
    assert_eq!(kinds(None, &text), [Zone::Body, Zone::Body, Zone::Boilerplate, Zone::Boilerplate]);
}

#[test]
fn title_its_repetition_and_headings() {
    let title = "Reederei aus Bremen bestellt drei Schiffe";
    let text = format!("{title}\n\n{title}\n\n{BODY}\n\nAusblick auf den Winter\n\n{BODY}");
    assert_eq!(kinds(Some(title), &text), [Zone::Title, Zone::Title, Zone::Body, Zone::Heading, Zone::Body]);
}

#[test]
fn a_list_is_no_row_of_headings() {
    let text = format!("{BODY}\n\nStahl aus Linz\n\nMotoren aus Augsburg\n\nFarbe aus Köln\n\n{BODY}");
    assert_eq!(kinds(None, &text), vec![Zone::Body; 5]);
}

#[test]
fn a_form_or_credit_glued_to_a_sentence_is_parted_from_it() {
    let glued = format!("{BODY} {BODY} Schreibe einen Kommentar Name und Anschrift bleiben unter uns.");
    assert_eq!(
        zones(None, &glued),
        [(Zone::Body, "Die Reederei".to_owned()), (Zone::Boilerplate, "Schreibe einen".to_owned())]
    );
    let credit = format!("{BODY} {BODY} (Foto: Werft/dpa)");
    assert_eq!(kinds(None, &credit), [Zone::Body, Zone::Boilerplate]);
}
