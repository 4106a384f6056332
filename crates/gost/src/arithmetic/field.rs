//! What the curve formulas ask of a prime field.

use super::limbs::{self, Limbs};

/// A prime field whose elements are N limbs in a form of the implementor's choice.
///
/// Operations are constant time in their operands.
pub(crate) trait Field<const N: usize>: Sync {
    /// The prime.
    fn modulus(&self) -> &Limbs<N>;
    /// The element 1.
    fn one(&self) -> Limbs<N>;
    /// The element of an integer below the prime.
    fn element(&self, integer: &Limbs<N>) -> Limbs<N>;
    /// The integer below the prime that an element stands for.
    fn integer(&self, element: &Limbs<N>) -> Limbs<N>;
    fn mul(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N>;
    fn square(&self, a: &Limbs<N>) -> Limbs<N>;
    fn add(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N>;
    fn sub(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N>;
    /// 1 for the zero element.
    fn is_zero(&self, a: &Limbs<N>) -> u64;

    fn double(&self, a: &Limbs<N>) -> Limbs<N> {
        self.add(a, a)
    }

    fn triple(&self, a: &Limbs<N>) -> Limbs<N> {
        self.add(&self.double(a), a)
    }

    fn negate(&self, a: &Limbs<N>) -> Limbs<N> {
        self.sub(&[0; N], a)
    }

    /// 1 when both elements are the same.
    fn equal(&self, a: &Limbs<N>, b: &Limbs<N>) -> u64 {
        self.is_zero(&self.sub(a, b))
    }

    /// a⁻¹ by Fermat's little theorem; the inverse of 0 is 0. Only the public exponent p − 2 steers it.
    fn invert(&self, a: &Limbs<N>) -> Limbs<N> {
        let (exponent, _) = limbs::sub(self.modulus(), &limbs::from_word(2));
        let mut powers = [self.one(); 16];
        for i in 1..16 {
            powers[i] = self.mul(&powers[i - 1], a);
        }
        let mut result = self.one();
        for window in (0..16 * N).rev() {
            for _ in 0..4 {
                result = self.square(&result);
            }
            let digit = (exponent[window / 16] >> (4 * (window % 16))) & 15;
            if digit != 0 {
                result = self.mul(&result, &powers[digit as usize]);
            }
        }
        result
    }
}
