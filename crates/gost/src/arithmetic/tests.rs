//! Every curve and every modulus against the oracle, on edge values and on random ones.

use super::curve::{Affine, Group};
use super::field::Field;
use super::fold::Fold;
use super::limbs::{self, Limbs};
use super::montgomery::Montgomery;
use super::oracle::{Oracle, Ring};
use super::safegcd;
use crate::ParameterSet;
use crate::groups::AnyGroup;
use crate::numbers::{self, EdwardsNumbers, Numbers};
use alloc::vec::Vec;
use core::array::from_fn;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Random cases beside the edge values; more where a slow oracle allows it.
const CASES: usize = 8;

/// Calls a generic function for the group of every parameter set.
macro_rules! for_every_set {
    ($check:ident) => {
        for set in ParameterSet::ALL {
            match AnyGroup::of(set) {
                AnyGroup::Bits256(group) => $check(group, set),
                AnyGroup::Bits512(group) => $check(group, set),
            }
        }
    };
}

#[test]
fn numbers_are_those_of_a_group_of_order_q() {
    fn check<const N: usize>(group: &dyn Group<N>, set: ParameterSet) {
        let numbers = group.numbers();
        let oracle = Oracle::new(numbers);
        let base = Affine {
            x: numbers.x,
            y: numbers.y,
        };
        assert!(oracle.is_on_curve(&base) && group.is_on_curve(&base), "{set:?}");
        assert_eq!(oracle.multiply(&numbers.q, Some(base)), None, "{set:?}");
        assert!(group.is_in_subgroup(&base), "{set:?}");
        let moved = Affine { x: base.y, y: base.x };
        assert!(!group.is_on_curve(&moved), "{set:?}");
    }
    for_every_set!(check);
}

#[test]
fn base_multiples_agree_with_the_oracle() {
    fn check<const N: usize>(group: &dyn Group<N>, set: ParameterSet) {
        let oracle = Oracle::new(group.numbers());
        for k in scalars(&group.numbers().q, CASES).into_iter().filter(|k| *k != [0; N]) {
            let expected = oracle.multiply(&k, oracle.base());
            assert_eq!(Some(group.multiply_base(&k)), expected, "{set:?} {k:x?}");
        }
    }
    for_every_set!(check);
}

#[test]
fn combinations_agree_with_the_oracle() {
    fn check<const N: usize>(group: &dyn Group<N>, set: ParameterSet) {
        let numbers = group.numbers();
        let (oracle, ring) = (Oracle::new(numbers), Ring::new(&numbers.q));
        let secret = scalars(&numbers.q, CASES).pop().unwrap();
        let point = oracle.multiply(&secret, oracle.base()).unwrap();
        let values = scalars(&numbers.q, CASES);
        for (u, v) in values.iter().zip(values.iter().cycle().skip(3)).step_by(3) {
            let sum = oracle.add(oracle.multiply(u, oracle.base()), oracle.multiply(v, Some(point)));
            let Some(sum) = sum else {
                assert!(!group.combination_has_abscissa(u, v, &point, &[0; N]), "{set:?}");
                continue;
            };
            let r = ring.reduce(&sum.x);
            let other = ring.add(&r, &limbs::from_word(1));
            assert!(
                group.combination_has_abscissa(u, v, &point, &r),
                "{set:?} {u:x?} {v:x?}"
            );
            assert!(
                !group.combination_has_abscissa(u, v, &point, &other),
                "{set:?} {u:x?} {v:x?}"
            );
        }
        // u·P + v·Q at infinity has no abscissa at all.
        let minus = ring.sub(&[0; N], &secret);
        let one = limbs::from_word(1);
        assert!(
            !group.combination_has_abscissa(&minus, &one, &point, &[0; N]),
            "{set:?}"
        );
        // The base point itself as Q: equal points meet inside the sum.
        let base = oracle.base().unwrap();
        let three = oracle.multiply(&limbs::from_word(3), Some(base)).unwrap();
        let r = ring.reduce(&three.x);
        assert!(
            group.combination_has_abscissa(&one, &limbs::from_word(2), &base, &r),
            "{set:?}"
        );
    }
    for_every_set!(check);
}

#[test]
fn montgomery_arithmetic_agrees_with_the_oracle() {
    fn check<const N: usize>(group: &dyn Group<N>, _: ParameterSet) {
        for modulus in [group.numbers().p, group.numbers().q] {
            check_field(&Montgomery::new(modulus), &modulus, 200);
            check_wide(&Montgomery::new(modulus), &modulus);
        }
    }
    for_every_set!(check);
}

#[test]
fn folded_fields_agree_with_the_oracle() {
    fn check<const N: usize, const C: u64>(p: &Limbs<N>) {
        check_field(&Fold::<N, C>::of(p), p, 400);
        check_unreduced(&Fold::<N, C>::of(p), p);
    }
    check::<4, 617>(&numbers::CRYPTO_PRO_A.p);
    check::<8, 569>(&numbers::TC26_A_512.p);
}

/// Elements between p and 2^(64·N), where the second carry of a fold happens.
fn check_unreduced<F: Field<N>, const N: usize>(field: &F, modulus: &Limbs<N>) {
    let ring = Ring::new(modulus);
    let top: Vec<Limbs<N>> = (0..640)
        .step_by(3)
        .map(|below| limbs::sub(&[u64::MAX; N], &limbs::from_word(below)).0)
        .chain((0..4).map(limbs::from_word))
        .chain([[1 << 63; N], [u64::MAX >> 1; N], from_fn(|i| u64::MAX * (i as u64 & 1))])
        .collect();
    for a in &top {
        for b in &top {
            let (ra, rb) = (ring.reduce(a), ring.reduce(b));
            assert_eq!(field.integer(&field.mul(a, b)), ring.mul(&ra, &rb));
            assert_eq!(field.integer(&field.add(a, b)), ring.add(&ra, &rb));
            assert_eq!(field.integer(&field.sub(a, b)), ring.sub(&ra, &rb));
        }
        let ra = ring.reduce(a);
        assert_eq!(field.integer(&field.square(a)), ring.mul(&ra, &ra));
        assert_eq!(field.is_zero(a), u64::from(ra == [0; N]));
    }
}

#[test]
fn edwards_forms_belong_to_their_curves() {
    fn check<const N: usize>(numbers: &Numbers<N>, form: &EdwardsNumbers<N>) {
        let ring = Ring::new(&numbers.p);
        let times = |a, word| ring.mul(a, &limbs::from_word(word));
        let one = limbs::from_word(1);
        assert_eq!(times(&form.s, 4), ring.sub(&one, &form.d));
        assert_eq!(times(&form.t, 6), ring.add(&one, &form.d));
        // RFC 7836 §5.2: a = s² − 3t², b = 2t³ − ts².
        let (ss, tt) = (ring.mul(&form.s, &form.s), ring.mul(&form.t, &form.t));
        assert_eq!(numbers.a, ring.sub(&ss, &times(&tt, 3)));
        assert_eq!(numbers.b, ring.mul(&form.t, &ring.sub(&times(&tt, 2), &ss)));
    }
    check(&numbers::TC26_A_256, &numbers::TC26_A_256_EDWARDS);
    check(&numbers::TC26_C_512, &numbers::TC26_C_512_EDWARDS);
}

/// The operations of a field on all pairs of edge values and on random pairs.
fn check_field<F: Field<N>, const N: usize>(field: &F, modulus: &Limbs<N>, cases: usize) {
    let ring = Ring::new(modulus);
    let values = scalars(modulus, cases);
    let (edges, random) = values.split_at(values.len() - cases);
    let all = edges.iter().flat_map(|a| edges.iter().map(move |b| (a, b)));
    for (a, b) in all.chain(random.iter().zip(random.iter().rev())) {
        let (fa, fb) = (field.element(a), field.element(b));
        assert_eq!(field.integer(&fa), *a);
        assert_eq!(field.integer(&field.mul(&fa, &fb)), ring.mul(a, b));
        assert_eq!(field.integer(&field.add(&fa, &fb)), ring.add(a, b));
        assert_eq!(field.integer(&field.sub(&fa, &fb)), ring.sub(a, b));
        assert_eq!(field.integer(&field.square(&fa)), ring.mul(a, a));
        assert_eq!(field.integer(&field.negate(&fa)), ring.sub(&[0; N], a));
        assert_eq!(field.equal(&fa, &fb), u64::from(a == b));
        assert_eq!(field.is_zero(&fa), u64::from(*a == [0; N]));
    }
    for a in values.iter().filter(|a| **a != [0; N]) {
        assert_eq!(field.integer(&field.invert(&field.element(a))), ring.invert(a));
        assert_eq!(safegcd::invert_public(a, modulus), ring.invert(a));
    }
    assert_eq!(field.invert(&[0; N]), [0; N]);
}

/// Reduction of values that are not below the modulus.
fn check_wide<const N: usize>(montgomery: &Montgomery<N>, modulus: &Limbs<N>) {
    let ring = Ring::new(modulus);
    let radix = ring.add(&ring.reduce(&[u64::MAX; N]), &limbs::from_word(1));
    let mut rng = StdRng::seed_from_u64(4);
    let random = (0..40).map(|_| [from_fn(|_| rng.next_u64()), from_fn(|_| rng.next_u64())]);
    for [high, low] in random.chain([[[u64::MAX; N]; 2], [[0; N], *modulus], [*modulus, [u64::MAX; N]]]) {
        assert_eq!(montgomery.reduce(&low), ring.reduce(&low));
        let expected = ring.add(&ring.mul(&ring.reduce(&high), &radix), &ring.reduce(&low));
        assert_eq!(montgomery.reduce_wide(&high, &low), expected);
    }
}

/// Edge values below `modulus`, then `random` more.
fn scalars<const N: usize>(modulus: &Limbs<N>, random: usize) -> Vec<Limbs<N>> {
    let ring = Ring::new(modulus);
    let minus = |word| ring.sub(&[0; N], &limbs::from_word(word));
    let mut values: Vec<Limbs<N>> = [0, 1, 2, 3, 15, 16, 17, 1 << 63, u64::MAX].map(limbs::from_word).into();
    values.extend([minus(1), minus(2), minus(3), minus(1 << 63)]);
    let patterns = [
        [u64::MAX; N],
        [0x8888_8888_8888_8888; N],
        [0x7777_7777_7777_7777; N],
        [1 << 63; N],
    ];
    values.extend(patterns.map(|pattern| ring.reduce(&pattern)));
    values.extend([1, 63, 64 * N - 65].map(|bit| {
        let power = from_fn(|limb| if limb == bit / 64 { 1 << (bit % 64) } else { 0 });
        ring.reduce(&power)
    }));
    let mut rng = StdRng::seed_from_u64(3);
    values.extend((0..random).map(|_| ring.reduce(&from_fn(|_| rng.next_u64()))));
    values
}
