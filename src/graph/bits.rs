//! A growable set of small numbers, one bit each.

/// A set of `u32`, dense from zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    count: usize,
}

impl Bits {
    /// An empty set with room for numbers below `bound`.
    pub fn with_bound(bound: usize) -> Self {
        Self { words: vec![0; bound.div_ceil(64)], count: 0 }
    }

    /// Whether `ix` is in the set.
    #[inline]
    pub fn contains(&self, ix: u32) -> bool {
        self.words.get(ix as usize >> 6).is_some_and(|word| word >> (ix & 63) & 1 == 1)
    }

    /// Puts `ix` in; tells whether it is new.
    #[inline]
    pub fn insert(&mut self, ix: u32) -> bool {
        let at = ix as usize >> 6;
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        let mask = 1 << (ix & 63);
        let fresh = self.words[at] & mask == 0;
        self.words[at] |= mask;
        self.count += usize::from(fresh);
        fresh
    }

    /// Takes `ix` out; tells whether it was in.
    pub fn remove(&mut self, ix: u32) -> bool {
        let Some(word) = self.words.get_mut(ix as usize >> 6) else { return false };
        let mask = 1 << (ix & 63);
        let found = *word & mask != 0;
        *word &= !mask;
        self.count -= usize::from(found);
        found
    }

    /// How many numbers are in.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The bits of 64 numbers each, from zero.
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The numbers in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let base = (at * 64) as u32;
            std::iter::successors((word != 0).then_some(word), |rest| {
                let next = rest & (rest - 1);
                (next != 0).then_some(next)
            })
            .map(move |rest| base + rest.trailing_zeros())
        })
    }

    /// Empties the set and keeps its room.
    pub fn clear(&mut self) {
        self.words.fill(0);
        self.count = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_what_was_put_in_and_not_taken_out() {
        let mut set = Bits::default();
        for ix in [3, 64, 64, 200, 0] {
            set.insert(ix);
        }
        set.remove(3);
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 64, 200]);
        assert_eq!((set.count(), set.contains(64), set.contains(3), set.contains(9999)), (3, true, false, false));
    }
}
