import type { Session, User } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { expectTypeOf, test } from 'vitest'
import type { Role } from '@/lib/domain/accounts/roles'

/* These assertions are types: if the augmentation is lost, `tsc` fails. */

test('the session has the fields of the contract, without a cast', () => {
  expectTypeOf<Session['user']>().toEqualTypeOf<{
    id: string
    name: string
    username: string
    email: string
    image: string | null
    role: Role
  }>()
  expectTypeOf<Session['sessionId']>().toEqualTypeOf<string>()
  expectTypeOf<Session['expires']>().toEqualTypeOf<string>()
})

test('the token carries id, role and session', () => {
  expectTypeOf<Pick<JWT, 'id' | 'role' | 'sessionId'>>().toEqualTypeOf<{
    id: string
    role: Role
    sessionId: string
  }>()
})

test('authorize returns what the callbacks need', () => {
  expectTypeOf<User['role']>().toEqualTypeOf<Role>()
  expectTypeOf<User['request']['remember']>().toEqualTypeOf<boolean>()
  expectTypeOf<User>().not.toHaveProperty('passwordHash')
})
