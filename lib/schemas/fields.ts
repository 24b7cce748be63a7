import * as z from 'zod'
import {
  NAME_RULE,
  normaliseEmail,
  normaliseIdentifier,
  normaliseName,
  normaliseUsername,
  USERNAME_RULE,
} from '@/lib/domain/accounts/identifiers'
import { isCheckablePassword, judgePasswordShape } from '@/lib/domain/passwords/password-policy'
import { isReservedUsername } from '@/lib/domain/accounts/reserved-usernames'
import { requestedPath } from '@/lib/domain/site/redirects'

/**
 * The fields of forms. Each accepts a single string and returns its normalised form. A message is
 * either a sentence or an error code, which `parseForm` replaces with the code's sentence, so that every
 * sentence is written once.
 */
const normalised = (missing: string, wrong: string, normalise: (text: string) => string | null) =>
  z
    .string({ error: missing })
    .refine((text) => text.trim() !== '', { error: missing, abort: true })
    .transform((text, context) => {
      const value = normalise(text)
      if (value === null) context.addIssue(wrong)
      return value ?? z.NEVER
    })

export const nameField = normalised('Enter your name.', `Use ${NAME_RULE}.`, normaliseName)

/** Checks the format only; {@link newUsernameField} also refuses reserved names. */
export const usernameField = normalised(
  'Choose a username.',
  `Use ${USERNAME_RULE}.`,
  normaliseUsername,
)

export const newUsernameField = usernameField.refine((username) => !isReservedUsername(username), {
  error: 'username_taken',
})

export const emailField = normalised(
  'Enter your email.',
  'Enter a valid email, such as name@example.com.',
  normaliseEmail,
)

/** An email or a username, in any letter case. */
export const identifierField = normalised(
  'Enter your email or username.',
  'Enter a valid email or username.',
  normaliseIdentifier,
)

/** A password to verify. The rules for new passwords do not apply: it may have been set before them. */
export const currentPasswordField = z
  .string({ error: 'Enter your password.' })
  .refine((password) => password !== '', { error: 'Enter your password.', abort: true })
  .refine(isCheckablePassword, { error: 'password_characters' })

/** A password to set. The service refuses personal, common and breached ones. */
export const newPasswordField = z
  .string({ error: 'password_length' })
  .superRefine((password, context) => {
    const refused = judgePasswordShape(password)
    if (refused !== null) context.addIssue(refused)
  })

/** A path to return to. Never refused: null for anything that is not a path on this site. */
export const pathField = z
  .unknown()
  .optional()
  .transform((value) => requestedPath(value))

/** Browsers send `on` for a checked box and nothing for an unchecked one; scripts send booleans. */
export const checkbox = z
  .enum(['on', 'true', 'off', 'false', ''])
  .optional()
  .transform((value) => value === 'on' || value === 'true')
