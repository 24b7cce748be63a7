import { recordAuditEvents } from '@/lib/data/audit/audit-log'
import { afterCommit, inTransaction } from '@/lib/data/database/prisma'
import { revokeCopiedSession } from '@/lib/data/sessions/session-binding'
import type { OpenSession } from '@/lib/data/sessions/session-columns'
import { lockAccount } from '@/lib/data/users/lock-account'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'
import { describeDevice } from '@/lib/domain/sessions/device'
import { countBinding } from '@/lib/metrics/metrics'
import { notifyOwner } from '@/lib/services/email/notify-owner'

/**
 * Ends a bound session whose cookie came without its device, and tells its owner: by mail, and at the
 * next sign-in. Does nothing if it has already ended.
 *
 * @param client what used the cookie
 */
export async function endCopiedSession(
  session: OpenSession,
  client: ClientInfo,
  now: Date,
): Promise<void> {
  await inTransaction(async (database) => {
    const account = await lockAccount(database, session.user.id)
    if (!account || !(await revokeCopiedSession(database, session.id, now))) return
    const about = { actorId: null, targetId: account.id } as const
    const { address, userAgent } = session
    const simulated = client.isSimulated ? ({ isSimulated: true } as const) : {}
    await recordAuditEvents(
      database,
      [
        {
          ...{ ...about, action: 'session_cookie_copied', result: 'FAILURE', origin: client },
          note: `Signed in from ${address}, used from ${client.address}.`,
        },
        {
          ...{
            ...about,
            action: 'session_ended',
            result: 'SUCCESS',
            details: { reason: 'copied' },
          },
          origin: { address, userAgent, ...simulated },
        },
      ],
      now,
    )
    const data = {
      name: account.name,
      endedAt: now.toISOString(),
      ...{ device: describeDevice(userAgent), address },
      ...{ usedBy: describeDevice(client.userAgent), usedFrom: client.address },
    }
    await notifyOwner(database, account, { template: 'session-copied', data }, now)
    // What shows an attack sets off no alert.
    if (!client.isSimulated) afterCommit(database, () => countBinding('copied'))
  })
}
