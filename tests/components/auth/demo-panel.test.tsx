import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import { expect, test } from 'vitest'
import { DemoPanel } from '@/components/auth/demo-panel'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Providers } from '@/components/site/providers'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_TWO_FACTOR } from '@/prisma/demo-accounts'

function show(path: string) {
  render(
    <PathnameContext value={path}>
      <Providers session={null}>
        <SignInForm action={async () => ({})} callbackUrl="/dashboard" />
        <DemoPanel accounts={DEMO_ACCOUNTS} password={DEMO_PASSWORD} twoFactor={DEMO_TWO_FACTOR} />
      </Providers>
    </PathnameContext>,
  )
}

test('one click fills in a demo account, ready to be sent', async () => {
  show('/sign-in')
  expect(screen.getAllByRole('listitem')).toHaveLength(DEMO_ACCOUNTS.length)
  await userEvent.click(screen.getByRole('button', { name: 'Fill in admin@example.com' }))
  expect(screen.getByLabelText('Email or username')).toHaveValue('admin@example.com')
  expect(screen.getByLabelText('Password')).toHaveValue(DEMO_PASSWORD)
  expect(screen.getByRole('button', { name: 'Sign in' })).toHaveFocus()
})

test('other pages say nothing of them', () => {
  show('/sign-up')
  expect(screen.queryByText('Demo accounts')).not.toBeInTheDocument()
})
