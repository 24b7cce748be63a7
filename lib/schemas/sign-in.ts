import { z } from 'zod'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
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
  /** Never a reason to refuse: whatever is wrong with it becomes the dashboard. */
  callbackUrl: z.unknown().optional().transform(safeRedirectPath),
})

export type SignInInput = z.output<typeof signInSchema>
