//! Small articles made by number, for tests that need many.

use std::fs;
use std::path::Path;

const FIRST: &[&str] = &["Nord", "Süd", "Ost", "West", "Elb", "Weser", "Rhein", "Havel", "Isar", "Lahn", "Ems"];
const SECOND: &[&str] = &["wind", "werft", "stahl", "chemie", "pharma", "druck", "glas", "bau", "netz"];
const PLACES: &[&str] = &["Bremen", "Stade", "Leipzig", "Kassel", "Ulm", "Jena", "Kiel"];

/// A generator of numbers that are the same every time (Knuth's MMIX linear congruential generator).
pub struct Numbers(pub u64);

impl Numbers {
    /// The next one below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

fn company(number: usize) -> String {
    let (first, second) = (FIRST[number % FIRST.len()], SECOND[number / FIRST.len() % SECOND.len()]);
    format!("{first}{second} AG")
}

/// The article of a number: a few sentences about companies that other articles speak of too.
pub fn article(number: usize) -> String {
    let mut numbers = Numbers(number as u64 + 1);
    let mut pick = || company(numbers.below(FIRST.len() * SECOND.len()));
    let (one, two, three) = (pick(), pick(), pick());
    let (share, place) = (5 + number % 40, PLACES[number % PLACES.len()]);
    format!(
        "{one} kauft {two}\n\nDer Konzern {one} aus {place} kauft den Hersteller {two} für {} Millionen Euro. Die {three} hält {share} \
         Prozent an der {one}. Die {two} liefert Turbinen an die {three}.\n",
        number + 10
    )
}

/// A headline of a number, for tests that need hundreds of documents and little in each.
pub fn headline(number: usize) -> String {
    let mut numbers = Numbers(number as u64 + 1);
    let mut pick = || company(numbers.below(FIRST.len() * SECOND.len()));
    format!("Der Konzern {} kauft den Hersteller {} für {number} Euro.\n", pick(), pick())
}

/// Writes headlines of these numbers into a folder, each as a file of its own.
pub fn write_headlines(folder: &Path, numbers: impl IntoIterator<Item = usize>) {
    write_with(folder, numbers, headline);
}

/// Writes the articles of these numbers into a folder, each as a file of its own.
pub fn write(folder: &Path, numbers: impl IntoIterator<Item = usize>) {
    write_with(folder, numbers, article);
}

fn write_with(folder: &Path, numbers: impl IntoIterator<Item = usize>, text: fn(usize) -> String) {
    fs::create_dir_all(folder).expect("the folder can be made");
    for number in numbers {
        fs::write(folder.join(format!("{number:04}.txt")), text(number)).expect("an article can be written");
    }
}
