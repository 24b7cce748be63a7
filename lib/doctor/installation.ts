import {
  countPasswordsByPepper,
  countSessionAddresses,
} from '@/lib/data/database/installation-facts'
import {
  countMailsGivenUp,
  findOldestWaitingMail,
  findWaitingMailError,
  listWaitingTokens,
} from '@/lib/data/mail/outbox-mails'
import { countPasskeysByHost } from '@/lib/data/passkeys/passkeys'
import { prisma } from '@/lib/data/database/prisma'
import { listAdministrators } from '@/lib/data/users/account-status'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { days, later, minutes } from '@/lib/domain/time'
import type { Env } from '@/lib/env'
import { keyNames } from '@/lib/crypto/named-seal'
import { countAuthenticatorsByKey } from '@/lib/data/two-factor/authenticators'
import { unseal } from '@/lib/crypto/seal'
import { broken, ok, warning, type Finding } from './finding'
import { product } from '@/lib/product'

const BACKLOG_MS = minutes(10)
const NEWEST_SESSIONS = 50
const ENOUGH_SESSIONS = 10

/** Checks the settings against the data. Needs a fully migrated database. */
export async function examineInstallation(settings: Env, now: Date): Promise<Finding[]> {
  const findings = await Promise.all([
    examinePeppers(settings),
    examineAuthenticators(settings),
    examinePasskeys(settings),
    examineOutbox(now),
    examineAdmins(settings, now),
    examineProxies(settings),
  ])
  return findings.flat()
}

async function examinePeppers({ PASSWORD_PEPPER }: Env): Promise<Finding[]> {
  const used = await countPasswordsByPepper(prisma())
  const lost = used.filter(({ pepper }) => !PASSWORD_PEPPER.some(({ id }) => id === pepper))
  return lost.map(({ pepper, count }) =>
    broken(
      'secrets',
      `Passwords with the pepper "${pepper}", which is missing from PASSWORD_PEPPER: ${count}.`,
      'Add it back after the first one; until then their owners cannot sign in.',
    ),
  )
}

/** Secrets of authenticator apps, which each take the newest key when their owner uses them. */
async function examineAuthenticators({ AUTH_SECRET }: Env): Promise<Finding[]> {
  const [newest, ...older] = keyNames('two-factor', AUTH_SECRET)
  const used = await countAuthenticatorsByKey(prisma())
  const sealedBy = (isOne: (name: string) => boolean) =>
    used.filter(({ keyName }) => isOne(keyName)).reduce((sum, { count }) => sum + count, 0)
  const old = sealedBy((name) => older.includes(name))
  const lost = sealedBy((name) => name !== newest && !older.includes(name))
  return [
    ...(old > 0
      ? [
          warning(
            'secrets',
            `Authenticator apps sealed with an older AUTH_SECRET: ${old}.`,
            'Keep it in the list: each moves to the first one when its owner enters a code.',
          ),
        ]
      : []),
    ...(lost > 0
      ? [
          broken(
            'secrets',
            `Authenticator apps sealed with an AUTH_SECRET that is no longer set: ${lost}.`,
            'Add the old secret back after the first one; until then their owners need a recovery code.',
          ),
        ]
      : []),
  ]
}

/** A passkey works on the host it was made for, and on no other. */
async function examinePasskeys({ AUTH_URL }: Env): Promise<Finding[]> {
  const host = new URL(AUTH_URL).hostname
  const elsewhere = (await countPasskeysByHost(prisma())).filter(({ rpId }) => rpId !== host)
  return elsewhere.map(({ rpId, count }) =>
    warning(
      'passkeys',
      `Passkeys made for ${rpId}, which is not the host of AUTH_URL: ${count}.`,
      'They work there alone: their owners sign in with their passwords, and add new ones.',
    ),
  )
}

async function examineOutbox(now: Date): Promise<Finding[]> {
  const [oldest, givenUp, sealed] = await Promise.all([
    findOldestWaitingMail(prisma()),
    countMailsGivenUp(prisma(), later(now, -days(1))),
    listWaitingTokens(prisma(), NEWEST_SESSIONS),
  ])
  const findings: Finding[] = []
  if (oldest && oldest.createdAt < later(now, -BACKLOG_MS)) {
    const { createdAt, lastError } = oldest
    const error = lastError === null ? '' : ` The last error was: ${lastError}`
    const says = `Email has been queued since ${createdAt.toISOString()}.${error}`
    const remedy = `See "mail" above, and check that ${product.name} is running: it sends the email.`
    findings.push(warning('outbox', says, remedy))
  }
  const waiting = await findWaitingMailError(prisma())
  if (findings.length === 0 && waiting !== null) {
    const remedy = 'It is tried again for a day. See "mail" above, or whether the recipient exists.'
    findings.push(
      warning('outbox', `Email is being retried. The last error was: ${waiting}`, remedy),
    )
  }
  if (givenUp > 0) {
    const says = `Emails that failed for good in the last day: ${givenUp}.`
    findings.push(warning('outbox', says, 'See the mail_given_up events in the log.'))
  }
  const dead = sealed.filter((token) => unseal('outbox', token) === null).length
  if (dead > 0) {
    const says = `Queued emails sealed with an AUTH_SECRET that is no longer set: ${dead}.`
    findings.push(broken('outbox', says, 'Add the old secret back after the first one.'))
  }
  return findings.length > 0 ? findings : [ok('outbox', 'No email is overdue.')]
}

async function examineAdmins(settings: Env, now: Date): Promise<Finding> {
  const rules = {
    requireEmailVerification: settings.REQUIRE_EMAIL_VERIFICATION,
    allowedEmailDomains: settings.ALLOWED_EMAIL_DOMAINS,
  }
  const administrators = await listAdministrators(prisma())
  const count = administrators.filter((user) => judgeAccount(user, rules, now) === null).length
  if (count === 0) {
    return warning(
      'administrators',
      'There is no active administrator.',
      'Create one: npm run cli -- create-admin (or set-role <who> ADMIN)',
    )
  }
  return ok(
    'administrators',
    count === 1 ? '1 active administrator.' : `${count} active administrators.`,
  )
}

/** Behind an untrusted proxy all visitors have one address, and share its rate limit. */
async function examineProxies({ TRUSTED_PROXIES, isProduction, isHttps }: Env): Promise<Finding> {
  const { sessions, addresses } = await countSessionAddresses(prisma(), NEWEST_SESSIONS)
  const believed = `TRUSTED_PROXIES is ${TRUSTED_PROXIES}.`
  if (sessions >= ENOUGH_SESSIONS && addresses === 1 && isProduction) {
    return warning(
      'proxies',
      `The newest ${sessions} sessions all come from one address. ${believed}`,
      `Set it to the number of proxies in front of ${product.name}, and have them send X-Forwarded-For.`,
    )
  }
  if (TRUSTED_PROXIES === 0 && isProduction && isHttps) {
    return warning(
      'proxies',
      'AUTH_URL is https, so a proxy must be in front, but TRUSTED_PROXIES is 0.',
      'Set it to the number of proxies; otherwise all visitors share one address and its limits.',
    )
  }
  return ok('proxies', believed)
}
