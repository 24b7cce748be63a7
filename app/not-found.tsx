import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { MessagePage } from '@/components/site/message-page'
import { StandalonePage } from '@/components/site/standalone-page'
import { buttonClass } from '@/components/ui/button-class'

export const metadata: Metadata = { title: 'Page not found' }

export default async function NotFound() {
  return (
    <StandalonePage>
      <MessagePage
        title="Page not found"
        reference={(await headers()).get('x-request-id')}
        actions={
          <a href="/" className={buttonClass()}>
            Go to the home page
          </a>
        }
      >
        We couldn’t find that page. It may have moved, or the address may be wrong.
      </MessagePage>
    </StandalonePage>
  )
}
