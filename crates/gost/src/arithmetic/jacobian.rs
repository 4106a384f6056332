//! Short Weierstrass points in Jacobian coordinates: the fastest doubling, with exceptions that take branches. For public
//! values only. The formulas are dbl-2001-b, add-2007-bl and madd-2007-bl of the Explicit-Formulas Database.

use super::complete::{Complete, Entry};
use super::field::Field;
use super::limbs::Limbs;
use super::points::{Points, invert_all};
use super::weierstrass::{Coefficient, Constants};
use alloc::vec::Vec;

/// (X : Y : Z) with x = X/Z², y = Y/Z³; Z = 0 is the point at infinity.
#[derive(Clone, Copy)]
pub(crate) struct Point<const N: usize> {
    pub(crate) x: Limbs<N>,
    pub(crate) y: Limbs<N>,
    pub(crate) z: Limbs<N>,
}

/// The points of a curve, for public sums.
pub(crate) struct Jacobian<'a, F, const N: usize>(pub(crate) &'a Constants<F, N>);

impl<F: Field<N>, const N: usize> Jacobian<'_, F, N> {
    /// The end of both additions: the first point over the common denominator is (u₁, s₁), h = u₂ − u₁, half = s₂ − s₁.
    /// Equal points come back as `None`: they are to be doubled.
    #[inline(always)]
    fn chord(
        &self,
        [u1, s1]: [&Limbs<N>; 2],
        h: &Limbs<N>,
        half: &Limbs<N>,
        z: impl FnOnce(&Limbs<N>) -> Limbs<N>,
    ) -> Option<Point<N>> {
        let f = &self.0.field;
        if f.is_zero(h) == 1 {
            return match f.is_zero(half) {
                1 => None,
                _ => Some(self.identity()),
            };
        }
        let hh = f.square(h);
        let i = f.double(&f.double(&hh));
        let j = f.mul(h, &i);
        let r = f.double(half);
        let v = f.mul(u1, &i);
        let x = f.sub(&f.sub(&f.square(&r), &j), &f.double(&v));
        let y = f.sub(&f.mul(&r, &f.sub(&v, &x)), &f.double(&f.mul(s1, &j)));
        Some(Point { x, y, z: z(&hh) })
    }
}

impl<F: Field<N>, const N: usize> Points<N> for Jacobian<'_, F, N> {
    type Point = Point<N>;
    type Entry = Entry<N>;

    fn identity(&self) -> Point<N> {
        Point {
            x: self.0.field.one(),
            y: self.0.field.one(),
            z: [0; N],
        }
    }

    fn double(&self, p: &Point<N>) -> Point<N> {
        let f = &self.0.field;
        let delta = f.square(&p.z);
        let gamma = f.square(&p.y);
        let beta4 = f.double(&f.double(&f.mul(&p.x, &gamma)));
        let alpha = match &self.0.a {
            Coefficient::MinusThree => f.triple(&f.mul(&f.sub(&p.x, &delta), &f.add(&p.x, &delta))),
            Coefficient::Other(a) => f.add(&f.triple(&f.square(&p.x)), &f.mul(a, &f.square(&delta))),
        };
        let x = f.sub(&f.square(&alpha), &f.double(&beta4));
        let z = f.sub(&f.square(&f.add(&p.y, &p.z)), &f.add(&gamma, &delta));
        let gamma8 = f.double(&f.square(&f.double(&gamma)));
        Point {
            x,
            y: f.sub(&f.mul(&alpha, &f.sub(&beta4, &x)), &gamma8),
            z,
        }
    }

    fn add(&self, p: &Point<N>, q: &Point<N>) -> Point<N> {
        let f = &self.0.field;
        if f.is_zero(&p.z) == 1 {
            return *q;
        }
        if f.is_zero(&q.z) == 1 {
            return *p;
        }
        let (z1z1, z2z2) = (f.square(&p.z), f.square(&q.z));
        let (u1, u2) = (f.mul(&p.x, &z2z2), f.mul(&q.x, &z1z1));
        let s1 = f.mul(&p.y, &f.mul(&q.z, &z2z2));
        let s2 = f.mul(&q.y, &f.mul(&p.z, &z1z1));
        let h = f.sub(&u2, &u1);
        let z = |_: &Limbs<N>| {
            let twice = f.sub(&f.square(&f.add(&p.z, &q.z)), &f.add(&z1z1, &z2z2));
            f.mul(&twice, &h)
        };
        self.chord([&u1, &s1], &h, &f.sub(&s2, &s1), z)
            .unwrap_or_else(|| self.double(p))
    }

    fn add_entry(&self, p: &Point<N>, &[x, y]: &Entry<N>) -> Point<N> {
        let f = &self.0.field;
        if f.is_zero(&p.z) == 1 {
            return Point { x, y, z: f.one() };
        }
        let z1z1 = f.square(&p.z);
        let h = f.sub(&f.mul(&x, &z1z1), &p.x);
        let s2 = f.mul(&y, &f.mul(&p.z, &z1z1));
        let z = |hh: &Limbs<N>| f.sub(&f.square(&f.add(&p.z, &h)), &f.add(&z1z1, hh));
        self.chord([&p.x, &p.y], &h, &f.sub(&s2, &p.y), z)
            .unwrap_or_else(|| self.double(p))
    }

    fn negate(&self, p: &Point<N>) -> Point<N> {
        Point {
            x: p.x,
            y: self.0.field.negate(&p.y),
            z: p.z,
        }
    }

    fn negate_entry(&self, entry: &Entry<N>) -> Entry<N> {
        Complete(self.0).negate_entry(entry)
    }

    fn entries(&self, points: &[Point<N>]) -> Vec<Entry<N>> {
        let f = &self.0.field;
        let inverses = invert_all(f, points.iter().map(|point| point.z));
        let entry = |(point, inverse): (&Point<N>, &Limbs<N>)| {
            let square = f.square(inverse);
            [f.mul(&point.x, &square), f.mul(&point.y, &f.mul(&square, inverse))]
        };
        points.iter().zip(&inverses).map(entry).collect()
    }
}
