import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { meansUnavailable } from '@/lib/data/database/outage'

function fromPostgres(code: string): Error {
  return Object.assign(new DatabaseError('from the server', 1, 'error'), { code })
}

function fromPrisma(code: string, originalCode?: string): Error {
  const cause = { originalCode }
  return Object.assign(new Error('from Prisma'), { code, meta: { driverAdapterError: { cause } } })
}

/** What adapter-pg throws when the connection breaks in mid-statement: no SQLSTATE. */
function fromAdapter(kind: string): Error {
  const driverAdapterError = Object.assign(new Error(kind), { cause: { kind } })
  return Object.assign(new Error('Raw query failed'), {
    code: 'P2010',
    meta: { driverAdapterError },
  })
}

test.each([
  ['a refused connection', Object.assign(new Error(''), { code: 'ECONNREFUSED' })],
  ['a connection cut in the middle', new Error('Connection terminated unexpectedly')],
  // Messages as pg words them; these errors have neither a code nor a class.
  [
    'a connection that broke before',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  ['a connection that is being closed', new Error('Client was closed and is not queryable')],
  ['an answer nobody waits for', new Error('Received unexpected dataRow message from backend.')],
  ['a pool that is being closed', new Error('Cannot use a pool after calling end on the pool')],
  ['two transactions in each other’s way', fromPostgres('40P01')],
  ['the same, as Prisma says it', fromPrisma('P2034')],
  ['no free connection in time', new Error('timeout exceeded when trying to connect')],
  ['a server that shuts down', fromPostgres('57P01')],
  ['a server that starts up', fromPostgres('57P03')],
  ['too many connections', fromPostgres('53300')],
  ['a read-only server', fromPostgres('25006')],
  ['a database closed to connections', fromPostgres('55000')],
  ['a statement that took too long', fromPostgres('57014')],
  ['a database without its tables', fromPostgres('42P01')],
  ['the same, as Prisma says it', fromPrisma('P2021')],
  ['a database of an older release', fromPostgres('42703')],
  ['the same, as Prisma says it', fromPrisma('P2022')],
  ['a refused log-in', fromPostgres('28P01')],
  ['Prisma without a connection', fromPrisma('P1001')],
  ['Prisma without a transaction in time', fromPrisma('P2028')],
  ['a code that Prisma passes on', fromPrisma('P2010', '57P01')],
  ['a line cut in the middle of a raw query', fromAdapter('ConnectionClosed')],
  ['a database that cannot be reached', fromAdapter('DatabaseNotReachable')],
  ['a line on which nothing moves', fromAdapter('SocketTimeout')],
  [
    'the same, as Prisma words it',
    new Error('Raw query failed. Code: `N/A`. Message: `Server has closed the connection.`'),
  ],
  ['one wrapped in another', new Error('outer', { cause: fromPostgres('57P01') })],
])('%s means the database is unavailable', (_name, error) => {
  expect(meansUnavailable(error)).toBe(true)
})

test.each([
  ['a unique violation', fromPostgres('23505')],
  ['a wrong statement', fromPostgres('42601')],
  ['a statement that a trigger or a missing grant refuses', fromPostgres('42501')],
  ['a unique violation from Prisma', fromPrisma('P2002', '23505')],
  ['a value the adapter refuses', fromAdapter('InvalidInputValue')],
  ['a bug', new TypeError('x is not a function')],
  ['no error at all', 'ECONNREFUSED'],
])('%s does not mean the database is unavailable', (_name, error) => {
  expect(meansUnavailable(error)).toBe(false)
})
