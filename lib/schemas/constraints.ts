import { EMAIL_MAX, NAME_MAX, USERNAME_MAX, USERNAME_MIN } from '@/lib/domain/accounts/identifiers'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'

/**
 * What the browser can check by itself, as HTML attributes. No zod here: the sign-in page must not
 * load it. The schemas judge again on the server, and more strictly.
 *
 * Browsers count UTF-16 units, the rules code points: `minLength` may let a short password of emoji
 * through to the server. Passwords have no `maxLength`, which would cut a pasted one in silence.
 */
export const CONSTRAINTS = {
  identifier: { required: true, maxLength: EMAIL_MAX },
  currentPassword: { required: true },
  newPassword: { required: true, minLength: PASSWORD_MIN },
  name: { required: true, maxLength: NAME_MAX },
  username: {
    required: true,
    minLength: USERNAME_MIN,
    maxLength: USERNAME_MAX,
    // Compiled with the `v` flag, where a bare hyphen at the end of a class is an error.
    pattern: `[A-Za-z0-9_\\-]{${USERNAME_MIN},${USERNAME_MAX}}`,
  },
  email: { required: true, maxLength: EMAIL_MAX },
} as const
