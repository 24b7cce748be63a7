import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const eslint = new ESLint({
  // These rules need no type information, which takes most of the time to load.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-promises': 'off',
    },
  },
})

async function rulesBroken(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? [])
    .map(({ ruleId, message }) => ruleId ?? message)
    .filter((rule) => !rule.endsWith('no-unused-vars'))
}

test.each(['signIn', 'signOut'])('only its wrapper calls %s of next-auth', async (name) => {
  const code = `import { ${name} } from 'next-auth/react'\n`

  expect(await rulesBroken('components/ui/button.tsx', code)).toEqual(['no-restricted-imports'])
  expect(await rulesBroken('lib/auth/guards.ts', code)).toEqual(['no-restricted-imports'])
  expect(await rulesBroken('lib/auth/sign-in-client.ts', code)).toEqual([])
})

test.each(['new Date()', 'Date.now()'])('%s is read only at the edge', async (clock) => {
  const code = `export const now = ${clock}\n`

  expect(await rulesBroken('lib/services/sign-in/sign-in.ts', code)).toEqual([
    'no-restricted-syntax',
  ])
  expect(await rulesBroken('lib/data/users/users.ts', code)).toEqual(['no-restricted-syntax'])
  expect(await rulesBroken('lib/domain/passwords/password-policy.ts', code)).toEqual([
    'no-restricted-syntax',
  ])
  expect(await rulesBroken('app/page.tsx', code)).toEqual([])
})

test('a date made from a value is not a clock', async () => {
  const code = 'export const start = new Date(0)\n'

  expect(await rulesBroken('lib/services/sign-in/sign-in.ts', code)).toEqual([])
})

test('the environment is read in one place', async () => {
  const code = 'export const port = process.env.PORT\n'

  expect(await rulesBroken('lib/auth/guards.ts', code)).toEqual(['no-restricted-properties'])
  expect(await rulesBroken('app/page.tsx', code)).toEqual(['no-restricted-properties'])
  expect(await rulesBroken('lib/env.ts', code)).toEqual([])
})
