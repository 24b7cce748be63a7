import { AdminPanel } from '@/components/admin/admin-panel'
import type { Viewer } from '@/lib/services/viewer'
import { adminOverview } from '@/lib/services/admin-pages/admin-overview'

/** The figures of the installation, for the dashboard of an administrator; nothing for others. */
export async function AdminOverview({ viewer, now }: { viewer: Viewer; now: Date }) {
  const overview = await adminOverview(viewer, now)
  return overview && <AdminPanel overview={overview} />
}
