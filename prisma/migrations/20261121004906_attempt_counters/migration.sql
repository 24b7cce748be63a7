-- AlterTable
ALTER TABLE "users" ADD COLUMN     "signInRestartedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "attempt_counters" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lockedUntil" TIMESTAMPTZ(3),
    "forgottenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_counters_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "attempt_counters_forgottenAt_idx" ON "attempt_counters"("forgottenAt");
