-- AlterEnum
ALTER TYPE "PasswordScheme" ADD VALUE 'IMPORTED';
