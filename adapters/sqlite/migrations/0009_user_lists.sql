-- Lists of users are filtered by and sorted by these, in pages: what a person and a log-in name say stands folded with
-- the associate too, so that one index serves a page.
ALTER TABLE associate ADD COLUMN folded_name      TEXT NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN folded_full_name TEXT NOT NULL DEFAULT '';
ALTER TABLE associate ADD COLUMN folded_email     TEXT NOT NULL DEFAULT '';

UPDATE associate SET
    folded_name = coalesce((SELECT n.folded FROM login_name n WHERE n.associate_id = associate.id AND n.kind = 1), ''),
    folded_full_name = coalesce((SELECT p.folded_name FROM person p WHERE p.id = associate.person_id), ''),
    folded_email = coalesce((SELECT p.folded_email FROM person p WHERE p.id = associate.person_id), '');

-- Of all users, and of those of one type.
CREATE INDEX associate_by_type ON associate (type);
CREATE INDEX associate_by_folded_name ON associate (folded_name);
CREATE INDEX associate_by_full_name ON associate (folded_full_name);
CREATE INDEX associate_by_email ON associate (folded_email);
CREATE INDEX associate_by_type_and_name ON associate (type, folded_name);
CREATE INDEX associate_by_type_and_full_name ON associate (type, folded_full_name);
CREATE INDEX associate_by_type_and_email ON associate (type, folded_email);

CREATE TRIGGER associate_shows_its_person AFTER INSERT ON associate WHEN NEW.person_id IS NOT NULL
BEGIN
    UPDATE associate SET
        folded_full_name = coalesce((SELECT p.folded_name FROM person p WHERE p.id = NEW.person_id), ''),
        folded_email = coalesce((SELECT p.folded_email FROM person p WHERE p.id = NEW.person_id), '')
    WHERE id = NEW.id;
END;

CREATE TRIGGER associate_shows_its_new_person AFTER UPDATE OF person_id ON associate
WHEN NEW.person_id IS NOT OLD.person_id
BEGIN
    UPDATE associate SET
        folded_full_name = coalesce((SELECT p.folded_name FROM person p WHERE p.id = NEW.person_id), ''),
        folded_email = coalesce((SELECT p.folded_email FROM person p WHERE p.id = NEW.person_id), '')
    WHERE id = NEW.id;
END;

CREATE TRIGGER associate_shows_its_changed_person AFTER UPDATE OF folded_name, folded_email ON person
WHEN NEW.folded_name <> OLD.folded_name OR NEW.folded_email <> OLD.folded_email
BEGIN
    UPDATE associate SET folded_full_name = NEW.folded_name, folded_email = NEW.folded_email
    WHERE person_id = NEW.id;
END;
