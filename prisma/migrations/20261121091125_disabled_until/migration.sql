-- AlterTable
ALTER TABLE "users" ADD COLUMN     "disabledReason" TEXT,
ADD COLUMN     "disabledUntil" TIMESTAMPTZ(3);
