import type { Session, User } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import { expectTypeOf, test } from 'vitest'

/* Asserted by the type check; a lost augmentation fails `tsc`. */

test('the session is the contract’s, without a cast', () => {
  expectTypeOf<Session['user']>().toEqualTypeOf<{
    id: string
    name: string
    username: string
    email: string
    image: string | null
    role: 'USER' | 'ADMIN'
  }>()
  expectTypeOf<Session['sessionId']>().toEqualTypeOf<string>()
  expectTypeOf<Session['expires']>().toEqualTypeOf<string>()
})

test('the token carries id, role and session', () => {
  expectTypeOf<Pick<JWT, 'id' | 'role' | 'sessionId'>>().toEqualTypeOf<{
    id: string
    role: 'USER' | 'ADMIN'
    sessionId: string
  }>()
})

test('what authorize returns has what the callbacks need', () => {
  expectTypeOf<User['role']>().toEqualTypeOf<'USER' | 'ADMIN'>()
  expectTypeOf<User['request']['remember']>().toEqualTypeOf<boolean>()
  expectTypeOf<User>().not.toHaveProperty('passwordHash')
})
