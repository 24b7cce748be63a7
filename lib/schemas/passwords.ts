import * as z from 'zod'
import { currentPasswordField, emailField, newPasswordField, pathField } from './fields'

export const changePasswordSchema = z.object({
  currentPassword: currentPasswordField,
  newPassword: newPasswordField,
})

export type ChangePasswordInput = z.output<typeof changePasswordSchema>

export const confirmPasswordSchema = z.object({
  password: currentPasswordField,
  callbackUrl: pathField,
})

export const forgotPasswordSchema = z.object({ email: emailField })

export const resetPasswordSchema = z.object({ password: newPasswordField })
