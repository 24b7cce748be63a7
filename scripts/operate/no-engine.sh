#!/bin/sh
# Stands where Prisma would download its schema engine. Generating the client needs none; anything
# that does need it must fail loudly instead of reporting success for work it never did.
echo "This command needs Prisma's schema engine. Use ours: npm run db:migrate" >&2
exit 1
