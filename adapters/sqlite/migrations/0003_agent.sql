-- The rest of what the User agent keeps: more of persons, associates and roles; data rights, licences,
-- credentials beside the password, sealed secrets, presence, owner contacts and the audit trail.
-- "Sealed" columns hold what core/security/secret_box made. fold(text) is the program's, as in 0001.

ALTER TABLE person ADD COLUMN folded_name     TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN position        TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN mrmrs           TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN title           TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN description     TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN direct_phone    TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN mobile_phone    TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN fax_phone       TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN person_number   TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN kana_first_name TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN kana_last_name  TEXT    NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN rank            INTEGER NOT NULL DEFAULT 0
    CHECK (rank BETWEEN -32768 AND 32767);
ALTER TABLE person ADD COLUMN retired         INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1));

-- First, middle and last name, those that there are.
UPDATE person SET folded_name = fold(ltrim(
    first_name || CASE middle_name WHEN '' THEN '' ELSE ' ' || middle_name END
               || CASE last_name WHEN '' THEN '' ELSE ' ' || last_name END, ' '));

CREATE INDEX person_by_name ON person (folded_name) WHERE folded_name <> '';

-- The digits of each phone number of a person.
CREATE TABLE person_phone (
    digits    TEXT    NOT NULL CHECK (digits <> ''),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (digits, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_phone_by_person ON person_phone (person_id);

ALTER TABLE associate ADD COLUMN rank              INTEGER NOT NULL DEFAULT 0
    CHECK (rank BETWEEN -32768 AND 32767);
ALTER TABLE associate ADD COLUMN tooltip           TEXT    NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN nick_name         TEXT    NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN folded_nick_name  TEXT    NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN request_signature TEXT    NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN last_logout       INTEGER;

CREATE UNIQUE INDEX associate_by_nick_name ON associate (folded_nick_name) WHERE folded_nick_name <> '';
CREATE INDEX associate_by_ej_user ON associate (ej_user_id) WHERE ej_user_id <> 0;

-- Those who may log in by type and state: whether an administrator is left is asked with every change.
CREATE INDEX associate_active_by_role ON associate (role_id)
    WHERE deleted = 0 AND retired = 0 AND waiting_for_approval = 0 AND type NOT IN (0, 2);

-- The ids of removed associates, which audit events and "registered by" go on to name: never given again.
CREATE TABLE removed_associate (id INTEGER PRIMARY KEY) STRICT;

CREATE TRIGGER remember_removed_associate AFTER DELETE ON associate BEGIN
    INSERT INTO removed_associate (id) VALUES (OLD.id);
END;

ALTER TABLE role ADD COLUMN rank           INTEGER NOT NULL DEFAULT 0
    CHECK (rank BETWEEN -32768 AND 32767);
ALTER TABLE role ADD COLUMN use_categories INTEGER NOT NULL DEFAULT 0
    CHECK (use_categories BETWEEN -32768 AND 32767);
ALTER TABLE role ADD COLUMN deleted        INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));

ALTER TABLE user_group ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1));

-- A bit for each type of role that the right fits: 1 employee, 2 external user, 4 anonymous, 8 system.
ALTER TABLE functional_right ADD COLUMN role_types INTEGER NOT NULL DEFAULT 15
    CHECK (role_types BETWEEN 0 AND 15);

-- What a role may do with the rows of a table, by their relation to their owner. No row: nothing.
CREATE TABLE data_right (
    role_id    INTEGER NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    table_name TEXT    NOT NULL CHECK (table_name <> ''),
    relation   INTEGER NOT NULL CHECK (relation BETWEEN 0 AND 127),
    value      TEXT    NOT NULL CHECK (value IN ('R', 'CR', 'CRU', 'CRUD')),
    PRIMARY KEY (role_id, table_name, relation)
) STRICT, WITHOUT ROWID;

-- in_use is kept by triggers, so that a user can be shown without counting everybody's licences.
CREATE TABLE module_license (
    id           INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    owner        TEXT    NOT NULL DEFAULT '' COLLATE NOCASE,
    name         TEXT    NOT NULL CHECK (name <> '') COLLATE NOCASE,
    description  TEXT    NOT NULL DEFAULT '',
    total        INTEGER NOT NULL DEFAULT 0 CHECK (total BETWEEN 0 AND 2147483647),
    unrestricted INTEGER NOT NULL DEFAULT 0 CHECK (unrestricted IN (0, 1)),
    in_use       INTEGER NOT NULL DEFAULT 0 CHECK (in_use >= 0),
    UNIQUE (owner, name)
) STRICT;

CREATE TABLE associate_license (
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    license_id   INTEGER NOT NULL REFERENCES module_license (id),
    PRIMARY KEY (associate_id, license_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX associate_license_by_license ON associate_license (license_id);

CREATE TRIGGER count_given_license AFTER INSERT ON associate_license BEGIN
    UPDATE module_license SET in_use = in_use + 1 WHERE id = NEW.license_id;
END;

CREATE TRIGGER count_returned_license AFTER DELETE ON associate_license BEGIN
    UPDATE module_license SET in_use = in_use - 1 WHERE id = OLD.license_id;
END;

-- Credentials beside the password, one of a type.
CREATE TABLE linked_credential (
    associate_id  INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    type          TEXT    NOT NULL CHECK (type <> '') COLLATE NOCASE,
    value         TEXT    NOT NULL,
    folded_value  TEXT    NOT NULL CHECK (folded_value <> ''),
    display_value TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (associate_id, type),
    UNIQUE (type, folded_value)
) STRICT, WITHOUT ROWID;

CREATE TABLE untrusted_credential (
    associate_id  INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    type          TEXT    NOT NULL,
    public_value  TEXT    NOT NULL,
    sealed_secret BLOB    NOT NULL,
    valid_from    INTEGER NOT NULL,
    valid_to      INTEGER NOT NULL,
    is_active     INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1)),
    comment       TEXT    NOT NULL DEFAULT '',
    registered    INTEGER NOT NULL,
    registered_by INTEGER NOT NULL DEFAULT 0,
    updated       INTEGER NOT NULL,
    updated_by    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (associate_id, type, public_value)
) STRICT;

-- They serve the installation and outlive whoever entered them, so owner_id refers to nothing. Ids are not
-- given twice.
CREATE TABLE service_auth (
    id              INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id BETWEEN 1 AND 2147483647),
    owner_id        INTEGER NOT NULL,
    seal_id         TEXT    NOT NULL UNIQUE CHECK (seal_id <> ''),
    server          TEXT    NOT NULL DEFAULT '',
    port            INTEGER NOT NULL DEFAULT 0,
    auth_type       TEXT    NOT NULL DEFAULT '',
    user_name       TEXT    NOT NULL DEFAULT '',
    sealed_password BLOB    NOT NULL,
    registered      INTEGER NOT NULL,
    registered_by   INTEGER NOT NULL DEFAULT 0,
    updated         INTEGER NOT NULL,
    updated_by      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The key is the SHA-256 of the text that redeems the tokens; the text itself is stored nowhere.
CREATE TABLE external_token (
    key           BLOB    NOT NULL PRIMARY KEY CHECK (length(key) = 32),
    associate_id  INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    provider      TEXT    NOT NULL DEFAULT '',
    sealed        BLOB    NOT NULL,
    registered    INTEGER NOT NULL,
    registered_by INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX external_token_by_associate ON external_token (associate_id);

-- One row at most: how this installation is registered with the OpenID provider.
CREATE TABLE client_registration (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    client_id     TEXT    NOT NULL,
    redirect_uri  TEXT    NOT NULL DEFAULT '',
    sealed_secret BLOB    NOT NULL,
    updated       INTEGER NOT NULL,
    updated_by    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row at most: a sealed constant that only the right key opens.
CREATE TABLE key_check (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB    NOT NULL
) STRICT;

CREATE TABLE presence (
    associate_id INTEGER PRIMARY KEY REFERENCES associate (id) ON DELETE CASCADE,
    status       INTEGER NOT NULL,
    message      TEXT    NOT NULL DEFAULT ''
) STRICT;

-- Contacts whose persons may be internal associates.
CREATE TABLE owner_contact (
    contact_id    INTEGER PRIMARY KEY CHECK (contact_id BETWEEN 1 AND 2147483647),
    registered    INTEGER NOT NULL,
    registered_by INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who did what to whom, when, from where. Ids refer to nothing: an event outlives what it tells of.
CREATE TABLE audit_event (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    at             INTEGER NOT NULL,
    kind           INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
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

CREATE INDEX audit_event_by_time ON audit_event (at);
CREATE INDEX audit_event_by_actor ON audit_event (folded_actor, at);
CREATE UNIQUE INDEX audit_event_counted ON audit_event (kind, actor, actor_id, source, minute)
    WHERE minute IS NOT NULL;
