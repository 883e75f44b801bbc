-- Who there is: persons, roles with their functional rights, groups, associates and their passwords.
-- Times are milliseconds since 1970-01-01T00:00:00Z. "Folded" columns hold the form in which names are
-- compared (NFC, full case folding); SQLite cannot fold Unicode itself, so the program fills them.

CREATE TABLE person (
    id              INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    first_name      TEXT    NOT NULL DEFAULT '',
    middle_name     TEXT    NOT NULL DEFAULT '',
    last_name       TEXT    NOT NULL DEFAULT '',
    email           TEXT    NOT NULL DEFAULT '',
    folded_email    TEXT    NOT NULL DEFAULT '',
    contact_id      INTEGER NOT NULL DEFAULT 0,
    country_id      INTEGER NOT NULL DEFAULT 0,
    home_country_id INTEGER NOT NULL DEFAULT 0,
    business_id     INTEGER NOT NULL DEFAULT 0,
    category_id     INTEGER NOT NULL DEFAULT 0,
    registered      INTEGER NOT NULL,
    registered_by   INTEGER NOT NULL DEFAULT 0,
    updated         INTEGER NOT NULL,
    updated_by      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX person_by_email ON person (folded_email) WHERE folded_email <> '';

CREATE TABLE functional_right (
    id   INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    code TEXT    NOT NULL UNIQUE CHECK (code <> ''),
    name TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE role (
    id            INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    name          TEXT    NOT NULL CHECK (name <> ''),
    folded_name   TEXT    NOT NULL,
    description   TEXT    NOT NULL DEFAULT '',
    type          INTEGER NOT NULL CHECK (type BETWEEN 0 AND 3),
    registered    INTEGER NOT NULL,
    registered_by INTEGER NOT NULL DEFAULT 0,
    updated       INTEGER NOT NULL,
    updated_by    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX role_by_name ON role (folded_name);

CREATE TABLE role_right (
    role_id  INTEGER NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    right_id INTEGER NOT NULL REFERENCES functional_right (id) ON DELETE CASCADE,
    PRIMARY KEY (role_id, right_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX role_right_by_right ON role_right (right_id);

CREATE TABLE user_group (
    id            INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    name          TEXT    NOT NULL CHECK (name <> ''),
    folded_name   TEXT    NOT NULL,
    description   TEXT    NOT NULL DEFAULT '',
    rank          INTEGER NOT NULL DEFAULT 0 CHECK (rank BETWEEN -32768 AND 32767),
    registered    INTEGER NOT NULL,
    registered_by INTEGER NOT NULL DEFAULT 0,
    updated       INTEGER NOT NULL,
    updated_by    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX user_group_by_name ON user_group (folded_name);

CREATE TABLE associate (
    id                   INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 2147483647),
    name                 TEXT    NOT NULL CHECK (name <> ''),
    user_name            TEXT    NOT NULL DEFAULT '',
    type                 INTEGER NOT NULL CHECK (type BETWEEN 0 AND 5),
    person_id            INTEGER REFERENCES person (id),
    role_id              INTEGER REFERENCES role (id),
    group_id             INTEGER REFERENCES user_group (id),
    ej_user_id           INTEGER NOT NULL DEFAULT 0,
    deleted              INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    retired              INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1)),
    waiting_for_approval INTEGER NOT NULL DEFAULT 0 CHECK (waiting_for_approval IN (0, 1)),
    last_login           INTEGER,
    registered           INTEGER NOT NULL,
    registered_by        INTEGER NOT NULL DEFAULT 0,
    updated              INTEGER NOT NULL,
    updated_by           INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX associate_by_person ON associate (person_id);
CREATE INDEX associate_by_role ON associate (role_id);
CREATE INDEX associate_by_group ON associate (group_id);

-- Every name that somebody may type to log in, whether associate name (kind 1) or user name (kind 2): one key
-- for both, so no associate's name can be another's user name. A user name that folds to its own associate's
-- name has no row of its own.
CREATE TABLE login_name (
    folded       TEXT    PRIMARY KEY CHECK (folded <> ''),
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    kind         INTEGER NOT NULL CHECK (kind IN (1, 2)),
    UNIQUE (associate_id, kind)
) STRICT, WITHOUT ROWID;

-- Secondary groups; the primary one is associate.group_id.
CREATE TABLE associate_group (
    associate_id INTEGER NOT NULL REFERENCES associate (id) ON DELETE CASCADE,
    group_id     INTEGER NOT NULL REFERENCES user_group (id),
    PRIMARY KEY (associate_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX associate_group_by_group ON associate_group (group_id);

CREATE TABLE password_credential (
    associate_id INTEGER PRIMARY KEY REFERENCES associate (id) ON DELETE CASCADE,
    phc          TEXT    NOT NULL CHECK (phc <> ''),
    -- Another with every change of the password; a rehash of the same one leaves it.
    revision     INTEGER NOT NULL DEFAULT (abs(random())),
    must_change  INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)),
    valid_from   INTEGER NOT NULL,
    valid_to     INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    changed_by   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row at most; without it the built-in rules hold.
CREATE TABLE password_rules (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    min_characters INTEGER NOT NULL,
    min_numbers    INTEGER NOT NULL,
    min_lowercase  INTEGER NOT NULL,
    min_uppercase  INTEGER NOT NULL,
    min_special    INTEGER NOT NULL
) STRICT;
