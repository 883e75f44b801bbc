-- One-use links by which somebody without their password sets a new one, and when they were asked for. The key is
-- the SHA-256 of the link's token; the token itself is stored nowhere.

CREATE TABLE password_link (
    associate_id INTEGER PRIMARY KEY REFERENCES password_credential (associate_id) ON DELETE CASCADE,
    key          BLOB    NOT NULL UNIQUE CHECK (length(key) = 32),
    revision     INTEGER NOT NULL,
    expires      INTEGER NOT NULL
) STRICT;

CREATE INDEX password_link_by_expiry ON password_link (expires);

-- What asks how often somebody may be sent a mail.
CREATE TABLE password_link_request (
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    asked        INTEGER NOT NULL,
    PRIMARY KEY (associate_id, asked)
) STRICT, WITHOUT ROWID;

CREATE INDEX password_link_request_by_time ON password_link_request (asked);

-- A link ends with the password that it was made for, whoever changes it and by whatever way.
CREATE TRIGGER password_link_ends_with_password AFTER UPDATE OF revision ON password_credential
BEGIN
    DELETE FROM password_link WHERE associate_id = NEW.associate_id;
END;

CREATE TRIGGER password_link_ends_with_associate AFTER UPDATE OF deleted, retired ON associate
WHEN NEW.deleted <> 0 OR NEW.retired <> 0
BEGIN
    DELETE FROM password_link WHERE associate_id = NEW.id;
END;
