import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { UserActions, type UserActionsProps } from '@/components/admin/user-actions'

const nothing = () => Promise.resolve({})
const actions: UserActionsProps['actions'] = {
  ...{ makeAdmin: nothing, removeAdmin: nothing, disable: nothing, enable: nothing },
  ...{ signOutAll: nothing, sendReset: nothing, resendVerification: nothing, delete: nothing },
  giveRole: { USER: nothing, ADMIN: nothing },
}

function buttonsOf(about: Partial<UserActionsProps['user']>, { isOwn = false } = {}) {
  const user = {
    id: '1',
    username: 'ada',
    role: 'USER',
    state: 'active',
    isVerified: true,
    ...about,
  } as const
  render(<UserActions {...{ user, isOwn, actions, draft: {} }} />)
  return screen.getAllByRole('button').map(({ textContent }) => textContent)
}

const OTHERS = ['Send reset link', 'Sign out all devices', 'Make admin', 'Disable account']

test.each([
  ['an active user', {}, [...OTHERS, 'Delete user']],
  ['an administrator', { role: 'ADMIN' }, [...OTHERS.with(2, 'Remove admin'), 'Delete user']],
  ['a disabled user', { state: 'disabled' }, [...OTHERS.with(3, 'Enable account'), 'Delete user']],
  [
    'an unverified user',
    { state: 'unverified', isVerified: false },
    [...OTHERS.toSpliced(1, 0, 'Resend verification'), 'Delete user'],
  ],
] as const)('%s is offered only actions that change something', (_who, about, expected) => {
  expect(buttonsOf(about)).toEqual(expected)
})

test("an administrator's own page offers nothing that would lock them out, and says why", () => {
  expect(buttonsOf({ role: 'ADMIN' }, { isOwn: true })).toEqual(['Send reset link'])
  expect(screen.getByText(/Only another administrator can remove your role/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'your data' })).toHaveAttribute('href', '/account/data')
})
