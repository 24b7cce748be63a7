import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { isCommonPassword } from '@/lib/password/common-passwords'

describe('a password is common if it is', () => {
  test.each([
    'passwordpassword',
    'PasswordPassword',
    '123456789012345',
    'qwertyuiopasdfgh',
    '1q2w3e4r5t6y7u8i',
    'thisisapassword',
    'aaaaaaaaaaaaaaaa',
    'letmein',
    'sasha_007',
    // Only in capitals on the list.
    ...['tzaneros', 'TZANEROS', 'terrenza'],
  ])('%s, on the list', async (password) => {
    expect(await isCommonPassword(password)).toBe(true)
  })

  test.each([
    'iloveyouiloveyou',
    'letmein letmein',
    'password12345678',
    'Welcome!!!!!!!!!',
    'abcdefghijklmnopqrstuvwxyz',
    '123456789abcdefg',
  ])('%s, a stretched entry of the list', async (password) => {
    expect(await isCommonPassword(password)).toBe(true)
  })
})

describe('a password is not common if it is', () => {
  test.each([
    'lantern ladder lagoon',
    'password of the lighthouse',
    '🔑'.repeat(15),
    'zq'.repeat(64),
    'a\nb\nc and so on',
    'lantern \ud800 lagoon',
  ])('%j', async (password) => {
    expect(await isCommonPassword(password)).toBe(false)
  })
})

test('the list has a million entries, thousands of them long enough to be chosen here', async () => {
  const text = gunzipSync(await readFile('lib/password/generated/common-passwords.gz'))
  const entries = new Set(text.toString().split('\n'))
  expect(entries.size).toBeGreaterThan(960_000)
  expect([...entries].filter((entry) => entry.length >= 15).length).toBeGreaterThan(9000)
})

test('a missing list is an error, and is read once it exists', async () => {
  vi.resetModules()
  const { isCommonPassword: isCommon } = await import('@/lib/password/common-passwords')
  const folder = vi.spyOn(process, 'cwd').mockReturnValue('/nowhere')
  await expect(isCommon('letmein')).rejects.toThrow('ENOENT')
  folder.mockRestore()
  expect(await isCommon('letmein')).toBe(true)
})
