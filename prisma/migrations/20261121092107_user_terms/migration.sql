-- CreateEnum
CREATE TYPE "UserTermKind" AS ENUM ('USERNAME', 'EMAIL', 'NAME', 'WORD', 'DOMAIN');

-- CreateTable
CREATE TABLE "user_terms" (
    "userId" UUID NOT NULL,
    "kind" "UserTermKind" NOT NULL,
    "term" TEXT COLLATE "C" NOT NULL,
    "role" "Role" NOT NULL,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "disabledUntil" TIMESTAMPTZ(3),

    CONSTRAINT "user_terms_pkey" PRIMARY KEY ("userId","kind","term")
);

-- CreateIndex
CREATE INDEX "user_terms_kind_term_userId_idx" ON "user_terms"("kind", "term", "userId");

-- CreateIndex
CREATE INDEX "users_createdAt_id_idx" ON "users"("createdAt", "id");

-- AddForeignKey
ALTER TABLE "user_terms" ADD CONSTRAINT "user_terms_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The few among the many, each in the two orders people are listed in. Partial indexes are not in
-- schema.prisma, which cannot name them; tests/integration/data/listed-users-plans.test.ts holds them.
CREATE INDEX "users_administrators_idx" ON "users"("createdAt", "id") WHERE "role" = 'ADMIN';
CREATE INDEX "users_disabled_idx" ON "users"("createdAt", "id") WHERE "disabledAt" IS NOT NULL;
CREATE INDEX "users_unverified_idx" ON "users"("createdAt", "id") WHERE "emailVerifiedAt" IS NULL;
CREATE INDEX "user_terms_administrators_idx" ON "user_terms"("kind", "term", "userId") WHERE "role" = 'ADMIN';
CREATE INDEX "user_terms_disabled_idx" ON "user_terms"("kind", "term", "userId") WHERE "disabledAt" IS NOT NULL;
CREATE INDEX "user_terms_unverified_idx" ON "user_terms"("kind", "term", "userId") WHERE "emailVerifiedAt" IS NULL;

-- One spelling for what differs in case, accents and width only.
CREATE FUNCTION search_text(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  btrim(lower(regexp_replace(normalize(typed, NFKD), U&'[\0300-\036F]', '', 'g')));

-- The same for names: words, and one space between them. Every letter outside ASCII is kept.
CREATE FUNCTION search_name(typed text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  btrim(regexp_replace(search_text(typed), '[\x01-\x2F\x3A-\x40\x5B-\x60\x7B-\x7F\s]+', ' ', 'g'));

-- Everything one user is found by. At most seven words after the first: a name may be eighty.
CREATE FUNCTION user_terms_of(email text, username text, name text)
RETURNS TABLE (kind "UserTermKind", term text) LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT 'EMAIL'::"UserTermKind", search_text(email)
  UNION ALL SELECT 'DOMAIN'::"UserTermKind", '@' || split_part(search_text(email), '@', 2)
  UNION ALL SELECT 'USERNAME'::"UserTermKind", search_text(username)
  UNION ALL SELECT 'NAME'::"UserTermKind", search_name(name)
  UNION ALL SELECT 'WORD'::"UserTermKind", array_to_string(words[nth:], ' ')
    FROM (SELECT string_to_array(search_name(name), ' ') AS words) AS of_name,
         generate_series(2, least(cardinality(words), 8)) AS nth;
END;

CREATE FUNCTION keep_user_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.email, OLD.username, OLD.name) IS NOT DISTINCT FROM (NEW.email, NEW.username, NEW.name) THEN
      UPDATE user_terms
         SET role = NEW.role, "emailVerifiedAt" = NEW."emailVerifiedAt",
             "disabledAt" = NEW."disabledAt", "disabledUntil" = NEW."disabledUntil"
       WHERE "userId" = NEW.id;
      RETURN NULL;
    END IF;
    DELETE FROM user_terms WHERE "userId" = NEW.id;
  END IF;
  INSERT INTO user_terms ("userId", kind, term, role, "emailVerifiedAt", "disabledAt", "disabledUntil")
  SELECT NEW.id, kind, term, NEW.role, NEW."emailVerifiedAt", NEW."disabledAt", NEW."disabledUntil"
    FROM user_terms_of(NEW.email, NEW.username, NEW.name);
  RETURN NULL;
END $$;

CREATE TRIGGER keep_user_terms
AFTER INSERT OR UPDATE OF email, username, name, role, "emailVerifiedAt", "disabledAt", "disabledUntil"
ON "users" FOR EACH ROW EXECUTE FUNCTION keep_user_terms();

INSERT INTO user_terms ("userId", kind, term, role, "emailVerifiedAt", "disabledAt", "disabledUntil")
SELECT u.id, t.kind, t.term, u.role, u."emailVerifiedAt", u."disabledAt", u."disabledUntil"
  FROM users u, user_terms_of(u.email, u.username, u.name) t;
