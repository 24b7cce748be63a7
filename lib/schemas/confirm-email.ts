import { z } from 'zod'
import { currentPasswordField, newUsernameField } from './fields'

export const confirmEmailSchema = z.object({
  /** The one chosen at sign-up. */
  password: currentPasswordField,
  /** Another username, when somebody took the chosen one meanwhile; left empty otherwise. */
  username: z.preprocess(
    (value) => (value === '' ? undefined : value),
    newUsernameField.optional(),
  ),
})
