import { z } from 'zod'
import { emailField } from './fields'

export const resendVerificationSchema = z.object({ email: emailField })

export type ResendVerificationInput = z.output<typeof resendVerificationSchema>
