import type { Transporter } from 'nodemailer'
import { seconds } from '@/lib/domain/time'
import { siteUrl } from './site-url'

export type Message = {
  /** The same at every attempt, so that receivers can drop a repeated one. */
  id: string
  to: string
  subject: string
  html: string
  text: string
}

/** Sends a message; throws when the server did not accept it. */
export type MailTransport = (message: Message) => Promise<void>

/** nodemailer's defaults would hold an email for minutes. */
const TIMEOUTS_MS = {
  dnsTimeout: seconds(10),
  connectionTimeout: seconds(10),
  greetingTimeout: seconds(10),
  /** Of silence. */
  socketTimeout: seconds(20),
}
/** In total, so that a server that keeps trickling bytes cannot hold an email for longer. */
const TOTAL_TIMEOUT_MS = seconds(60)

/**
 * @param url `smtp://` or `smtps://`; nodemailer's options may follow as a query, such as
 *   `?requireTLS=true` or `?greetingTimeout=5000`
 * @param from the sender, such as `Acme <no-reply@example.com>`
 */
export function smtpTransport(url: string, from: string): MailTransport {
  let loading: Promise<Transporter> | undefined
  return async ({ id, to, subject, html, text }) => {
    loading ??= transporterFor(url, from)
    const transporter = await loading
    await withDeadline(
      transporter.sendMail({
        // As an object it is one address, never parsed as a list.
        to: { name: '', address: to },
        subject,
        html,
        text,
        messageId: `<${id}@${new URL(siteUrl('/')).hostname}>`,
        disableFileAccess: true,
        disableUrlAccess: true,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      }),
    )
  }
}

/**
 * Connects, encrypts where the server offers it, and signs in as configured; sends nothing.
 *
 * @throws the error of the server or the network
 */
export async function verifySmtp(url: string): Promise<void> {
  const transporter = await transporterFor(url)
  try {
    await withDeadline(transporter.verify())
  } finally {
    transporter.close()
  }
}

/** Loads nodemailer on first use, which keeps start-up fast. */
async function transporterFor(url: string, from?: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport(withTimeouts(url), { from })
}

/** Given a URL, nodemailer reads options from its query only. */
function withTimeouts(url: string): string {
  const address = new URL(url)
  for (const [name, milliseconds] of Object.entries(TIMEOUTS_MS)) {
    if (!address.searchParams.has(name)) address.searchParams.set(name, String(milliseconds))
  }
  return address.href
}

async function withDeadline(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server took too long.')), TOTAL_TIMEOUT_MS)
  })
  await Promise.race([sending, deadline]).finally(() => clearTimeout(timer))
}
