import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedValues } from '@/lib/inspector/steps/allowed-values'
import { Masked } from '@/lib/inspector/steps/masked'
import { isStepName, STEPS, type Sides, type StepName } from '@/lib/inspector/steps/step-schema'

const step = fc.constantFrom(...Object.keys(STEPS).filter(isStepName))
const side = fc.constantFrom<Sides>('in', 'out')

/** A secret as they look here: a password, a hash, a token, a cookie. */
const secret = fc.oneof(
  fc.string({ minLength: 12, maxLength: 80 }),
  fc.base64String({ minLength: 12, maxLength: 120 }),
  fc.constantFrom(
    'lantern ladder lagoon',
    '$2b$12$abcdefghijklmnopqrstuuG5eJ3JcVq7zZ6yD8Rk9m1oQp2rS3tUv',
    'someone.else@example.com',
    '/reset-password?token=xyzxyzxyzxyzxyzxyzxyz',
  ),
)

const keysOf = (name: StepName) => [...Object.keys(STEPS[name].in), ...Object.keys(STEPS[name].out)]

describe('what a recording may hold', () => {
  test('no secret gets in as a value, under whatever key it is passed', () => {
    fc.assert(
      fc.property(step, side, secret, fc.string(), (name, where, hidden, key) => {
        fc.pre(!isPublic(hidden))
        const input = Object.fromEntries([...keysOf(name), key].map((one) => [one, hidden]))
        expect(JSON.stringify(allowedValues(name, where, input))).not.toContain(hidden)
      }),
    )
  })

  test('nor wrapped in an object, a list, an error or a function', () => {
    fc.assert(
      fc.property(step, side, secret, (name, where, hidden) => {
        fc.pre(!isPublic(hidden))
        const wrappings: unknown[] = [
          { text: hidden },
          { toString: () => hidden, toJSON: () => hidden, valueOf: () => hidden },
          [hidden],
          new Error(hidden),
          () => hidden,
          Buffer.from(hidden),
          new Date(Number.NaN),
        ]
        for (const value of wrappings) {
          const input = Object.fromEntries(keysOf(name).map((key) => [key, value]))
          expect(JSON.stringify(allowedValues(name, where, input))).not.toContain(hidden)
        }
      }),
    )
  })

  test('a key the schema does not list is dropped, also one from a prototype', () => {
    const input = Object.assign(Object.create({ status: 200 }), { password: true, extra: 1 })
    expect(allowedValues('request', 'out', input)).toEqual({})
  })

  test('a value of the wrong kind is dropped, one of the right kind stays', () => {
    const expiresAt = new Date('2026-11-21T09:00:00Z')
    const input = {
      name: 'session',
      change: 'unknown',
      bytes: Number.NaN,
      httpOnly: true,
      expiresAt,
    }
    expect(allowedValues('setCookie', 'out', input)).toEqual({
      name: 'session',
      httpOnly: true,
      expiresAt: expiresAt.getTime(),
    })
  })

  test('of an address only the route stays', () => {
    const recorded = (path: string) => allowedValues('request', 'in', { path }).path
    expect(recorded('/reset-password?token=abc')).toBe('/reset-password')
    expect(recorded('/admin/users/0190f3c4')).toBe('/admin/users/[id]')
    expect(recorded('/what/somebody-typed')).toBe('/…')
  })

  test('looking never throws', () => {
    const hostile = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error('no')
        },
      },
    )
    expect(allowedValues('jwt', 'out', hostile)).toEqual({})
    expect(allowedValues('jwt', 'out', null)).toEqual({})
  })
})

describe('masking', () => {
  test('shows both ends of a long value and never the whole', () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 24, maxLength: 600 }), (value) => {
        const { text } = Masked.middle(value)
        expect(text).toHaveLength(9)
        expect(text).toBe(`${value.slice(0, 4)}…${value.slice(-4)}`)
      }),
    )
  })

  test('shows nothing of a short one', () => {
    expect(Masked.middle('lantern ladder lagoon').text).toBe('…')
  })

  test('leaves of names and addresses the first letters', () => {
    expect(Masked.initials('Demo User').text).toBe('D… U…')
    expect(Masked.initials('user@example.com').text).toBe('u… e… c…')
    expect(Masked.initials('').text).toBe('')
  })
})

/** A path is recorded as its route, which somebody may also have chosen as a secret. */
function isPublic(text: string): boolean {
  return JSON.stringify(STEPS).includes(text) || /^\/[a-z/-]*$/.test(text) || text.trim() === ''
}
