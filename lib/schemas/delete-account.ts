import { z } from 'zod'
import { currentPasswordField } from './fields'

export const deleteAccountSchema = z.object({ password: currentPasswordField })
