-- The status of a certificate as lists of revoked certificates and OCSP read it: since when it is listed, with which
-- CRLReason, in which shard, and by which change. `changed` is the running number of the change; deltas ask for what
-- changed since the number their base was made at.

ALTER TABLE certificates ADD COLUMN issuer TEXT NOT NULL DEFAULT 'issuing';
ALTER TABLE certificates ADD COLUMN shard BIGINT NOT NULL DEFAULT 0;
ALTER TABLE certificates ADD COLUMN revoked_at BIGINT;
ALTER TABLE certificates ADD COLUMN reason BIGINT;
ALTER TABLE certificates ADD COLUMN changed BIGINT;
UPDATE certificates SET shard = (body::json ->> 'shard')::bigint;
-- Numbers that never became a certificate (RFC 5280 cessationOfOperation) are the only ones listed so far.
UPDATE certificates SET revoked_at = decided_at, reason = 5, changed = 1 WHERE state = 'void';

-- A list is read from the index alone, in the order of serial numbers.
CREATE INDEX certificates_listed ON certificates (issuer, serial, revoked_at, reason, shard, not_after)
    WHERE revoked_at IS NOT NULL;
CREATE INDEX certificates_changed ON certificates (issuer, changed) WHERE changed IS NOT NULL;

-- One row: the number of the last change. Whoever changes a status takes the next one in his transaction, so that
-- numbers become visible in their order on either database: its row stays locked until the commit.
CREATE TABLE status_sequence (
    last BIGINT NOT NULL
);
INSERT INTO status_sequence (last) VALUES (1);

-- Full list, delta and shards of one round share its number.
CREATE TABLE crls_by_scope (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    issuer TEXT NOT NULL,
    scope TEXT NOT NULL,
    number BIGINT NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (issuer, scope, number)
);
INSERT INTO crls_by_scope (id, version, issuer, scope, number, this_update, next_update, body)
    SELECT id, version, issuer, 'full', number, this_update, next_update, body FROM crls;
DROP TABLE crls;
ALTER TABLE crls_by_scope RENAME TO crls;

-- What УСОИ is to be told of a person: the last order stands, and is sent until it is taken.
CREATE TABLE access_orders (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    snils TEXT NOT NULL UNIQUE,
    next_at BIGINT NOT NULL,
    sent_at BIGINT,
    body TEXT NOT NULL
);
CREATE INDEX access_orders_by_sent_at_next_at ON access_orders (sent_at, next_at);
