-- Every aggregate is one row: id, version (optimistic lock), body (JSON of the entity) and the columns that lists and
-- searches need. Instants are microseconds since 1970 (UTC), days are ISO dates. The pair in the other folder has the
-- same tables and columns; a test compares them. What lists are sorted by is collated by code points, as SQLite does,
-- whatever the locale of the server.

CREATE TABLE organizations (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    ogrn TEXT NOT NULL UNIQUE,
    search TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE adherences (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    state TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE registrations (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    organization_id UUID NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    snils TEXT NOT NULL,
    search TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE accounts (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    login TEXT COLLATE "C" NOT NULL UNIQUE,
    role TEXT NOT NULL,
    registration_id UUID,
    body TEXT NOT NULL
);

CREATE TABLE sessions (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    account_id UUID NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    body TEXT NOT NULL
);

CREATE TABLE requests (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    registration_id UUID NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    search TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE certificates (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    serial TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    request_id UUID,
    registration_id UUID,
    snils TEXT,
    inn TEXT,
    inn_legal TEXT,
    search TEXT COLLATE "C" NOT NULL,
    not_after BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE paper_copies (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    search TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE documents (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    owner_id UUID NOT NULL,
    attached_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE tasks (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    body TEXT NOT NULL
);

CREATE TABLE timers (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    subject_id UUID NOT NULL,
    due_at BIGINT NOT NULL,
    done_at BIGINT,
    body TEXT NOT NULL
);

CREATE TABLE letters (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    sent_at BIGINT,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE messages (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    account_id UUID NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT,
    body TEXT NOT NULL
);

CREATE TABLE counters (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
);

CREATE TABLE crls (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    issuer TEXT NOT NULL,
    number BIGINT NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (issuer, number)
);

CREATE INDEX adherences_by_organization_id ON adherences (organization_id);
CREATE INDEX registrations_by_organization_id ON registrations (organization_id);
CREATE INDEX registrations_by_snils ON registrations (snils);
CREATE INDEX registrations_by_state_due_on ON registrations (state, due_on);
CREATE INDEX accounts_by_registration_id ON accounts (registration_id);
CREATE INDEX sessions_by_account_id ON sessions (account_id);
CREATE INDEX requests_by_registration_id ON requests (registration_id);
CREATE INDEX requests_by_state_due_on ON requests (state, due_on);
CREATE INDEX certificates_by_registration_id ON certificates (registration_id);
CREATE INDEX certificates_by_request_id ON certificates (request_id);
CREATE INDEX certificates_by_snils ON certificates (snils);
CREATE INDEX certificates_by_inn ON certificates (inn);
CREATE INDEX certificates_by_inn_legal ON certificates (inn_legal);
CREATE INDEX certificates_by_state ON certificates (state);
CREATE INDEX certificates_by_decided_at ON certificates (decided_at);
CREATE INDEX paper_copies_by_state_due_on ON paper_copies (state, due_on);
CREATE INDEX documents_by_owner_id ON documents (owner_id);
CREATE INDEX tasks_by_closed_at_created_at ON tasks (closed_at, created_at);
CREATE INDEX tasks_by_subject_id ON tasks (subject_id);
CREATE INDEX timers_by_done_at_due_at ON timers (done_at, due_at);
CREATE INDEX timers_by_subject_id ON timers (subject_id);
CREATE INDEX letters_by_sent_at_next_at ON letters (sent_at, next_at);
CREATE INDEX messages_by_account_id_at ON messages (account_id, at);

-- Bytes that are stored once and never changed: requests, to-be-signed and signed certificates, CRLs, scans and their pages.
CREATE TABLE blobs (
    owner UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (owner, name)
);

-- Every key that was ever offered, by the identity of its numbers: it stays seen after a refusal.
CREATE TABLE seen_keys (
    identity TEXT PRIMARY KEY NOT NULL,
    seen_at BIGINT NOT NULL,
    source TEXT NOT NULL
);

-- The journal chain: appended in the transaction of what it records, never updated.
CREATE TABLE journal (
    node TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    prev TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (node, epoch, seq)
);
