//! The curves of cofactor 4 in their twisted Edwards form u² + v² = 1 + du²v² (RFC 7836 §5.2), in the extended coordinates
//! of Hisil, Wong, Carter and Dawson (ASIACRYPT 2008). d is not a square, so the addition is complete for all points of
//! the curve; it converts from and to Weierstrass coordinates at the border only.

use super::comb::{Base, Prepared, Tables};
use super::curve::{self, Affine, Group};
use super::field::Field;
use super::fold::Fold;
use super::limbs::{self, Limbs};
use super::montgomery::Montgomery;
use super::points::{Points, SecretPoints, invert_all};
use super::{public, windows};
use crate::numbers::{EdwardsNumbers, Numbers};
use alloc::vec::Vec;

/// A curve over the field of 2^(64·N) − C elements.
pub(crate) struct Edwards<const N: usize, const C: u64> {
    numbers: &'static Numbers<N>,
    form: &'static EdwardsNumbers<N>,
    field: Fold<N, C>,
    scalars: Montgomery<N>,
    base: Base<Entry<N>>,
}

/// (X : Y : Z : T) with u = X/Z, v = Y/Z, T = XY/Z; (0 : 1 : 1 : 0) is the identity.
#[derive(Clone, Copy)]
pub(crate) struct Extended<const N: usize> {
    x: Limbs<N>,
    y: Limbs<N>,
    z: Limbs<N>,
    t: Limbs<N>,
}

/// [u, v, duv].
type Entry<const N: usize> = [Limbs<N>; 3];

impl<const N: usize, const C: u64> Edwards<N, C> {
    pub(crate) const fn new(numbers: &'static Numbers<N>, form: &'static EdwardsNumbers<N>) -> Self {
        Self {
            field: Fold::of(&numbers.p),
            scalars: Montgomery::new(numbers.q),
            base: Base::new(),
            numbers,
            form,
        }
    }

    fn tables(&self) -> &Tables<Entry<N>> {
        let base = Affine {
            x: self.numbers.x,
            y: self.numbers.y,
        };
        self.base.tables(self, || self.extend(&base))
    }

    /// u = (x − t)/y and v = (x − t − s)/(x − t + s), over their common denominator. Z is zero for two points of order
    /// 2 and 4, which have no image.
    fn extend(&self, point: &Affine<N>) -> Extended<N> {
        let f = &self.field;
        let across = f.sub(&point.x, &self.form.t);
        let low = f.sub(&across, &self.form.s);
        let high = f.add(&across, &self.form.s);
        Extended {
            x: f.mul(&across, &high),
            y: f.mul(&low, &point.y),
            z: f.mul(&point.y, &high),
            t: f.mul(&across, &low),
        }
    }

    /// x = s(1 + v)/(1 − v) + t and y = (x − t)/u.
    fn affine(&self, point: &Extended<N>) -> Affine<N> {
        let f = &self.field;
        let below = f.sub(&point.z, &point.y);
        let above = f.mul(&f.add(&point.z, &point.y), &self.form.s);
        let scaled = f.mul(&above, &f.invert(&f.mul(&below, &point.x)));
        Affine {
            x: f.integer(&f.add(&f.mul(&scaled, &point.x), &self.form.t)),
            y: f.integer(&f.mul(&scaled, &point.z)),
        }
    }

    /// dbl-2008-hwcd but for T, and the factors of T.
    fn doubled(&self, p: &Extended<N>) -> (Extended<N>, [Limbs<N>; 2]) {
        let f = &self.field;
        let (a, b) = (f.square(&p.x), f.square(&p.y));
        let c = f.double(&f.square(&p.z));
        let (sum, rise) = (f.add(&a, &b), f.sub(&a, &b));
        let cross = f.sub(&f.square(&f.add(&p.x, &p.y)), &sum);
        let less = f.sub(&sum, &c);
        let doubled = Extended {
            x: f.mul(&cross, &less),
            y: f.mul(&sum, &rise),
            z: f.mul(&less, &sum),
            t: [0; N],
        };
        (doubled, [cross, rise])
    }

    /// Whether x mod q is r: (x − t)(Z − Y) = s(Z + Y). The identity has Z = Y and fails: its left side is 0, its right
    /// side is not.
    fn has_abscissa(&self, sum: &Extended<N>, r: &Limbs<N>) -> bool {
        let f = &self.field;
        let below = f.sub(&sum.z, &sum.y);
        let above = f.mul(&f.add(&sum.z, &sum.y), &self.form.s);
        let matches = |x: &Limbs<N>| f.equal(&f.mul(&f.sub(x, &self.form.t), &below), &above) == 1;
        curve::some_abscissa(self.numbers, r, matches)
    }

    /// The end of both additions: A = X₁X₂, B = Y₁Y₂, C = dT₁T₂, D = Z₁Z₂, cross = X₁Y₂ + X₂Y₁.
    #[inline(always)]
    fn combine(&self, [a, b, c, d]: [&Limbs<N>; 4], cross: &Limbs<N>) -> Extended<N> {
        let f = &self.field;
        let (less, more, rise) = (f.sub(d, c), f.add(d, c), f.sub(b, a));
        Extended {
            x: f.mul(cross, &less),
            y: f.mul(&more, &rise),
            z: f.mul(&less, &more),
            t: f.mul(cross, &rise),
        }
    }
}

impl<const N: usize, const C: u64> Points<N> for Edwards<N, C> {
    type Point = Extended<N>;
    type Entry = Entry<N>;

    fn identity(&self) -> Extended<N> {
        Extended {
            x: [0; N],
            y: self.field.one(),
            z: self.field.one(),
            t: [0; N],
        }
    }

    #[inline(always)]
    fn double(&self, p: &Extended<N>) -> Extended<N> {
        let (doubled, [cross, rise]) = self.doubled(p);
        Extended {
            t: self.field.mul(&cross, &rise),
            ..doubled
        }
    }

    #[inline(always)]
    fn double_to_double(&self, p: &Extended<N>) -> Extended<N> {
        self.doubled(p).0
    }

    /// add-2008-hwcd.
    fn add(&self, p: &Extended<N>, q: &Extended<N>) -> Extended<N> {
        let f = &self.field;
        let (a, b) = (f.mul(&p.x, &q.x), f.mul(&p.y, &q.y));
        let c = f.mul(&f.mul(&p.t, &self.form.d), &q.t);
        let cross = f.sub(&f.mul(&f.add(&p.x, &p.y), &f.add(&q.x, &q.y)), &f.add(&a, &b));
        self.combine([&a, &b, &c, &f.mul(&p.z, &q.z)], &cross)
    }

    fn add_entry(&self, p: &Extended<N>, [u, v, duv]: &Entry<N>) -> Extended<N> {
        let f = &self.field;
        let (a, b) = (f.mul(&p.x, u), f.mul(&p.y, v));
        let c = f.mul(&p.t, duv);
        let cross = f.sub(&f.mul(&f.add(&p.x, &p.y), &f.add(u, v)), &f.add(&a, &b));
        self.combine([&a, &b, &c, &p.z], &cross)
    }

    fn negate(&self, p: &Extended<N>) -> Extended<N> {
        Extended {
            x: self.field.negate(&p.x),
            t: self.field.negate(&p.t),
            ..*p
        }
    }

    fn negate_entry(&self, &[u, v, duv]: &Entry<N>) -> Entry<N> {
        [self.field.negate(&u), v, self.field.negate(&duv)]
    }

    fn entries(&self, points: &[Extended<N>]) -> Vec<Entry<N>> {
        let f = &self.field;
        let inverses = invert_all(f, points.iter().map(|point| point.z));
        let entry = |(point, inverse): (&Extended<N>, &Limbs<N>)| {
            let [u, v, uv] = [&point.x, &point.y, &point.t].map(|over_z| f.mul(over_z, inverse));
            [u, v, f.mul(&uv, &self.form.d)]
        };
        points.iter().zip(&inverses).map(entry).collect()
    }
}

impl<const N: usize, const C: u64> SecretPoints<N> for Edwards<N, C> {
    fn select(a: &Extended<N>, b: &Extended<N>, bit: u64) -> Extended<N> {
        Extended {
            x: limbs::select(&a.x, &b.x, bit),
            y: limbs::select(&a.y, &b.y, bit),
            z: limbs::select(&a.z, &b.z, bit),
            t: limbs::select(&a.t, &b.t, bit),
        }
    }

    fn look_up(row: &[Entry<N>], index: u64) -> Entry<N> {
        limbs::look_up(row, index)
    }

    fn negate_entry_if(&self, entry: &Entry<N>, bit: u64) -> Entry<N> {
        let [u, v, duv] = self.negate_entry(entry);
        [
            limbs::select(&entry[0], &u, bit),
            v,
            limbs::select(&entry[2], &duv, bit),
        ]
    }
}

impl<const N: usize, const C: u64> Group<N> for Edwards<N, C> {
    fn numbers(&self) -> &'static Numbers<N> {
        self.numbers
    }

    fn scalars(&self) -> &Montgomery<N> {
        &self.scalars
    }

    fn multiply_base(&self, k: &Limbs<N>) -> Affine<N> {
        self.affine(&self.tables().multiply(self, k))
    }

    fn multiply(&self, k: &Limbs<N>, q: &Affine<N>) -> Affine<N> {
        self.affine(&windows::multiply(self, k, &self.extend(q)))
    }

    fn combination_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Affine<N>, r: &Limbs<N>) -> bool {
        let sum = public::sum(self, u1, self.tables().odd(), u2, &self.extend(q));
        self.has_abscissa(&sum, r)
    }

    fn prepare(&self, q: &Affine<N>) -> Prepared<N> {
        Prepared::Edwards(Tables::new(self, &self.extend(q)))
    }

    fn prepared_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Prepared<N>, r: &Limbs<N>) -> bool {
        let Prepared::Edwards(tables) = q else {
            return false;
        };
        let sum = self.add(&self.tables().multiply(self, u1), &tables.multiply(self, u2));
        self.has_abscissa(&sum, r)
    }

    fn is_on_curve(&self, point: &Affine<N>) -> bool {
        curve::satisfies(&self.field, self.numbers, point)
    }

    fn is_in_subgroup(&self, point: &Affine<N>) -> bool {
        let f = &self.field;
        let image = self.extend(point);
        if f.is_zero(&image.z) == 1 {
            return false;
        }
        let zero = [0; N];
        let product = public::sum(self, &zero, self.tables().odd(), &self.numbers.q, &image);
        f.is_zero(&product.x) & f.equal(&product.y, &product.z) == 1
    }
}
