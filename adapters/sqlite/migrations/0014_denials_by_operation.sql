-- What is counted by the minute is counted for each operation: a denial is not hidden behind those of another one.

DROP INDEX audit_event_counted;
CREATE UNIQUE INDEX audit_event_counted ON audit_event (kind, actor, actor_id, source, operation, minute)
    WHERE minute IS NOT NULL;
