-- What ends first where an associate has as many sessions of a kind as there may be.
DROP INDEX session_by_associate;
CREATE INDEX session_by_associate ON session (associate_id, kind, last_used);

CREATE INDEX service_auth_by_owner ON service_auth (owner_id);

-- Which parameters the stored Argon2id hashes have ("m=19456,t=2,p=1") and how many have them: every attempt to log in
-- costs what the costliest of them does. Kept by triggers, so that nobody has to read a million hashes.
CREATE TABLE password_cost (
    parameters TEXT    PRIMARY KEY,
    hashes     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO password_cost (parameters, hashes)
    SELECT substr(phc, 16, instr(substr(phc, 16), '$') - 1), count(*) FROM password_credential
    WHERE phc GLOB '[$]argon2id[$]v=19[$]*[$]*' GROUP BY 1;

CREATE TRIGGER count_password_cost AFTER INSERT ON password_credential
WHEN NEW.phc GLOB '[$]argon2id[$]v=19[$]*[$]*'
BEGIN
    INSERT INTO password_cost (parameters, hashes)
        VALUES (substr(NEW.phc, 16, instr(substr(NEW.phc, 16), '$') - 1), 1)
        ON CONFLICT (parameters) DO UPDATE SET hashes = hashes + 1;
END;

CREATE TRIGGER uncount_password_cost AFTER DELETE ON password_credential
WHEN OLD.phc GLOB '[$]argon2id[$]v=19[$]*[$]*'
BEGIN
    UPDATE password_cost SET hashes = hashes - 1
        WHERE parameters = substr(OLD.phc, 16, instr(substr(OLD.phc, 16), '$') - 1);
END;

CREATE TRIGGER move_password_cost AFTER UPDATE OF phc ON password_credential
BEGIN
    UPDATE password_cost SET hashes = hashes - 1
        WHERE OLD.phc GLOB '[$]argon2id[$]v=19[$]*[$]*'
        AND parameters = substr(OLD.phc, 16, instr(substr(OLD.phc, 16), '$') - 1);
    INSERT INTO password_cost (parameters, hashes)
        SELECT substr(NEW.phc, 16, instr(substr(NEW.phc, 16), '$') - 1), 1 WHERE NEW.phc GLOB '[$]argon2id[$]v=19[$]*[$]*'
        ON CONFLICT (parameters) DO UPDATE SET hashes = hashes + 1;
END;
