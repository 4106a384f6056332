//! Short Weierstrass points in projective coordinates with the complete formulas of Renes, Costello and Batina
//! (EUROCRYPT 2016, <https://eprint.iacr.org/2015/1060>): one formula for every pair of points of the subgroup, so
//! nothing branches on a secret.

use super::field::Field;
use super::limbs::{self, Limbs};
use super::points::{Points, SecretPoints, invert_all};
use super::weierstrass::{Coefficient, Constants};
use alloc::vec::Vec;

/// (X : Y : Z) with x = X/Z, y = Y/Z; (0 : 1 : 0) is the point at infinity.
#[derive(Clone, Copy)]
pub(crate) struct Projective<const N: usize> {
    pub(crate) x: Limbs<N>,
    pub(crate) y: Limbs<N>,
    pub(crate) z: Limbs<N>,
}

/// [x, y] as field elements.
pub(crate) type Entry<const N: usize> = [Limbs<N>; 2];

/// The points of a curve, with complete addition.
pub(crate) struct Complete<'a, F, const N: usize>(pub(crate) &'a Constants<F, N>);

impl<F: Field<N>, const N: usize> Complete<'_, F, N> {
    /// The sum from the nine products of coordinates: x₁x₂, y₁y₂, z₁z₂ and the cross sums x₁y₂ + x₂y₁, x₁z₂ + x₂z₁,
    /// y₁z₂ + y₂z₁. It is the common end of the algorithms 1 to 6 of the paper.
    #[inline(always)]
    fn combine(&self, diagonal: [Limbs<N>; 3], cross: [Limbs<N>; 3]) -> Projective<N> {
        let f = &self.0.field;
        let [xx, yy, zz] = diagonal;
        let [xy, xz, yz] = cross;
        let (shift, slope, rest) = match &self.0.a {
            Coefficient::MinusThree => {
                let zz3 = f.triple(&zz);
                let shift = f.triple(&f.sub(&self.0.times_b(&zz), &xz));
                let rest = f.triple(&f.sub(&f.sub(&self.0.times_b(&xz), &zz3), &xx));
                (shift, f.sub(&f.triple(&xx), &zz3), rest)
            }
            Coefficient::Other(a) => {
                let azz = f.mul(a, &zz);
                let b3zz = f.triple(&self.0.times_b(&zz));
                let b3xz = f.triple(&self.0.times_b(&xz));
                let shift = f.add(&f.mul(a, &xz), &b3zz);
                let rest = f.add(&b3xz, &f.mul(a, &f.sub(&xx, &azz)));
                (shift, f.add(&f.triple(&xx), &azz), rest)
            }
        };
        let low = f.sub(&yy, &shift);
        let high = f.add(&yy, &shift);
        Projective {
            x: f.sub(&f.mul(&xy, &low), &f.mul(&yz, &rest)),
            y: f.add(&f.mul(&low, &high), &f.mul(&slope, &rest)),
            z: f.add(&f.mul(&yz, &high), &f.mul(&xy, &slope)),
        }
    }
}

impl<F: Field<N>, const N: usize> Points<N> for Complete<'_, F, N> {
    type Point = Projective<N>;
    type Entry = Entry<N>;

    fn identity(&self) -> Projective<N> {
        Projective {
            x: [0; N],
            y: self.0.field.one(),
            z: [0; N],
        }
    }

    fn double(&self, p: &Projective<N>) -> Projective<N> {
        let f = &self.0.field;
        let diagonal = [f.square(&p.x), f.square(&p.y), f.square(&p.z)];
        let cross = [f.mul(&p.x, &p.y), f.mul(&p.x, &p.z), f.mul(&p.y, &p.z)];
        self.combine(diagonal, cross.map(|product| f.double(&product)))
    }

    fn add(&self, p: &Projective<N>, q: &Projective<N>) -> Projective<N> {
        let f = &self.0.field;
        let (xx, yy, zz) = (f.mul(&p.x, &q.x), f.mul(&p.y, &q.y), f.mul(&p.z, &q.z));
        let xy = f.sub(&f.mul(&f.add(&p.x, &p.y), &f.add(&q.x, &q.y)), &f.add(&xx, &yy));
        let xz = f.sub(&f.mul(&f.add(&p.x, &p.z), &f.add(&q.x, &q.z)), &f.add(&xx, &zz));
        let yz = f.sub(&f.mul(&f.add(&p.y, &p.z), &f.add(&q.y, &q.z)), &f.add(&yy, &zz));
        self.combine([xx, yy, zz], [xy, xz, yz])
    }

    fn add_entry(&self, p: &Projective<N>, [x, y]: &Entry<N>) -> Projective<N> {
        let f = &self.0.field;
        let (xx, yy) = (f.mul(&p.x, x), f.mul(&p.y, y));
        let xy = f.sub(&f.mul(&f.add(&p.x, &p.y), &f.add(x, y)), &f.add(&xx, &yy));
        let xz = f.add(&f.mul(x, &p.z), &p.x);
        let yz = f.add(&f.mul(y, &p.z), &p.y);
        self.combine([xx, yy, p.z], [xy, xz, yz])
    }

    fn negate(&self, p: &Projective<N>) -> Projective<N> {
        Projective {
            x: p.x,
            y: self.0.field.negate(&p.y),
            z: p.z,
        }
    }

    fn negate_entry(&self, &[x, y]: &Entry<N>) -> Entry<N> {
        [x, self.0.field.negate(&y)]
    }

    fn entries(&self, points: &[Projective<N>]) -> Vec<Entry<N>> {
        let f = &self.0.field;
        let inverses = invert_all(f, points.iter().map(|point| point.z));
        let entry =
            |(point, inverse): (&Projective<N>, &Limbs<N>)| [f.mul(&point.x, inverse), f.mul(&point.y, inverse)];
        points.iter().zip(&inverses).map(entry).collect()
    }
}

impl<F: Field<N>, const N: usize> SecretPoints<N> for Complete<'_, F, N> {
    fn select(a: &Projective<N>, b: &Projective<N>, bit: u64) -> Projective<N> {
        Projective {
            x: limbs::select(&a.x, &b.x, bit),
            y: limbs::select(&a.y, &b.y, bit),
            z: limbs::select(&a.z, &b.z, bit),
        }
    }

    fn look_up(row: &[Entry<N>], index: u64) -> Entry<N> {
        limbs::look_up(row, index)
    }

    fn negate_entry_if(&self, &[x, y]: &Entry<N>, bit: u64) -> Entry<N> {
        [x, limbs::select(&y, &self.0.field.negate(&y), bit)]
    }
}
