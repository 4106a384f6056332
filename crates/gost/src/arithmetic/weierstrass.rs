//! Curves by their Weierstrass equation y² = x³ + ax + b.

use super::comb::{Base, Prepared, Tables};
use super::complete::{Complete, Entry, Projective};
use super::curve::{self, Affine, Group};
use super::field::Field;
use super::fold::Fold;
use super::jacobian::{self, Jacobian};
use super::limbs::{self, Limbs};
use super::montgomery::Montgomery;
use super::points::Points;
use super::{public, windows};
use crate::numbers::Numbers;

/// A curve of prime order over the field `F`.
pub(crate) struct Weierstrass<F, const N: usize> {
    numbers: &'static Numbers<N>,
    constants: Constants<F, N>,
    scalars: Montgomery<N>,
    base: Base<Entry<N>>,
}

/// What the formulas need of a curve; all are elements of the field.
pub(crate) struct Constants<F, const N: usize> {
    pub(crate) field: F,
    pub(crate) a: Coefficient<N>,
    b: Limbs<N>,
    base: Entry<N>,
}

/// The coefficient a: −3 allows shorter formulas.
pub(crate) enum Coefficient<const N: usize> {
    MinusThree,
    Other(Limbs<N>),
}

impl<F: Field<N>, const N: usize> Constants<F, N> {
    #[inline(always)]
    pub(crate) fn times_b(&self, element: &Limbs<N>) -> Limbs<N> {
        self.field.mul(&self.b, element)
    }
}

impl<const N: usize> Weierstrass<Montgomery<N>, N> {
    /// A curve over a field without a reduction of its own.
    pub(crate) const fn generic(numbers: &'static Numbers<N>) -> Self {
        let field = Montgomery::new(numbers.p);
        let constants = Constants {
            a: coefficient(numbers, field.form(&numbers.a)),
            b: field.form(&numbers.b),
            base: [field.form(&numbers.x), field.form(&numbers.y)],
            field,
        };
        Self::new(numbers, constants)
    }
}

impl<const N: usize, const C: u64> Weierstrass<Fold<N, C>, N> {
    /// A curve over the field of 2^(64·N) − C elements.
    pub(crate) const fn folded(numbers: &'static Numbers<N>) -> Self {
        let constants = Constants {
            field: Fold::of(&numbers.p),
            a: coefficient(numbers, numbers.a),
            b: numbers.b,
            base: [numbers.x, numbers.y],
        };
        Self::new(numbers, constants)
    }
}

impl<F, const N: usize> Weierstrass<F, N> {
    const fn new(numbers: &'static Numbers<N>, constants: Constants<F, N>) -> Self {
        assert!(numbers.cofactor == 1);
        Self {
            numbers,
            constants,
            scalars: Montgomery::new(numbers.q),
            base: Base::new(),
        }
    }
}

impl<F: Field<N>, const N: usize> Weierstrass<F, N> {
    fn tables(&self) -> &Tables<Entry<N>> {
        let [x, y] = self.constants.base;
        let base = || Projective {
            x,
            y,
            z: self.constants.field.one(),
        };
        self.base.tables(&Complete(&self.constants), base)
    }

    fn projective(&self, point: &Affine<N>) -> Projective<N> {
        let f = &self.constants.field;
        Projective {
            x: f.element(&point.x),
            y: f.element(&point.y),
            z: f.one(),
        }
    }

    fn affine(&self, point: &Projective<N>) -> Affine<N> {
        let f = &self.constants.field;
        let inverse = f.invert(&point.z);
        Affine {
            x: f.integer(&f.mul(&point.x, &inverse)),
            y: f.integer(&f.mul(&point.y, &inverse)),
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
        self.affine(&self.tables().multiply(&Complete(&self.constants), k))
    }

    fn multiply(&self, k: &Limbs<N>, q: &Affine<N>) -> Affine<N> {
        let q = self.projective(q);
        self.affine(&windows::multiply(&Complete(&self.constants), k, &q))
    }

    fn combination_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Affine<N>, r: &Limbs<N>) -> bool {
        let f = &self.constants.field;
        let q = jacobian::Point {
            x: f.element(&q.x),
            y: f.element(&q.y),
            z: f.one(),
        };
        let sum = public::sum(&Jacobian(&self.constants), u1, self.tables().odd(), u2, &q);
        if f.is_zero(&sum.z) == 1 {
            return false;
        }
        let zz = f.square(&sum.z);
        let matches = |x: &Limbs<N>| f.equal(&f.mul(&f.element(x), &zz), &sum.x) == 1;
        curve::some_abscissa(self.numbers, r, matches)
    }

    fn prepare(&self, q: &Affine<N>) -> Prepared<N> {
        Prepared::Weierstrass(Tables::new(&Complete(&self.constants), &self.projective(q)))
    }

    fn prepared_has_abscissa(&self, u1: &Limbs<N>, u2: &Limbs<N>, q: &Prepared<N>, r: &Limbs<N>) -> bool {
        let Prepared::Weierstrass(tables) = q else {
            return false;
        };
        let curve = Complete(&self.constants);
        let sum = curve.add(&self.tables().multiply(&curve, u1), &tables.multiply(&curve, u2));
        let f = &self.constants.field;
        if f.is_zero(&sum.z) == 1 {
            return false;
        }
        let matches = |x: &Limbs<N>| f.equal(&f.mul(&f.element(x), &sum.z), &sum.x) == 1;
        curve::some_abscissa(self.numbers, r, matches)
    }

    fn is_on_curve(&self, point: &Affine<N>) -> bool {
        curve::satisfies(&self.constants.field, self.numbers, point)
    }

    /// All points of a curve of prime order are multiples of each other.
    fn is_in_subgroup(&self, _: &Affine<N>) -> bool {
        true
    }
}

const fn coefficient<const N: usize>(numbers: &Numbers<N>, element: Limbs<N>) -> Coefficient<N> {
    let (minus_three, _) = limbs::sub(&numbers.p, &limbs::from_word(3));
    let mut i = 0;
    while i < N {
        if numbers.a[i] != minus_three[i] {
            return Coefficient::Other(element);
        }
        i += 1;
    }
    Coefficient::MinusThree
}
