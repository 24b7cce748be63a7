-- Tells every process of changes that decide what a session is worth: lib/data/session-news.ts.
-- A session is called by the SHA-256 of its id, because the id opens it.

CREATE FUNCTION tell_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('latchkey_sessions', 'session ' || encode(sha256(convert_to(OLD.id, 'UTF8')), 'hex'));
  RETURN NULL;
END $$;

CREATE FUNCTION tell_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('latchkey_sessions', 'user ' || OLD.id);
  RETURN NULL;
END $$;

-- A renewal only moves the end later, which the others find out when they need to.
CREATE TRIGGER sessions_tell_of_change AFTER UPDATE ON sessions FOR EACH ROW
  WHEN (OLD."revokedAt" IS DISTINCT FROM NEW."revokedAt"
     OR OLD."provedAt" IS DISTINCT FROM NEW."provedAt"
     OR NEW."idleEndAt" < OLD."idleEndAt"
     OR NEW."absoluteEndAt" IS DISTINCT FROM OLD."absoluteEndAt"
     OR NEW."userId" IS DISTINCT FROM OLD."userId"
     OR NEW.id IS DISTINCT FROM OLD.id)
  EXECUTE FUNCTION tell_of_session();

-- What is cleared long after its end is no news.
CREATE TRIGGER sessions_tell_of_deletion AFTER DELETE ON sessions FOR EACH ROW
  WHEN (OLD."revokedAt" IS NULL AND OLD."absoluteEndAt" > now())
  EXECUTE FUNCTION tell_of_session();

CREATE TRIGGER users_tell_of_change AFTER UPDATE ON users FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION tell_of_user();

CREATE TRIGGER users_tell_of_deletion AFTER DELETE ON users FOR EACH ROW
  EXECUTE FUNCTION tell_of_user();
