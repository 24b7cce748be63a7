import type { StepName } from '@/lib/inspector/steps/step-schema'
import type { ScenarioName } from './scenario-list'

type ScenarioText = {
  title: string
  shows: string
  /** The step that stops the attack; none where there is nothing to stop, only durations to compare. */
  stoppedBy: StepName | null
}

/** What each scenario is, and what it demonstrates. */
export const SCENARIO_TEXT: Record<ScenarioName, ScenarioText> = {
  'wrong-password': {
    title: 'Wrong password',
    shows:
      'The attempt is counted, one hash is computed, and the answer reveals neither which half was wrong nor whether the user exists.',
    stoppedBy: 'authorize',
  },
  'unknown-user': {
    title: 'Unknown user',
    shows: 'A user who does not exist costs one hash too.',
    stoppedBy: null,
  },
  'missing-csrf': {
    title: 'Missing CSRF token',
    shows: 'Without the token not even the right password is looked at.',
    stoppedBy: 'csrf',
  },
  'foreign-origin': {
    title: 'Foreign origin',
    shows: 'A POST that names another site as its origin never reaches Auth.js.',
    stoppedBy: 'front',
  },
  'limit-reached': {
    title: 'Limit reached',
    shows: 'After too many failures the next attempt is refused before anything is hashed.',
    stoppedBy: 'limiter',
  },
  disabled: {
    title: 'Disabled account',
    shows: 'Only somebody who knows the password learns that the account is disabled.',
    stoppedBy: 'authorize',
  },
  unverified: {
    title: 'Unverified account',
    shows: 'The right password is not enough while the email address is unconfirmed.',
    stoppedBy: 'authorize',
  },
  'tampered-cookie': {
    title: 'Tampered cookie',
    shows: 'One changed character and the cookie can no longer be decrypted: it counts as none.',
    stoppedBy: 'decode',
  },
  replay: {
    title: 'Replay after sign-out',
    shows: 'A copy of the cookie from before the sign-out is worthless: its row has ended.',
    stoppedBy: 'liveness',
  },
  revoked: {
    title: 'Revoked session',
    shows: 'A session ended elsewhere is over with the next request.',
    stoppedBy: 'liveness',
  },
  'stolen-cookie': {
    title: 'Stolen cookie',
    shows:
      'The session cookie is copied into another browser. Of a session without a key of its device it is honored until the session is revoked. Of a bound one it is refused at once, and the session is ended.',
    stoppedBy: 'liveness',
  },
  'no-code': {
    title: 'Right password without the code',
    shows:
      'With two-factor the right password opens no session. What the browser gets opens no page either; it only leads to the second step, which wants a code.',
    stoppedBy: 'secondFactor',
  },
  'code-twice': {
    title: 'A code used twice',
    shows:
      'Somebody who knows the password and saw the owner type the code uses it right afterwards. A code works once.',
    stoppedBy: 'secondFactor',
  },
  'assertion-replayed': {
    title: 'A passkey’s answer sent again',
    shows:
      'Somebody who has copied everything the owner sent, cookies included, sends the passkey’s answer again, then from another browser. An answer counts once, and in its own browser.',
    stoppedBy: 'authorize',
  },
  'assertion-elsewhere': {
    title: 'A passkey used on another site',
    shows:
      'A look-alike passes on the challenge of this site, and a device signs it there. The device signs which site asked, so the answer is good for nothing here.',
    stoppedBy: 'authorize',
  },
  'cloned-authenticator': {
    title: 'A copied device',
    shows:
      'The owner’s device has signed more often than its copy. The copy answers a new challenge with the right key, and its counter gives it away. The owner is told by mail.',
    stoppedBy: 'authorize',
  },
  'open-redirect': {
    title: 'Open redirect',
    shows: 'The victim signs in from a link that names another site, and still stays on this one.',
    stoppedBy: 'redirect',
  },
  'oversized-body': {
    title: 'Oversized body',
    shows: 'A body that is too large is refused before it is read.',
    stoppedBy: 'front',
  },
}
