//! Points and the interface between the signature scheme and the arithmetic under it.

use super::comb::Prepared;
use super::field::Field;
use super::limbs::{self, Limbs};
use super::montgomery::Montgomery;
use crate::numbers::Numbers;

/// A point by its Weierstrass coordinates: integers below p.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Affine<const N: usize> {
    pub(crate) x: Limbs<N>,
    pub(crate) y: Limbs<N>,
}

/// A curve with its subgroup of prime order q, as the scheme sees it: integers in, integers out.
///
/// How points are held and added (projective Weierstrass, extended Edwards, tables) is the affair of the implementor.
pub(crate) trait Group<const N: usize>: Sync {
    /// The numbers of the parameter set.
    fn numbers(&self) -> &'static Numbers<N>;

    /// Arithmetic modulo q.
    fn scalars(&self) -> &Montgomery<N>;

    /// k·P for the base point P and 0 < k < q. Constant time in k.
    fn multiply_base(&self, k: &Limbs<N>) -> Affine<N>;

    /// k·Q for a point Q of order q and 0 < k < q. Constant time in k.
    fn multiply(&self, k: &Limbs<N>, q: &Affine<N>) -> Affine<N>;

    /// Whether x(u₁·P + u₂·Q) mod q is r. Variable time: everything here is public.
    fn combination_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Affine<N>, r: &Limbs<N>) -> bool;

    /// Tables of a point of order q.
    fn prepare(&self, q: &Affine<N>) -> Prepared<N>;

    /// The same as [`Group::combination_has_abscissa`] with the tables of Q.
    fn prepared_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Prepared<N>, r: &Limbs<N>) -> bool;

    /// Whether the coordinates (below p) satisfy the equation of the curve.
    fn is_on_curve(&self, point: &Affine<N>) -> bool;

    /// Whether a point of the curve lies in the subgroup of order q.
    fn is_in_subgroup(&self, point: &Affine<N>) -> bool;
}

/// Whether y² = x³ + ax + b.
pub(crate) fn satisfies<F: Field<N>, const N: usize>(f: &F, numbers: &Numbers<N>, point: &Affine<N>) -> bool {
    let [x, y, a, b] = [point.x, point.y, numbers.a, numbers.b].map(|integer| f.element(&integer));
    let right = f.add(&f.mul(&f.add(&f.square(&x), &a), &x), &b);
    f.equal(&f.square(&y), &right) == 1
}

/// Whether some x < p with x mod q = r passes `matches`: comparing with a projective point needs no inversion then.
pub(crate) fn some_abscissa<const N: usize>(
    numbers: &Numbers<N>,
    r: &Limbs<N>,
    mut matches: impl FnMut(&Limbs<N>) -> bool,
) -> bool {
    let mut x = *r;
    loop {
        if matches(&x) {
            return true;
        }
        let (next, carry) = limbs::add(&x, &numbers.q);
        if carry || limbs::less(&next, &numbers.p) == 0 {
            return false;
        }
        x = next;
    }
}
