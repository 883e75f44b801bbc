-- A link ends with the address that it was mailed to: whoever reads that mailbox need not be the associate any more.

CREATE TRIGGER password_link_ends_with_address AFTER UPDATE OF email ON person
WHEN NEW.email <> OLD.email
BEGIN
    DELETE FROM password_link
    WHERE associate_id IN (SELECT id FROM associate WHERE person_id = NEW.id);
END;

CREATE TRIGGER password_link_ends_with_person AFTER UPDATE OF person_id ON associate
WHEN NEW.person_id IS NOT OLD.person_id
BEGIN
    DELETE FROM password_link WHERE associate_id = NEW.id;
END;
