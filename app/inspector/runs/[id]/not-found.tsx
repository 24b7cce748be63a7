import { PageHeading } from '@/components/ui/page-heading'

export default function RunNotFound() {
  return (
    <PageHeading title="This request is not here">
      A recorded request can be opened for ten minutes, and only by the browser that made it.{' '}
      <a href="/inspector">Record a new one</a>
    </PageHeading>
  )
}
