//! RFC 9215 Appendix A: every signature of its requests, certificates and CRLs, and the keys behind them.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use hex_literal::hex;
use rand::SeedableRng;
use rand::rngs::StdRng;
use zaver_gost::{ParameterSet, SignatureError, SigningKey, VerifyingKey};

struct Example<'a> {
    set: ParameterSet,
    /// Big-endian, as printed.
    private_key: &'a [u8],
    public_key_info: &'a [u8],
    /// To-be-signed bytes with the signature of the BIT STRING beside them.
    signed: [(&'a [u8], &'a [u8]); 3],
}

impl Example<'_> {
    fn check(&self) {
        let public = VerifyingKey::from_spki_der(self.public_key_info).unwrap();
        assert_eq!(public.set(), self.set);
        assert_eq!(public.to_spki_der(), self.public_key_info);
        for (message, signature) in self.signed {
            assert_eq!(public.verify(message, signature), Ok(()));
            for bit in [0, 8 * message.len() / 2, 8 * message.len() - 1] {
                let mut changed = message.to_vec();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(public.verify(&changed, signature), Err(SignatureError::Mismatch));
            }
        }

        let little_endian: Vec<u8> = self.private_key.iter().rev().copied().collect();
        let private = SigningKey::from_bytes(self.set, &little_endian).unwrap();
        assert_eq!(private.verifying_key().to_bytes(), public.to_bytes());
        let signature = private.sign(b"message", &mut StdRng::seed_from_u64(1));
        assert_eq!(public.verify(b"message", &signature), Ok(()));
    }
}

#[test]
fn a1_256_test() {
    Example {
        set: ParameterSet::Test256,
        private_key: &hex!("7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28"),
        public_key_info: &hex!(
            "3066301f06082a85030701010101301306072a85030202230006082a8503070101020203430004400bd86fe5d8db8966"
            "8f789b4e1dba8585c5508b45ec5b59d8906ddb70e2492b7fda77ff871a10fbdf2766d293c5d164afbb3c7b973a41c885"
            "d11d70d689b4f126"
        ),
        signed: [
            (
                &hex!(
                    "30818102010030123110300e060355040313074578616d706c653066301f06082a85030701010101301306072a850302"
                    "02230006082a8503070101020203430004400bd86fe5d8db89668f789b4e1dba8585c5508b45ec5b59d8906ddb70e249"
                    "2b7fda77ff871a10fbdf2766d293c5d164afbb3c7b973a41c885d11d70d689b4f126a000"
                ),
                &hex!(
                    "6aaab38e35d4aaa517940301799122d855484f579f4cbb96d63cdfdf3acc432a41aa28d2f1ab148280cd9ed56feda419"
                    "74053554a42767b83ad043fd39dc0493"
                ),
            ),
            (
                &hex!(
                    "3081dba00302010202010a300a06082a8503070101030230123110300e060355040313074578616d706c653020170d30"
                    "31303130313030303030305a180f32303530313233313030303030305a30123110300e060355040313074578616d706c"
                    "653066301f06082a85030701010101301306072a85030202230006082a8503070101020203430004400bd86fe5d8db89"
                    "668f789b4e1dba8585c5508b45ec5b59d8906ddb70e2492b7fda77ff871a10fbdf2766d293c5d164afbb3c7b973a41c8"
                    "85d11d70d689b4f126a3133011300f0603551d130101ff040530030101ff"
                ),
                &hex!(
                    "4d53f012fe081776507d4d9bb81f00efdb4eefd4ab83bac4bacf735173cfa81c41aa28d2f1ab148280cd9ed56feda419"
                    "74053554a42767b83ad043fd39dc0493"
                ),
            ),
            (
                &hex!(
                    "3041020101300a06082a8503070101030230123110300e060355040313074578616d706c65170d313430313031303030"
                    "3030305a170d3134303130323030303030305a"
                ),
                &hex!(
                    "42bf392a14d3ebe957af3e46cb50bf5f4221a003ad3d172753c94a9c37a31d2041aa28d2f1ab148280cd9ed56feda419"
                    "74053554a42767b83ad043fd39dc0493"
                ),
            ),
        ],
    }
    .check();
}

#[test]
fn a2_tc26_256_a() {
    Example {
        set: ParameterSet::Tc26A256,
        private_key: &hex!("7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28"),
        public_key_info: &hex!(
            "305e301706082a85030701010101300b06092a85030701020101010343000440742795d4bee884ddf2850fec03ea3faf"
            "1844e01d9da60b645093a55e26dfc39978f596cf4d4d0c6cf1d18943d94493d16b9ec0a16d512d2e127cc4691a6318e2"
        ),
        signed: [
            (
                &hex!(
                    "307902010030123110300e060355040313074578616d706c65305e301706082a85030701010101300b06092a85030701"
                    "020101010343000440742795d4bee884ddf2850fec03ea3faf1844e01d9da60b645093a55e26dfc39978f596cf4d4d0c"
                    "6cf1d18943d94493d16b9ec0a16d512d2e127cc4691a6318e2a000"
                ),
                &hex!(
                    "1bdc2a1317679b66232f63ea16ff7c64ccaab9ad855fc6e18091661db79d48121d0e1da5be347c6f1b5256c7aeac200a"
                    "d64ac77a6f5b3a0e097318e7ae6ee769"
                ),
            ),
            (
                &hex!(
                    "3081d3a00302010202010a300a06082a8503070101030230123110300e060355040313074578616d706c653020170d30"
                    "31303130313030303030305a180f32303530313233313030303030305a30123110300e060355040313074578616d706c"
                    "65305e301706082a85030701010101300b06092a85030701020101010343000440742795d4bee884ddf2850fec03ea3f"
                    "af1844e01d9da60b645093a55e26dfc39978f596cf4d4d0c6cf1d18943d94493d16b9ec0a16d512d2e127cc4691a6318"
                    "e2a3133011300f0603551d130101ff040530030101ff"
                ),
                &hex!(
                    "140b4da9124b09cb0d5ce928ee874273a310129492ec0e29369e3b791248578c1d0e1da5be347c6f1b5256c7aeac200a"
                    "d64ac77a6f5b3a0e097318e7ae6ee769"
                ),
            ),
            (
                &hex!(
                    "3041020101300a06082a8503070101030230123110300e060355040313074578616d706c65170d313430313031303030"
                    "3030305a170d3134303130323030303030305a"
                ),
                &hex!(
                    "14bd68087c3b903c7aa28b07feb2e7bd6fe0963f563267359f5cd8eab45059ad1d0e1da5be347c6f1b5256c7aeac200a"
                    "d64ac77a6f5b3a0e097318e7ae6ee769"
                ),
            ),
        ],
    }
    .check();
}

#[test]
fn a3_512_test() {
    Example {
        set: ParameterSet::Test512,
        private_key: &hex!(
            "0ba6048aadae241ba40936d47756d7c93091a0e8514669700ee7508e508b102072e8123b2200a0563322dad2827e2714"
            "a2636b7bfd18aadfc62967821fa18dd4"
        ),
        public_key_info: &hex!(
            "3081a0301706082a85030701010102300b06092a850307010201020003818400048180e1ef30d52c6133ddd99d1d5c41"
            "455cf7df4d8b4c925bbc69af1433d15658515add2146850c325c5b81c133be655aa8c4d440e7b98a8d59487b0c7696bc"
            "c55d11ecbe7736a9ec357ff2fd39931f4e114cb8cda359270ac7f0e7ff43d9419419ea61fd2ab77f5d9f63523d3b50a0"
            "4f63e2a0cf51b7c13adc21560f0bd40cc9c737"
        ),
        signed: [
            (
                &hex!(
                    "3081bc02010030123110300e060355040313074578616d706c653081a0301706082a85030701010102300b06092a8503"
                    "07010201020003818400048180e1ef30d52c6133ddd99d1d5c41455cf7df4d8b4c925bbc69af1433d15658515add2146"
                    "850c325c5b81c133be655aa8c4d440e7b98a8d59487b0c7696bcc55d11ecbe7736a9ec357ff2fd39931f4e114cb8cda3"
                    "59270ac7f0e7ff43d9419419ea61fd2ab77f5d9f63523d3b50a04f63e2a0cf51b7c13adc21560f0bd40cc9c737a000"
                ),
                &hex!(
                    "433b1d6ce40a51f1e5737eb16aa2c683829a405b9d9127e21260fc9d6ac05d87bf24e26c45278a5c2192a75ba94993ab"
                    "d6074e7ff1bf03fd2f5397afa1d945582f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3"
                    "5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36"
                ),
            ),
            (
                &hex!(
                    "30820116a00302010202010b300a06082a8503070101030330123110300e060355040313074578616d706c653020170d"
                    "3031303130313030303030305a180f32303530313233313030303030305a30123110300e060355040313074578616d70"
                    "6c653081a0301706082a85030701010102300b06092a850307010201020003818400048180e1ef30d52c6133ddd99d1d"
                    "5c41455cf7df4d8b4c925bbc69af1433d15658515add2146850c325c5b81c133be655aa8c4d440e7b98a8d59487b0c76"
                    "96bcc55d11ecbe7736a9ec357ff2fd39931f4e114cb8cda359270ac7f0e7ff43d9419419ea61fd2ab77f5d9f63523d3b"
                    "50a04f63e2a0cf51b7c13adc21560f0bd40cc9c737a3133011300f0603551d130101ff040530030101ff"
                ),
                &hex!(
                    "415703d892f1a5f3f68c4353189a7ee207b80b5631ef9d49529a4d6b542c2cfa15aa2eacf11f470fde7d954856903c35"
                    "fd8f955ef300d95c77534a724a0eee702f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3"
                    "5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36"
                ),
            ),
            (
                &hex!(
                    "3041020101300a06082a8503070101030330123110300e060355040313074578616d706c65170d313430313031303030"
                    "3030305a170d3134303130323030303030305a"
                ),
                &hex!(
                    "3a13fb7aecdb5560eef6137cfc5dd64691732ebfb3690a1fc0c7e8a4eeea08307d648d4dc0986c46a87b3fbe4c7af42e"
                    "a34359c795954ca39ff3abbed9051f4d2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3"
                    "5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36"
                ),
            ),
        ],
    }
    .check();
}
