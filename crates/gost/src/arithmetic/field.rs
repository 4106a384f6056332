//! What the curve formulas ask of a prime field.

use super::limbs::Limbs;

/// A prime field whose elements are N limbs in a form of the implementor's choice.
///
/// Operations are constant time in their operands.
pub(crate) trait Field<const N: usize>: Sync {
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

    /// a⁻¹; the inverse of 0 is 0.
    fn invert(&self, a: &Limbs<N>) -> Limbs<N>;
}
