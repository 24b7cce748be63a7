-- CreateIndex
CREATE INDEX "users_passwordPepper_idx" ON "users"("passwordPepper");
