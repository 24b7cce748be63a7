import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { sentenceFor } from '@/lib/platform/errors'

/** After a sign-in: that an earlier session was ended, and what to do about it. */
export function CopiedSession() {
  return (
    <div role="alert" className="mb-5 lg:mb-6">
      <Notice tone="danger">
        {sentenceFor({ code: 'session_copied' })} Check that device for malware, then{' '}
        <TextLink href="/account/security">change your password</TextLink> and look through your{' '}
        <TextLink href="/account/sessions">devices</TextLink>.
      </Notice>
    </div>
  )
}
