//! Short Weierstrass curves y² = x³ + ax + b in projective coordinates, with the complete formulas of Renes, Costello and
//! Batina (EUROCRYPT 2016, <https://eprint.iacr.org/2015/1060>): one formula for every pair of points, so nothing
//! branches on a secret.

use super::curve::{Affine, Group};
use super::field::Field;
use super::limbs::{self, Limbs};
use super::montgomery::Montgomery;
use super::multiply::{self, Points};
use crate::numbers::Numbers;

/// (X : Y : Z) with x = X/Z, y = Y/Z; (0 : 1 : 0) is the point at infinity.
#[derive(Clone, Copy)]
pub(crate) struct Projective<const N: usize> {
    x: Limbs<N>,
    y: Limbs<N>,
    z: Limbs<N>,
}

/// A curve over the field `F`; the constants are elements of that field.
pub(crate) struct Weierstrass<F, const N: usize> {
    numbers: &'static Numbers<N>,
    field: F,
    scalars: Montgomery<N>,
    a: Limbs<N>,
    b: Limbs<N>,
    /// 3b.
    b3: Limbs<N>,
    base: Projective<N>,
}

impl<const N: usize> Weierstrass<Montgomery<N>, N> {
    /// A curve over a field without a reduction of its own.
    pub(crate) const fn generic(numbers: &'static Numbers<N>) -> Self {
        let field = Montgomery::new(numbers.p);
        let b = field.form(&numbers.b);
        Self {
            a: field.form(&numbers.a),
            b,
            b3: field.product(&b, &field.form(&limbs::from_word(3))),
            base: Projective {
                x: field.form(&numbers.x),
                y: field.form(&numbers.y),
                z: field.form(&limbs::from_word(1)),
            },
            scalars: Montgomery::new(numbers.q),
            field,
            numbers,
        }
    }
}

impl<F: Field<N>, const N: usize> Weierstrass<F, N> {
    fn project(&self, point: &Affine<N>) -> Projective<N> {
        Projective {
            x: self.field.element(&point.x),
            y: self.field.element(&point.y),
            z: self.field.one(),
        }
    }
}

impl<F: Field<N>, const N: usize> Points<N> for Weierstrass<F, N> {
    type Point = Projective<N>;

    fn identity(&self) -> Projective<N> {
        Projective {
            x: [0; N],
            y: self.field.one(),
            z: [0; N],
        }
    }

    /// Algorithm 1 of the paper.
    fn add(&self, p: &Projective<N>, q: &Projective<N>) -> Projective<N> {
        let f = &self.field;
        let xx = f.mul(&p.x, &q.x);
        let yy = f.mul(&p.y, &q.y);
        let zz = f.mul(&p.z, &q.z);
        // Cross terms by Karatsuba: x₁y₂ + x₂y₁, x₁z₂ + x₂z₁, y₁z₂ + y₂z₁.
        let xy = f.sub(
            &f.mul(&f.add(&p.x, &p.y), &f.add(&q.x, &q.y)),
            &f.add(&xx, &yy),
        );
        let xz = f.sub(
            &f.mul(&f.add(&p.x, &p.z), &f.add(&q.x, &q.z)),
            &f.add(&xx, &zz),
        );
        let yz = f.sub(
            &f.mul(&f.add(&p.y, &p.z), &f.add(&q.y, &q.z)),
            &f.add(&yy, &zz),
        );

        let shift = f.add(&f.mul(&self.a, &xz), &f.mul(&self.b3, &zz));
        let low = f.sub(&yy, &shift);
        let high = f.add(&yy, &shift);
        let azz = f.mul(&self.a, &zz);
        let slope = f.add(&f.add(&f.double(&xx), &xx), &azz);
        let rest = f.add(&f.mul(&self.b3, &xz), &f.mul(&self.a, &f.sub(&xx, &azz)));
        Projective {
            x: f.sub(&f.mul(&xy, &low), &f.mul(&yz, &rest)),
            y: f.add(&f.mul(&low, &high), &f.mul(&slope, &rest)),
            z: f.add(&f.mul(&yz, &high), &f.mul(&xy, &slope)),
        }
    }

    /// Algorithm 3 of the paper.
    fn double(&self, p: &Projective<N>) -> Projective<N> {
        let f = &self.field;
        let xx = f.square(&p.x);
        let yy = f.square(&p.y);
        let zz = f.square(&p.z);
        let xy = f.double(&f.mul(&p.x, &p.y));
        let xz = f.double(&f.mul(&p.x, &p.z));
        let yz = f.double(&f.mul(&p.y, &p.z));

        let shift = f.add(&f.mul(&self.a, &xz), &f.mul(&self.b3, &zz));
        let low = f.sub(&yy, &shift);
        let high = f.add(&yy, &shift);
        let azz = f.mul(&self.a, &zz);
        let slope = f.add(&f.add(&f.double(&xx), &xx), &azz);
        let rest = f.add(&f.mul(&self.b3, &xz), &f.mul(&self.a, &f.sub(&xx, &azz)));
        Projective {
            x: f.sub(&f.mul(&xy, &low), &f.mul(&yz, &rest)),
            y: f.add(&f.mul(&low, &high), &f.mul(&slope, &rest)),
            z: f.double(&f.double(&f.mul(&yz, &yy))),
        }
    }

    fn negate(&self, p: &Projective<N>) -> Projective<N> {
        Projective {
            x: p.x,
            y: self.field.negate(&p.y),
            z: p.z,
        }
    }

    fn select(a: &Projective<N>, b: &Projective<N>, bit: u64) -> Projective<N> {
        Projective {
            x: limbs::select(&a.x, &b.x, bit),
            y: limbs::select(&a.y, &b.y, bit),
            z: limbs::select(&a.z, &b.z, bit),
        }
    }
}

impl<F: Field<N>, const N: usize> Group<N> for Weierstrass<F, N> {
    fn numbers(&self) -> &'static Numbers<N> {
        self.numbers
    }

    fn scalars(&self) -> &Montgomery<N> {
        &self.scalars
    }

    fn multiply_base(&self, k: &Limbs<N>) -> Affine<N> {
        let point = multiply::secret(self, k, &self.base);
        let inverse = self.field.invert(&point.z);
        Affine {
            x: self.field.integer(&self.field.mul(&point.x, &inverse)),
            y: self.field.integer(&self.field.mul(&point.y, &inverse)),
        }
    }

    fn combination_has_abscissa(
        &self,
        u1: &Limbs<N>,
        u2: &Limbs<N>,
        q: &Affine<N>,
        r: &Limbs<N>,
    ) -> bool {
        let sum = multiply::public_sum(self, u1, &self.base, u2, &self.project(q));
        if self.field.is_zero(&sum.z) == 1 {
            return false;
        }
        // x = r + i·q for some i with x < p; compared as r·Z = X, which needs no inversion.
        let mut candidate = *r;
        loop {
            let scaled = self.field.mul(&self.field.element(&candidate), &sum.z);
            if self.field.equal(&scaled, &sum.x) == 1 {
                return true;
            }
            let (next, carry) = limbs::add(&candidate, &self.numbers.q);
            if carry == 1 || limbs::less(&next, &self.numbers.p) == 0 {
                return false;
            }
            candidate = next;
        }
    }

    fn is_on_curve(&self, point: &Affine<N>) -> bool {
        let f = &self.field;
        let Projective { x, y, .. } = self.project(point);
        let right = f.add(&f.mul(&f.add(&f.square(&x), &self.a), &x), &self.b);
        f.equal(&f.square(&y), &right) == 1
    }

    fn is_in_subgroup(&self, point: &Affine<N>) -> bool {
        if self.numbers.cofactor == 1 {
            return true;
        }
        // Outside the subgroup the formulas can meet a pair whose difference has order 2. They answer (0 : 0 : 0) there,
        // which stays (0 : 0 : 0) to the end: so Y tells the true point at infinity.
        let product = multiply::public(self, &self.numbers.q, &self.project(point));
        self.field.is_zero(&product.z) == 1 && self.field.is_zero(&product.y) == 0
    }
}
