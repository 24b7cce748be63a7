import { describe, expect, test } from 'vitest'
import { addPasskeySchema, passkeyAnswerSchema } from '@/lib/schemas/passkeys'
import { secondFactorSchema } from '@/lib/schemas/two-factor'

const ASSERTION = {
  ...{ id: 'AAAA', rawId: 'AAAA', type: 'public-key' },
  response: { clientDataJSON: 'AA', authenticatorData: 'AA', signature: 'AA', userHandle: 'AA' },
}
const text = JSON.stringify(ASSERTION)

const codeOf = (passkey: unknown) =>
  passkeyAnswerSchema.safeParse({ passkey }).error?.issues[0]?.message ?? 'ok'

describe('a passkey’s answer', () => {
  test('is JSON in one field, of which only what is needed is kept', () => {
    const sent = JSON.stringify({ ...ASSERTION, clientExtensionResults: {}, more: 'x' })
    expect(passkeyAnswerSchema.parse({ passkey: sent })).toEqual({ passkey: ASSERTION })
    const { clientDataJSON, authenticatorData, signature } = ASSERTION.response
    const response = { clientDataJSON, authenticatorData, signature }
    expect(codeOf(JSON.stringify({ ...ASSERTION, response }))).toBe('ok')
    expect(
      codeOf(JSON.stringify({ ...ASSERTION, response: { ...response, userHandle: null } })),
    ).toBe('ok')
  })

  test.each([
    ['missing', undefined],
    ['twice', [text, text]],
    ['an object', ASSERTION],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a hundred kilobytes', `{"id":"${'A'.repeat(100_000)}"}`],
    ['deeply nested', '['.repeat(10_000)],
    ['wrong base64url', JSON.stringify({ ...ASSERTION, id: 'A+/=' })],
    ['another type', JSON.stringify({ ...ASSERTION, type: 'password' })],
    ['without a response', JSON.stringify({ ...ASSERTION, response: undefined })],
    ['a long id', JSON.stringify({ ...ASSERTION, id: 'A'.repeat(1365) })],
  ])('%s is refused', (_name, value) => {
    expect(codeOf(value)).toBe('passkey_failed')
    expect(addPasskeySchema.safeParse({ passkey: value }).error?.issues[0]?.message).toBe(
      'passkey_failed',
    )
  })

  test('left empty by a page without JavaScript is told so', () => {
    expect(codeOf('')).toBe('passkey_needs_script')
    expect(addPasskeySchema.safeParse({ passkey: '' }).error?.issues[0]?.message).toBe(
      'passkey_add_needs_script',
    )
  })

  test('as a second factor stands alone', () => {
    expect(secondFactorSchema.parse({ passkey: text, code: '' })).toEqual({ passkey: ASSERTION })
    for (const sent of [{ passkey: text, code: '123456' }, { passkey: 'x' }, { passkey: [text] }]) {
      expect(secondFactorSchema.safeParse(sent).error?.issues[0]?.message).toBe('passkey_failed')
    }
    expect(secondFactorSchema.safeParse({ passkey: '' }).error?.issues[0]?.message).toBe(
      'passkey_needs_script',
    )
  })
})
