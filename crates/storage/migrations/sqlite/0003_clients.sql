-- Information systems that use the API; the token itself is kept by its owner only.
CREATE TABLE clients (
    id BLOB PRIMARY KEY NOT NULL,
    version INTEGER NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- What a client asked for under a key of its own: asked again, it is answered and not done twice.
CREATE TABLE answered (
    client BLOB NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    subject BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (client, key)
) STRICT;
