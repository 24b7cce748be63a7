-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "boundAddress" TEXT,
ADD COLUMN     "boundUserAgent" TEXT;
