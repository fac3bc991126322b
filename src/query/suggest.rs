//! "Did you mean": names like a name.

/// At most so many names are suggested.
const MOST: usize = 3;

/// The names among `known` that are likest to `name`, likest first; none if nothing is like it.
///
/// Likeness is the number of letters to change, insert, drop or swap (Damerau and Levenshtein, optimal string
/// alignment), upper and lower case being equal, then the same number with case counted; a third of the letters may
/// differ, and one must stay.
pub fn suggest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Vec<String> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let most = (wanted.len() / 3).max(1);
    let typed: Vec<char> = name.chars().collect();
    let mut near: Vec<(usize, usize, &str)> = known
        .filter(|k| *k != name && k.len() <= 4 * (wanted.len() + most))
        .map(|k| (distance(&wanted, &k.to_lowercase().chars().collect::<Vec<_>>()), k))
        .filter(|(d, _)| *d <= most && *d < wanted.len())
        .map(|(d, k)| (d, distance(&typed, &k.chars().collect::<Vec<_>>()), k))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(MOST).map(|(_, _, k)| k.to_owned()).collect()
}

/// Optimal string alignment distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likest_first() {
        let known = ["Company", "Country", "Person", "Compound"];
        assert_eq!(suggest("Compny", known.into_iter()), ["Company"]);
        assert_eq!(suggest("comapny", known.into_iter()), ["Company"]);
        assert!(suggest("Site", known.into_iter()).is_empty());
    }
}
