-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');

-- CreateEnum
CREATE TYPE "PasswordScheme" AS ENUM ('BCRYPT', 'BCRYPT_HMAC');

-- CreateEnum
CREATE TYPE "LinkPurpose" AS ENUM ('CONFIRM_SIGN_UP', 'CONFIRM_EMAIL', 'RESET_PASSWORD');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'USER',
    "passwordHash" TEXT,
    "passwordScheme" "PasswordScheme" NOT NULL DEFAULT 'BCRYPT_HMAC',
    "passwordPepper" TEXT,
    "emailVerifiedAt" TIMESTAMPTZ(3),
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "idleEndAt" TIMESTAMPTZ(3) NOT NULL,
    "absoluteEndAt" TIMESTAMPTZ(3) NOT NULL,
    "remember" BOOLEAN NOT NULL,
    "address" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pending_sign_ups" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "passwordScheme" "PasswordScheme" NOT NULL,
    "passwordPepper" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_sign_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_tokens" (
    "hash" TEXT NOT NULL,
    "purpose" "LinkPurpose" NOT NULL,
    "userId" UUID,
    "pendingSignUpId" UUID,
    "email" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "link_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "outbox_mails" (
    "id" UUID NOT NULL,
    "to" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "sealedToken" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sentAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "outbox_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE INDEX "sessions_userId_revokedAt_idx" ON "sessions"("userId", "revokedAt");

-- CreateIndex
CREATE INDEX "sessions_absoluteEndAt_idx" ON "sessions"("absoluteEndAt");

-- CreateIndex
CREATE INDEX "pending_sign_ups_email_createdAt_idx" ON "pending_sign_ups"("email", "createdAt");

-- CreateIndex
CREATE INDEX "pending_sign_ups_username_createdAt_idx" ON "pending_sign_ups"("username", "createdAt");

-- CreateIndex
CREATE INDEX "pending_sign_ups_expiresAt_idx" ON "pending_sign_ups"("expiresAt");

-- CreateIndex
CREATE INDEX "link_tokens_userId_purpose_idx" ON "link_tokens"("userId", "purpose");

-- CreateIndex
CREATE INDEX "link_tokens_pendingSignUpId_idx" ON "link_tokens"("pendingSignUpId");

-- CreateIndex
CREATE INDEX "link_tokens_expiresAt_idx" ON "link_tokens"("expiresAt");

-- CreateIndex
CREATE INDEX "outbox_mails_nextAttemptAt_idx" ON "outbox_mails"("nextAttemptAt");

-- CreateIndex
CREATE INDEX "outbox_mails_createdAt_idx" ON "outbox_mails"("createdAt");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_pendingSignUpId_fkey" FOREIGN KEY ("pendingSignUpId") REFERENCES "pending_sign_ups"("id") ON DELETE CASCADE ON UPDATE CASCADE;
