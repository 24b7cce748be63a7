import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import { describeEvent } from '@/lib/domain/audit/activity-sentences'

const SYSTEM = ['audit_exported', 'audit_pruned', 'authz_fail']

test('every action that can be about a person has words of its own', () => {
  for (const action of AUDIT_ACTIONS.filter((name) => !SYSTEM.includes(name))) {
    for (const result of ['SUCCESS', 'FAILURE']) {
      const { words } = describeEvent({ action, result, details: {} })
      expect(words, action).not.toBe('Something changed')
      expect(words, action).not.toMatch(/_|undefined/)
    }
  }
})

test('nothing is said to have happened that was refused', () => {
  const refusable = ['session_reauthenticated', 'email_verified', 'email_changed', 'user_deleted']
  for (const action of [...refusable, 'authn_token_created']) {
    const told = (result: string) => describeEvent({ action, result, details: {} }).words
    expect(told('FAILURE'), action).not.toBe(told('SUCCESS'))
    expect(told('FAILURE'), action).toMatch(/not|wrong/)
  }
})

describe('in words', () => {
  test.each([
    ['authn_login_success', { failures: 0, isNewDevice: false }, 'Signed in', false],
    ['authn_login_success', { isNewDevice: true }, 'Signed in from a new device', false],
    ['authn_login_successafterfail', { failures: 1 }, 'Signed in after a wrong password', true],
    [
      'authn_login_successafterfail',
      { failures: 6, isNewDevice: true },
      'Signed in from a new device after 6 wrong passwords',
      true,
    ],
    ['session_ended', { reason: 'sign_out' }, 'Signed out', false],
    ['session_ended', { which: 'others', count: 2 }, 'All other devices were signed out', false],
    ['session_ended', { sessionsEnded: 3 }, 'Every device was signed out', false],
    ['user_updated', { name: true, image: true }, 'Profile changed: name, image', false],
    [
      'authn_token_created',
      { purpose: 'RESET_PASSWORD' },
      'A link for a new password was sent',
      false,
    ],
    ['authz_change', { from: 'USER', to: 'ADMIN' }, 'Made an administrator', true],
    ['authz_change', { from: 'ADMIN', to: 'USER' }, 'No longer an administrator', true],
    ['authz_change', { from: 'USER', to: 'EDITOR' }, 'Role changed to EDITOR', true],
    ['authz_change', { from: 'EDITOR', to: 'USER' }, 'Role changed to User', true],
    ['session_ended', { sessionsEnded: 0 }, 'A session ended', false],
    ['session_ended', {}, 'A session ended', false],
    ['user_updated', {}, 'Profile changed', false],
    ['user_updated', { name: false, image: 'yes' }, 'Profile changed', false],
    ['email_changed', {}, 'Email changed', true],
    ['unheard_of', {}, 'Something changed', false],
  ])('%s with %j is “%s”', (action, details, words, isWorthALook) => {
    expect(describeEvent({ action, result: 'SUCCESS', details })).toEqual({ words, isWorthALook })
  })

  test('a refused sign-in says why, and is worth a look', () => {
    const told = {
      action: 'authn_login_fail',
      result: 'FAILURE',
      details: { reason: 'wrong_password' },
    }
    expect(describeEvent(told)).toEqual({
      words: 'Sign-in with a wrong password',
      isWorthALook: true,
    })
  })

  test.each([null, undefined, 7, 'text', [], { reason: 7 }, { reason: '__proto__' }])(
    'details %j of another version still give a sentence',
    (details) => {
      for (const action of [...AUDIT_ACTIONS, 'unheard_of', 'toString']) {
        expect(describeEvent({ action, result: 'SUCCESS', details }).words).toMatch(/^[A-Z]/)
      }
    },
  )
})
