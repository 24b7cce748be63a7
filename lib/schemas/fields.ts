import { z } from 'zod'
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

/**
 * The fields forms are made of. Each takes one string and nothing else, and gives its one normalised
 * spelling. A message is either a sentence or an error code, which `parseForm` turns into the
 * code's sentence: there is one place where sentences are written.
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

/** The spelling alone; see {@link newUsernameField} for one to be taken. */
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

/** A password to be checked against a stored one, whatever the rules were when it was set. */
export const currentPasswordField = z
  .string({ error: 'Enter your password.' })
  .refine((password) => password !== '', { error: 'Enter your password.', abort: true })
  .refine(isCheckablePassword, { error: 'password_characters' })

/** A password to be set. Personal, common and breached ones are for the service to refuse. */
export const newPasswordField = z
  .string({ error: 'password_length' })
  .superRefine((password, context) => {
    const refused = judgePasswordShape(password)
    if (refused !== null) context.addIssue(refused)
  })
