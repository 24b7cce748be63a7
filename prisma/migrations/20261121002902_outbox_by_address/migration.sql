-- CreateIndex
CREATE INDEX "outbox_mails_to_createdAt_idx" ON "outbox_mails"("to", "createdAt");
