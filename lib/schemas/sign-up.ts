import { z } from 'zod'
import { emailField, nameField, newPasswordField, newUsernameField } from './fields'

export const signUpSchema = z.object({
  name: nameField,
  username: newUsernameField,
  email: emailField,
  password: newPasswordField,
})

export type SignUpInput = z.output<typeof signUpSchema>
