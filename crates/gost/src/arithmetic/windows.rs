//! Secret multiples: signed windows of a scalar, and the multiple of a point without tables.

use super::limbs::{self, Limbs};
use super::points::SecretPoints;
use alloc::vec::Vec;

/// Bits of a window over a point that comes once. Four make 8 entries, which cost 7 additions and an inversion.
const WIDTH: usize = 4;

/// Windows that hold 512 bits and the last carry.
const MOST_WINDOWS: usize = 512 / WIDTH + 1;

/// A digit of a scalar in the radix 2^W, in −2^(W−1) + 1 … 2^(W−1).
#[derive(Clone, Copy)]
pub(crate) struct Digit {
    magnitude: u64,
    /// 1 for a negative digit.
    sign: u64,
}

impl Digit {
    /// The digit of `window`; what is above half the radix is taken from the next one through `carry`.
    #[inline(always)]
    pub(crate) fn next<const W: usize, const N: usize>(k: &Limbs<N>, window: usize, carry: &mut u64) -> Self {
        let value = limbs::bits(k, window * W, W) + *carry;
        let sign = (1u64 << (W - 1)).wrapping_sub(value) >> 63;
        *carry = sign;
        let magnitude = (value ^ sign.wrapping_neg()).wrapping_add(sign).wrapping_add(sign << W);
        Self { magnitude, sign }
    }

    /// `sum` and this digit times the point whose multiples 1, 2 … make the row.
    #[inline(always)]
    pub(crate) fn add_multiple<C: SecretPoints<N>, const N: usize>(
        self,
        curve: &C,
        sum: &C::Point,
        row: &[C::Entry],
    ) -> C::Point {
        let entry = C::look_up(row, self.magnitude);
        let entry = curve.negate_entry_if(&entry, self.sign);
        let added = curve.add_entry(sum, &entry);
        C::select(&added, sum, limbs::equal_words(self.magnitude, 0))
    }
}

/// k·P for any point of order q. Constant time in k.
pub(crate) fn multiply<C: SecretPoints<N>, const N: usize>(curve: &C, k: &Limbs<N>, point: &C::Point) -> C::Point {
    let multiples: Vec<C::Point> = core::iter::successors(Some(*point), |last| Some(curve.add(last, point)))
        .take(1 << (WIDTH - 1))
        .collect();
    let row = curve.entries(&multiples);
    let mut digits = [Digit { magnitude: 0, sign: 0 }; MOST_WINDOWS];
    let mut carry = 0;
    let digits = &mut digits[..=64 * N / WIDTH];
    for (window, digit) in digits.iter_mut().enumerate() {
        *digit = Digit::next::<WIDTH, N>(k, window, &mut carry);
    }
    digits.iter().rev().fold(curve.identity(), |sum, digit| {
        let shifted = (1..WIDTH).fold(sum, |sum, _| curve.double_to_double(&sum));
        let shifted = curve.double(&shifted);
        digit.add_multiple(curve, &shifted, &row)
    })
}
