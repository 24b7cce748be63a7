import { recordOwnEvent } from '@/lib/services/audit/record-own-event'
import type { ProvenViewer, Viewer } from '@/lib/services/viewer'
import { hashToken } from '@/lib/crypto/random-token'
import {
  findOwnAccount,
  findOwnImage,
  listOwnEvents,
  listOwnLinks,
  listOwnMails,
  listOwnSessions,
  listSignUpsFor,
} from '@/lib/data/users/own-data'
import { listPasskeys } from '@/lib/data/passkeys/passkeys'
import { listOwnApiTokens } from '@/lib/data/tokens/api-tokens'
import { countUnusedRecoveryCodes } from '@/lib/data/two-factor/recovery-codes'
import { listTrustedBrowsers } from '@/lib/data/two-factor/trusted-browsers'
import { prisma } from '@/lib/data/database/prisma'
import { passkeyProvider } from '@/lib/domain/passkeys/providers'
import { describeDevice } from '@/lib/domain/sessions/device'
import { ok, type Result } from '@/lib/platform/result'
import { limitOwnActions } from '@/lib/services/limits/request-limits'
import type { ClientInfo } from '@/lib/domain/sessions/client-info'

/**
 * Everything stored about the viewer, ready to be serialised as JSON. Secrets are left out: password
 * hashes, tokens and session ids. The request is rate-limited because the queries are expensive, and
 * recorded before they run, so that the export includes its own event.
 */
export async function exportData(
  viewer: ProvenViewer,
  request: ClientInfo,
  now: Date,
): Promise<Result<ExportedData>> {
  const limited = await limitOwnActions('data-export', viewer.id, now)
  if (limited) return limited
  await recordOwnEvent(
    {
      ...{ action: 'user_exported', result: 'SUCCESS', origin: request },
      ...{ actorId: viewer.id, targetId: viewer.id },
    },
    now,
  )
  return ok(await collect(viewer, now))
}

export type ExportedData = Awaited<ReturnType<typeof collect>>

async function collect(viewer: Viewer, now: Date) {
  const database = prisma()
  const sessions = await listOwnSessions(database, viewer.id)
  const events = await listOwnEvents(database, viewer.id)
  const links = await listOwnLinks(database, viewer.id)
  const mails = await listOwnMails(database, viewer.id)
  return {
    exportedAt: now,
    account: await findOwnAccount(database, viewer.id),
    profileImage: await imageOf(viewer.id),
    twoFactor: await twoFactorOf(viewer.id, now),
    passkeys: await passkeysOf(viewer.id),
    sessions: sessions.map((session) => sessionOf(session, viewer)),
    accessTokens: await listOwnApiTokens(database, viewer.id),
    events: events.map((event) => eventOf(event, viewer.id)),
    links,
    mails: mails.map(({ nextAttemptAt, ...mail }) => {
      return { ...mail, isWaiting: nextAttemptAt !== null }
    }),
    unconfirmedSignUps: await listSignUpsFor(database, viewer.email),
  }
}

/** Neither the secret nor a code. */
async function twoFactorOf(userId: string, now: Date) {
  const browsers = await listTrustedBrowsers(prisma(), userId, now)
  return {
    recoveryCodesLeft: await countUnusedRecoveryCodes(prisma(), userId),
    trustedBrowsers: browsers.map(({ userAgent, address, trustedAt, lastUsedAt, expiresAt }) => {
      const browser = describeDevice(userAgent)
      return { browser, userAgent, address, trustedAt, lastUsedAt, expiresAt }
    }),
  }
}

/** Without the key and the id of the credential. */
async function passkeysOf(userId: string) {
  const passkeys = await listPasskeys(prisma(), userId)
  return passkeys.map(({ name, aaguid, ...passkey }) => {
    return { name, provider: passkeyProvider(aaguid), aaguid, ...passkey }
  })
}

async function imageOf(userId: string) {
  const image = await findOwnImage(prisma(), userId)
  if (!image) return null
  const base64 = Buffer.from(image.bytes).toString('base64')
  return { type: 'image/webp', createdAt: image.createdAt, base64 }
}

function sessionOf(
  { id, userAgent, ...session }: Awaited<ReturnType<typeof listOwnSessions>>[number],
  viewer: Viewer,
) {
  return {
    device: describeDevice(userAgent),
    deviceId: hashToken(id),
    isThisOne: id === viewer.session.id,
    userAgent,
    ...session,
  }
}

/** Does not reveal the ids of other users. */
function eventOf(
  { actorId, targetId, ...event }: Awaited<ReturnType<typeof listOwnEvents>>[number],
  userId: string,
) {
  const labelOf = (id: string | null) => (id === null ? null : id === userId ? 'you' : 'another')
  return { ...event, by: labelOf(actorId), about: labelOf(targetId) }
}
