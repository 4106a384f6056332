//! Which columns each entity shows to lists and searches.

use domain::access::AccessOrder;
use domain::account::Account;
use domain::adherence::Adherence;
use domain::certificate::Certificate;
use domain::client::Client;
use domain::document::Document;
use domain::message::{Letter, Message};
use domain::organization::Organization;
use domain::paper_copy::PaperCopy;
use domain::registration::Registration;
use domain::request::Request;
use domain::session::Session;
use domain::task::Task;
use domain::timer::Timer;
use requisites::term::Deadline;
use uuid::Uuid;

use crate::aggregate::Aggregate;
use crate::counters::Counter;
use crate::crls::Crl;
use crate::value::Value;

macro_rules! table {
    ($entity:ty, $name:literal, |$this:ident| $key:expr, { $($column:literal => $value:expr),+ $(,)? }) => {
        impl Aggregate for $entity {
            const TABLE: &'static str = $name;
            const COLUMNS: &'static [&'static str] = &[$($column),+];

            fn key(&self) -> Uuid {
                let $this = self;
                $key.into()
            }

            fn columns(&self) -> Vec<Value> {
                let $this = self;
                vec![$($value),+]
            }
        }
    };
}

table!(Organization, "organizations", |it| it.id, {
    "ogrn" => Value::text(it.ogrn.digits()),
    "search" => search(&[&it.short_name, &it.full_name, it.ogrn.digits(), it.inn.digits()]),
});

table!(Adherence, "adherences", |it| it.id, {
    "organization_id" => Value::id(it.organization),
    "state" => Value::state(&it.state),
    "received_at" => Value::at(it.received_at),
});

table!(Registration, "registrations", |it| it.id, {
    "number" => Value::text(&it.number),
    "organization_id" => Value::id(it.organization),
    "state" => Value::state(&it.state),
    "due_on" => due(it.deadline.as_ref()),
    "snils" => Value::text(it.person.snils.digits()),
    "search" => search(&[&it.number, &it.person.name.to_string(), it.person.snils.digits(), it.person.inn.digits()]),
    "created_at" => Value::at(it.created_at),
});

table!(Account, "accounts", |it| it.id, {
    "login" => Value::text(&it.login),
    "role" => Value::state(&it.role),
    "registration_id" => Value::maybe_id(it.registration),
});

table!(Session, "sessions", |it| it.id, {
    "token_hash" => Value::text(&it.token_hash),
    "account_id" => Value::id(it.account),
    "expires_at" => Value::at(it.expires_at),
    "ended_at" => Value::maybe_at(it.ended_at),
});

table!(Request, "requests", |it| it.id, {
    "number" => Value::text(&it.number),
    "registration_id" => Value::id(it.registration),
    "state" => Value::state(&it.state),
    "due_on" => due(it.deadline.as_ref()),
    "search" => search(&[
        &it.number,
        &it.subject.holder.to_string(),
        &it.subject.organization,
        it.subject.snils.digits(),
        it.subject.inn.digits(),
        it.subject.inn_legal.digits(),
    ]),
    "created_at" => Value::at(it.created_at),
});

table!(Certificate, "certificates", |it| it.id, {
    "serial" => Value::text(&it.serial),
    "state" => Value::state(&it.state),
    "request_id" => Value::maybe_id(it.request),
    "registration_id" => Value::maybe_id(it.registration),
    "snils" => Value::Text(it.snils.clone()),
    "inn" => Value::Text(it.inns.first().cloned()),
    "inn_legal" => Value::Text(it.inns.get(1).cloned()),
    "search" => search(&[&it.serial, &it.holder, &it.organization, it.snils.as_deref().unwrap_or_default()]),
    "not_after" => Value::at(it.not_after),
    "decided_at" => Value::at(it.decided_at),
    "issuer" => Value::text(&it.issuer),
    "shard" => Value::Int(Some(it.shard.into())),
    "revoked_at" => Value::maybe_at(it.listing().map(|listing| listing.since)),
    "reason" => Value::Int(it.listing().map(|listing| listing.reason.into())),
});

table!(PaperCopy, "paper_copies", |it| it.certificate, {
    "state" => Value::state(&it.state),
    "due_on" => Value::day(Some(it.deadline.due)),
    "search" => search(&[&it.serial, &it.holder, &it.organization]),
});

table!(Document, "documents", |it| it.id, {
    "owner_id" => Value::id(it.owner),
    "attached_at" => Value::at(it.attached_at),
});

table!(Task, "tasks", |it| it.id, {
    "kind" => Value::state(&it.kind),
    "subject_id" => Value::id(it.subject),
    "created_at" => Value::at(it.created_at),
    "closed_at" => Value::maybe_at(it.closed.map(|(at, _)| at)),
});

table!(Timer, "timers", |it| it.id, {
    "subject_id" => Value::id(it.subject),
    "due_at" => Value::at(it.due_at),
    "done_at" => Value::maybe_at(it.done_at),
});

table!(AccessOrder, "access_orders", |it| it.id, {
    "snils" => Value::text(&it.snils),
    "next_at" => Value::at(it.next_at),
    "sent_at" => Value::maybe_at(it.sent_at),
});

table!(Letter, "letters", |it| it.id, {
    "next_at" => Value::at(it.next_at),
    "sent_at" => Value::maybe_at(it.sent_at),
    "created_at" => Value::at(it.created_at),
});

table!(Message, "messages", |it| it.id, {
    "account_id" => Value::id(it.account),
    "at" => Value::at(it.at),
    "read_at" => Value::maybe_at(it.read_at),
});

table!(Client, "clients", |it| it.id, {
    "token_hash" => Value::text(&it.token_hash),
    "created_at" => Value::at(it.created_at),
});

table!(Counter, "counters", |it| it.id, {
    "name" => Value::text(&it.name),
});

table!(Crl, "crls", |it| it.id, {
    "issuer" => Value::text(&it.issuer),
    "scope" => Value::text(it.scope.to_string()),
    "number" => Value::Int(Some(it.number)),
    "this_update" => Value::at(it.this_update),
    "next_update" => Value::at(it.next_update),
});

fn due(deadline: Option<&Deadline>) -> Value {
    Value::day(deadline.map(|deadline| deadline.due))
}

/// Lower case, «ё» as «е»: what `LIKE` looks through, the same on both databases.
fn search(parts: &[&str]) -> Value {
    Value::text(search_key(&parts.join(" ")))
}

/// How a search text is normalised.
pub(crate) fn search_key(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// A `LIKE` pattern for what a person typed, who means the signs of patterns as they stand: `ESCAPE '!'`.
pub(crate) fn pattern(text: &str) -> Value {
    let mut pattern = String::from("%");
    for sign in search_key(text.trim()).chars() {
        if matches!(sign, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    Value::text(pattern)
}
