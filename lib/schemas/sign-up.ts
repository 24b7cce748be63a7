import * as z from 'zod'
import {
  currentPasswordField,
  emailField,
  nameField,
  newPasswordField,
  newUsernameField,
} from './fields'

export const signUpSchema = z.object({
  name: nameField,
  username: newUsernameField,
  email: emailField,
  password: newPasswordField,
})

export type SignUpInput = z.output<typeof signUpSchema>

export const confirmEmailSchema = z.object({
  /** The one chosen at sign-up. */
  password: currentPasswordField,
  /** Another username, if somebody has taken the chosen one since; empty otherwise. */
  username: z.preprocess(
    (value) => (value === '' ? undefined : value),
    newUsernameField.optional(),
  ),
})

export const resendVerificationSchema = z.object({ email: emailField })
