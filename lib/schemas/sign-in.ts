import { z } from 'zod'
import { currentPasswordField, identifierField, pathField } from './fields'

/** Browsers send `on` for a checked box and nothing for an unchecked one; scripts send booleans. */
const checkbox = z
  .enum(['on', 'true', 'off', 'false', ''])
  .optional()
  .transform((value) => value === 'on' || value === 'true')

export const signInSchema = z.object({
  identifier: identifierField,
  password: currentPasswordField,
  remember: checkbox,
  callbackUrl: pathField,
})
