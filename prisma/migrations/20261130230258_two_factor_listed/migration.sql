-- AlterTable
ALTER TABLE "user_terms" ADD COLUMN     "twoFactorEnabledAt" TIMESTAMPTZ(3);

-- As in the migration `user_terms`, with the new column.
CREATE OR REPLACE FUNCTION keep_user_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.email, OLD.username, OLD.name) IS NOT DISTINCT FROM (NEW.email, NEW.username, NEW.name) THEN
      UPDATE user_terms
         SET role = NEW.role, "emailVerifiedAt" = NEW."emailVerifiedAt",
             "disabledAt" = NEW."disabledAt", "disabledUntil" = NEW."disabledUntil",
             "twoFactorEnabledAt" = NEW."twoFactorEnabledAt"
       WHERE "userId" = NEW.id;
      RETURN NULL;
    END IF;
    DELETE FROM user_terms WHERE "userId" = NEW.id;
  END IF;
  INSERT INTO user_terms ("userId", kind, term, role, "emailVerifiedAt", "disabledAt", "disabledUntil",
                          "twoFactorEnabledAt")
  SELECT NEW.id, kind, term, NEW.role, NEW."emailVerifiedAt", NEW."disabledAt", NEW."disabledUntil",
         NEW."twoFactorEnabledAt"
    FROM user_terms_of(NEW.email, NEW.username, NEW.name);
  RETURN NULL;
END $$;

DROP TRIGGER keep_user_terms ON "users";
CREATE TRIGGER keep_user_terms
AFTER INSERT OR UPDATE OF email, username, name, role, "emailVerifiedAt", "disabledAt", "disabledUntil",
                          "twoFactorEnabledAt"
ON "users" FOR EACH ROW EXECUTE FUNCTION keep_user_terms();

UPDATE user_terms t SET "twoFactorEnabledAt" = u."twoFactorEnabledAt"
  FROM users u WHERE u.id = t."userId" AND u."twoFactorEnabledAt" IS NOT NULL;

-- The few among the many, as in that migration. Where two-factor is for everyone, the few are those
-- without it, whom the list looks up by when they joined.
CREATE INDEX "users_two_factor_on_idx" ON "users"("createdAt", "id") WHERE "twoFactorEnabledAt" IS NOT NULL;
CREATE INDEX "users_two_factor_off_idx" ON "users"("createdAt", "id") WHERE "twoFactorEnabledAt" IS NULL;
CREATE INDEX "user_terms_two_factor_on_idx" ON "user_terms"("kind", "term", "userId") WHERE "twoFactorEnabledAt" IS NOT NULL;
