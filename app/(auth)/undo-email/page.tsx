import type { Metadata } from 'next'
import { UndoEmailForm } from '@/components/auth/undo-email-form'
import { PageHeading } from '@/components/ui/page-heading'
import { TextLink } from '@/components/ui/text-link'
import { showMailedLink, type LinkPageProps } from '@/lib/auth/mailed-link'
import { findUndoAccount } from '@/lib/services/email/undo-email-change'
import { undoEmailAction } from './actions'

export const metadata: Metadata = { title: 'Undo your email change' }

export default async function UndoEmailPage({ searchParams }: LinkPageProps) {
  const link = await showMailedLink('undo-email', searchParams, findUndoAccount)
  return (
    <>
      <PageHeading title="Undo your email change">
        This restores the email this link was sent to. You’ll be signed out everywhere, and your
        password stops working; you set a new one next.
      </PageHeading>
      <UndoEmailForm action={undoEmailAction} link={link} />
      <p className="mt-6 text-sm text-muted">
        {link ? 'Made this change yourself? ' : 'Already undone? '}
        {link ? (
          <TextLink href="/">Keep it</TextLink>
        ) : (
          <TextLink href="/forgot-password">Reset your password</TextLink>
        )}
      </p>
    </>
  )
}
