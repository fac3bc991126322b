//! Hashes of words. They are part of the model format: weights are found by them.

/// FNV-1a of the bytes (<http://www.isthe.com/chongo/tech/comp/fnv/>), its high bits folded into the low ones.
pub fn word(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash ^ (hash >> 29)
}

/// Mixes a value with the number of the feature it is a value of (finaliser of MurmurHash3 by A. Appleby).
pub fn mix(feature: u32, value: u64) -> u64 {
    let seed = (u64::from(feature) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = (value ^ seed).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 32)
}
