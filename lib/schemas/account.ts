import * as z from 'zod'
import { IMAGE_MAX_BYTES } from '@/lib/domain/accounts/profile-image'
import { currentPasswordField, emailField, nameField, usernameField } from './fields'

/**
 * A file, or null when none was chosen: browsers then send one without a name or content. The decoder
 * checks whether it is an image.
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

/** Reserved usernames are left to the service, because a user who already has one may keep it. */
export const profileSchema = z.object({
  name: nameField,
  username: usernameField,
  image: imageField,
})

export type ProfileInput = z.output<typeof profileSchema>

export const changeEmailSchema = z.object({ email: emailField })

export type ChangeEmailInput = z.output<typeof changeEmailSchema>

export const deleteAccountSchema = z.object({ password: currentPasswordField })

/** A device as pages identify it: the SHA-256 of its session's id, in hex. */
export const deviceSchema = z.object({ device: z.string().regex(/^[0-9a-f]{64}$/) })

/** A page number from a URL; the first page for anything invalid. */
export const pageSchema = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
  .catch(1)
