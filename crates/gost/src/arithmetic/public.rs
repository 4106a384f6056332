//! Sums of multiples in variable time, for values that everybody may know.

use super::comb::PUBLIC_WIDTH;
use super::limbs::{self, Limbs};
use super::points::Points;
use alloc::vec::Vec;

/// Width of the signed windows over a point without tables.
const WIDTH: usize = 5;

/// One digit per bit of the widest scalar, and one for the last carry.
const DIGITS: usize = 513;

/// u·P + v·Q by interleaved windows of signed odd digits; `odd` is the table of the odd multiples of P.
pub(crate) fn sum<C: Points<N>, const N: usize>(
    curve: &C,
    u: &Limbs<N>,
    odd: &[C::Entry],
    v: &Limbs<N>,
    q: &C::Point,
) -> C::Point {
    let multiples = odd_multiples::<C, WIDTH, N>(curve, q);
    let u = signed_digits::<PUBLIC_WIDTH, N>(u);
    let v = signed_digits::<WIDTH, N>(v);
    let mut sum = curve.identity();
    let highest = (0..=64 * N).rev().find(|&bit| u[bit] != 0 || v[bit] != 0);
    for bit in (0..highest.map_or(0, |bit| bit + 1)).rev() {
        if u[bit] == 0 && v[bit] == 0 && bit > 0 {
            sum = curve.double_to_double(&sum);
            continue;
        }
        sum = curve.double(&sum);
        let entry = &odd[usize::from(u[bit].unsigned_abs() / 2)];
        sum = match u[bit] {
            0 => sum,
            1.. => curve.add_entry(&sum, entry),
            _ => curve.add_entry(&sum, &curve.negate_entry(entry)),
        };
        let multiple = &multiples[usize::from(v[bit].unsigned_abs() / 2)];
        sum = match v[bit] {
            0 => sum,
            1.. => curve.add(&sum, multiple),
            _ => curve.add(&sum, &curve.negate(multiple)),
        };
    }
    sum
}

/// P, 3P, 5P … (2^(W−1) − 1)·P.
pub(crate) fn odd_multiples<C: Points<N>, const W: usize, const N: usize>(
    curve: &C,
    point: &C::Point,
) -> Vec<C::Point> {
    let twice = curve.double(point);
    core::iter::successors(Some(*point), |last| Some(curve.add(last, &twice)))
        .take(1 << (W - 2))
        .collect()
}

/// The non-adjacent form of width W: k = Σ digit[i]·2^i with odd digits below 2^(W−1) in magnitude, and at most one of W
/// neighbours not zero.
fn signed_digits<const W: usize, const N: usize>(k: &Limbs<N>) -> [i8; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut carry = 0;
    let mut bit = 0;
    while bit <= 64 * N {
        if limbs::bits(k, bit, 1) == carry {
            bit += 1;
            continue;
        }
        let value = limbs::bits(k, bit, W) + carry;
        carry = value >> (W - 1);
        digits[bit] = (value as i16 - ((carry as i16) << W)) as i8;
        bit += W;
    }
    digits
}
