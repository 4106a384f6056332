//! Object identifiers of GOST algorithms and parameter sets (RFC 9215, RFC 7836, RFC 4357, R 1323565.1.023).

use const_oid::ObjectIdentifier;

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

/// id-tc26-gost3410-12-256: keys of 256 bits.
pub const KEY_256: ObjectIdentifier = oid("1.2.643.7.1.1.1.1");
/// id-tc26-gost3410-12-512: keys of 512 bits.
pub const KEY_512: ObjectIdentifier = oid("1.2.643.7.1.1.1.2");
/// id-tc26-signwithdigest-gost3410-12-256.
pub const SIGNATURE_256: ObjectIdentifier = oid("1.2.643.7.1.1.3.2");
/// id-tc26-signwithdigest-gost3410-12-512.
pub const SIGNATURE_512: ObjectIdentifier = oid("1.2.643.7.1.1.3.3");
/// id-tc26-gost3411-12-256.
pub const STREEBOG_256: ObjectIdentifier = oid("1.2.643.7.1.1.2.2");
/// id-tc26-gost3411-12-512.
pub const STREEBOG_512: ObjectIdentifier = oid("1.2.643.7.1.1.2.3");

/// id-GostR3410-2001-TestParamSet.
pub const TEST_256: ObjectIdentifier = oid("1.2.643.2.2.35.0");
/// id-GostR3410-2001-CryptoPro-A-ParamSet.
pub const CRYPTO_PRO_A: ObjectIdentifier = oid("1.2.643.2.2.35.1");
/// id-GostR3410-2001-CryptoPro-B-ParamSet.
pub const CRYPTO_PRO_B: ObjectIdentifier = oid("1.2.643.2.2.35.2");
/// id-GostR3410-2001-CryptoPro-C-ParamSet.
pub const CRYPTO_PRO_C: ObjectIdentifier = oid("1.2.643.2.2.35.3");
/// id-GostR3410-2001-CryptoPro-XchA-ParamSet.
pub const CRYPTO_PRO_XCH_A: ObjectIdentifier = oid("1.2.643.2.2.36.0");
/// id-GostR3410-2001-CryptoPro-XchB-ParamSet.
pub const CRYPTO_PRO_XCH_B: ObjectIdentifier = oid("1.2.643.2.2.36.1");
/// id-tc26-gost-3410-2012-256-paramSetA.
pub const TC26_A_256: ObjectIdentifier = oid("1.2.643.7.1.2.1.1.1");
/// id-tc26-gost-3410-2012-256-paramSetB.
pub const TC26_B_256: ObjectIdentifier = oid("1.2.643.7.1.2.1.1.2");
/// id-tc26-gost-3410-2012-256-paramSetC.
pub const TC26_C_256: ObjectIdentifier = oid("1.2.643.7.1.2.1.1.3");
/// id-tc26-gost-3410-2012-256-paramSetD.
pub const TC26_D_256: ObjectIdentifier = oid("1.2.643.7.1.2.1.1.4");
/// id-tc26-gost-3410-2012-512-paramSetTest.
pub const TEST_512: ObjectIdentifier = oid("1.2.643.7.1.2.1.2.0");
/// id-tc26-gost-3410-12-512-paramSetA.
pub const TC26_A_512: ObjectIdentifier = oid("1.2.643.7.1.2.1.2.1");
/// id-tc26-gost-3410-12-512-paramSetB.
pub const TC26_B_512: ObjectIdentifier = oid("1.2.643.7.1.2.1.2.2");
/// id-tc26-gost-3410-2012-512-paramSetC.
pub const TC26_C_512: ObjectIdentifier = oid("1.2.643.7.1.2.1.2.3");
