//! The signature scheme of GOST R 34.10-2012 §6 on integers: no encodings, no hashing, no randomness.

use crate::arithmetic::comb::Prepared;
use crate::arithmetic::curve::{Affine, Group};
use crate::arithmetic::field::Field;
use crate::arithmetic::limbs::{self, Limbs};
use crate::error::{PrivateKeyError, PublicKeyError};
use crate::numbers::Numbers;
use alloc::vec::Vec;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A point Q of order q: the verification key of §5.2.
#[derive(Clone, Copy)]
pub(crate) struct PublicKey<const N: usize> {
    group: &'static dyn Group<N>,
    point: Affine<N>,
}

impl<const N: usize> PublicKey<N> {
    /// Reads x ‖ y, each little-endian (RFC 9215 §4.3), and checks all that §5.2 asks of Q.
    pub(crate) fn from_bytes(group: &'static dyn Group<N>, bytes: &[u8]) -> Result<Self, PublicKeyError> {
        let (x, y) = bytes.split_at_checked(8 * N).ok_or(PublicKeyError::Length)?;
        let x = limbs::from_le_bytes(x).ok_or(PublicKeyError::Length)?;
        let y = limbs::from_le_bytes(y).ok_or(PublicKeyError::Length)?;
        let numbers = group.numbers();
        if limbs::less(&x, &numbers.p) & limbs::less(&y, &numbers.p) == 0 {
            return Err(PublicKeyError::Range);
        }
        let point = Affine { x, y };
        if !group.is_on_curve(&point) {
            return Err(PublicKeyError::NotOnCurve);
        }
        if !group.is_in_subgroup(&point) {
            return Err(PublicKeyError::WrongOrder);
        }
        Ok(Self { group, point })
    }

    /// x ‖ y, each little-endian.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(16 * N);
        limbs::push_le(&mut bytes, &self.point.x);
        limbs::push_le(&mut bytes, &self.point.y);
        bytes
    }

    /// p, a, b, q, the base point and Q, each big-endian: what makes a key this key, whatever name its set goes by.
    pub(crate) fn identity_bytes(self) -> Vec<u8> {
        let &Numbers { p, a, b, q, x, y, .. } = self.group.numbers();
        let mut bytes = Vec::with_capacity(64 * N);
        for number in [p, a, b, q, x, y, self.point.x, self.point.y] {
            limbs::push_be(&mut bytes, &number);
        }
        bytes
    }

    /// §6.2 for the hash value `digest` and the signature s ‖ r, each big-endian (RFC 9215 §2).
    pub(crate) fn verify(self, digest: &[u8], signature: &[u8]) -> bool {
        let sum = |z1: &_, z2: &_, r: &_| self.group.combination_has_abscissa(z1, z2, &self.point, r);
        self.verify_by(digest, signature, sum)
    }

    pub(crate) fn prepare(self) -> Prepared<N> {
        self.group.prepare(&self.point)
    }

    /// The same with the tables of this key.
    pub(crate) fn verify_prepared(self, tables: &Prepared<N>, digest: &[u8], signature: &[u8]) -> bool {
        let sum = |z1: &_, z2: &_, r: &_| self.group.prepared_has_abscissa(z1, z2, tables, r);
        self.verify_by(digest, signature, sum)
    }

    /// `has_abscissa` says whether x(z₁·P + z₂·Q) mod q is r.
    fn verify_by(
        self,
        digest: &[u8],
        signature: &[u8],
        has_abscissa: impl FnOnce(&Limbs<N>, &Limbs<N>, &Limbs<N>) -> bool,
    ) -> bool {
        let Some((s, r)) = signature.split_at_checked(8 * N) else {
            return false;
        };
        let (Some(s), Some(r)) = (limbs::from_be_bytes(s), limbs::from_be_bytes(r)) else {
            return false;
        };
        let scalars = self.group.scalars();
        if !scalars.holds(&r) || !scalars.holds(&s) {
            return false;
        }
        let v = scalars.invert_public(&challenge(self.group, digest));
        let z1 = scalars.multiply_plain(&s, &v);
        let z2 = scalars.negate(&scalars.multiply_plain(&r, &v));
        has_abscissa(&z1, &z2, &r)
    }
}

/// x ‖ y of a point that two parties share, each little-endian.
pub(crate) type SharedPoint = Zeroizing<Vec<u8>>;

/// A scalar 0 < d < q: the signature key of §5.2.
#[derive(Clone)]
pub(crate) struct SecretKey<const N: usize> {
    group: &'static dyn Group<N>,
    d: Limbs<N>,
}

impl<const N: usize> SecretKey<N> {
    pub(crate) fn new(group: &'static dyn Group<N>, d: &Limbs<N>) -> Result<Self, PrivateKeyError> {
        match group.scalars().holds(d) {
            true => Ok(Self { group, d: *d }),
            false => Err(PrivateKeyError::Zero),
        }
    }

    /// Reads K ‖ M₁ … Mₙ, each little-endian, and multiplies them modulo q; without masks K is the key.
    ///
    /// Numbers above q are reduced and not refused: RFC 9215 §A.2 itself prints such a key.
    pub(crate) fn unmask(group: &'static dyn Group<N>, bytes: &[u8]) -> Result<Self, PrivateKeyError> {
        const MASKS: usize = 16;
        if bytes.is_empty() || bytes.len() > (1 + MASKS) * 8 * N {
            return Err(PrivateKeyError::Length);
        }
        let mut key: Option<Self> = None;
        for factor in bytes.chunks(8 * N) {
            let factor = Zeroizing::new(limbs::from_le_bytes(factor).ok_or(PrivateKeyError::Length)?);
            let factor = Self::new(group, &group.scalars().reduce(&factor))?;
            key = Some(match key {
                None => factor,
                Some(key) => Self {
                    group,
                    d: group.scalars().multiply_plain(&key.d, &factor.d),
                },
            });
        }
        key.ok_or(PrivateKeyError::Length)
    }

    /// The bare key, little-endian.
    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(8 * N));
        limbs::push_le(&mut bytes, &self.d);
        bytes
    }

    pub(crate) fn group(&self) -> &'static dyn Group<N> {
        self.group
    }

    pub(crate) fn scalar(&self) -> &Limbs<N> {
        &self.d
    }

    /// Q = d·P.
    pub(crate) fn public_key(&self) -> PublicKey<N> {
        PublicKey {
            group: self.group,
            point: self.group.multiply_base(&self.d),
        }
    }

    /// h·UKM·d·Q of R 50.1.113-2016 §4.3 for the point Q of another party on the same curve, with the cofactor h and the
    /// little-endian UKM as wide as the set. `None` for a UKM that is 0 modulo q.
    pub(crate) fn agree(&self, peer: &PublicKey<N>, ukm: &[u8]) -> Option<SharedPoint> {
        let scalars = self.group.scalars();
        let cofactor = limbs::from_word(self.group.numbers().cofactor.into());
        let public = scalars.multiply_plain(&limbs::from_le_bytes(ukm)?, &cofactor);
        if !scalars.holds(&public) {
            return None;
        }
        let k = Zeroizing::new(scalars.multiply_plain(&public, &self.d));
        let mut shared = self.group.multiply(&k, &peer.point);
        let mut bytes = Zeroizing::new(Vec::with_capacity(16 * N));
        limbs::push_le(&mut bytes, &shared.x);
        limbs::push_le(&mut bytes, &shared.y);
        shared.x.zeroize();
        shared.y.zeroize();
        Some(bytes)
    }

    /// §6.1 for the hash value `digest` and the nonce 0 < k < q; s ‖ r, each big-endian. `None` asks for another nonce.
    pub(crate) fn sign(&self, digest: &[u8], k: &Limbs<N>) -> Option<Vec<u8>> {
        let scalars = self.group.scalars();
        let r = scalars.reduce(&self.group.multiply_base(k).x);
        let rd = scalars.multiply_plain(&r, &self.d);
        let ke = scalars.multiply_plain(k, &challenge(self.group, digest));
        let s = scalars.add(&rd, &ke);
        // That another nonce is needed tells nothing about this one: it is thrown away.
        let usable = limbs::reveal((limbs::is_zero(&r) | limbs::is_zero(&s)) ^ 1);
        usable.then(|| {
            let mut signature = Vec::with_capacity(16 * N);
            limbs::push_be(&mut signature, &s);
            limbs::push_be(&mut signature, &r);
            signature
        })
    }
}

impl<const N: usize> Drop for SecretKey<N> {
    fn drop(&mut self) {
        self.d.zeroize();
    }
}

impl<const N: usize> ZeroizeOnDrop for SecretKey<N> {}

/// e of §6.1 step 2: the hash value as a little-endian integer modulo q, or 1 in place of 0.
fn challenge<const N: usize>(group: &dyn Group<N>, digest: &[u8]) -> Limbs<N> {
    let alpha = limbs::from_le_bytes(digest).expect("a hash value is as wide as the parameter set");
    let e = group.scalars().reduce(&alpha);
    let one = limbs::from_word(1);
    limbs::select(&e, &one, limbs::is_zero(&e))
}

#[cfg(test)]
mod tests;
