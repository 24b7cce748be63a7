import {
  CALLBACKS,
  isSignedIn,
  type CallbackName,
  type MatrixRow,
  type OperationId,
} from './callback-matrix'

/** The table that many tutorials share: which callback runs at what. Where it says nothing: undefined. */
export const NOTES: Partial<Record<OperationId, Partial<Record<CallbackName, boolean>>>> = {
  'sign-in': { signIn: true, jwt: true, session: true, redirect: true },
  'second-step': { signIn: true, jwt: true, session: true, redirect: true },
  page: { signIn: false, jwt: true, session: true, redirect: false },
  read: { signIn: false, jwt: true, session: true, redirect: false },
  api: { signIn: false, jwt: true, session: true, redirect: false },
  'sign-out': { signIn: false, jwt: false, session: false, redirect: true },
}

export const differenceId = (operation: OperationId, callback: CallbackName) =>
  `${operation} ${callback}`

export type MatrixDifference = { id: string; title: string; because: string }

/** Where the measured callbacks differ from {@link NOTES}, each with its reason. */
export function differencesFromNotes(rows: readonly MatrixRow[]): MatrixDifference[] {
  return rows.flatMap(({ id, title, requests, cells }) =>
    CALLBACKS.flatMap((callback) => {
      const noted = NOTES[id]?.[callback]
      const { requests: ran } = cells[callback]
      const differs = noted === true ? ran < requests : noted === false && ran > 0
      if (!differs) return []
      const measured = ran === 0 ? 'did not run' : `ran in ${ran} of ${requests}`
      return {
        id: differenceId(id, callback),
        title: `${title}: usually told: ${callback} ${noted ? 'runs' : 'does not run'}. Here it ${measured}.`,
        because: reasonFor(id, callback),
      }
    }),
  )
}

function reasonFor(operation: OperationId, callback: CallbackName): string {
  if (isSignedIn(operation) && callback === 'session') {
    return 'A sign-in only writes the token. The session callback runs in the next request, when next-auth’s client reads the session.'
  }
  if (callback === 'redirect') {
    return 'The callback cookie comes with every request to /api/auth/, and Auth.js checks its URL each time.'
  }
  if (callback === 'jwt' || callback === 'session') {
    return 'Without a valid session there is no token to read, so the answer is null at once.'
  }
  return 'This version of Auth.js behaves differently from what is usually told.'
}
