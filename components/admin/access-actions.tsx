import { FinalUserAction } from './final-user-action'
import { ReasonField } from './reason-field'
import { UserAction } from './user-action'
import type { Draft, UserActionPart } from './user-action-part'

export function Mails({ user, actions, backHref }: UserActionPart) {
  return (
    <>
      <UserAction
        {...{ backHref, name: 'send-reset', action: actions.sendReset, tone: 'quiet' }}
        buttonText="Send reset link"
        busyText="Sending…"
      >
        Emails a link to set a new password. Only the account’s owner sees it.
      </UserAction>
      {!user.isVerified && (
        <UserAction
          {...{ backHref, name: 'verify', action: actions.resendVerification, tone: 'quiet' }}
          buttonText="Resend verification"
          busyText="Sending…"
        >
          Emails a new link to confirm the address.
        </UserAction>
      )}
    </>
  )
}

export function SignOutAll({ actions, backHref }: UserActionPart) {
  return (
    <UserAction
      {...{ backHref, name: 'sign-out-all', action: actions.signOutAll, tone: 'quiet' }}
      buttonText="Sign out all devices"
      busyText="Signing out…"
    >
      Ends every session immediately. The password stays the same.
    </UserAction>
  )
}

export function TwoFactor({ user, actions, draft }: UserActionPart & { draft: Draft }) {
  const reason = <ReasonField hint="The owner reads it in the email" draft={draft} />
  return (
    <FinalUserAction
      {...{ name: 'two-factor', action: actions.resetTwoFactor, username: user.username }}
      fields={reason}
      buttonText="Reset two-factor"
      busyText="Resetting…"
      warning="Their authenticator app and recovery codes stop working here. This can’t be undone."
    >
      For someone who has lost their app, codes and passkeys: make sure it’s them. Turns two-factor
      off, removes every passkey and signs out every device.
    </FinalUserAction>
  )
}
