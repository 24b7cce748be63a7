import type { Env } from '@/lib/env'
import { errorForLog } from '@/lib/platform/error-for-log'
import { verifySmtp } from '@/lib/mail/transport'
import { broken, ok, warning, type Finding } from './finding'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/

/** Shakes hands with the mail server, signing in as configured. Nothing is sent. */
export async function examineMail({ SMTP_URL, MAIL_FROM, isProduction }: Env): Promise<Finding[]> {
  if (SMTP_URL === undefined) return [ok('mail', 'Is not sent: there is no SMTP_URL.')]
  const findings: Finding[] = []
  try {
    await verifySmtp(SMTP_URL)
    findings.push(ok('mail', 'The mail server answers and takes our sign-in.'))
  } catch (error) {
    const { message } = errorForLog(error)
    const remedy =
      'Correct SMTP_URL (user and password percent-encoded) or the mail server. Mail waits in the outbox for a day.'
    findings.push(broken('mail', `The mail server does not take us: ${message}.`, remedy))
  }
  const url = new URL(SMTP_URL)
  const mayBeOpen = url.protocol === 'smtp:' && url.searchParams.get('requireTLS') !== 'true'
  if (mayBeOpen && !LOOPBACK.test(url.hostname)) {
    findings.push(
      warning(
        'mail',
        'Mail goes out in clear when the server offers no TLS.',
        'Add ?requireTLS=true to SMTP_URL, or use smtps://.',
      ),
    )
  }
  if (isProduction && /@localhost>?$/.test(MAIL_FROM)) {
    const remedy = 'Set MAIL_FROM to an address of a domain that is yours.'
    findings.push(warning('mail', 'MAIL_FROM is nobody: receivers will drop our mail.', remedy))
  }
  return findings
}
