import { z } from 'zod'
import { newPasswordField } from './fields'

export const resetPasswordSchema = z.object({ password: newPasswordField })
