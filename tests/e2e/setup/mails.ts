import { expect, type BrowserContext, type Page } from 'playwright/test'
import { unseal } from '@/lib/crypto/seal'
import { env } from '@/lib/env'
import type { MailBlock } from '@/lib/mail/mail'
import { composeMail, isMailTemplate } from '@/lib/mail/mail-templates'
import { renderText } from '@/lib/mail/render-text'
import { testServerEnvironment } from '@/scripts/test/test-server.mjs'
import type { TestDatabase } from './database'

/* The mail of these tests, read from the outbox as a mail worker would. */

// Read on the first call of env(), which comes later.
const settings = testServerEnvironment({ port: 80, databaseUrl: 'postgresql://localhost/none' })
for (const name of [
  'LATCHKEY_MODE',
  'AUTH_URL',
  'AUTH_SECRET',
  'PASSWORD_PEPPER',
  'DATABASE_URL',
]) {
  process.env[name] ??= settings[name]
}

type Inbox = { database: TestDatabase; url: string }

/** The database that has the mail of a browser's server. */
const inboxes = new WeakMap<BrowserContext, Inbox>()

export function useInbox(context: BrowserContext, inbox: Inbox): void {
  inboxes.set(context, inbox)
}

export type ReceivedMail = {
  /** The subject and the plain text. */
  text: string
  /** Page paths by the text of their mails' links. */
  links: Record<string, string>
}

/** All mail to a user, newest first. @param subject considers only mails with this subject */
export async function mailsTo(page: Page, email: string, subject = ''): Promise<ReceivedMail[]> {
  const inbox = inboxes.get(page.context())
  if (!inbox) throw new Error('This browser belongs to no server')
  const rows = await inbox.database.rows(
    `SELECT template, data, "sealedToken" AS token FROM outbox_mails
      WHERE "to" = $1 ORDER BY "createdAt" DESC, id DESC`,
    [email],
  )
  return rows
    .map(({ template, data, token }) => {
      const name = String(template)
      if (!isMailTemplate(name)) throw new Error(`There is no mail "${name}"`)
      const opened = token === null ? null : unseal('outbox', String(token))
      const mail = composeMail(name, data, opened)
      return { ...mail, text: `${mail.subject}\n\n${renderText(mail, '')}` }
    })
    .filter((mail) => mail.subject.includes(subject))
    .map(({ text, blocks }) => ({ text, links: linksOf(blocks, inbox.url) }))
}

function linksOf(blocks: readonly MailBlock[], url: string): Record<string, string> {
  return Object.fromEntries(
    blocks.flatMap((block) =>
      'href' in block && block.href !== null
        ? [[block.text, block.href.replace(env().AUTH_URL, url)]]
        : [],
    ),
  )
}

/**
 * The newest mail to a user, once there is one. @param subject considers only mails with this
 * subject
 */
export async function newestMailTo(page: Page, email: string, subject = ''): Promise<ReceivedMail> {
  let mails: ReceivedMail[] = []
  const found = async () => (mails = await mailsTo(page, email, subject)).length
  await expect.poll(found, { message: `mails to ${email}`, intervals: [50] }).toBeGreaterThan(0)
  return mails[0] ?? { text: '', links: {} }
}
