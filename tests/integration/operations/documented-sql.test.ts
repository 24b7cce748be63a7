import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prisma } from '@/lib/data/database/prisma'
import { newAccount } from '../setup/new-account'

/* The statements that docs/operations.md gives to operators, on the tables as they are. */

const document = readFileSync('docs/operations.md', 'utf8')
const NAMED =
  /<!-- run by tests\/integration\/operations\/documented-sql\.test\.ts -->\s+```sql\n([^]*?)```/g
const statements = [...document.matchAll(NAMED)].map(([, sql = '']) => sql.trim())

test('the number of passwords for each pepper is counted', async () => {
  await newAccount()
  const [count = ''] = statements
  expect(await prisma().$queryRawUnsafe(count)).toContainEqual(
    expect.objectContaining({ passwordPepper: 'test' }),
  )
})

test('every password is removed', async () => {
  const { id } = await newAccount()
  const [, remove = ''] = statements
  await prisma().$executeRawUnsafe(remove)
  const where = { id }
  const select = { passwordHash: true, passwordPepper: true } as const
  expect(await prisma().user.findUnique({ where, select })).toEqual({
    ...{ passwordHash: null, passwordPepper: null },
  })
})
