//! Whether a day or period lies before or behind the day of publication, as far as both are known.

/// A day, month or year as numbers; a quarter or half is the month that it begins or ends with.
type Parts = [Option<u16>; 3];

/// Whether a period begins only after the day of publication.
pub fn is_ahead(value: &str, published: &str) -> bool {
    compare(value, published, |first, _| first).is_some_and(|(at, now)| at > now)
}

/// Whether a period has ended before the day of publication.
pub fn is_over(value: &str, published: &str) -> bool {
    compare(value, published, |_, last| last).is_some_and(|(at, now)| at < now)
}

/// Both dates, as fine as the coarser of them.
fn compare(value: &str, published: &str, end: impl Fn(u16, u16) -> u16) -> Option<(Vec<u16>, Vec<u16>)> {
    let (at, now) = (parts(value, end), parts(published, |first, _| first));
    let common: Vec<(u16, u16)> = at.into_iter().zip(now).map_while(|(a, n)| a.zip(n)).collect();
    (!common.is_empty()).then(|| common.into_iter().unzip())
}

/// `2026-H2`: of the months of a quarter or half the one that `end` chooses.
fn parts(date: &str, end: impl Fn(u16, u16) -> u16) -> Parts {
    let mut pieces = date.get(..date.len().min(10)).unwrap_or(date).split('-');
    let year = pieces.next().and_then(|y| y.parse().ok());
    let month = pieces.next().and_then(|piece| {
        let nth = |letter: char| piece.strip_prefix(letter).and_then(|n| n.parse::<u16>().ok()).filter(|n| *n > 0);
        match (nth('Q'), nth('H')) {
            (Some(n), _) => Some(end(3 * n - 2, 3 * n)),
            (_, Some(n)) => Some(end(6 * n - 5, 6 * n)),
            _ => piece.parse().ok(),
        }
    });
    [year, month, pieces.next().and_then(|d| d.parse().ok())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_as_fine_as_the_coarser_of_them() {
        assert!(is_ahead("2025-09-01", "2025-06-15"));
        assert!(is_ahead("2025-H2", "2025-06-15"));
        assert!(!is_ahead("2025", "2025-06-15"));
        assert!(!is_ahead("2025-06", "2025-06-15"));
        assert!(is_over("2024", "2025-06-15"));
        assert!(is_over("2025-Q1", "2025-06-15"));
        assert!(!is_over("2025-H1", "2025-06-15"));
        assert!(!is_over("", "2025-06-15"));
    }
}
