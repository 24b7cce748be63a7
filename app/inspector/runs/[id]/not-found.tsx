import { PageHeading } from '@/components/ui/page-heading'

export default function RunNotFound() {
  return (
    <PageHeading title="This run is not here">
      A recorded run can be opened for ten minutes, and only by the browser that made it.{' '}
      <a href="/inspector">Record another one</a>
    </PageHeading>
  )
}
