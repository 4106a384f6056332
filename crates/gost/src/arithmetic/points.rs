//! What scalar multiplication asks of a representation of points.

use super::field::Field;
use super::limbs::Limbs;
use alloc::vec::Vec;

/// Points of a group.
pub(crate) trait Points<const N: usize> {
    /// A point as sums are held.
    type Point: Copy;
    /// A point as tables hold it: cheaper to add, and never the identity.
    type Entry: Copy + Send + Sync + 'static;

    fn identity(&self) -> Self::Point;
    fn double(&self, p: &Self::Point) -> Self::Point;
    /// The double of a point, only to be doubled again: what additions ask for may be missing.
    fn double_to_double(&self, p: &Self::Point) -> Self::Point {
        self.double(p)
    }
    fn add(&self, p: &Self::Point, q: &Self::Point) -> Self::Point;
    fn add_entry(&self, p: &Self::Point, entry: &Self::Entry) -> Self::Point;
    fn negate(&self, p: &Self::Point) -> Self::Point;
    fn negate_entry(&self, entry: &Self::Entry) -> Self::Entry;
    /// Brings points that are not the identity into the form of tables, all with one inversion.
    fn entries(&self, points: &[Self::Point]) -> Vec<Self::Entry>;
}

/// Points whose operations are complete and constant time.
pub(crate) trait SecretPoints<const N: usize>: Points<N> {
    /// `a` when `bit` is 0, `b` when it is 1.
    fn select(a: &Self::Point, b: &Self::Point, bit: u64) -> Self::Point;
    /// The entry at `index`, counted from 1, of a row that is read as a whole; noise for the index 0.
    fn look_up(row: &[Self::Entry], index: u64) -> Self::Entry;
    /// The entry, negated when `bit` is 1.
    fn negate_entry_if(&self, entry: &Self::Entry, bit: u64) -> Self::Entry;
}

/// The inverses of elements that are not zero, with one inversion (Montgomery's trick).
pub(crate) fn invert_all<F: Field<N>, const N: usize>(
    f: &F,
    elements: impl DoubleEndedIterator<Item = Limbs<N>> + Clone,
) -> Vec<Limbs<N>> {
    let mut product = f.one();
    let mut inverses: Vec<Limbs<N>> = elements
        .clone()
        .map(|element| {
            let before = product;
            product = f.mul(&before, &element);
            before
        })
        .collect();
    let mut inverse = f.invert(&product);
    for (before, element) in inverses.iter_mut().rev().zip(elements.rev()) {
        *before = f.mul(before, &inverse);
        inverse = f.mul(&inverse, &element);
    }
    inverses
}
