import { SessionNotifications } from '@/lib/data/sessions/session-notifications'
import { log } from '@/lib/platform/log'
import { processWide } from '@/lib/platform/process-wide'
import { atShutdown } from '@/lib/platform/shutdown-work'

const listener = processWide('session-listener', startListening)

/** Starts this process's listener for session changes; a second call does nothing. */
export function startSessionListener(): void {
  listener.get()
}

function startListening(): SessionNotifications {
  const notifications = new SessionNotifications({
    onConnected: () => log.debug({ event: 'session_notifications_connected' }),
    onDisconnected: (reason) => log.warn({ event: 'session_notifications_lost', err: reason }),
  })
  void notifications.start()
  atShutdown(async () => {
    await listener.take()?.stop()
  })
  return notifications
}
