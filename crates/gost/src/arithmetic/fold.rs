//! Fields of p = 2^(64·N) − C elements with a small C: 2^256 − 617 and 2^512 − 569.
//!
//! 2^(64·N) ≡ C, so the high half of a product is folded onto the low half by one multiplication with C. Elements are any
//! N limbs, not always below p: the last subtraction waits until an integer is asked for.

use super::field::Field;
use super::limbs::{self, Limbs, mac};
use super::safegcd;

/// The prime 2^(64·N) − C.
pub(crate) struct Fold<const N: usize, const C: u64> {
    modulus: Limbs<N>,
}

impl<const N: usize, const C: u64> Fold<N, C> {
    /// The field of a prime of this form. Any other prime stops the build.
    pub(crate) const fn of(prime: &Limbs<N>) -> Self {
        let mut i = 1;
        while i < N {
            assert!(prime[i] == u64::MAX);
            i += 1;
        }
        assert!(prime[0] == C.wrapping_neg() && C < 1 << 10);
        Self { modulus: *prime }
    }

    /// `low + carry·2^(64·N)` folded into N limbs, for a carry below 2^32.
    #[inline(always)]
    fn fold_carry(low: &Limbs<N>, carry: u64) -> Limbs<N> {
        let (mut folded, again) = limbs::add_word(low, carry * C);
        // After a second carry the value is below carry·C, so the lowest limb has room.
        folded[0] = folded[0].wrapping_add(C & (again as u64).wrapping_neg());
        folded
    }

    /// A product that is too long to stand in every place of use; the short one gains a third there.
    #[inline(never)]
    fn long_product(a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let [low, high] = product(a, b);
        Self::fold(&low, &high)
    }

    /// `high·2^(64·N) + low` folded into N limbs.
    #[inline(always)]
    fn fold(low: &Limbs<N>, high: &Limbs<N>) -> Limbs<N> {
        let mut sum = [0; N];
        let mut carry = 0;
        let mut i = 0;
        while i < N {
            (sum[i], carry) = mac(low[i], high[i], C, carry);
            i += 1;
        }
        Self::fold_carry(&sum, carry)
    }
}

impl<const N: usize, const C: u64> Field<N> for Fold<N, C> {
    fn one(&self) -> Limbs<N> {
        limbs::from_word(1)
    }

    fn element(&self, integer: &Limbs<N>) -> Limbs<N> {
        *integer
    }

    fn integer(&self, element: &Limbs<N>) -> Limbs<N> {
        let (reduced, borrow) = limbs::sub(element, &self.modulus);
        limbs::select(&reduced, element, u64::from(borrow))
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn mul(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        if N > 4 {
            return Self::long_product(a, b);
        }
        let [low, high] = product(a, b);
        Self::fold(&low, &high)
    }

    #[inline(never)]
    fn square(&self, a: &Limbs<N>) -> Limbs<N> {
        let [low, high] = square(a);
        Self::fold(&low, &high)
    }

    #[inline(always)]
    fn add(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let (sum, carry) = limbs::add(a, b);
        let (mut folded, again) = limbs::add_word(&sum, C & (carry as u64).wrapping_neg());
        folded[0] = folded[0].wrapping_add(C & (again as u64).wrapping_neg());
        folded
    }

    #[inline(always)]
    fn sub(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let (difference, borrow) = limbs::sub(a, b);
        let (mut folded, borrow) = limbs::sub(&difference, &limbs::from_word(C & (borrow as u64).wrapping_neg()));
        // After a second borrow the value is just below 2^(64·N), so the lowest limb has enough.
        folded[0] = folded[0].wrapping_sub(C & (borrow as u64).wrapping_neg());
        folded
    }

    fn invert(&self, a: &Limbs<N>) -> Limbs<N> {
        safegcd::invert(&self.integer(a), &self.modulus)
    }

    fn is_zero(&self, a: &Limbs<N>) -> u64 {
        limbs::is_zero(&self.integer(a))
    }
}

/// a·b as [low, high].
#[inline(always)]
fn product<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> [Limbs<N>; 2] {
    let mut halves = [[0; N]; 2];
    let wide = halves.as_flattened_mut();
    for i in 0..N {
        let mut carry = 0;
        for j in 0..N {
            (wide[i + j], carry) = mac(wide[i + j], a[i], b[j], carry);
        }
        wide[i + N] = carry;
    }
    halves
}

/// a² as [low, high]: every cross product once, doubled.
#[inline(always)]
fn square<const N: usize>(a: &Limbs<N>) -> [Limbs<N>; 2] {
    let mut halves = [[0; N]; 2];
    let wide = halves.as_flattened_mut();
    for i in 0..N {
        let mut carry = 0;
        for j in i + 1..N {
            (wide[i + j], carry) = mac(wide[i + j], a[i], a[j], carry);
        }
        wide[i + N] = carry;
    }
    let (mut shifted, mut carry) = (0, 0);
    for i in 0..N {
        let (even, odd) = (wide[2 * i], wide[2 * i + 1]);
        let high;
        (wide[2 * i], high) = mac(even << 1 | shifted, a[i], a[i], carry);
        let (sum, over) = (odd << 1 | even >> 63).overflowing_add(high);
        wide[2 * i + 1] = sum;
        (shifted, carry) = (odd >> 63, u64::from(over));
    }
    halves
}
