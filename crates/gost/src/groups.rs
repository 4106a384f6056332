//! Which arithmetic serves which parameter set.

use crate::ParameterSet;
use crate::arithmetic::curve::Group;
use crate::arithmetic::edwards::Edwards;
use crate::arithmetic::fold::Fold;
use crate::arithmetic::montgomery::Montgomery;
use crate::arithmetic::weierstrass::Weierstrass;
use crate::numbers;

type Generic<const N: usize> = Weierstrass<Montgomery<N>, N>;

static TEST_256: Generic<4> = Weierstrass::generic(&numbers::TEST_256);
static TC26_A_256: Edwards<4, 617> = Edwards::new(&numbers::TC26_A_256, &numbers::TC26_A_256_EDWARDS);
static CRYPTO_PRO_A: Weierstrass<Fold<4, 617>, 4> = Weierstrass::folded(&numbers::CRYPTO_PRO_A);
static CRYPTO_PRO_B: Generic<4> = Weierstrass::generic(&numbers::CRYPTO_PRO_B);
static CRYPTO_PRO_C: Generic<4> = Weierstrass::generic(&numbers::CRYPTO_PRO_C);
static TEST_512: Generic<8> = Weierstrass::generic(&numbers::TEST_512);
static TC26_A_512: Weierstrass<Fold<8, 569>, 8> = Weierstrass::folded(&numbers::TC26_A_512);
static TC26_B_512: Generic<8> = Weierstrass::generic(&numbers::TC26_B_512);
static TC26_C_512: Edwards<8, 569> = Edwards::new(&numbers::TC26_C_512, &numbers::TC26_C_512_EDWARDS);

/// The group of a parameter set, by its width. The scheme above is compiled once per width, not once per set.
#[derive(Clone, Copy)]
pub(crate) enum AnyGroup {
    Bits256(&'static dyn Group<4>),
    Bits512(&'static dyn Group<8>),
}

impl AnyGroup {
    pub(crate) fn of(set: ParameterSet) -> Self {
        match set {
            ParameterSet::Test256 => Self::Bits256(&TEST_256),
            ParameterSet::Tc26A256 => Self::Bits256(&TC26_A_256),
            ParameterSet::CryptoProA => Self::Bits256(&CRYPTO_PRO_A),
            ParameterSet::CryptoProB => Self::Bits256(&CRYPTO_PRO_B),
            ParameterSet::CryptoProC => Self::Bits256(&CRYPTO_PRO_C),
            ParameterSet::Test512 => Self::Bits512(&TEST_512),
            ParameterSet::Tc26A512 => Self::Bits512(&TC26_A_512),
            ParameterSet::Tc26B512 => Self::Bits512(&TC26_B_512),
            ParameterSet::Tc26C512 => Self::Bits512(&TC26_C_512),
        }
    }
}
