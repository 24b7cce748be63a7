import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIONS } from '@/lib/domain/audit/audit-actions'
import { describeEvent } from '@/lib/domain/audit/activity-sentences'

test('every action has its own sentence', () => {
  for (const action of AUDIT_ACTIONS) {
    for (const result of ['SUCCESS', 'FAILURE']) {
      const { text } = describeEvent({ action, result, details: {} })
      expect(text, action).not.toBe('Account changed')
      expect(text, action).not.toMatch(/_|undefined/)
    }
  }
})

test('a refused action is not described as having happened', () => {
  const refusable = ['session_reauthenticated', 'email_verified', 'email_changed', 'user_deleted']
  for (const action of [...refusable, 'authn_token_created']) {
    const textOf = (result: string) => describeEvent({ action, result, details: {} }).text
    expect(textOf('FAILURE'), action).not.toBe(textOf('SUCCESS'))
    expect(textOf('FAILURE'), action).toMatch(/not|wrong/)
  }
})

describe('an event in words', () => {
  test.each([
    ['authn_login_success', { failures: 0, isNewDevice: false }, 'Signed in', false],
    ['authn_login_success', { isNewDevice: true }, 'Signed in from a new device', false],
    ['authn_login_successafterfail', { failures: 1 }, 'Signed in after a failed attempt', true],
    [
      'authn_login_successafterfail',
      { failures: 6, isNewDevice: true },
      'Signed in from a new device after 6 failed attempts',
      true,
    ],
    ['session_ended', { reason: 'sign_out' }, 'Signed out', false],
    ['session_ended', { which: 'others', count: 2 }, 'All other devices signed out', false],
    ['session_ended', { sessionsEnded: 3 }, 'Every device signed out', false],
    ['user_updated', { name: true, image: true }, 'Profile changed: name, photo', false],
    ['authn_token_created', { purpose: 'RESET_PASSWORD' }, 'Password reset link sent', false],
    ['authz_change', { from: 'USER', to: 'ADMIN' }, 'Made an administrator', true],
    ['authz_change', { from: 'ADMIN', to: 'USER' }, 'No longer an administrator', true],
    ['authz_change', { from: 'USER', to: 'NO_SUCH_ROLE' }, 'Role changed to NO_SUCH_ROLE', true],
    ['authz_change', { from: 'NO_SUCH_ROLE', to: 'USER' }, 'Role changed to User', true],
    ['session_ended', { sessionsEnded: 0 }, 'Session ended', false],
    ['session_ended', {}, 'Session ended', false],
    ['user_updated', {}, 'Profile changed', false],
    ['user_updated', { name: false, image: 'yes' }, 'Profile changed', false],
    ['email_changed', {}, 'Email changed', true],
    ['unheard_of', {}, 'Account changed', false],
  ])('%s with %j reads “%s”', (action, details, text, needsReview) => {
    expect(describeEvent({ action, result: 'SUCCESS', details })).toEqual({ text, needsReview })
  })

  test('a refused sign-in gives the reason and is marked for review', () => {
    const event = {
      action: 'authn_login_fail',
      result: 'FAILURE',
      details: { reason: 'wrong_password' },
    }
    expect(describeEvent(event)).toEqual({
      text: 'Sign-in with a wrong password',
      needsReview: true,
    })
  })

  test('a refused access token is told as one', () => {
    const event = { action: 'authn_login_fail', result: 'FAILURE' }
    expect(describeEvent({ ...event, details: { reason: 'unknown_token' } }).text).toBe(
      'Access token refused',
    )
  })

  test.each([null, undefined, 7, 'text', [], { reason: 7 }, { reason: '__proto__' }])(
    'details %j of another version still give a sentence',
    (details) => {
      for (const action of [...AUDIT_ACTIONS, 'unheard_of', 'toString']) {
        expect(describeEvent({ action, result: 'SUCCESS', details }).text).toMatch(/^[A-Z]/)
      }
    },
  )
})
