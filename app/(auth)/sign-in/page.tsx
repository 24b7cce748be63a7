import type { Metadata } from 'next'
import { MailboxHint } from '@/app/mailbox/mailbox-hint' // optional part: mailbox
import { SignInForm } from '@/components/auth/sign-in-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { landingPathOfAnyRole } from '@/lib/auth/landing-path'
import { safeRedirectPath } from '@/lib/domain/site/redirects'
import { isErrorCode } from '@/lib/platform/errors'
import type { FormState } from '@/lib/platform/forms'
import { pageNotice } from '@/lib/domain/site/notices'
import { signInAction } from './actions'

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Sign in with your email or username and your password.',
  // Besides the landing page, the only one people search for.
  robots: { index: true },
}

type Query = Record<string, string | string[] | undefined>

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  return (
    <>
      <PageHeading title="Sign in">
        New here? <TextLink href="/sign-up">Create account</TextLink>
      </PageHeading>
      <SignInForm
        action={signInAction}
        callbackUrl={safeRedirectPath(query.callbackUrl, landingPathOfAnyRole())}
        initialState={stateFrom(query)}
        mailHint={<MailboxHint />} // optional part: mailbox
      />
    </>
  )
}

/** The refusal or notice that led here, from the query. */
function stateFrom({ code, notice }: Query): FormState {
  const arrival = pageNotice(notice)
  if (arrival) return { notice: arrival }
  return isErrorCode(code) ? { refusal: { code } } : {}
}
