import { z } from 'zod'
import { emailField } from './fields'

export const changeEmailSchema = z.object({ email: emailField })

export type ChangeEmailInput = z.output<typeof changeEmailSchema>
