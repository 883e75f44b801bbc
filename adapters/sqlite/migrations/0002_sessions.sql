-- What log-ins leave behind: sessions and counters of failures; and the number that tells a running server
-- that another process changed something.

-- The key is the SHA-256 of the ticket's or token's text; the text itself is stored nowhere.
CREATE TABLE session (
    key          BLOB    PRIMARY KEY CHECK (length(key) = 32),
    kind         INTEGER NOT NULL CHECK (kind IN (1, 2)),
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    issued       INTEGER NOT NULL,
    expires      INTEGER NOT NULL,
    ends         INTEGER NOT NULL,
    source       TEXT    NOT NULL DEFAULT '',
    CHECK (expires <= ends)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_associate ON session (associate_id);
CREATE INDEX session_by_expiry ON session (expires);

CREATE TABLE login_failure (
    key           TEXT    PRIMARY KEY,
    account       TEXT    NOT NULL DEFAULT '',
    failures      INTEGER NOT NULL,
    last_failure  INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    last_success  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX login_failure_by_account ON login_failure (account) WHERE account <> '';

CREATE TABLE generation (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    value INTEGER NOT NULL
) STRICT;

INSERT INTO generation (id, value) VALUES (1, 0);
