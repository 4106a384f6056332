//! Scalar multiplication over any representation of points.

use super::limbs::{self, Limbs};

/// Points of a group with complete addition.
pub(crate) trait Points<const N: usize> {
    /// A point in the representation of the implementor.
    type Point: Copy;

    fn identity(&self) -> Self::Point;
    fn add(&self, p: &Self::Point, q: &Self::Point) -> Self::Point;
    fn double(&self, p: &Self::Point) -> Self::Point;
    fn negate(&self, p: &Self::Point) -> Self::Point;
    /// `a` when `bit` is 0, `b` when it is 1.
    fn select(a: &Self::Point, b: &Self::Point, bit: u64) -> Self::Point;
}

/// k·P by fixed windows of 4 bits. Constant time in k: every window reads the whole row.
pub(crate) fn secret<C: Points<N>, const N: usize>(
    curve: &C,
    k: &Limbs<N>,
    point: &C::Point,
) -> C::Point {
    let mut multiples = [curve.identity(); 16];
    for i in 1..16 {
        multiples[i] = curve.add(&multiples[i - 1], point);
    }
    let mut sum = curve.identity();
    for window in (0..16 * N).rev() {
        for _ in 0..4 {
            sum = curve.double(&sum);
        }
        let digit = (k[window / 16] >> (4 * (window % 16))) & 15;
        let mut term = multiples[0];
        for (i, multiple) in (1..).zip(&multiples[1..]) {
            term = C::select(&term, multiple, limbs::equal_words(digit, i));
        }
        sum = curve.add(&sum, &term);
    }
    sum
}

/// k·P in variable time, for public values.
pub(crate) fn public<C: Points<N>, const N: usize>(
    curve: &C,
    k: &Limbs<N>,
    point: &C::Point,
) -> C::Point {
    public_sum(curve, &[0; N], point, k, point)
}

/// u·P + v·Q by interleaved windows of signed odd digits, in variable time.
pub(crate) fn public_sum<C: Points<N>, const N: usize>(
    curve: &C,
    u: &Limbs<N>,
    p: &C::Point,
    v: &Limbs<N>,
    q: &C::Point,
) -> C::Point {
    let (p_odd, q_odd) = (odd_multiples(curve, p), odd_multiples(curve, q));
    let (u, v) = (signed_digits(u), signed_digits(v));
    let mut sum = curve.identity();
    for bit in (0..=64 * N).rev() {
        sum = curve.double(&sum);
        for (digit, odd) in [(u[bit], &p_odd), (v[bit], &q_odd)] {
            let multiple = &odd[usize::from(digit.unsigned_abs() / 2)];
            match digit {
                0 => {}
                1.. => sum = curve.add(&sum, multiple),
                _ => sum = curve.add(&sum, &curve.negate(multiple)),
            }
        }
    }
    sum
}

/// Width of the signed windows: digits are odd and below 2^(WIDTH−1) in magnitude.
const WIDTH: usize = 5;

/// One digit per bit of the widest scalar, and one for the last carry.
const DIGITS: usize = 513;

/// P, 3P, 5P … 15P.
fn odd_multiples<C: Points<N>, const N: usize>(
    curve: &C,
    point: &C::Point,
) -> [C::Point; 1 << (WIDTH - 2)] {
    let twice = curve.double(point);
    let mut multiples = [*point; 1 << (WIDTH - 2)];
    for i in 1..multiples.len() {
        multiples[i] = curve.add(&multiples[i - 1], &twice);
    }
    multiples
}

/// The non-adjacent form of width `WIDTH`: k = Σ digit[i]·2^i with at most one digit in WIDTH neighbours not zero.
fn signed_digits<const N: usize>(k: &Limbs<N>) -> [i8; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut carry = 0;
    let mut bit = 0;
    while bit <= 64 * N {
        if bits(k, bit, 1) == carry {
            bit += 1;
            continue;
        }
        let value = bits(k, bit, WIDTH) + carry;
        carry = value >> (WIDTH - 1);
        digits[bit] = value as i8 - ((carry as i8) << WIDTH);
        bit += WIDTH;
    }
    digits
}

/// `count` bits of k from position `from`; bits past the end are zero.
fn bits<const N: usize>(k: &Limbs<N>, from: usize, count: usize) -> u64 {
    let (limb, offset) = (from / 64, from % 64);
    let low = k.get(limb).copied().unwrap_or(0);
    let high = k.get(limb + 1).copied().unwrap_or(0);
    let wide = (u128::from(high) << 64 | u128::from(low)) >> offset;
    wide as u64 & ((1 << count) - 1)
}
