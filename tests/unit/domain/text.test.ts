import { expect, test } from 'vitest'
import { byteCount, codePointCount, isWellFormed } from '@/lib/domain/text'

test('a text is well-formed unless half a surrogate pair stands alone', () => {
  expect(['', 'a', '😀', 'a😀b'].map(isWellFormed)).toEqual([true, true, true, true])
  expect(['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d'].map(isWellFormed)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('code points and bytes are not UTF-16 units', () => {
  expect('ä😀'.length).toBe(3)
  expect(codePointCount('ä😀')).toBe(2)
  expect(byteCount('ä😀')).toBe(6)
})
