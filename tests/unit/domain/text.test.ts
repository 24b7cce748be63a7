import { expect, test } from 'vitest'
import { byteCount, codePointCount, isWellFormed } from '@/lib/domain/text'

test('a text is well-formed unless it contains a lone surrogate', () => {
  expect(['', 'a', '😀', 'a😀b'].map(isWellFormed)).toEqual([true, true, true, true])
  expect(['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d'].map(isWellFormed)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('a text with a replacement character is not well-formed', () => {
  const broken = new TextDecoder().decode(new Uint8Array([0x61, 0xed, 0xa0, 0x80]))
  expect(isWellFormed(broken)).toBe(false)
})

test('code points and bytes are counted, not UTF-16 units', () => {
  expect('ä😀'.length).toBe(3)
  expect(codePointCount('ä😀')).toBe(2)
  expect(byteCount('ä😀')).toBe(6)
})
