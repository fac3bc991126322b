//! Integers and floats on one scale, and floats as text.

use std::cmp::Ordering;

/// 2^63, the first float above every `i64`.
const TWO_63: f64 = 9_223_372_036_854_775_808.0;

/// Compares without rounding the integer; `None` for NaN.
pub fn cmp_int_float(int: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float >= TWO_63 {
        return Some(Ordering::Less);
    }
    if float < -TWO_63 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    Some(int.cmp(&(whole as i64)).then_with(|| 0.0f64.total_cmp(&(float - whole + 0.0))))
}

/// The integer of the same value, where the float has one.
pub fn as_integer(float: f64) -> Option<i64> {
    ((-TWO_63..TWO_63).contains(&float) && float.trunc() == float).then_some(float as i64)
}

/// Cuts the fraction off; `None` for NaN, infinities and what no `i64` holds.
pub fn truncate(float: f64) -> Option<i64> {
    as_integer(float.trunc())
}

/// Smallest and largest magnitude that is written without an exponent.
const PLAIN: std::ops::Range<f64> = 1e-3..1e7;

/// The shortest text that reads back as the same float, always with a point: `1.0`, `1.0E10`, `NaN`, `Infinity`.
pub fn float_text(float: f64) -> String {
    if float.is_nan() {
        return "NaN".into();
    }
    if float.is_infinite() {
        return if float > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if float == 0.0 || PLAIN.contains(&float.abs()) {
        return format!("{float:?}");
    }
    let text = format!("{float:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_floats_compare_exactly() {
        let cases = [
            (1, 1.0, Some(Ordering::Equal)),
            (1, 1.5, Some(Ordering::Less)),
            (-1, -1.5, Some(Ordering::Greater)),
            (0, -0.0, Some(Ordering::Equal)),
            (i64::MAX, TWO_63, Some(Ordering::Less)),
            (i64::MIN, -TWO_63, Some(Ordering::Equal)),
            (i64::MIN, f64::NEG_INFINITY, Some(Ordering::Greater)),
            (9_007_199_254_740_993, 9_007_199_254_740_992.0, Some(Ordering::Greater)),
            (0, f64::NAN, None),
        ];
        for (int, float, expected) in cases {
            assert_eq!(cmp_int_float(int, float), expected, "{int} against {float}");
        }
    }

    #[test]
    fn floats_keep_their_point() {
        let cases = [
            (1.0, "1.0"),
            (-0.0, "-0.0"),
            (0.001, "0.001"),
            (1e7, "1.0E7"),
            (1.25e-9, "1.25E-9"),
            (1e300, "1.0E300"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (float, expected) in cases {
            assert_eq!(float_text(float), expected);
        }
    }
}
