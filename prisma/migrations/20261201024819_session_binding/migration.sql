-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "boundAt" TIMESTAMPTZ(3),
ADD COLUMN     "boundHash" TEXT,
ADD COLUMN     "boundId" TEXT,
ADD COLUMN     "boundKey" TEXT,
ADD COLUMN     "boundShownAt" TIMESTAMPTZ(3),
ADD COLUMN     "boundUntil" TIMESTAMPTZ(3),
ADD COLUMN     "copiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "earlierHash" TEXT,
ADD COLUMN     "earlierUntil" TIMESTAMPTZ(3),
ADD COLUMN     "tellsOfCopy" BOOLEAN NOT NULL DEFAULT false;

-- A new value of the bound cookie decides, as an end does, what a session is worth.
DROP TRIGGER sessions_tell_of_change ON sessions;
CREATE TRIGGER sessions_tell_of_change AFTER UPDATE ON sessions FOR EACH ROW
  WHEN (OLD."revokedAt" IS DISTINCT FROM NEW."revokedAt"
     OR OLD."provedAt" IS DISTINCT FROM NEW."provedAt"
     OR OLD."boundAt" IS DISTINCT FROM NEW."boundAt"
     OR OLD."boundHash" IS DISTINCT FROM NEW."boundHash"
     OR OLD."boundShownAt" IS DISTINCT FROM NEW."boundShownAt"
     OR NEW."idleEndAt" < OLD."idleEndAt"
     OR NEW."absoluteEndAt" IS DISTINCT FROM OLD."absoluteEndAt"
     OR NEW."userId" IS DISTINCT FROM OLD."userId"
     OR NEW.id IS DISTINCT FROM OLD.id)
  EXECUTE FUNCTION tell_of_session();
