import { z } from 'zod'
import { IMAGE_MAX_BYTES } from '@/lib/domain/accounts/profile-image'
import { nameField, usernameField } from './fields'

/**
 * A file, or null when none was chosen: browsers then send one without a name and without content.
 * Whether it is an image is the decoder's question.
 */
const imageField = z
  .unknown()
  .optional()
  .transform((value, context): Blob | null => {
    if (value === undefined || value === '') return null
    if (!(value instanceof Blob) || value.size > IMAGE_MAX_BYTES) {
      context.addIssue('image_refused')
      return z.NEVER
    }
    return value.size === 0 ? null : value
  })

/** Whether a username may be taken is the service's question: whoever has a reserved one keeps it. */
export const profileSchema = z.object({
  name: nameField,
  username: usernameField,
  image: imageField,
})

export type ProfileInput = z.output<typeof profileSchema>
