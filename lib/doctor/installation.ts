import {
  countPasswordsByPepper,
  countSessionAddresses,
} from '@/lib/data/database/installation-facts'
import {
  countMailsGivenUp,
  findOldestWaitingMail,
  listWaitingTokens,
} from '@/lib/data/mail/outbox-mails'
import { prisma } from '@/lib/data/database/prisma'
import { listAdministrators } from '@/lib/data/users/account-status'
import { judgeAccount } from '@/lib/domain/accounts/account-state'
import { days, later, minutes } from '@/lib/domain/time'
import type { Env } from '@/lib/env'
import { unseal } from '@/lib/crypto/seal'
import { broken, ok, warning, type Finding } from './finding'
import { product } from '@/lib/product'

const BACKLOG_MS = minutes(10)
const NEWEST_SESSIONS = 50
const ENOUGH_SESSIONS = 10

/** What the rows tell about the settings. Needs a database with all its migrations. */
export async function examineInstallation(settings: Env, now: Date): Promise<Finding[]> {
  const findings = await Promise.all([
    examinePeppers(settings),
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
      `${count} passwords were made with the pepper "${pepper}", which PASSWORD_PEPPER does not have.`,
      'Add it back, behind the first: its owners cannot sign in otherwise.',
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
    const says = `Mail has been waiting since ${oldest.createdAt.toISOString()}.`
    const remedy = `Look at "mail" above, and whether ${product.name} runs: it sends the mail.`
    findings.push(warning('outbox', says, remedy))
  }
  if (givenUp > 0) {
    const says = `${givenUp} mails were given up in the last day.`
    findings.push(warning('outbox', says, 'The log says why, at mail_given_up.'))
  }
  const dead = sealed.filter((token) => unseal('outbox', token) === null).length
  if (dead > 0) {
    const says = `${dead} waiting mails were sealed with an AUTH_SECRET that is not here any more.`
    findings.push(broken('outbox', says, 'Add the former secret back, behind the first.'))
  }
  return findings.length > 0 ? findings : [ok('outbox', 'No mail is late.')]
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
      'There is no active one.',
      'Make one: npm run cli -- create-admin (or set-role <who> ADMIN)',
    )
  }
  return ok('administrators', count === 1 ? 'There is one.' : `There are ${count}.`)
}

/** A proxy that is not believed makes everybody one address, which then shares one limit. */
async function examineProxies({ TRUSTED_PROXIES, isProduction, isHttps }: Env): Promise<Finding> {
  const { sessions, addresses } = await countSessionAddresses(prisma(), NEWEST_SESSIONS)
  const believed = `TRUSTED_PROXIES is ${TRUSTED_PROXIES}.`
  if (sessions >= ENOUGH_SESSIONS && addresses === 1 && isProduction) {
    return warning(
      'proxies',
      `The newest ${sessions} sessions all come from one address. ${believed}`,
      'Set it to the number of proxies in front, and have them send X-Forwarded-For.',
    )
  }
  if (TRUSTED_PROXIES === 0 && isProduction && isHttps) {
    return warning(
      'proxies',
      `${product.name} speaks no TLS itself, so a proxy is in front, and TRUSTED_PROXIES is 0.`,
      'Set it to the number of proxies: else all visitors share one address and its limits.',
    )
  }
  return ok('proxies', believed)
}
