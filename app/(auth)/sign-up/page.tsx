import type { Metadata } from 'next'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { FollowSession } from '@/components/auth/follow-session'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { DEFAULT_PATH } from '@/lib/domain/site/redirects'
import { signUpAction } from './actions'

export const metadata: Metadata = { title: 'Create account' }

export default function SignUpPage() {
  return (
    <>
      <FollowSession path={DEFAULT_PATH} isPaused={false} />
      <SignUpForm
        action={signUpAction}
        mailHint={<MailboxHint />} // optional part: mailbox
      />
    </>
  )
}
