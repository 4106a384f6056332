//! A second, slow implementation to test against: affine chord and tangent over another library's integers. It shares
//! neither formulas nor reductions with the code under test.

use super::curve::Affine;
use super::limbs::Limbs;
use crate::numbers::Numbers;
use crypto_bigint::{NonZero, Odd, Uint};

/// Integers modulo m.
pub(crate) struct Ring<const N: usize>(NonZero<Uint<N>>);

impl<const N: usize> Ring<N> {
    pub(crate) fn new(modulus: &Limbs<N>) -> Self {
        Self(Uint::from_words(*modulus).to_nz().unwrap())
    }

    pub(crate) fn reduce(&self, a: &Limbs<N>) -> Limbs<N> {
        (Uint::from_words(*a) % self.0).to_words()
    }

    pub(crate) fn add(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        Uint::from_words(*a).add_mod(&Uint::from_words(*b), &self.0).to_words()
    }

    pub(crate) fn sub(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        Uint::from_words(*a).sub_mod(&Uint::from_words(*b), &self.0).to_words()
    }

    pub(crate) fn mul(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        Uint::from_words(*a).mul_mod(&Uint::from_words(*b), &self.0).to_words()
    }

    pub(crate) fn invert(&self, a: &Limbs<N>) -> Limbs<N> {
        let odd: Odd<Uint<N>> = self.0.get().to_odd().unwrap();
        Uint::from_words(*a).invert_odd_mod(&odd).unwrap().to_words()
    }
}

/// A curve by its numbers; `None` is the point at infinity.
pub(crate) struct Oracle<const N: usize> {
    field: Ring<N>,
    numbers: &'static Numbers<N>,
}

impl<const N: usize> Oracle<N> {
    pub(crate) fn new(numbers: &'static Numbers<N>) -> Self {
        Self {
            field: Ring::new(&numbers.p),
            numbers,
        }
    }

    pub(crate) fn base(&self) -> Option<Affine<N>> {
        Some(Affine {
            x: self.numbers.x,
            y: self.numbers.y,
        })
    }

    pub(crate) fn is_on_curve(&self, p: &Affine<N>) -> bool {
        let f = &self.field;
        let ax = f.mul(&self.numbers.a, &p.x);
        let xxx = f.mul(&f.mul(&p.x, &p.x), &p.x);
        f.mul(&p.y, &p.y) == f.add(&f.add(&xxx, &ax), &self.numbers.b)
    }

    pub(crate) fn add(&self, p: Option<Affine<N>>, q: Option<Affine<N>>) -> Option<Affine<N>> {
        let f = &self.field;
        let (Some(p), Some(q)) = (p, q) else {
            return p.or(q);
        };
        let slope = if p.x != q.x {
            f.mul(&f.sub(&q.y, &p.y), &f.invert(&f.sub(&q.x, &p.x)))
        } else if p.y == q.y && p.y != [0; N] {
            let xx = f.mul(&p.x, &p.x);
            let top = f.add(&f.add(&xx, &f.add(&xx, &xx)), &self.numbers.a);
            f.mul(&top, &f.invert(&f.add(&p.y, &p.y)))
        } else {
            return None;
        };
        let x = f.sub(&f.sub(&f.mul(&slope, &slope), &p.x), &q.x);
        let y = f.sub(&f.mul(&slope, &f.sub(&p.x, &x)), &p.y);
        Some(Affine { x, y })
    }

    pub(crate) fn multiply(&self, k: &Limbs<N>, point: Option<Affine<N>>) -> Option<Affine<N>> {
        let mut sum = None;
        for bit in (0..64 * N).rev() {
            sum = self.add(sum, sum);
            if k[bit / 64] >> (bit % 64) & 1 == 1 {
                sum = self.add(sum, point);
            }
        }
        sum
    }
}
