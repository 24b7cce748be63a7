import { SessionNews } from '@/lib/data/sessions/session-notifications'
import { log } from '@/lib/platform/log'
import { processWide } from '@/lib/platform/process-wide'
import { atShutdown } from '@/lib/platform/shutdown-work'

const listener = processWide('session-news', startListening)

/** Starts hearing which sessions changed; a second call does nothing. */
export function startSessionNews(): void {
  listener.get()
}

function startListening(): SessionNews {
  const news = new SessionNews({
    onHeard: () => log.debug({ event: 'session_news_heard' }),
    onLost: (reason) => log.warn({ event: 'session_news_lost', err: reason }),
  })
  void news.start()
  atShutdown(async () => {
    await listener.take()?.stop()
  })
  return news
}
