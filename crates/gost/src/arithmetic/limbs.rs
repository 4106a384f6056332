//! Fixed-width integers: `N` limbs of 64 bits, least significant first.
//!
//! Everything here is branch-free in the values, so it may be fed with secrets. All but the byte conversions are `const`,
//! which lets the curve constants be prepared by the compiler.

use alloc::vec::Vec;
use core::hint::black_box;

/// An integer below 2^(64·N).
pub(crate) type Limbs<const N: usize> = [u64; N];

/// A small integer.
pub(crate) const fn from_word<const N: usize>(word: u64) -> Limbs<N> {
    let mut limbs = [0; N];
    limbs[0] = word;
    limbs
}

/// `a + b` and the carry out.
#[inline(always)]
pub(crate) const fn add<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> (Limbs<N>, bool) {
    let mut sum = [0; N];
    let mut carry = false;
    let mut i = 0;
    while i < N {
        (sum[i], carry) = adc(a[i], b[i], carry);
        i += 1;
    }
    (sum, carry)
}

/// `a + word` and the carry out.
#[inline(always)]
pub(crate) const fn add_word<const N: usize>(a: &Limbs<N>, word: u64) -> (Limbs<N>, bool) {
    add(a, &from_word(word))
}

/// `a − b` and the borrow out.
#[inline(always)]
pub(crate) const fn sub<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> (Limbs<N>, bool) {
    let mut difference = [0; N];
    let mut borrow = false;
    let mut i = 0;
    while i < N {
        (difference[i], borrow) = sbb(a[i], b[i], borrow);
        i += 1;
    }
    (difference, borrow)
}

/// `a` when `bit` is 0, `b` when it is 1.
#[inline(always)]
pub(crate) const fn select<const N: usize>(a: &Limbs<N>, b: &Limbs<N>, bit: u64) -> Limbs<N> {
    let mask = mask(bit);
    let mut chosen = [0; N];
    let mut i = 0;
    while i < N {
        chosen[i] = a[i] ^ (mask & (a[i] ^ b[i]));
        i += 1;
    }
    chosen
}

/// The numbers at `index`, counted from 1, of a row that is read as a whole; zeros for the index 0.
#[inline(always)]
pub(crate) fn look_up<const K: usize, const N: usize>(row: &[[Limbs<N>; K]], index: u64) -> [Limbs<N>; K] {
    let mut found = [[0; N]; K];
    for (position, candidate) in (1..).zip(row) {
        let mask = mask(equal_words(index, position));
        for (limb, other) in found.as_flattened_mut().iter_mut().zip(candidate.as_flattened()) {
            *limb |= other & mask;
        }
    }
    found
}

/// All ones for 1, zero for 0. The barrier keeps the optimiser from turning masks back into branches.
#[inline(always)]
pub(crate) const fn mask(bit: u64) -> u64 {
    black_box(bit).wrapping_neg()
}

/// Whether `bit` is 1, for a caller that is about to branch on it.
///
/// It is the one door from secret values to the flow of the program: what passes may be known to everybody. The constant
/// time test lets this function branch on secrets and no other, which is why the branch must really be here.
#[inline(never)]
pub(crate) fn reveal(bit: u64) -> bool {
    if bit == 1 { black_box(true) } else { black_box(false) }
}

/// 1 when `a` is zero.
#[inline(always)]
pub(crate) const fn is_zero<const N: usize>(a: &Limbs<N>) -> u64 {
    let mut seen = 0;
    let mut i = 0;
    while i < N {
        seen |= a[i];
        i += 1;
    }
    equal_words(seen, 0)
}

/// 1 when `a < b`.
#[inline(always)]
pub(crate) const fn less<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> u64 {
    sub(a, b).1 as u64
}

/// 1 when `a = b`.
#[inline(always)]
pub(crate) const fn equal_words(a: u64, b: u64) -> u64 {
    let difference = a ^ b;
    ((difference | difference.wrapping_neg()) >> 63) ^ 1
}

/// `count` bits of `a` from position `from`; bits past the end are zero. Positions are public.
#[inline(always)]
pub(crate) fn bits<const N: usize>(a: &Limbs<N>, from: usize, count: usize) -> u64 {
    let (limb, offset) = (from / 64, from % 64);
    let low = a.get(limb).copied().unwrap_or(0);
    let high = a.get(limb + 1).copied().unwrap_or(0);
    let wide = (u128::from(high) << 64 | u128::from(low)) >> offset;
    wide as u64 & ((1 << count) - 1)
}

/// `a + b·c + carry` as (low, high); it can't overflow 128 bits.
#[inline(always)]
pub(crate) const fn mac(a: u64, b: u64, c: u64, carry: u64) -> (u64, u64) {
    let wide = a as u128 + b as u128 * c as u128 + carry as u128;
    (wide as u64, (wide >> 64) as u64)
}

/// `a + b + carry` as (low, carry out).
#[inline(always)]
pub(crate) const fn adc(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (step, first) = a.overflowing_add(b);
    let (sum, second) = step.overflowing_add(carry as u64);
    (sum, first | second)
}

/// `a − b − borrow` as (low, borrow out).
#[inline(always)]
const fn sbb(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (step, first) = a.overflowing_sub(b);
    let (difference, second) = step.overflowing_sub(borrow as u64);
    (difference, first | second)
}

/// Reads exactly 8·N bytes, least significant first; `None` on any other length.
pub(crate) fn from_le_bytes<const N: usize>(bytes: &[u8]) -> Option<Limbs<N>> {
    let (words, rest) = bytes.as_chunks::<8>();
    let words: &[[u8; 8]; N] = words.try_into().ok()?;
    rest.is_empty().then(|| words.map(u64::from_le_bytes))
}

/// Reads exactly 8·N bytes, most significant first; `None` on any other length.
pub(crate) fn from_be_bytes<const N: usize>(bytes: &[u8]) -> Option<Limbs<N>> {
    let (words, rest) = bytes.as_chunks::<8>();
    let words: &[[u8; 8]; N] = words.try_into().ok()?;
    let mut limbs = words.map(u64::from_be_bytes);
    limbs.reverse();
    rest.is_empty().then_some(limbs)
}

/// Appends the 8·N bytes of `a`, least significant first.
pub(crate) fn push_le<const N: usize>(bytes: &mut Vec<u8>, a: &Limbs<N>) {
    for limb in a {
        bytes.extend_from_slice(&limb.to_le_bytes());
    }
}

/// Appends the 8·N bytes of `a`, most significant first.
pub(crate) fn push_be<const N: usize>(bytes: &mut Vec<u8>, a: &Limbs<N>) {
    for limb in a.iter().rev() {
        bytes.extend_from_slice(&limb.to_be_bytes());
    }
}

/// A constant of 16·N hexadecimal digits. Anything else stops the build.
pub(crate) const fn from_hex<const N: usize>(hex: &str) -> Limbs<N> {
    let digits = hex.as_bytes();
    assert!(digits.len() == 16 * N);
    let mut limbs = [0; N];
    let mut i = 0;
    while i < digits.len() {
        let digit = match digits[i] {
            c @ b'0'..=b'9' => c - b'0',
            c @ b'a'..=b'f' => c - b'a' + 10,
            _ => panic!("not a lowercase hexadecimal digit"),
        };
        let limb = N - 1 - i / 16;
        limbs[limb] = limbs[limb] << 4 | digit as u64;
        i += 1;
    }
    limbs
}
