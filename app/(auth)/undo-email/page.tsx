import type { Metadata } from 'next'
import { UndoEmailForm } from '@/components/auth/undo-email-form'
import { Notice } from '@/components/ui/notice'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { readLinkToken } from '@/lib/auth/link-cookie'
import { sentenceFor } from '@/lib/platform/errors'
import { isUndoLinkLive } from '@/lib/services/email/undo-email-change'
import { undoEmailAction } from './actions'

export const metadata: Metadata = { title: 'Undo your email change' }

export default async function UndoEmailPage() {
  const token = await readLinkToken('undo-email')
  const isLive = token !== null && (await isUndoLinkLive(token, new Date()))
  return (
    <>
      <PageHeading title="Undo your email change">
        This restores the email this link was sent to. You’ll be signed out everywhere, and your
        password stops working; you set a new one next.
      </PageHeading>
      {isLive ? (
        <UndoEmailForm action={undoEmailAction} />
      ) : (
        <div role="alert">
          <Notice tone="danger">{sentenceFor({ code: 'token_invalid' })}</Notice>
        </div>
      )}
      <p className="mt-6 text-sm text-muted">
        {isLive ? 'Made this change yourself? ' : 'Already undone? '}
        {isLive ? (
          <TextLink href="/">Keep it</TextLink>
        ) : (
          <TextLink href="/forgot-password">Reset your password</TextLink>
        )}
      </p>
    </>
  )
}
