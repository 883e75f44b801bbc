-- Web sessions beside tickets and tokens, and of all of them the last use. SQLite changes a CHECK only with the table.
CREATE TABLE new_session (
    key          BLOB    PRIMARY KEY CHECK (length(key) = 32),
    kind         INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    issued       INTEGER NOT NULL,
    expires      INTEGER NOT NULL,
    ends         INTEGER NOT NULL,
    source       TEXT    NOT NULL DEFAULT '',
    last_used    INTEGER NOT NULL,
    device       TEXT    NOT NULL DEFAULT '',
    CHECK (expires <= ends)
) STRICT, WITHOUT ROWID;

INSERT INTO new_session (key, kind, associate_id, issued, expires, ends, source, last_used)
    SELECT key, kind, associate_id, issued, expires, ends, source, issued FROM session;
DROP TABLE session;
ALTER TABLE new_session RENAME TO session;

CREATE INDEX session_by_associate ON session (associate_id);
CREATE INDEX session_by_expiry ON session (expires);
