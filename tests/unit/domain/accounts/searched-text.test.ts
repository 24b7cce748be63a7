import { describe, expect, test } from 'vitest'
import { searchedText } from '@/lib/domain/accounts/searched-text'

describe('a search term is normalized:', () => {
  test.each([
    [' ada ', 'ada'],
    ['@ada', '@ada'],
    ['info@münchen-test.de', 'info@xn--mnchen-test-thb.de'],
    ['@münchen-test.de\u200b', '@xn--mnchen-test-thb.de'],
    ['Ada@Example', 'Ada@example'],
    ['ada@ex ample', 'ada@ex ample'],
  ])('%j becomes %j', (typed, searched) => {
    expect(searchedText(typed)).toBe(searched)
  })
})
