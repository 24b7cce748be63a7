import { SessionNews } from '@/lib/data/sessions/session-notifications'
import { log } from '@/lib/platform/log'
import { atShutdown } from '@/lib/platform/shutdown-work'

const NEWS = Symbol.for('latchkey.session-news')
type Global = typeof globalThis & { [NEWS]?: SessionNews }

/** Starts hearing which sessions changed; a second call does nothing. */
export function startSessionNews(): void {
  const shared = globalThis as Global
  if (shared[NEWS]) return
  const news = new SessionNews({
    onHeard: () => log.debug({ event: 'session_news_heard' }),
    onLost: (reason) => log.warn({ event: 'session_news_lost', err: reason }),
  })
  shared[NEWS] = news
  void news.start()
  atShutdown(async () => {
    delete shared[NEWS]
    await news.stop()
  })
}
