-- AlterTable
ALTER TABLE "attempt_counters" ADD COLUMN     "unsettled" INTEGER NOT NULL DEFAULT 0;

-- No lock lasts for ever any more: those that would have end in a day.
UPDATE "attempt_counters"
   SET "lockedUntil" = now() + interval '1 day',
       "forgottenAt" = now() + interval '1 day' + interval '15 minutes'
 WHERE "lockedUntil" > now() + interval '2 days';
