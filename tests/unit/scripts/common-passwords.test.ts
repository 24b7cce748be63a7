import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { compressedPasswordList } from '@/scripts/common-passwords.mjs'

test('the list has each entry once, in lower case, between line breaks', () => {
  const list = compressedPasswordList('monkey\nPassword\n\npassword\nÄrger\n')

  expect(gunzipSync(list).toString()).toBe('\nmonkey\npassword\närger\n')
})
