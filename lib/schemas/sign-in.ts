import { z } from 'zod'
import { requestedPath } from '@/lib/domain/site/redirects'
import { currentPasswordField, identifierField } from './fields'

/** Checked, a checkbox sends `on`; unchecked, nothing. Scripts say `true` and `false`. */
const checkbox = z
  .enum(['on', 'true', 'off', 'false', ''])
  .optional()
  .transform((value) => value === 'on' || value === 'true')

export const signInSchema = z.object({
  identifier: identifierField,
  password: currentPasswordField,
  remember: checkbox,
  /** Never a reason to refuse: null for whatever is no path on this site. */
  callbackUrl: z
    .unknown()
    .optional()
    .transform((value) => requestedPath(value)),
})
