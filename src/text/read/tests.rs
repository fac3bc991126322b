//! Reading, case by case.

use std::fs;

use super::*;
use crate::model::document::Language;

fn reader() -> Reader {
    Reader::new(&Seeds::built_in().unwrap()).unwrap()
}

fn read_bytes(name: &str, bytes: &[u8]) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    reader().read(Source::File(path))
}

fn read(name: &str, text: &str) -> Document {
    let reading = read_bytes(name, text.as_bytes());
    reading.document.unwrap_or_else(|| panic!("{:?}", reading.remarks))
}

fn kinds(reading: &Reading) -> Vec<RemarkKind> {
    reading.remarks.iter().map(|remark| remark.kind.clone()).collect()
}

#[test]
fn text_is_put_into_normal_form() {
    let text = "Ein Titel ohne Punkt\r\n\r\nDer  Konzern\u{a0}kauft.\tEr zahlt bar.\r\n  • Erstens\r\n";
    let document = read("a.txt", text);
    assert_eq!(document.title.as_deref(), Some("Ein Titel ohne Punkt"));
    assert_eq!(document.text, "Ein Titel ohne Punkt\n\nDer Konzern kauft. Er zahlt bar.\n\nErstens");
}

#[test]
fn front_matter_gives_the_fields_and_marks_are_taken_off() {
    let text = "---\ntitle: \"Werk am Meer\"\npublisher: 'Küstenblatt'\ndate: 2025-03-01\nlanguage: de\n---\n\n# Werk am Meer\n\nDie \
                **Nordwerft** aus [Emden](http://example.org/a_b) baut `drei` Hallen.\n\n## Ausblick\n\n- Kai snake_case\n";
    let document = read("a.md", text);
    assert_eq!((document.publisher.as_deref(), document.date.as_deref()), (Some("Küstenblatt"), Some("2025-03-01")));
    assert_eq!(
        document.text,
        "Werk am Meer\n\nDie Nordwerft aus Emden baut drei Hallen.\n\nAusblick\n\nKai snake_case"
    );
}

#[test]
fn front_matter_that_is_not_understood_is_told() {
    let reading = read_bytes("a.md", b"---\ntitle: Hafen\nkein Feld\n---\nDas ist der Text.\n");
    assert_eq!(kinds(&reading), [RemarkKind::FrontMatter { line: 3, text: "kein Feld".into() }]);
    assert_eq!(reading.document.unwrap().title.as_deref(), Some("Hafen"));
}

#[test]
fn lines_broken_at_a_width_are_joined() {
    let text = "Der Konzern teilte am Montag mit, dass er das Werk in der\nkleinen Stadt an der Elbe nicht mehr braucht und es an einen\n\
                Wettbewerber verkauft, der dort künftig Bauteile für Wind-\nräder und andere Anlagen fertigen lassen will, sobald die\n\
                Behörden zustimmen, womit er im Herbst des kommenden Jahres\nrechnet. Über den Preis schwiegen beide Seiten bisher, doch\n\
                er dürfte hoch sein.\n\nEin zweiter Absatz folgt.\n";
    let document = read("a.txt", text);
    assert_eq!(document.text.matches("\n\n").count(), 1);
    assert!(document.text.contains("Bauteile für Windräder und"));
}

#[test]
fn html_gives_the_article_and_its_metadata() {
    let article =
        "Die Reederei aus Bremen hat drei Schiffe bestellt, die im Jahr darauf geliefert werden sollen. ".repeat(8);
    let text = format!(
        "<!doctype html><html lang=\"de\"><head><title>Drei Schiffe | Küstenblatt</title>\
         <meta property=\"og:site_name\" content=\"Küstenblatt\"><meta property=\"article:published_time\" content=\"2024-05-06T08:00:00Z\">\
         </head><body><nav><a href=\"/\">Start</a></nav><article><h1>Drei Schiffe</h1><p>{article}</p><p>{article}</p></article>\
         <footer>Impressum</footer></body></html>"
    );
    let document = read("a.html", &text);
    assert_eq!((document.publisher.as_deref(), document.date.as_deref()), (Some("Küstenblatt"), Some("2024-05-06")));
    assert_eq!(document.text.matches("Die Reederei aus Bremen").count(), 16);
    assert!(!document.text.contains("Impressum") && !document.text.contains("Start"), "{}", document.text);
}

#[test]
fn html_that_nests_too_deep_is_refused_and_does_no_harm() {
    let text = format!("<html><body>{}Text{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert!(matches!(kinds(&read_bytes("a.html", text.as_bytes()))[..], [RemarkKind::TooDeep { .. }]));
    let text = format!("<html><body>{}<p>{}</p>", "<div>".repeat(4000), "Ein Satz steht hier. ".repeat(60));
    read_bytes("a.html", text.as_bytes());
}

#[test]
fn json_lines_are_documents_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let lines = "{\"title\":\"Eins\",\"text\":\"Der erste Text.\",\"url\":\"https://www.example.org/x\"}\n\n{\"text\": 5}\n{kaputt\n\
                 {\"text\":\"The second text is here.\",\"language\":\"en\",\"date\":\"2024-01-02\"}\n";
    fs::write(&path, lines).unwrap();
    let reader = reader();
    let readings: Vec<_> = sources([&path]).map(|source| reader.read(source.unwrap())).collect();
    let name = |reading: &Reading| reading.document.as_ref().map(|d| d.path.rsplit(':').next().unwrap().to_owned());
    assert_eq!(readings.iter().filter_map(name).collect::<Vec<_>>(), ["1", "5"]);
    assert_eq!(readings[0].document.as_ref().unwrap().publisher.as_deref(), Some("example.org"));
    assert_eq!(readings[3].document.as_ref().unwrap().language, Language::En);
    let lost: Vec<_> = readings.iter().flat_map(|r| &r.remarks).map(|r| r.kind.code()).collect();
    assert_eq!(lost, ["DR005", "DR005"]);
}

#[test]
fn folders_are_walked_by_name_and_other_files_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a.md", "c.png", ".hidden.txt", "sub/a.html"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    let found: Vec<_> = sources([folder.path()]).map(|s| s.unwrap().path()).collect();
    let names: Vec<_> = found.iter().map(|p| p.strip_prefix(&*folder.path().to_string_lossy()).unwrap()).collect();
    assert_eq!(names, ["/a.md", "/b.txt", "/sub/a.html"]);
}

#[test]
fn other_encodings_are_read_and_told() {
    let text = "Die Münchner Rück übernimmt für fünf Millionen Euro die Mehrheit an einer Straßenbahn in Österreich.";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(latin.to_vec(), "windows-1252"), (utf16, "UTF-16LE")] {
        let reading = read_bytes("a.txt", &bytes);
        assert_eq!(kinds(&reading), [RemarkKind::Encoding { encoding, faulty: false }]);
        assert_eq!(reading.document.unwrap().text, text);
    }
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    assert_eq!(read_bytes("a.txt", &marked).document.unwrap().text, text);
}

#[test]
fn what_is_no_document_is_told_by_its_kind() {
    let cases: [(&[u8], &str); 4] = [
        (b"", "DR002"),
        (b" \n\t\n", "DR002"),
        (b"\x7fELF\x00\x01\x02", "DR003"),
        (&[b'a'; LARGEST_DOCUMENT + 1], "DR004"),
    ];
    for (bytes, code) in cases {
        let reading = read_bytes("a.txt", bytes);
        assert_eq!(kinds(&reading).iter().map(RemarkKind::code).collect::<Vec<_>>(), [code]);
        assert!(reading.document.is_none());
    }
    let missing: Vec<_> = sources(["no/such/file.txt"]).collect();
    assert!(matches!(&missing[..], [Err(Remark { kind: RemarkKind::Unreadable(_), .. })]));
}

#[test]
fn the_language_is_heard_from_function_words() {
    let language = |text: &str| read("a.txt", text).language;
    assert_eq!(language("The company said that it would buy the plant from its rival."), Language::En);
    assert_eq!(language("Der Konzern teilte mit, dass er das Werk von dem Rivalen kauft."), Language::De);
    let french =
        "La société a annoncé hier soir une nouvelle usine près de Lyon, avec plusieurs partenaires européens. "
            .repeat(4);
    assert_eq!(kinds(&read_bytes("a.txt", french.as_bytes())), [RemarkKind::Language]);
}

#[test]
fn dates_come_in_several_spellings() {
    for text in ["2025-11-03", "2025-11-03T10:00:00+01:00", "03.11.2025", "3.11.2025 10:15", "20251103"] {
        assert_eq!(normal::day(text).as_deref(), Some("2025-11-03"), "{text}");
    }
    assert_eq!(normal::day("gestern"), None);
    assert_eq!(normal::day("2025-13-45"), None);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_a_circle_lose_only_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("b.txt"), "Der Konzern kauft.").unwrap();
    std::os::unix::fs::symlink("nothing", input.join("a.txt")).unwrap();
    std::os::unix::fs::symlink(".", input.join("circle")).unwrap();
    let told: Vec<_> = sources([&input]).map(|found| found.map(|source| source.path())).collect();
    let path = |name: &str| input.join(name).to_string_lossy().into_owned();
    let lost = |name: &str, why: String| Err(Remark { path: path(name), kind: RemarkKind::Unreadable(why) });
    assert_eq!(
        told,
        [
            lost("a.txt", "No such file or directory (os error 2)".to_owned()),
            Ok(path("b.txt")),
            lost("circle", format!("leads back to {}, the folder it lies in", input.display())),
        ]
    );
}
