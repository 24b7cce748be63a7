import { expect, test } from 'vitest'
import { LINK_PAGES, openLinkReference, sealLinkReference } from '@/lib/crypto/link-reference'
import { newToken } from '@/lib/crypto/random-token'

process.env.LATCHKEY_MODE = 'test'
process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
process.env.DATABASE_URL = 'postgresql://localhost/none'

test('a link reference opens only on the page it was made for', () => {
  const { token } = newToken()
  for (const madeFor of LINK_PAGES) {
    const reference = sealLinkReference(madeFor, token)
    expect(reference).not.toContain(token)
    for (const page of LINK_PAGES) {
      expect(openLinkReference(page, reference)).toBe(page === madeFor ? token : null)
    }
  }
})

test.each([undefined, null, 1, '', 'x', {}, [sealLinkReference('not-me', 'x')]])(
  '%j is not a link reference',
  (reference) => expect(openLinkReference('not-me', reference)).toBeNull(),
)

test('the raw token, an altered reference and one without a token do not open', () => {
  const { token } = newToken()
  const reference = sealLinkReference('not-me', token)
  const altered = `${reference.slice(0, -2)}${reference.endsWith('AA') ? 'BB' : 'AA'}`
  const others = [token, `not-me.${token}`, altered, sealLinkReference('not-me', 'short')]
  for (const one of others) expect(openLinkReference('not-me', one)).toBeNull()
})
