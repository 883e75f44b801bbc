-- Hashes of other programs are stored beside Argon2id's, so what comparing with one costs is written by the program, which
-- reads them ("argon2id m=19456,t=2,p=1", "bcrypt 4096"); the database only counts. Empty: it is never compared with.
DROP TRIGGER count_password_cost;
DROP TRIGGER uncount_password_cost;
DROP TRIGGER move_password_cost;
DROP TABLE password_cost;

ALTER TABLE password_credential ADD COLUMN cost TEXT NOT NULL DEFAULT '';

UPDATE password_credential SET cost = 'argon2id ' || substr(phc, 16, instr(substr(phc, 16), '$') - 1)
    WHERE phc GLOB '[$]argon2id[$]v=19[$]*[$]*';

CREATE TABLE password_cost (
    cost   TEXT    PRIMARY KEY,
    hashes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO password_cost (cost, hashes) SELECT cost, count(*) FROM password_credential WHERE cost <> '' GROUP BY 1;

CREATE TRIGGER count_password_cost AFTER INSERT ON password_credential WHEN NEW.cost <> ''
BEGIN
    INSERT INTO password_cost (cost, hashes) VALUES (NEW.cost, 1) ON CONFLICT (cost) DO UPDATE SET hashes = hashes + 1;
END;

CREATE TRIGGER uncount_password_cost AFTER DELETE ON password_credential WHEN OLD.cost <> ''
BEGIN
    UPDATE password_cost SET hashes = hashes - 1 WHERE cost = OLD.cost;
END;

CREATE TRIGGER move_password_cost AFTER UPDATE OF cost ON password_credential WHEN NEW.cost <> OLD.cost
BEGIN
    UPDATE password_cost SET hashes = hashes - 1 WHERE cost = OLD.cost;
    INSERT INTO password_cost (cost, hashes) SELECT NEW.cost, 1 WHERE NEW.cost <> ''
        ON CONFLICT (cost) DO UPDATE SET hashes = hashes + 1;
END;
