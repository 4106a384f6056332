-- Information systems that use the API; the token itself is kept by its owner only.
CREATE TABLE clients (
    id UUID PRIMARY KEY NOT NULL,
    version BIGINT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
);

-- What a client asked for under a key of its own: asked again, it is answered and not done twice.
CREATE TABLE answered (
    client UUID NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    subject UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (client, key)
);
