-- What every installation begins with: functional rights, a role of each type, data rights, a group. In a
-- database that has been used, only what is not there yet: a right of another code, a role or group of
-- another name keeps its id.

CREATE TEMP TABLE built_in_right (
    id INTEGER PRIMARY KEY, code TEXT, name TEXT, role_types INTEGER, employees INTEGER);
INSERT INTO built_in_right (id, code, name, role_types, employees) VALUES
    (1,  'admin-all',            'General Administrator',       9, 0),
    (2,  'admin-users',          'User Administrator',          9, 0),
    (3,  'admin-role',           'Role Administrator',          9, 0),
    (4,  'admin-external-users', 'External User Administrator', 9, 0),
    (5,  'admin-lists',          'List Administrator',          9, 0),
    (6,  'admin-preferences',    'Preference Administrator',    9, 0),
    (7,  'admin-licenses',       'License Administrator',       9, 0),
    (8,  'admin-import',         'Import Administrator',        9, 0),
    (9,  'bulk-update',          'Bulk Update',                 9, 0),
    (10, 'create-selection',     'Create Selections',           11, 1),
    (11, 'export-data',          'Export Data',                 11, 1),
    (12, 'allow-delete-contact', 'Delete Companies',            9, 0);

UPDATE functional_right
    SET role_types = (SELECT b.role_types FROM built_in_right b WHERE b.code = functional_right.code)
    WHERE code IN (SELECT code FROM built_in_right);
-- Those with a free id first, or one that has to move could take it.
INSERT INTO functional_right (id, code, name, role_types)
    SELECT b.id, b.code, b.name, b.role_types FROM built_in_right b
    WHERE b.code NOT IN (SELECT code FROM functional_right) AND b.id NOT IN (SELECT id FROM functional_right)
    ORDER BY b.id;
INSERT INTO functional_right (code, name, role_types)
    SELECT b.code, b.name, b.role_types FROM built_in_right b
    WHERE b.code NOT IN (SELECT code FROM functional_right) ORDER BY b.id;

CREATE TEMP TABLE built_in_role (
    id INTEGER PRIMARY KEY, name TEXT, folded_name TEXT, description TEXT, type INTEGER);
INSERT INTO built_in_role (id, name, folded_name, description, type) VALUES
    (1, 'User level 0', 'user level 0', 'Administrator: has full access to all data and all settings', 0),
    (2, 'User level 1', 'user level 1', 'Employee: works with own data and that of the primary group', 0),
    (3, 'External user', 'external user', 'A customer or partner who logs in from outside', 1),
    (4, 'Anonymous', 'anonymous', 'A visitor who has not logged in', 2),
    (5, 'System', 'system', 'A program that works on behalf of everybody', 3);
DELETE FROM built_in_role WHERE id IN (SELECT id FROM role) OR folded_name IN (SELECT folded_name FROM role);

-- 0003 was noted a moment ago, by the program's clock.
INSERT INTO role (id, name, folded_name, description, type, registered, updated)
    SELECT b.id, b.name, b.folded_name, b.description, b.type, m.applied, m.applied
    FROM built_in_role b JOIN schema_migrations m ON m.version = 3;

INSERT INTO role_right (role_id, right_id)
    SELECT r.id, f.id
    FROM built_in_role r CROSS JOIN built_in_right b JOIN functional_right f ON f.code = b.code
    WHERE r.id = 1 OR (r.id = 2 AND b.employees = 1) OR (r.id = 5 AND b.code = 'admin-all');

-- Data rights are new, so every role gets the defaults of its kind: general administrators everything;
-- employees change their own and their group's; external users read their own and their company's, anonymous
-- ones their own.
CREATE TEMP TABLE built_in_cell (kind INTEGER, relation INTEGER, value TEXT);
INSERT INTO built_in_cell (kind, relation, value) VALUES
    (9, 0, 'CRUD'), (9, 1, 'CRUD'), (9, 2, 'CRUD'), (9, 3, 'CRUD'), (9, 4, 'CRUD'), (9, 5, 'CRUD'),
    (9, 6, 'CRUD'), (9, 7, 'CRUD'), (9, 10, 'CRUD'),
    (0, 0, 'CRUD'), (0, 1, 'CRU'), (0, 2, 'R'), (0, 3, 'R'), (0, 4, 'R'), (0, 5, 'R'),
    (0, 6, 'R'), (0, 7, 'R'), (0, 10, 'R'),
    (1, 0, 'R'), (1, 6, 'R'),
    (2, 0, 'R');
CREATE TEMP TABLE built_in_table (name TEXT);
INSERT INTO built_in_table (name) VALUES
    ('contact'), ('person'), ('appointment'), ('document'), ('sale'), ('project'), ('projectmember'),
    ('selection'), ('selectionmember'), ('relation'), ('quote'), ('ticket'), ('ej_message'),
    ('chat_session'), ('s_shipment'), ('kb_entry');

INSERT INTO data_right (role_id, table_name, relation, value)
    SELECT r.id, t.name, c.relation, c.value
    FROM role r CROSS JOIN built_in_table t JOIN built_in_cell c ON c.kind =
        CASE WHEN r.id IN (SELECT x.role_id FROM role_right x JOIN functional_right f ON f.id = x.right_id
                           WHERE f.code = 'admin-all') THEN 9 ELSE r.type END;

INSERT INTO user_group (id, name, folded_name, rank, registered, updated)
    SELECT 1, 'Management', 'management', 1, m.applied, m.applied FROM schema_migrations m
    WHERE m.version = 3 AND NOT EXISTS (SELECT 1 FROM user_group WHERE id = 1 OR folded_name = 'management');

DROP TABLE built_in_table;
DROP TABLE built_in_cell;
DROP TABLE built_in_role;
DROP TABLE built_in_right;
