//! What is refused of a PKCS#10, and which keys stay seen.

use domain::request::RequestState;
use gost::ParameterSet;
use office::ops::*;
use officekit::client::{Client, base64, from_base64};
use officekit::{TestOffice, people};
use pki::name::{Attribute, DistinguishedName};

use crate::both::on_both;

on_both!(
    a_bad_pkcs10_leaves_the_draft_as_it_was,
    a_subject_that_differs_is_named_field_by_field,
    a_key_is_taken_once_under_any_name_of_its_curve,
    a_key_of_a_refused_request_stays_seen,
    a_request_of_a_colleague_spoils_nothing,
    a_key_comes_once,
);

/// CryptoPro-A and CryptoPro-XchA: the same numbers under two names, in DER.
const CRYPTO_PRO_A: &[u8] = &[0x06, 0x07, 0x2A, 0x85, 0x03, 0x02, 0x02, 0x23, 0x01];
const CRYPTO_PRO_XCHA: &[u8] = &[0x06, 0x07, 0x2A, 0x85, 0x03, 0x02, 0x02, 0x24, 0x00];

fn under_the_other_name(public_key: &[u8]) -> Vec<u8> {
    let at = public_key
        .windows(CRYPTO_PRO_A.len())
        .position(|bytes| bytes == CRYPTO_PRO_A);
    let mut renamed = public_key.to_vec();
    renamed[at.unwrap()..][..CRYPTO_PRO_A.len()].copy_from_slice(CRYPTO_PRO_XCHA);
    renamed
}

async fn a_bad_pkcs10_leaves_the_draft_as_it_was(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.draft(&user).await;
    let mut client = Client::new(1);
    let key = client.key();
    let good = office.submission(&user, request, &mut client, &key).await;
    let der = from_base64(&good.pkcs10);
    let flipped = |at: usize| {
        let mut der = der.clone();
        der[at] ^= 1;
        base64(&der)
    };
    let other_curve = client.key_on(ParameterSet::CryptoProB);
    let subject = office.approved_subject(&user, request).await;
    let wrong_curve = base64(&client.pkcs10(&other_curve, &subject));
    let noise = "A".repeat(10 * 1024 * 1024);
    for (pkcs10, code) in [
        (String::new(), "empty"),
        ("не base64".into(), "not-base64"),
        (base64(&[0; 64]), "not-der"),
        (base64(b"hello"), "not-der"),
        (base64(&der[..der.len() - 1]), "not-der"),
        (noise, "too-large"),
        (flipped(der.len() - 1), "bad-signature"),
        // A byte of the name: what was signed is not what came.
        (flipped(60), "bad-signature"),
        (wrong_curve, "key-parameters"),
    ] {
        let shown: String = pkcs10.chars().take(40).collect();
        let found = office
            .refused(&user.actor, submit_key::Command { request, pkcs10 })
            .await;
        assert_eq!(found, code, "{shown}");
    }
    assert_eq!(office.state(request).await, RequestState::Draft);
    office.granted(&user.actor, good).await;
    assert_eq!(office.state(request).await, RequestState::AwaitingStatement);
}

async fn a_subject_that_differs_is_named_field_by_field(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.draft(&user).await;
    let approved = DistinguishedName::from_der(&office.approved_subject(&user, request).await).unwrap();
    let changed = |change: &dyn Fn(Attribute, &str) -> Option<String>| {
        let fields = approved
            .iter()
            .filter_map(|one| Some((one.attribute(), change(one.attribute(), one.text())?)));
        DistinguishedName::new(fields.collect::<Vec<_>>()).unwrap().to_der()
    };
    let mut client = Client::new(1);
    let another = changed(&|attribute, text| {
        Some(if attribute == Attribute::Snils {
            "15773026476".into()
        } else {
            text.to_owned()
        })
    });
    let without = changed(&|attribute, text| (attribute != Attribute::Title).then(|| text.to_owned()));
    let head = changed(&|attribute, text| {
        Some(if attribute == Attribute::Title {
            "Главный врач".into()
        } else {
            text.to_owned()
        })
    });
    for (subject, named) in [(another, "SNILS"), (without, "T"), (head, "T")] {
        let key = client.key();
        let pkcs10 = base64(&client.pkcs10(&key, &subject));
        let refusal = office
            .perform(&user.actor, submit_key::Command { request, pkcs10 })
            .await
            .unwrap_err();
        assert_eq!(refusal.code(), "subject-differs");
        let sentence = refusal.to_string();
        assert!(sentence.contains(&format!("одобренных: {named}.")), "{sentence}");
    }
    assert_eq!(office.state(request).await, RequestState::Draft);
}

async fn a_key_is_taken_once_under_any_name_of_its_curve(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let sokolova = office.user(people::sokolova(hospital)).await;
    let gordeev = office.user(people::gordeev(hospital)).await;
    let mut client = Client::new(1);
    let key = client.key();
    let first = office.draft(&sokolova).await;
    let submission = office.submission(&sokolova, first, &mut client, &key).await;
    office.granted(&sokolova.actor, submission).await;

    let second = office.draft(&gordeev).await;
    let submission = office.submission(&gordeev, second, &mut client, &key).await;
    assert_eq!(office.refused(&gordeev.actor, submission).await, "key-seen");
    let renamed = under_the_other_name(&key.verifying_key().to_spki_der());
    let subject = office.approved_subject(&gordeev, second).await;
    let pkcs10 = base64(&client.pkcs10_of(&key, &subject, &renamed));
    assert_eq!(
        office
            .refused(
                &gordeev.actor,
                submit_key::Command {
                    request: second,
                    pkcs10
                }
            )
            .await,
        "key-seen"
    );

    // A new key under that other name is as good as any.
    let fresh = client.key();
    let renamed = under_the_other_name(&fresh.verifying_key().to_spki_der());
    let pkcs10 = base64(&client.pkcs10_of(&fresh, &subject, &renamed));
    office
        .granted(
            &gordeev.actor,
            submit_key::Command {
                request: second,
                pkcs10,
            },
        )
        .await;
}

async fn a_key_of_a_refused_request_stays_seen(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.draft(&user).await;
    let mut client = Client::new(1);
    let key = client.key();
    let approved = DistinguishedName::from_der(&office.approved_subject(&user, request).await).unwrap();
    let head = approved.iter().map(|one| match one.attribute() {
        Attribute::Title => (Attribute::Title, "Главный врач".to_owned()),
        attribute => (attribute, one.text().to_owned()),
    });
    let promoted = DistinguishedName::new(head.collect::<Vec<_>>()).unwrap().to_der();
    let pkcs10 = base64(&client.pkcs10(&key, &promoted));
    assert_eq!(
        office
            .refused(&user.actor, submit_key::Command { request, pkcs10 })
            .await,
        "subject-differs"
    );
    let submission = office.submission(&user, request, &mut client, &key).await;
    assert_eq!(office.refused(&user.actor, submission).await, "key-seen");

    // A bad signature proves nothing, so that nobody can spoil another's key by offering it.
    let fresh = client.key();
    let good = office.submission(&user, request, &mut client, &fresh).await;
    let mut der = from_base64(&good.pkcs10);
    *der.last_mut().unwrap() ^= 1;
    let forged = submit_key::Command {
        request,
        pkcs10: base64(&der),
    };
    assert_eq!(office.refused(&user.actor, forged).await, "bad-signature");
    office.granted(&user.actor, good).await;

    // And after the rejection of the whole request.
    office
        .granted(
            &office.lapina,
            reject_request::Command {
                request,
                reason: "нет печати".into(),
            },
        )
        .await;
    let next = office.draft(&user).await;
    let submission = office.submission(&user, next, &mut client, &fresh).await;
    assert_eq!(office.refused(&user.actor, submission).await, "key-seen");
}

/// A PKCS#10 is no secret: whoever brings a colleague's must not spoil the key for its owner.
async fn a_request_of_a_colleague_spoils_nothing(office: TestOffice) {
    let hospital = office.joined(people::hospital()).await;
    let sokolova = office.user(people::sokolova(hospital)).await;
    let gordeev = office.user(people::gordeev(hospital)).await;
    let mut client = Client::new(1);
    let key = client.key();
    let (hers, his) = (office.draft(&sokolova).await, office.draft(&gordeev).await);
    let submission = office.submission(&sokolova, hers, &mut client, &key).await;
    let borrowed = submit_key::Command {
        request: his,
        pkcs10: submission.pkcs10.clone(),
    };
    assert_eq!(office.refused(&gordeev.actor, borrowed).await, "subject-differs");
    office.granted(&sokolova.actor, submission).await;
}

async fn a_key_comes_once(office: TestOffice) {
    let user = office
        .user(people::sokolova(office.joined(people::hospital()).await))
        .await;
    let request = office.draft(&user).await;
    let mut client = Client::new(1);
    let (first, second) = (client.key(), client.key());
    let first = office.submission(&user, request, &mut client, &first).await;
    let second = office.submission(&user, request, &mut client, &second).await;
    office.granted(&user.actor, first.clone()).await;
    assert_eq!(
        office.refused(&user.actor, first).await,
        "step-not-from-here",
        "sent twice"
    );
    assert_eq!(office.refused(&user.actor, second).await, "step-not-from-here");
}
