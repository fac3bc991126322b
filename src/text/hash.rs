//! Hashes of words. They are part of the model format: weights are found by them.

/// FNV-1a of the bytes (<http://www.isthe.com/chongo/tech/comp/fnv/>), its high bits folded into the low ones.
pub fn word(text: &str) -> u64 {
    folded(absorb(BASIS, text))
}

/// The hash of the word with its first letter in upper case.
pub fn capitalised(word: &str) -> u64 {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    let state = first.fold(BASIS, |state, c| absorb(state, c.encode_utf8(&mut [0; 4])));
    folded(absorb(state, chars.as_str()))
}

/// Where FNV-1a begins.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

fn absorb(state: u64, text: &str) -> u64 {
    text.bytes().fold(state, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn folded(state: u64) -> u64 {
    state ^ (state >> 29)
}

/// Mixes a value with the number of the feature it is a value of (finaliser of MurmurHash3 by A. Appleby).
pub fn mix(feature: u32, value: u64) -> u64 {
    let seed = (u64::from(feature) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = (value ^ seed).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_hashed_as_if_written_with_a_capital() {
        for (small, capital) in [("haus", "Haus"), ("über", "Über"), ("ﬀ", "FF"), ("ßa", "SSa"), ("4a", "4a"), ("", "")]
        {
            assert_eq!(capitalised(small), word(capital), "{small}");
        }
    }
}
