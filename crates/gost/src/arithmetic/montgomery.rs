//! Arithmetic modulo any odd number in Montgomery form (a·R mod m, R = 2^(64·N)).
//!
//! It serves the order q of every group and the fields that have no hand-written reduction.

use super::field::Field;
use super::limbs::{self, Limbs};
use super::safegcd;

/// A modulus with what Montgomery reduction needs of it.
pub(crate) struct Montgomery<const N: usize> {
    modulus: Limbs<N>,
    /// −m⁻¹ mod 2^64.
    negated_inverse: u64,
    /// R mod m, the form of 1.
    one: Limbs<N>,
    /// R² mod m, which brings integers into the form.
    radix_square: Limbs<N>,
}

impl<const N: usize> Montgomery<N> {
    /// Prepares an odd modulus.
    pub(crate) const fn new(modulus: Limbs<N>) -> Self {
        assert!(modulus[0] & 1 == 1);
        let mut prepared = Self {
            modulus,
            negated_inverse: negated_inverse(modulus[0]),
            one: [0; N],
            radix_square: [0; N],
        };
        let mut power = limbs::from_word(1);
        let mut doublings = 0;
        while doublings < 128 * N {
            if doublings == 64 * N {
                prepared.one = power;
            }
            power = prepared.sum(&power, &power);
            doublings += 1;
        }
        prepared.radix_square = power;
        prepared
    }

    /// The form of an integer; any value of N limbs is reduced.
    pub(crate) const fn form(&self, integer: &Limbs<N>) -> Limbs<N> {
        self.product(integer, &self.radix_square)
    }

    /// An integer of N limbs reduced modulo m.
    pub(crate) const fn reduce(&self, integer: &Limbs<N>) -> Limbs<N> {
        self.product(&self.form(integer), &limbs::from_word(1))
    }

    /// `high·2^(64·N) + low` reduced modulo m.
    pub(crate) const fn reduce_wide(&self, high: &Limbs<N>, low: &Limbs<N>) -> Limbs<N> {
        self.sum(&self.form(high), &self.reduce(low))
    }

    /// a·b mod m of plain integers, the second below m.
    pub(crate) const fn multiply_plain(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        self.product(&self.form(a), b)
    }

    /// a⁻¹ mod m of a plain integer below m, in variable time.
    pub(crate) fn invert_public(&self, a: &Limbs<N>) -> Limbs<N> {
        safegcd::invert_public(a, &self.modulus)
    }

    /// Whether 0 < a < m. The answer is not secret even where a is.
    pub(crate) fn holds(&self, a: &Limbs<N>) -> bool {
        limbs::reveal(limbs::less(a, &self.modulus) & (limbs::is_zero(a) ^ 1))
    }

    /// a·b·R⁻¹ mod m, by coarsely integrated operand scanning. One factor must be below m, the other may be any.
    #[inline(always)]
    pub(crate) const fn product(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let mut sum = [0; N];
        let mut top = 0;
        let mut i = 0;
        while i < N {
            let mut carry = 0;
            let mut j = 0;
            while j < N {
                (sum[j], carry) = limbs::mac(sum[j], a[i], b[j], carry);
                j += 1;
            }
            let (next, over) = carry.overflowing_add(top);
            let factor = sum[0].wrapping_mul(self.negated_inverse);
            (_, carry) = limbs::mac(sum[0], factor, self.modulus[0], 0);
            j = 1;
            while j < N {
                (sum[j - 1], carry) = limbs::mac(sum[j], factor, self.modulus[j], carry);
                j += 1;
            }
            let (last, again) = next.overflowing_add(carry);
            sum[N - 1] = last;
            top = over as u64 + again as u64;
            i += 1;
        }
        self.reduce_once(&sum, top == 1)
    }

    /// a + b mod m.
    #[inline(always)]
    const fn sum(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let (sum, carry) = limbs::add(a, b);
        self.reduce_once(&sum, carry)
    }

    /// Takes m off once when the value with its carry reaches m.
    #[inline(always)]
    const fn reduce_once(&self, value: &Limbs<N>, carry: bool) -> Limbs<N> {
        let (reduced, borrow) = limbs::sub(value, &self.modulus);
        limbs::select(&reduced, value, (borrow & !carry) as u64)
    }
}

impl<const N: usize> Field<N> for Montgomery<N> {
    fn one(&self) -> Limbs<N> {
        self.one
    }

    fn element(&self, integer: &Limbs<N>) -> Limbs<N> {
        self.form(integer)
    }

    fn integer(&self, element: &Limbs<N>) -> Limbs<N> {
        self.product(element, &limbs::from_word(1))
    }

    #[inline(never)]
    fn mul(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        self.product(a, b)
    }

    #[inline(never)]
    fn square(&self, a: &Limbs<N>) -> Limbs<N> {
        self.product(a, a)
    }

    #[inline(always)]
    fn add(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        self.sum(a, b)
    }

    #[inline(always)]
    fn sub(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let (difference, borrow) = limbs::sub(a, b);
        let (wrapped, _) = limbs::add(&difference, &self.modulus);
        limbs::select(&difference, &wrapped, u64::from(borrow))
    }

    fn invert(&self, a: &Limbs<N>) -> Limbs<N> {
        self.form(&safegcd::invert(&self.integer(a), &self.modulus))
    }

    fn is_zero(&self, a: &Limbs<N>) -> u64 {
        limbs::is_zero(a)
    }
}

/// −m⁻¹ mod 2^64 by Newton's iteration: each step doubles the number of right bits.
const fn negated_inverse(modulus: u64) -> u64 {
    let mut inverse = modulus;
    let mut step = 0;
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(modulus.wrapping_mul(inverse)));
        step += 1;
    }
    inverse.wrapping_neg()
}
