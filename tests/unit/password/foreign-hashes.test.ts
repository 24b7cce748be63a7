import bcrypt from 'bcryptjs'
import { describe, expect, test } from 'vitest'
import {
  COST,
  newHasher,
  NO,
  PASSWORD,
  plainBcrypt,
  YES_AND_REHASH,
  YES_AS_FAR_AS_IT_LOOKS,
} from './new-hasher'

describe('hashes from other systems', () => {
  test.each([
    ['Openwall, one star', 'U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
    ['Openwall, two stars', 'U*U*', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK'],
    [
      'Openwall, another salt',
      'U*U*U',
      '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a',
    ],
    ['Openwall, beyond ASCII', 'ё', '$2y$05$6bNw2HLQYeqHYyBfLMsv/OUcZd0LKP39b87nBw3.S2tVZSqiQX6eu'],
    ['Openwall, empty', '', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy'],
    [
      "PHP's manual",
      'rasmuslerdorf',
      '$2y$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
    ],
    [
      'the same under $2b$',
      'rasmuslerdorf',
      '$2b$07$usesomesillystringfore2uDLvp1Ii2e./U9C8sBjqp8I90dH6hi',
    ],
  ])('%s: match and are to be replaced', async (_source, password, hash) => {
    const { verify } = newHasher()
    expect(await verify(password, plainBcrypt(hash))).toEqual(YES_AND_REHASH)
    expect(await verify(`x${password}`, plainBcrypt(hash))).toEqual(NO)
  })

  test('end at 72 bytes: the rest may be mistyped, so the password is not rehashed', async () => {
    const { verify } = newHasher()
    const stored = plainBcrypt(bcrypt.hashSync('x'.repeat(80), COST))
    expect(await verify('x'.repeat(80), stored)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
    expect(await verify(`${'x'.repeat(72)}mistyped`, stored)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
    expect(await verify('x'.repeat(72), stored)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
    expect(await verify('x'.repeat(71), stored)).toEqual(NO)
    // 71 bytes, not characters.
    const emoji = plainBcrypt(bcrypt.hashSync('\u{1f511}'.repeat(20), COST))
    expect(await verify('\u{1f511}'.repeat(18), emoji)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
  })

  test('of up to 71 bytes are replaced, and every byte counts', async () => {
    const { verify } = newHasher()
    const stored = plainBcrypt(bcrypt.hashSync('x'.repeat(71), COST))
    expect(await verify('x'.repeat(71), stored)).toEqual(YES_AND_REHASH)
    expect(await verify('x'.repeat(72), stored)).toEqual(NO)
  })

  test('of more than 72 bytes match on their first 72', async () => {
    const { verify } = newHasher()
    const password =
      '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored'
    const stored = plainBcrypt('$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui')
    expect(await verify(password, stored)).toEqual(YES_AS_FAR_AS_IT_LOOKS)
  })

  test('are compared with the password as typed: other systems did not normalize', async () => {
    const { verify } = newHasher()
    const stored = plainBcrypt(bcrypt.hashSync('cafe\u0301', COST))
    expect(await verify('cafe\u0301', stored)).toEqual(YES_AND_REHASH)
  })

  test('are not mistaken for ours', async () => {
    const { verify, hash } = newHasher()
    const own = await hash(PASSWORD)
    expect(await verify(PASSWORD, plainBcrypt(own.passwordHash))).toEqual(NO)
    const foreign = bcrypt.hashSync(PASSWORD, COST)
    expect(await verify(PASSWORD, { ...own, passwordHash: foreign })).toEqual(NO)
  })
})
