-- A link may be to a first password: it hangs on the associate, not on a password that is stored.

ALTER TABLE password_link RENAME TO old_password_link;

CREATE TABLE password_link (
    associate_id INTEGER PRIMARY KEY REFERENCES associate (id) ON DELETE CASCADE,
    key          BLOB    NOT NULL UNIQUE CHECK (length(key) = 32),
    revision     INTEGER NOT NULL,
    expires      INTEGER NOT NULL
) STRICT;

INSERT INTO password_link (associate_id, key, revision, expires)
SELECT associate_id, key, revision, expires FROM old_password_link;

DROP TABLE old_password_link;

CREATE INDEX password_link_by_expiry ON password_link (expires);
