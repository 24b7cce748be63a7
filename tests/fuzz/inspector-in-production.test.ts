import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cookieName } from '@/lib/domain/site/cookie-names'
import { TestDatabase } from '../e2e/setup/database'
import { createAccount, somebody } from '../e2e/setup/people'
import { HttpVisitor } from '../setup/http-visitor'
import { startProductionServer } from '../setup/production-server'

let server: Awaited<ReturnType<typeof startProductionServer>>
let database: TestDatabase

beforeAll(async () => {
  server = await startProductionServer(inject('cluster'), 'inspector')
  database = new TestDatabase(server.databaseUrl)
})

afterAll(async () => {
  await database.close()
  await server.stop()
})

test('the inspector, on in production, is there for an administrator and for nobody else', async () => {
  const looks = async (role: 'USER' | 'ADMIN' | null) => {
    const visitor = new HttpVisitor(server.port)
    if (role !== null) {
      const { email, password } = await createAccount(database, somebody(), { role })
      await visitor.signIn(email, password)
    }
    const page = await visitor.get('/inspector', { accept: 'text/html' })
    const events = await visitor.get('/api/auth-flow')
    return [page.status, events.status, visitor.cookies.has(cookieName('trace'))]
  }
  expect(await looks(null)).toEqual([307, 404, false])
  expect(await looks('USER')).toEqual([404, 404, false])
  expect(await looks('ADMIN')).toEqual([200, 200, true])
})
