//! Multiples of the base point from tables that are made at first use.

use super::limbs::Limbs;
use super::points::{Points, SecretPoints};
use super::public::odd_multiples;
use super::windows::Digit;
use alloc::boxed::Box;
use alloc::vec::Vec;
use once_cell::race::OnceBox;

/// Bits of a window. Six balances the additions (43 for 256 bits) against the cost of reading whole rows.
const WIDTH: usize = 6;

/// Entries of a row: 1 … 32 times a power of the radix.
const ROW: usize = 1 << (WIDTH - 1);

/// Width of the signed windows of public scalars over the base point.
pub(crate) const PUBLIC_WIDTH: usize = 8;

/// The tables of one base point.
pub(crate) struct Tables<E> {
    /// Row i holds 1, 2 … 32 times 64^i·P.
    comb: Vec<E>,
    /// P, 3P, 5P … 127P.
    odd: Vec<E>,
}

/// Tables of a point that many sums are made with, in the form of its curve.
pub(crate) enum Prepared<const N: usize> {
    Weierstrass(Tables<[Limbs<N>; 2]>),
    Edwards(Tables<[Limbs<N>; 3]>),
}

/// A place for the tables of one base point.
pub(crate) struct Base<E> {
    tables: OnceBox<Tables<E>>,
}

impl<E: Copy> Base<E> {
    pub(crate) const fn new() -> Self {
        Self { tables: OnceBox::new() }
    }

    /// The tables, made now if nobody asked before.
    pub(crate) fn tables<C: Points<N, Entry = E>, const N: usize>(
        &self,
        curve: &C,
        base: impl FnOnce() -> C::Point,
    ) -> &Tables<E> {
        self.tables.get_or_init(|| Box::new(Tables::new(curve, &base())))
    }
}

impl<E: Copy> Tables<E> {
    pub(crate) fn new<C: Points<N, Entry = E>, const N: usize>(curve: &C, base: &C::Point) -> Self {
        let mut comb = Vec::with_capacity(windows::<N>() * ROW);
        let mut power = *base;
        for _ in 0..windows::<N>() {
            let mut multiple = power;
            for _ in 1..ROW {
                comb.push(multiple);
                multiple = curve.add(&multiple, &power);
            }
            comb.push(multiple);
            power = curve.double(&multiple);
        }
        Self {
            comb: curve.entries(&comb),
            odd: curve.entries(&odd_multiples::<_, PUBLIC_WIDTH, N>(curve, base)),
        }
    }

    pub(crate) fn odd(&self) -> &[E] {
        &self.odd
    }

    /// k·P. Constant time in k: every window reads its whole row.
    pub(crate) fn multiply<C: SecretPoints<N, Entry = E>, const N: usize>(&self, curve: &C, k: &Limbs<N>) -> C::Point {
        let mut sum = curve.identity();
        let mut carry = 0;
        for (window, row) in self.comb.chunks_exact(ROW).enumerate() {
            let digit = Digit::next::<WIDTH, N>(k, window, &mut carry);
            sum = digit.add_multiple(curve, &sum, row);
        }
        sum
    }
}

/// Windows that hold 64·N bits and the carry of the last of them.
const fn windows<const N: usize>() -> usize {
    64 * N / WIDTH + 1
}
