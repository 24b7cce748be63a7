-- AlterTable
ALTER TABLE "outbox_mails" ADD COLUMN     "accountId" UUID;

-- CreateIndex
CREATE INDEX "outbox_mails_accountId_idx" ON "outbox_mails"("accountId");

-- The mails there are: to the address an account has now, since it has it.
UPDATE "outbox_mails" AS mail SET "accountId" = owner."id"
  FROM "users" AS owner
 WHERE mail."to" = owner."email" AND mail."createdAt" >= owner."createdAt"
   AND NOT EXISTS (
     SELECT FROM "audit_events" AS moved
      WHERE moved."targetId" = owner."id" AND moved."result" = 'SUCCESS'
        AND moved."action" IN ('email_changed', 'email_change_undone')
        AND moved."at" > mail."createdAt");

-- To an address it has left, until then, and to one it was to move to.
UPDATE "outbox_mails" AS mail SET "accountId" = link."userId"
  FROM "link_tokens" AS link JOIN "users" AS owner ON owner."id" = link."userId"
 WHERE mail."accountId" IS NULL AND mail."to" = link."email"
   AND (link."purpose" = 'UNDO_EMAIL_CHANGE'
          AND mail."createdAt" BETWEEN owner."createdAt" AND link."createdAt"
     OR link."purpose" = 'CHANGE_EMAIL' AND mail."template" = 'change-email'
          AND mail."createdAt" = link."createdAt");
