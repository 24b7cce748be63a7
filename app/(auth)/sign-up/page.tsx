import type { Metadata } from 'next'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { FollowSession } from '@/components/auth/follow-session'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { signUpAction } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default function SignUpPage() {
  return (
    <>
      <FollowSession path={landingPathOfAnyRole()} isPaused={false} />
      <SignUpForm
        action={signUpAction}
        mailHint={<MailboxHint />} // optional part: mailbox
      />
    </>
  )
}
