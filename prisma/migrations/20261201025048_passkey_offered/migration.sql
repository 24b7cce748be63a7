-- AlterTable
ALTER TABLE "users" ADD COLUMN     "passkeyOfferedAt" TIMESTAMPTZ(3);
