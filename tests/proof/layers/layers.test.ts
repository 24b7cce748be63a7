import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

const eslint = new ESLint({
  // The layers need no types, and loading them would take most of the time.
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

test.each([
  ['app/page.tsx', '@/lib/data/users'],
  ['app/(auth)/sign-in/actions.ts', '../../../lib/data/users'],
  ['components/ui/button.tsx', '@/app/actions'],
  ['components/ui/button.tsx', '../../app/actions'],
  ['components/ui/button.tsx', '@/auth'],
  ['components/ui/button.tsx', '@/lib/services/sign-in'],
  ['components/ui/button.tsx', '@/lib/data/users'],
  ['components/ui/button.tsx', '@/lib/env'],
  ['middleware.ts', '@/lib/services/sign-in'],
  ['middleware.ts', '@/components/ui/button'],
  ['lib/auth/guards.ts', '@/components/ui/button'],
  ['lib/auth/guards.ts', '@/app/actions'],
  ['lib/services/sign-in/sign-in.ts', 'next/headers'],
  ['lib/services/sign-in/sign-in.ts', 'next-auth'],
  ['lib/services/sign-in/sign-in.ts', 'react'],
  ['lib/data/users/users.ts', '@/lib/services/sign-in'],
  ['lib/data/users/users.ts', '../services/sign-in'],
  ['lib/data/users/users.ts', '@/lib/auth/viewer'],
  ['lib/domain/passwords/lockout.ts', '@/lib/data/users'],
  ['lib/domain/passwords/lockout.ts', '../env'],
  ['lib/domain/passwords/lockout.ts', 'node:fs'],
  ['lib/domain/passwords/lockout.ts', 'server-only'],
])('%s may not import %s', async (file, source) => {
  expect(await rulesBroken(file, `import { x } from '${source}'\n`)).toEqual([
    'no-restricted-imports',
  ])
})

test.each([
  ['app/page.tsx', '@/lib/services/sign-in'],
  ['app/page.tsx', '@/auth'],
  ['components/ui/button.tsx', '@/components/auth/sign-in-form'],
  ['components/ui/button.tsx', '@/lib/auth/sign-in-client'],
  ['middleware.ts', '@/lib/auth/guards'],
  ['lib/auth/guards.ts', '@/lib/services/sign-in'],
  ['lib/services/sign-in/sign-in.ts', '@/lib/auth/viewer'],
  ['lib/services/sign-in/sign-in.ts', '../data/users'],
  ['lib/domain/passwords/lockout.ts', '../schemas/sign-in'],
  ['lib/domain/passwords/lockout.ts', './time'],
  ['lib/domain/passwords/lockout.ts', '@/lib/domain/time'],
])('%s may import %s', async (file, source) => {
  expect(await rulesBroken(file, `import { x } from '${source}'\n`)).toEqual([])
})

test.each(['signIn', 'signOut'])('nobody but its wrapper calls %s of next-auth', async (name) => {
  const code = `import { ${name} } from 'next-auth/react'\n`

  expect(await rulesBroken('components/ui/button.tsx', code)).toEqual(['no-restricted-imports'])
  expect(await rulesBroken('lib/auth/guards.ts', code)).toEqual(['no-restricted-imports'])
  expect(await rulesBroken('lib/auth/sign-in-client.ts', code)).toEqual([])
})

test.each(['new Date()', 'Date.now()'])('%s is read at the edge alone', async (clock) => {
  const code = `export const now = ${clock}\n`

  expect(await rulesBroken('lib/services/sign-in/sign-in.ts', code)).toEqual([
    'no-restricted-syntax',
  ])
  expect(await rulesBroken('lib/data/users/users.ts', code)).toEqual(['no-restricted-syntax'])
  expect(await rulesBroken('lib/domain/passwords/lockout.ts', code)).toEqual([
    'no-restricted-syntax',
  ])
  expect(await rulesBroken('app/page.tsx', code)).toEqual([])
})

test('a date made from a value is no clock', async () => {
  const code = 'export const start = new Date(0)\n'

  expect(await rulesBroken('lib/services/sign-in/sign-in.ts', code)).toEqual([])
})

test('the environment is read in one place', async () => {
  const code = 'export const port = process.env.PORT\n'

  expect(await rulesBroken('lib/auth/guards.ts', code)).toEqual(['no-restricted-properties'])
  expect(await rulesBroken('app/page.tsx', code)).toEqual(['no-restricted-properties'])
  expect(await rulesBroken('lib/env.ts', code)).toEqual([])
})
