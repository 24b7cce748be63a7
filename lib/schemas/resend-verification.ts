import { z } from 'zod'
import { emailField } from './fields'

export const resendVerificationSchema = z.object({ email: emailField })
