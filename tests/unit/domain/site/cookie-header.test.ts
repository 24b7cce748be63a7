import { describe, expect, test } from 'vitest'
import { cookieIn, keepCookies } from '@/lib/domain/site/cookie-header'

describe('a Cookie header', () => {
  test.each([
    ['a=1', 'a', '1'],
    ['a=1; b=2', 'b', '2'],
    ['  a =  1 ;b=2', 'a', '1'],
    ['a=1=2', 'a', '1=2'],
    ['a=', 'a', ''],
    ['a=first; a=second', 'a', 'first'],
    ['xa=1; a=2', 'a', '2'],
    ['a; =1; b=2', 'b', '2'],
    ['a', 'a', null],
    ['=1', '', null],
    ['', 'a', null],
    ['A=1', 'a', null],
  ])('%j has for the name %j the value %j', (header, name, value) => {
    expect(cookieIn(header, name)).toBe(value)
  })

  test('keeps the cookies a filter accepts, in their order', () => {
    expect(keepCookies('a=1;b=2 ; c=3', ({ name }) => name !== 'b')).toBe('a=1; c=3')
    expect(keepCookies('a=1; a=2', ({ value }) => value === '2')).toBe('a=2')
    expect(keepCookies('a=1; nothing; =x', () => true)).toBe('a=1')
  })
})
