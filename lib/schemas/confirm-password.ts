import { z } from 'zod'
import { requestedPath } from '@/lib/domain/site/redirects'
import { currentPasswordField } from './fields'

export const confirmPasswordSchema = z.object({
  password: currentPasswordField,
  /** Never a reason to refuse: null for whatever is no path on this site. */
  callbackUrl: z
    .unknown()
    .optional()
    .transform((value) => requestedPath(value)),
})
