import { expect, test } from 'vitest'
import { keyNames, sealNamed, unsealNamed } from '@/lib/crypto/named-seal'

const OLD = ['the-old-secret-of-thirty-two-characters']
const NEW = ['a-newer-secret-of-thirty-two-characters', ...OLD]

test('what an older secret sealed opens while that is in the list, and says so', () => {
  const sealed = sealNamed('two-factor', 'text', OLD)
  expect(unsealNamed('two-factor', sealed, OLD)).toEqual({ text: 'text', isNewestKey: true })
  expect(unsealNamed('two-factor', sealed, NEW)).toEqual({ text: 'text', isNewestKey: false })
  expect(unsealNamed('two-factor', sealed, NEW.slice(0, 1))).toBeNull()
})

test('a name tells the key of a purpose, and nothing of the secret', () => {
  const [newest, older] = keyNames('two-factor', NEW)
  expect(sealNamed('two-factor', 'text', NEW).keyName).toBe(newest)
  expect(newest).not.toBe(older)
  expect(keyNames('device', NEW)[0]).not.toBe(newest)
  expect(newest).toMatch(/^[0-9a-f]{12}$/)
})

test('another key, or an altered text, opens nothing', () => {
  const sealed = sealNamed('two-factor', 'text', NEW)
  expect(unsealNamed('device', sealed, NEW)).toBeNull()
  expect(unsealNamed('two-factor', { ...sealed, sealed: `${sealed.sealed}A` }, NEW)).toBeNull()
})
