import type { Env } from '@/lib/env'
import { errorForLog } from '@/lib/platform/error-for-log'
import { verifySmtp } from '@/lib/mail/transport'
import { broken, ok, warning, type Finding } from './finding'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/

/** Connects to the mail server with the configured credentials. Sends nothing. */
export async function examineMail({ SMTP_URL, MAIL_FROM, isProduction }: Env): Promise<Finding[]> {
  if (SMTP_URL === undefined) return [ok('mail', 'SMTP_URL is not set: no email is sent.')]
  const findings: Finding[] = []
  try {
    await verifySmtp(SMTP_URL)
    findings.push(ok('mail', 'The mail server accepts the connection and credentials.'))
  } catch (error) {
    const { message } = errorForLog(error)
    const remedy =
      'Fix SMTP_URL (user and password percent-encoded) or the mail server. Email waits in the outbox for a day.'
    findings.push(broken('mail', `The mail server refused the connection: ${message}.`, remedy))
  }
  const url = new URL(SMTP_URL)
  const mayBeOpen = url.protocol === 'smtp:' && url.searchParams.get('requireTLS') !== 'true'
  if (mayBeOpen && !LOOPBACK.test(url.hostname)) {
    findings.push(
      warning(
        'mail',
        'Email is sent unencrypted when the server offers no TLS.',
        'Add ?requireTLS=true to SMTP_URL, or use smtps://.',
      ),
    )
  }
  if (isProduction && /@localhost>?$/.test(MAIL_FROM)) {
    const remedy = 'Set MAIL_FROM to an address at a domain you own.'
    findings.push(
      warning('mail', 'MAIL_FROM is not a real address: receivers will drop the email.', remedy),
    )
  }
  return findings
}
