import { expect, test } from 'vitest'
import { MAX_FILE_BYTES, readUsersFile } from '@/lib/services/transfer/read-users-file'

test.each([
  ['empty', '', 'The file is empty.'],
  ['blank', '\n\n', 'The file is empty.'],
  ['without users', 'email\n', 'The file contains no users.'],
  ['without a column for emails', 'name\nAda\n', /^The first line must name the columns/],
  ['UTF-16', Buffer.from('\ufeffemail\n', 'utf16le'), /UTF-16/],
  ['Latin-1', Buffer.from('email\nj\xf6rg@example.com\n', 'latin1'), /UTF-8/],
  ['with NUL', 'email\na\0b@example.com\n', /NUL/],
  ['broken JSON', '[{"email":', /^The file is not valid JSON/],
  ['JSON of another kind', '{"people":[]}', /^A JSON file must be/],
  ['with an open quote', 'email\n"a@example.com\n', /^Line 2: a quoted value/],
])('a file that is %s is refused in a sentence', (_what, content, sentence) => {
  expect(readUsersFile(Buffer.from(content as string))).toEqual({
    problem: expect.stringMatching(sentence),
  })
})

test('a file that is larger than the memory it may take is refused', () => {
  const file = new Uint8Array(MAX_FILE_BYTES + 1)
  expect(readUsersFile(file)).toEqual({ problem: expect.stringMatching(/more than 256 MB/) })
})

test('a byte order mark is no part of the first column', () => {
  expect(readUsersFile(Buffer.from('\ufeffemail\na@example.com\n'))).toEqual({
    users: [{ where: 'Line 2', fields: { email: 'a@example.com' } }],
  })
})

test('JSON of other shapes than objects has users without fields', () => {
  expect(readUsersFile(Buffer.from('[null, 1, "a", [], {"email": {"a": 1}}]'))).toMatchObject({
    users: [
      { fields: {} },
      { fields: {} },
      { fields: {} },
      { fields: {} },
      { fields: { email: '' } },
    ],
  })
})
