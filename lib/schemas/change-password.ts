import { z } from 'zod'
import { currentPasswordField, newPasswordField } from './fields'

export const changePasswordSchema = z.object({
  currentPassword: currentPasswordField,
  newPassword: newPasswordField,
})

export type ChangePasswordInput = z.output<typeof changePasswordSchema>
