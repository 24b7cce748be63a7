import { flow } from '@/lib/inspector/flow'
import { FlowNews } from '@/lib/inspector/run-sharing'
import { atShutdown } from '@/lib/platform/shutdown-work'

/** Starts telling other processes what is recorded here, and hearing of theirs; nothing when off. */
export function startFlowNews(): void {
  const on = flow()
  if (!on) return
  const news = new FlowNews(on.recorder)
  void news.start()
  atShutdown(() => news.stop())
}
