-- When a generated password stops working; the credential's own validity is the administrator's and stays.
ALTER TABLE password_credential ADD COLUMN expires INTEGER NOT NULL DEFAULT 9223372036854775807;

-- Kind 5: an account or a source began to be slowed down. A check cannot be changed, so the table is made anew; ids
-- go on where they were.
CREATE TABLE audit_event_with_throttling (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    at             INTEGER NOT NULL,
    kind           INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 5),
    operation      TEXT    NOT NULL DEFAULT '' COLLATE NOCASE,
    actor_id       INTEGER NOT NULL DEFAULT 0,
    actor          TEXT    NOT NULL DEFAULT '',
    folded_actor   TEXT    NOT NULL DEFAULT '',
    subject_id     INTEGER NOT NULL DEFAULT 0,
    subject        TEXT    NOT NULL DEFAULT '',
    folded_subject TEXT    NOT NULL DEFAULT '',
    source         TEXT    NOT NULL DEFAULT '',
    protocol       TEXT    NOT NULL DEFAULT '',
    request_id     TEXT    NOT NULL DEFAULT '',
    count          INTEGER NOT NULL DEFAULT 1 CHECK (count BETWEEN 1 AND 2147483647),
    detail         TEXT    NOT NULL DEFAULT '',
    -- Minutes since 1970 for events that are counted, NULL for those that stand alone.
    minute         INTEGER
) STRICT;

INSERT INTO audit_event_with_throttling SELECT id, at, kind, operation, actor_id, actor, folded_actor, subject_id,
    subject, folded_subject, source, protocol, request_id, count, detail, minute FROM audit_event;
DELETE FROM sqlite_sequence WHERE name = 'audit_event_with_throttling';
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'audit_event_with_throttling', seq FROM sqlite_sequence WHERE name = 'audit_event';
DROP TABLE audit_event;
ALTER TABLE audit_event_with_throttling RENAME TO audit_event;

CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX audit_event_by_actor ON audit_event (folded_actor, at);
CREATE UNIQUE INDEX audit_event_counted ON audit_event (kind, actor, actor_id, source, minute)
    WHERE minute IS NOT NULL;
