import type { Metadata } from 'next'
import { CreateTokenForm } from '@/components/account/create-token-form'
import { TokenList } from '@/components/account/token-list'
import { Card } from '@/components/ui/card'
import { PageHeading } from '@/components/ui/page-heading'
import { requireViewer } from '@/lib/auth/guards'
import { requireRecentProof } from '@/lib/auth/recent-proof'
import { SCOPE_LABELS } from '@/lib/domain/tokens/api-token'
import { listTokens } from '@/lib/services/tokens/api-tokens'
import { createTokenAction, revokeTokenAction } from './actions'

export const metadata: Metadata = { title: 'Access tokens' }

export default async function TokensPage() {
  const viewer = await requireRecentProof(await requireViewer(), '/account/tokens')
  const tokens = await listTokens(viewer, new Date())
  return (
    <>
      <PageHeading title="Access tokens">
        For programs that act for you: a command line, an app, another service.
      </PageHeading>
      <div className="grid gap-5 lg:gap-6">
        <Card title="New token">
          <CreateTokenForm action={createTokenAction} />
        </Card>
        <Card title={tokens.length === 0 ? 'No active tokens' : 'Active tokens'}>
          <p className="text-sm text-muted">
            Changing your password and signing out everywhere revoke every token.
          </p>
          <TokenList
            action={revokeTokenAction}
            tokens={tokens.map((token) => ({
              ...{ id: token.id, name: token.name, scope: SCOPE_LABELS[token.scope] },
              createdIso: token.createdAt.toISOString(),
              expiresIso: token.expiresAt.toISOString(),
              lastUsedIso: token.lastUsedAt?.toISOString() ?? null,
            }))}
          />
        </Card>
      </div>
    </>
  )
}
