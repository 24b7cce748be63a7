-- CreateTable
CREATE TABLE "audit_notes" (
    "eventId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "salt" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "audit_notes_pkey" PRIMARY KEY ("eventId")
);

-- CreateIndex
CREATE INDEX "audit_notes_personId_idx" ON "audit_notes"("personId");
