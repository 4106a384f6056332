//! Modular inverses by the division steps of Bernstein and Yang (CHES 2019, <https://eprint.iacr.org/2019/266>), in batches
//! of 62: a batch works on the lowest words only, and its matrix is then applied to the whole numbers.

use super::limbs::Limbs;

/// Steps of a batch, and bits of a limb of the signed numbers.
const BATCH: u32 = 62;

/// All bits of a limb.
const MASK: u64 = u64::MAX >> (64 - BATCH);

/// Limbs of 62 bits for the widest modulus, with room for a sign.
const LIMBS: usize = 9;

/// Σ limb[i]·2^(62·i): the last limb in use carries the sign.
type Signed = [i64; LIMBS];

/// The transition of a batch: 2^62·(f′, g′) = (u·f + v·g, q·f + r·g).
struct Matrix {
    u: i64,
    v: i64,
    q: i64,
    r: i64,
}

/// a⁻¹ mod m for an odd m and a < m, or 0 for 0; constant time in a.
///
/// With δ starting at ½, ⌊(45907·b + 30179)/19929⌋ steps suffice for numbers of b bits
/// (<https://github.com/sipa/safegcd-bounds>).
pub(crate) fn invert<const N: usize>(a: &Limbs<N>, modulus: &Limbs<N>) -> Limbs<N> {
    let steps = (45907 * 64 * N + 30179) / 19929;
    let batches = steps.div_ceil(BATCH as usize);
    let mut state = State::<N>::new(a, modulus);
    let mut zeta = -1;
    for _ in 0..batches {
        let matrix;
        (zeta, matrix) = secret_batch(zeta, state.f[0] as u64, state.g[0] as u64);
        state.apply(&matrix);
    }
    state.inverse()
}

/// The same in variable time, for public numbers.
pub(crate) fn invert_public<const N: usize>(a: &Limbs<N>, modulus: &Limbs<N>) -> Limbs<N> {
    let mut state = State::<N>::new(a, modulus);
    let mut eta = -1;
    while state.g != [0; LIMBS] {
        let matrix;
        (eta, matrix) = public_batch(eta, state.f[0] as u64, state.g[0] as u64);
        state.apply(&matrix);
    }
    state.inverse()
}

/// f and g run towards ±1 and 0, with d·a ≡ f and e·a ≡ g (mod m) all the way.
struct State<const N: usize> {
    f: Signed,
    g: Signed,
    d: Signed,
    e: Signed,
    modulus: Signed,
    /// m⁻¹ mod 2^62.
    inverse: u64,
}

impl<const N: usize> State<N> {
    /// Limbs in use.
    const LENGTH: usize = 64 * N / BATCH as usize + 1;

    fn new(a: &Limbs<N>, modulus: &Limbs<N>) -> Self {
        let (modulus, g) = (Self::split(modulus), Self::split(a));
        let mut e = [0; LIMBS];
        e[0] = 1;
        // Newton's iteration: each step doubles the number of right bits, and 3 are right at the start.
        let low = modulus[0] as u64;
        let inverse = (0..5).fold(low, |inverse, _| {
            inverse.wrapping_mul(2u64.wrapping_sub(low.wrapping_mul(inverse)))
        });
        Self {
            f: modulus,
            g,
            d: [0; LIMBS],
            e,
            modulus,
            inverse: inverse & MASK,
        }
    }

    fn split(number: &Limbs<N>) -> Signed {
        let mut limbs = [0; LIMBS];
        for (i, limb) in limbs[..Self::LENGTH].iter_mut().enumerate() {
            *limb = super::limbs::bits(number, i * BATCH as usize, BATCH as usize) as i64;
        }
        limbs
    }

    fn apply(&mut self, matrix: &Matrix) {
        (self.d, self.e) = self.combine_modulo(matrix);
        (self.f, self.g) = self.combine(matrix);
    }

    /// The matrix times (f, g), whose low 62 bits vanish by the choice of the matrix.
    #[inline(always)]
    fn combine(&self, &Matrix { u, v, q, r }: &Matrix) -> (Signed, Signed) {
        let (mut f, mut g) = ([0; LIMBS], [0; LIMBS]);
        let (mut cf, mut cg) = (0i128, 0i128);
        for i in 0..Self::LENGTH {
            cf = dot(cf, [(u, self.f[i]), (v, self.g[i])]);
            cg = dot(cg, [(q, self.f[i]), (r, self.g[i])]);
            if i > 0 {
                f[i - 1] = (cf as u64 & MASK) as i64;
                g[i - 1] = (cg as u64 & MASK) as i64;
            }
            cf >>= BATCH;
            cg >>= BATCH;
        }
        f[Self::LENGTH - 1] = cf as i64;
        g[Self::LENGTH - 1] = cg as i64;
        (f, g)
    }

    /// The matrix times (d, e), plus the multiples of m that make the low 62 bits vanish; both stay in (−2m, m).
    #[inline(always)]
    fn combine_modulo(&self, &Matrix { u, v, q, r }: &Matrix) -> (Signed, Signed) {
        let (sign_d, sign_e) = (self.d[Self::LENGTH - 1] >> 63, self.e[Self::LENGTH - 1] >> 63);
        let (mut d, mut e) = ([0; LIMBS], [0; LIMBS]);
        let mut cd = dot(0, [(u, self.d[0]), (v, self.e[0])]);
        let mut ce = dot(0, [(q, self.d[0]), (r, self.e[0])]);
        let md = self.multiple(cd as u64, (u & sign_d).wrapping_add(v & sign_e));
        let me = self.multiple(ce as u64, (q & sign_d).wrapping_add(r & sign_e));
        cd = dot(cd, [(self.modulus[0], md)]) >> BATCH;
        ce = dot(ce, [(self.modulus[0], me)]) >> BATCH;
        for i in 1..Self::LENGTH {
            cd = dot(cd, [(u, self.d[i]), (v, self.e[i]), (self.modulus[i], md)]);
            ce = dot(ce, [(q, self.d[i]), (r, self.e[i]), (self.modulus[i], me)]);
            d[i - 1] = (cd as u64 & MASK) as i64;
            e[i - 1] = (ce as u64 & MASK) as i64;
            cd >>= BATCH;
            ce >>= BATCH;
        }
        d[Self::LENGTH - 1] = cd as i64;
        e[Self::LENGTH - 1] = ce as i64;
        (d, e)
    }

    /// The multiple of m near `start` that clears the low bits.
    fn multiple(&self, low: u64, start: i64) -> i64 {
        let off = self.inverse.wrapping_mul(low).wrapping_add(start as u64) & MASK;
        start.wrapping_sub(off as i64)
    }

    /// d brought into 0 … m − 1, with the sign of f = ±1.
    fn inverse(self) -> Limbs<N> {
        let mut d = self.add_modulus_if(self.d, self.d[Self::LENGTH - 1] >> 63);
        let negative = self.f[Self::LENGTH - 1] >> 63;
        d = Self::carried(d.map(|limb| (limb ^ negative).wrapping_sub(negative)));
        d = self.add_modulus_if(d, d[Self::LENGTH - 1] >> 63);
        core::array::from_fn(|i| {
            let (limb, offset) = (64 * i / BATCH as usize, 64 * i as u32 % BATCH);
            let next = d[limb + 1] as u128;
            let after = if offset > 60 { d[limb + 2] as u128 } else { 0 };
            (d[limb] as u128 >> offset | next << (BATCH - offset) | after << (2 * BATCH - offset)) as u64
        })
    }

    fn add_modulus_if(&self, number: Signed, mask: i64) -> Signed {
        Self::carried(core::array::from_fn(|i| number[i].wrapping_add(self.modulus[i] & mask)))
    }

    /// Moves what is outside of 0 … 2^62 − 1 up to the next limb.
    fn carried(mut number: Signed) -> Signed {
        for i in 1..Self::LENGTH {
            number[i] = number[i].wrapping_add(number[i - 1] >> BATCH);
            number[i - 1] &= MASK as i64;
        }
        number
    }
}

/// 62 steps on the low words, without branches. ζ is −(δ + ½).
fn secret_batch(mut zeta: i64, mut f: u64, mut g: u64) -> (i64, Matrix) {
    let (mut u, mut v, mut q, mut r) = (1u64, 0u64, 0u64, 1u64);
    for _ in 0..BATCH {
        let mut swap = (zeta >> 63) as u64;
        let odd = (g & 1).wrapping_neg();
        let negate = |value: u64| (value ^ swap).wrapping_sub(swap);
        g = g.wrapping_add(negate(f) & odd);
        q = q.wrapping_add(negate(u) & odd);
        r = r.wrapping_add(negate(v) & odd);
        swap &= odd;
        zeta = (zeta ^ swap as i64).wrapping_sub(1);
        f = f.wrapping_add(g & swap);
        u = u.wrapping_add(q & swap) << 1;
        v = v.wrapping_add(r & swap) << 1;
        g >>= 1;
    }
    (
        zeta,
        Matrix {
            u: u as i64,
            v: v as i64,
            q: q as i64,
            r: r as i64,
        },
    )
}

/// 62 steps on the low words, several zeros of g at once. η is −δ.
fn public_batch(mut eta: i64, mut f: u64, mut g: u64) -> (i64, Matrix) {
    let (mut u, mut v, mut q, mut r) = (1u64, 0u64, 0u64, 1u64);
    let mut left = BATCH;
    loop {
        let zeros = (g | u64::MAX << left).trailing_zeros();
        g >>= zeros;
        u <<= zeros;
        v <<= zeros;
        eta -= i64::from(zeros);
        left -= zeros;
        if left == 0 {
            return (
                eta,
                Matrix {
                    u: u as i64,
                    v: v as i64,
                    q: q as i64,
                    r: r as i64,
                },
            );
        }
        if eta < 0 {
            eta = -eta;
            (f, g) = (g, f.wrapping_neg());
            (u, q) = (q, u.wrapping_neg());
            (v, r) = (r, v.wrapping_neg());
        }
        // A multiple of f that clears up to six low bits of g, as many as steps would go by before the next swap:
        // f·(f² − 2) is −f⁻¹ modulo 64.
        let limit = left.min(eta as u32 + 1).min(6);
        let factor = f.wrapping_mul(f.wrapping_mul(f).wrapping_sub(2)).wrapping_mul(g) & ((1 << limit) - 1);
        g = g.wrapping_add(f.wrapping_mul(factor));
        q = q.wrapping_add(u.wrapping_mul(factor));
        r = r.wrapping_add(v.wrapping_mul(factor));
    }
}

/// `start + Σ a·b`. It can't overflow; the wrapping operations keep the checks of debug builds, which are branches on
/// secrets, out.
#[inline(always)]
fn dot<const K: usize>(start: i128, factors: [(i64, i64); K]) -> i128 {
    factors.iter().fold(start, |sum, &(a, b)| {
        sum.wrapping_add(i128::from(a).wrapping_mul(i128::from(b)))
    })
}
