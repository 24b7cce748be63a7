import { beforeAll, describe, expect, test } from 'vitest'
import {
  carriesLink,
  composeMail,
  isMailTemplate,
  TEMPLATES,
  type MailTemplate,
} from '@/lib/mail/mail-templates'
import { ERASED_LINK, previewOf } from '@/lib/mail/mail'
import { renderHtml } from '@/lib/mail/render-html'
import { renderText } from '@/lib/mail/render-text'
import { product } from '@/lib/product'

const TOKEN = 'A-z_0123456789'.padEnd(43, 'x')
const NASTY = `"><script>alert(1)</script> & 'x' http://evil.example`

const ADDRESSEE = `Sent to ada@example.com about the ${product.name} account @ada.`
const AT = '2026-11-21T14:05:00.000Z'

/** The data of any template is among these. */
const data = (name: string) => ({
  name,
  changedAt: AT,
  lockedAt: AT,
  deletedAt: AT,
  triedAt: AT,
  endedAt: AT,
  usedBy: 'curl',
  usedFrom: '198.51.100.9',
  reason: 'Lost the phone',
  by: 'administrator',
  until: AT,
  role: 'ADMIN',
  why: 'new_device',
  device: 'Firefox on Linux',
  address: '203.0.113.7',
  signedInAt: AT,
  passkey: 'Blue key',
  change: 'added',
  passkeys: 2,
  passkeysRemoved: 2,
})

const LINK_PAGES: Partial<Record<MailTemplate, string>> = {
  'confirm-sign-up': '/verify-email',
  'confirm-email': '/verify-email',
  'change-email': '/verify-email',
  'email-changed': '/undo-email',
  'reset-password': '/reset-password',
  'new-sign-in': '/not-me',
}

beforeAll(() => {
  process.env.LATCHKEY_MODE = 'test'
  process.env.AUTH_URL = 'https://accounts.example.com'
  process.env.AUTH_SECRET = 'secret-secret-secret-secret-secret'
  process.env.PASSWORD_PEPPER = 'p1:pepper-pepper-pepper-pepper-pepper'
  process.env.DATABASE_URL = 'postgresql://localhost/none'
})

function written(template: MailTemplate, name = 'Ada', token: string | null = TOKEN) {
  const mail = composeMail(template, data(name), token)
  return { mail, html: renderHtml(mail, ADDRESSEE), text: renderText(mail, ADDRESSEE) }
}

describe.each(Object.keys(TEMPLATES).filter(isMailTemplate))('%s', (template) => {
  test('says the same in HTML and in plain text', () => {
    const { mail, html, text } = written(template)
    for (const block of mail.blocks) {
      expect(text).toContain(block.text)
      expect(html).toContain(block.text.replaceAll("'", '&#39;'))
    }
  })

  test('names the sender and the account, and begins with what an inbox previews', () => {
    const { mail, html, text } = written(template)
    expect(html).toContain(ADDRESSEE)
    expect(text).toContain(ADDRESSEE)
    const preview = previewOf(mail)
    expect(preview).not.toBe('')
    expect(preview).not.toMatch(/^Hello/)
    const [, hidden = ''] = /<div style="display:none[^>]*>(.*?)<\/div>/.exec(html) ?? []
    expect(hidden.startsWith(preview.replaceAll("'", '&#39;'))).toBe(true)
    expect(html.indexOf('display:none')).toBeLessThan(html.indexOf(`</span>${product.name}`))
  })

  test('links only to this site', () => {
    const { html, text } = written(template, NASTY)
    for (const address of `${html} ${text}`.match(/https?:\/\/[^\s"<]+/g) ?? []) {
      expect(new URL(address).origin).toBe('https://accounts.example.com')
    }
  })

  test('every address in it is a link', () => {
    for (const { kind, text } of written(template).mail.blocks) {
      expect(text, kind).not.toMatch(/https?:/)
    }
  })

  test('every text that may hold a long word wraps it', () => {
    const texts = written(template, 'x'.repeat(60)).html.split('<body')[1] ?? ''
    for (const part of ['<div dir="auto"', '<p style="max-width:560px;margin:16px']) {
      expect(texts.split(part)[1]?.split('>')[0]).toContain('overflow-wrap:anywhere')
    }
  })

  test('a name becomes neither markup nor a message to the reader', () => {
    const { mail, html, text } = written(template, NASTY)
    expect(html).not.toContain('<script')
    expect(`${mail.subject}${html}${text}`).not.toContain('evil.example')
  })

  test('its HTML loads and runs nothing', () => {
    expect(written(template).html).not.toMatch(
      /<(img|script|link|iframe|object|form|style)\b|url\(/i,
    )
  })

  test('its link has a token exactly when it needs one', () => {
    const page = LINK_PAGES[template]
    const { html, text } = written(template)
    expect(carriesLink(template)).toBe(page !== undefined)
    expect(text.includes(TOKEN)).toBe(page !== undefined)
    if (page) {
      const address = `https://accounts.example.com${page}?token=${TOKEN}`
      expect(text).toContain(`\n${address}\n`)
      expect(html).toContain(`href="${address}"`)
    }
  })

  test('without its token, says so instead of linking nowhere', () => {
    const { html, text } = written(template, 'Ada', null)
    expect(text.includes(ERASED_LINK)).toBe(carriesLink(template))
    expect(html.includes(ERASED_LINK)).toBe(carriesLink(template))
    expect(html).not.toContain('token=')
  })

  test('data of another shape is refused', () => {
    expect(() => composeMail(template, { name: { $ne: 1 } }, TOKEN)).toThrow()
    expect(() => composeMail(template, null, TOKEN)).toThrow()
  })
})

test.each(['constructor', '__proto__', 'toString', '', 'unknown'])(
  '%j is not a template',
  (name) => {
    expect(isMailTemplate(name)).toBe(false)
  },
)
