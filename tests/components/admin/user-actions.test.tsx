import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DEFAULT_ROLE, isAdministrator, ROLE_NAMES, roleLabel } from '@/lib/domain/accounts/roles'
import { UserActions, type UserActionsProps } from '@/components/admin/user-actions'

type GiveRole = UserActionsProps['actions']['giveRole']

const nothing = () => Promise.resolve({})
const actions: UserActionsProps['actions'] = {
  ...{ makeAdmin: nothing, removeAdmin: nothing, disable: nothing, enable: nothing },
  ...{ signOutAll: nothing, sendReset: nothing, resendVerification: nothing, delete: nothing },
  resetTwoFactor: nothing,
  giveRole: ROLE_NAMES.reduce((all, role) => ({ ...all, [role]: nothing }), {} as GiveRole),
}

function buttonsOf(about: Partial<UserActionsProps['user']>, { isOwn = false } = {}) {
  const user = {
    id: '1',
    username: 'ada',
    role: 'USER',
    state: 'active',
    isVerified: true,
    hasTwoFactor: false,
    hasPasskeys: false,
    ...about,
  } as const
  render(<UserActions {...{ user, isOwn, actions, draft: {} }} />)
  return screen.getAllByRole('button').map(({ textContent }) => textContent)
}

const OTHERS = ['Send reset link', 'Sign out all devices', 'Make admin', 'Disable account']

/** The buttons of an installation with further roles, after "Make admin". */
function withRoles(buttons: readonly string[]): string[] {
  const others = ROLE_NAMES.filter((role) => role !== DEFAULT_ROLE && !isAdministrator(role))
  const further = others.map((role) => `Change role to ${roleLabel(role)}`)
  const at = buttons.indexOf('Make admin') + 1
  return at === 0 ? [...buttons] : buttons.toSpliced(at, 0, ...further)
}

test.each([
  ['an active user', {}, [...OTHERS, 'Delete user']],
  ['an administrator', { role: 'ADMIN' }, [...OTHERS.with(2, 'Remove admin'), 'Delete user']],
  [
    'a user with two-factor',
    { hasTwoFactor: true },
    [...OTHERS.toSpliced(2, 0, 'Reset two-factor'), 'Delete user'],
  ],
  [
    'a user with a passkey',
    { hasPasskeys: true },
    [...OTHERS.toSpliced(2, 0, 'Reset two-factor'), 'Delete user'],
  ],
  ['a disabled user', { state: 'disabled' }, [...OTHERS.with(3, 'Enable account'), 'Delete user']],
  [
    'an unverified user',
    { state: 'unverified', isVerified: false },
    [...OTHERS.toSpliced(1, 0, 'Resend verification'), 'Delete user'],
  ],
] as const)('%s is offered only actions that change something', (_who, about, expected) => {
  expect(buttonsOf(about)).toEqual(withRoles(expected))
})

test("an administrator's own page offers nothing that would lock them out, and says why", () => {
  expect(buttonsOf({ role: 'ADMIN' }, { isOwn: true })).toEqual(['Send reset link'])
  expect(screen.getByText(/Only another administrator can remove your role/)).toBeVisible()
  expect(screen.getByRole('link', { name: 'your data' })).toHaveAttribute('href', '/account/data')
})
