import { z } from 'zod'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
import { currentPasswordField } from './fields'

export const confirmPasswordSchema = z.object({
  password: currentPasswordField,
  /** Never a reason to refuse: whatever is wrong with it becomes the dashboard. */
  callbackUrl: z.unknown().optional().transform(safeRedirectPath),
})
