import type { ScenarioName } from './scenario-list'

/** What each scenario is, and what it is to show. */
export const SCENARIO_TEXT: Record<ScenarioName, { title: string; shows: string }> = {
  'wrong-password': {
    title: 'Wrong password',
    shows:
      'Counted first, hashed once, refused with a sentence that says neither which half was wrong nor who exists.',
  },
  'unknown-user': {
    title: 'Unknown user',
    shows: 'A name nobody has costs the same one hash: the two durations cannot be told apart.',
  },
  'missing-csrf': {
    title: 'Missing CSRF token',
    shows: 'Even the right password is not looked at without the token.',
  },
  'foreign-origin': {
    title: 'Foreign origin',
    shows: 'A POST that names another site as its origin never reaches Auth.js.',
  },
  'limit-reached': {
    title: 'Limit reached',
    shows: 'After so many failures the next attempt is refused before anything is hashed.',
  },
  disabled: {
    title: 'Disabled account',
    shows: 'Told only to somebody who knows the password.',
  },
  unverified: {
    title: 'Unverified account',
    shows: 'The right password of an address nobody has confirmed opens nothing.',
  },
  'tampered-cookie': {
    title: 'Tampered cookie',
    shows: 'One changed character and the seal is broken: the cookie counts as none.',
  },
  replay: {
    title: 'Replay after sign-out',
    shows: 'A cookie kept from before the sign-out is dead: the row behind it has ended.',
  },
  revoked: {
    title: 'Revoked session',
    shows: 'Ended elsewhere, the session is over with the very next request.',
  },
  'open-redirect': {
    title: 'Open redirect',
    shows: 'Whatever the address says, the way on stays on this site.',
  },
  'oversized-body': {
    title: 'Oversized body',
    shows: 'Too large a body is refused before anybody reads it.',
  },
}
