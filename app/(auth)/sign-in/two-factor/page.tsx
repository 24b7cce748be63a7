import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { secondFactorKind } from '@/components/two-factor/second-factor-kind'
import { SecondStepForm } from '@/components/two-factor/second-step-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readSignedIn } from '@/lib/auth/guards'
import { landingPath } from '@/lib/auth/landing-path'
import { readFirstStep } from '@/lib/auth/two-factor-cookie'
import { SECOND_STEP_PATH, SIGN_IN_PATH, signInPath } from '@/lib/domain/site/redirects'
import { env } from '@/lib/env'
import { isErrorCode, sentenceFor } from '@/lib/platform/errors'
import { findFactors } from '@/lib/services/two-factor/answer-challenge'
import { secondStepAction } from './actions'

export const metadata: Metadata = { title: 'Two-factor' }

type Query = Record<string, string | string[] | undefined>

/** Opens after the first step alone, which is in this browser's cookie. */
export default async function SecondStepPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [query, received] = await Promise.all([searchParams, headers()])
  const cookieHeader = received.get('cookie') ?? ''
  const now = new Date()
  const state = readFirstStep(cookieHeader, now)
  const factors = state && (await findFactors(state, now))
  if (!factors) {
    const viewer = await readSignedIn()
    if (viewer) redirect(landingPath(viewer.role))
    const keptNoCookie = cookieHeader === '' && isFromHere(received.get('referer') ?? '')
    redirect(signInPath(null, keptNoCookie ? 'cookies_blocked' : 'two_factor_expired'))
  }
  const kind = secondFactorKind(query.with)
  const { code } = query
  const otherHref = kind === 'code' ? `${SECOND_STEP_PATH}?with=recovery` : SECOND_STEP_PATH
  return (
    <>
      <PageHeading title="Two-factor">
        {factors.hasCodes ? ASKED[kind] : sentenceFor({ code: 'passkey_required' })}
      </PageHeading>
      <SecondStepForm
        // Another input is another form: nothing typed or refused in the one is about the other.
        key={kind}
        action={secondStepAction}
        codes={factors.hasCodes ? { kind, otherHref } : null}
        hasPasskeys={factors.hasPasskeys}
        initialState={isErrorCode(code) ? { refusal: { code } } : {}}
      />
      <p className="mt-6 text-sm text-muted">
        Not you, or can’t do this now? <TextLink href={SIGN_IN_PATH}>Back to sign in</TextLink>
      </p>
    </>
  )
}

const ASKED = {
  code: sentenceFor({ code: 'two_factor_required' }),
  recovery: 'Enter one of your recovery codes.',
}

/** The first step sets a cookie: whoever comes from there without any blocks them. */
function isFromHere(referrer: string): boolean {
  return referrer.startsWith(`${env().AUTH_URL}${SIGN_IN_PATH}`)
}
