import type { Mail } from './mail'
import type { Template } from './template'
import { accountDeleted } from './templates/account-deleted'
import { accountDisabled } from './templates/account-disabled'
import { accountEnabled } from './templates/account-enabled'
import { accountLocked } from './templates/account-locked'
import { changeEmail } from './templates/change-email'
import { changeEmailTaken } from './templates/change-email-taken'
import { confirmEmail } from './templates/confirm-email'
import { confirmSignUp } from './templates/confirm-sign-up'
import { emailChanged } from './templates/email-changed'
import { newSignIn } from './templates/new-sign-in'
import { passkeyChanged } from './templates/passkey-changed'
import { passkeyCopied } from './templates/passkey-copied'
import { passwordChanged } from './templates/password-changed'
import { recoveryCodesReplaced } from './templates/recovery-codes-replaced'
import { resetPassword } from './templates/reset-password'
import { roleChanged } from './templates/role-changed'
import { sessionCopied } from './templates/session-copied'
import { signUpTaken } from './templates/sign-up-taken'
import { twoFactorOff } from './templates/two-factor-off'
import { twoFactorOn } from './templates/two-factor-on'
import { twoFactorReset } from './templates/two-factor-reset'
import { usernameChanged } from './templates/username-changed'
import { wrongCodes } from './templates/wrong-codes'

/** Every email the app sends. To add one, write its template and list it here. */
export const TEMPLATES = {
  'confirm-sign-up': confirmSignUp,
  'confirm-email': confirmEmail,
  'sign-up-taken': signUpTaken,
  'change-email': changeEmail,
  'change-email-taken': changeEmailTaken,
  'email-changed': emailChanged,
  'reset-password': resetPassword,
  'password-changed': passwordChanged,
  'account-locked': accountLocked,
  'new-sign-in': newSignIn,
  'two-factor-on': twoFactorOn,
  'two-factor-off': twoFactorOff,
  'two-factor-reset': twoFactorReset,
  'recovery-codes-replaced': recoveryCodesReplaced,
  'wrong-codes': wrongCodes,
  'passkey-changed': passkeyChanged,
  'passkey-copied': passkeyCopied,
  'session-copied': sessionCopied,
  'username-changed': usernameChanged,
  'role-changed': roleChanged,
  'account-disabled': accountDisabled,
  'account-enabled': accountEnabled,
  'account-deleted': accountDeleted,
} as const satisfies Record<string, Template<unknown, boolean>>

export type MailTemplate = keyof typeof TEMPLATES

type Templates = typeof TEMPLATES
type DataOf<Name extends MailTemplate> = ReturnType<Templates[Name]['parse']>
type TokenOf<Name extends MailTemplate> = Templates[Name]['linked'] extends true
  ? { token: string }
  : { token?: never }

/** A template with its own data, and with a token exactly when it carries a link. */
export type MailContent = {
  [Name in MailTemplate]: { template: Name; data: DataOf<Name> } & TokenOf<Name>
}[MailTemplate]

export function isMailTemplate(name: string): name is MailTemplate {
  return Object.hasOwn(TEMPLATES, name)
}

/** Whether an email of this kind needs a token for its link. */
export function carriesLink(template: MailTemplate): boolean {
  return TEMPLATES[template].linked
}

/**
 * Composes an email from its outbox row.
 *
 * @param token null once it has been erased: then the link is missing
 * @throws ZodError when the data does not fit the template
 */
export function composeMail(template: MailTemplate, data: unknown, token: string | null): Mail {
  return TEMPLATES[template].compose(data, token)
}
