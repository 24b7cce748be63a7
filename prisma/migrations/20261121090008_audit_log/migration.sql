-- CreateEnum
CREATE TYPE "AuditResult" AS ENUM ('SUCCESS', 'FAILURE');

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "provedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "result" "AuditResult" NOT NULL,
    "actorId" UUID,
    "targetId" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',
    "originDigest" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_origins" (
    "eventId" UUID NOT NULL,
    "personId" UUID,
    "salt" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_origins_pkey" PRIMARY KEY ("eventId")
);

-- CreateIndex
CREATE INDEX "audit_events_at_id_idx" ON "audit_events"("at", "id");

-- CreateIndex
CREATE INDEX "audit_events_targetId_at_id_idx" ON "audit_events"("targetId", "at", "id");

-- CreateIndex
CREATE INDEX "audit_events_actorId_at_id_idx" ON "audit_events"("actorId", "at", "id");

-- CreateIndex
CREATE INDEX "audit_events_action_at_id_idx" ON "audit_events"("action", "at", "id");

-- CreateIndex
CREATE INDEX "audit_origins_personId_idx" ON "audit_origins"("personId");

-- CreateIndex
CREATE INDEX "audit_origins_at_idx" ON "audit_origins"("at");
