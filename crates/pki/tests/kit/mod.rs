//! A small authority for tests: root, issuing authority, one user, one list, all with fixed times and seeded keys.

pub(crate) mod stamping;

use gost::{ParameterSet, SigningKey, VerifyingKey};
use pki::{
    SerialNumber,
    certificate::{self, Certificate, Issuer, TbsInput},
    cms::{self, SignedAttributes, SignerPart},
    crl::{self, Crl, CrlInput, RevokedEntry},
    digest::DigestAlgorithm,
    name::{Attribute, DistinguishedName},
    oid,
    profile::{ApplyInput, Profile, Settings},
};
use rand::{SeedableRng, rngs::StdRng};

pub(crate) const DAY: i64 = 86_400;

pub(crate) struct Authority {
    pub(crate) set: ParameterSet,
    pub(crate) now: i64,
    pub(crate) rng: StdRng,
    pub(crate) root_key: SigningKey,
    pub(crate) root: Certificate,
    pub(crate) issuing_key: SigningKey,
    pub(crate) issuing: Certificate,
    pub(crate) user_key: SigningKey,
    pub(crate) user: Certificate,
}

impl Authority {
    /// All certificates begin at `now`.
    pub(crate) fn new(set: ParameterSet, now: i64) -> Self {
        let mut rng = StdRng::seed_from_u64(2026);
        let [root_key, issuing_key, user_key] = [(); 3].map(|()| SigningKey::generate(set, &mut rng));
        let root = sign(
            &tbs_input("root", set, None, &authority_name("Корневой УЦ"), &root_key, now),
            &root_key,
            &mut rng,
        );
        let issuer = Issuer::try_from(&root).unwrap();
        let input = tbs_input(
            "issuing",
            set,
            Some(&issuer),
            &authority_name("Издающий УЦ"),
            &issuing_key,
            now,
        );
        let issuing = sign(&input, &root_key, &mut rng);
        let issuer = Issuer::try_from(&issuing).unwrap();
        let user = sign(
            &tbs_input("user", set, Some(&issuer), &user_name(), &user_key, now),
            &issuing_key,
            &mut rng,
        );
        Self {
            set,
            now,
            rng,
            root_key,
            root,
            issuing_key,
            issuing,
            user_key,
            user,
        }
    }

    /// A list of the issuing authority.
    pub(crate) fn crl(&mut self, entries: &[RevokedEntry<'_>]) -> Crl {
        let key = self.issuing_key.clone();
        let issuer = Issuer::try_from(&self.issuing).unwrap();
        self.list(&issuer, &key, entries)
    }

    /// The delegated responder of the issuing authority.
    pub(crate) fn responder(&mut self) -> (SigningKey, Certificate) {
        let key = SigningKey::generate(self.set, &mut self.rng);
        let issuer = Issuer::try_from(&self.issuing).unwrap();
        let name = authority_name("OCSP");
        let input = tbs_input("ocsp", self.set, Some(&issuer), &name, &key, self.now);
        let certificate = sign(&input, &self.issuing_key, &mut self.rng);
        (key, certificate)
    }

    /// A list of the root, with nothing in it.
    pub(crate) fn root_crl(&mut self) -> Crl {
        let key = self.root_key.clone();
        let issuer = Issuer::try_from(&self.root).unwrap();
        self.list(&issuer, &key, &[])
    }

    fn list(&mut self, issuer: &Issuer, key: &SigningKey, entries: &[RevokedEntry<'_>]) -> Crl {
        let input = CrlInput::complete(issuer, 1, self.now, self.now + 7 * DAY);
        self.signed_list(&input, key, entries)
    }

    /// A list of the issuing authority that says more than entries.
    pub(crate) fn special_crl(&mut self, input: &CrlInput<'_>, entries: &[RevokedEntry<'_>]) -> Crl {
        let key = self.issuing_key.clone();
        self.signed_list(input, &key, entries)
    }

    fn signed_list(&mut self, input: &CrlInput<'_>, key: &SigningKey, entries: &[RevokedEntry<'_>]) -> Crl {
        let tbs = crl::build_tbs(input, entries).unwrap();
        let signature = key.sign(&tbs, &mut self.rng);
        Crl::from_der(crl::assemble(tbs, &signature).unwrap()).unwrap()
    }

    /// A PKCS#10 of the user.
    pub(crate) fn request(&mut self) -> Vec<u8> {
        let key = self.user_key.verifying_key().to_spki_der();
        let info = pki::request::build_info(&user_name().to_der(), &key, &[]);
        let signature = self.user_key.sign(&info, &mut self.rng);
        pki::request::assemble(&info, gost::signature_oid(self.set), &signature)
    }
}

/// What a shipped profile says about a key on `set`. The profile takes only some sets; tests need all of them.
pub(crate) fn tbs_input(
    profile: &str,
    set: ParameterSet,
    issuer: Option<&Issuer>,
    subject: &DistinguishedName,
    key: &SigningKey,
    now: i64,
) -> TbsInput {
    let mut profile = shipped_profile(profile);
    profile.key_parameters = vec![set.oid()];
    let input = ApplyInput {
        serial: serial_of(&key.verifying_key()),
        issuer,
        subject,
        public_key: &key.verifying_key(),
        identification_kind: profile.identification_kinds.first().copied(),
        not_before: now,
    };
    profile.apply(&settings(), &input).unwrap()
}

pub(crate) fn sign(input: &TbsInput, key: &SigningKey, rng: &mut StdRng) -> Certificate {
    let tbs = certificate::build_tbs(input).unwrap();
    let signature = key.sign(&tbs, rng);
    Certificate::parse(&certificate::assemble(&tbs, &signature).unwrap()).unwrap()
}

pub(crate) fn shipped_profile(id: &str) -> Profile {
    let path = format!("{}/../../profiles/{id}.toml", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn settings() -> Settings {
    toml::from_str(
        r#"
        crl_urls = ["http://uc.example.invalid/crl/issuing.crl"]
        root_crl_urls = ["http://uc.example.invalid/crl/root.crl"]
        ca_issuer_urls = ["http://uc.example.invalid/ca/issuing.cer"]
        root_issuer_urls = ["http://uc.example.invalid/ca/root.cer"]
        "#,
    )
    .unwrap()
}

pub(crate) fn authority_name(common_name: &str) -> DistinguishedName {
    let fields = [
        (Attribute::CommonName, common_name),
        (Attribute::Country, "RU"),
        (Attribute::StateOrProvince, "99 Северодольская область"),
        (Attribute::Locality, "г. Северодольск"),
        (Attribute::Organization, "ТФОМС Северодольской области"),
        (Attribute::Ogrn, "1022999000100"),
        (Attribute::InnLe, "2999000660"),
    ];
    DistinguishedName::new(fields).unwrap()
}

pub(crate) fn user_name() -> DistinguishedName {
    let fields = [
        (Attribute::CommonName, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::Surname, "Соколова"),
        (Attribute::GivenName, "Мария Андреевна"),
        (Attribute::Country, "RU"),
        (Attribute::StateOrProvince, "99 Северодольская область"),
        (Attribute::Locality, "г. Северодольск"),
        (Attribute::Street, "ул. Набережная, д. 7"),
        (Attribute::Organization, "ГБУЗ «Северодольская ЦРБ»"),
        (Attribute::Title, "Ведущий специалист по работе с реестрами"),
        (Attribute::Ogrn, "1022999004170"),
        (Attribute::Snils, "14830271651"),
        (Attribute::Inn, "299904183773"),
        (Attribute::InnLe, "2999015240"),
        (Attribute::Email, "sokolova@crb.example.invalid"),
    ];
    DistinguishedName::new(fields).unwrap()
}

/// A serial number that follows from the key, so that no two certificates of a test share one.
fn serial_of(key: &VerifyingKey) -> SerialNumber {
    SerialNumber::from_random(*key.identity().first_chunk().unwrap())
}

/// A document signed by the user, with the chain; without `content` the signature is detached.
pub(crate) fn signed(authority: &mut Authority, document: &[u8], content: Option<&[u8]>) -> Vec<u8> {
    let digest = DigestAlgorithm::of_key(authority.set).digest(document);
    let attributes = SignedAttributes::new(oid::DATA, &digest, Some(authority.now), &authority.user).unwrap();
    let signature = authority.user_key.sign(attributes.to_be_signed(), &mut authority.rng);
    let part = SignerPart {
        certificate: &authority.user,
        attributes: &attributes,
        signature: &signature,
    };
    cms::assemble(content, &[part], &[&authority.user, &authority.issuing]).unwrap()
}
