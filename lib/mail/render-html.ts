import { siteUrl } from './site-url'
import { ERASED_LINK, previewOf, type Mail, type MailBlock } from './mail'
import { product } from '@/lib/product'

/**
 * Mail clients support neither classes nor variables reliably, so every element has inline styles. The
 * colours have enough contrast on white and on the black of clients that force a dark theme.
 */
const STYLE = {
  body: 'margin:0;padding:24px 12px;background:#f4f5f0;',
  card: 'max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dcdfd5;border-radius:12px;overflow-wrap:anywhere;word-break:break-word;',
  font: "font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;",
  heading: 'margin:0 0 20px;font-size:22px;line-height:1.3;color:#17211c;',
  paragraph: 'margin:0 0 16px;font-size:16px;line-height:1.55;color:#17211c;',
  note: 'margin:0 0 16px;font-size:14px;line-height:1.5;color:#55615a;',
  button:
    'display:inline-block;padding:12px 22px;border-radius:8px;background:#1a5c43;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none;',
  address: 'color:#1a5c43;word-break:break-all;',
  preview: 'display:none;max-height:0;overflow:hidden;',
  brand: 'max-width:560px;margin:0 auto 16px;font-size:17px;font-weight:600;color:#17211c;',
  logo: 'display:inline-block;width:30px;height:30px;margin-right:10px;border-radius:8px;background:#1a5c43;color:#ffffff;line-height:30px;text-align:center;',
  footer:
    'max-width:560px;margin:16px auto 0;font-size:13px;line-height:1.5;color:#55615a;text-align:center;overflow-wrap:anywhere;word-break:break-word;',
}

/** Keeps what follows out of an inbox's preview. */
const FILLER = '&#847;&zwnj;&nbsp;'.repeat(40)

/**
 * The mail as HTML: no image, no script, nothing fetched, every text escaped. The logo is a letter, as
 * most clients block images.
 *
 * @param addressee says to whom it was sent, and about which account
 */
export function renderHtml(mail: Mail, addressee: string): string {
  const [initial = ''] = product.name
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(mail.subject)}</title></head>`,
    `<body style="${STYLE.body}">`,
    `<div style="${STYLE.preview}">${escapeHtml(previewOf(mail))}${FILLER}</div>`,
    `<p style="${STYLE.brand}${STYLE.font}">`,
    `<span aria-hidden="true" style="${STYLE.logo}">${escapeHtml(initial)}</span>${product.name}</p>`,
    `<div dir="auto" style="${STYLE.card}${STYLE.font}">`,
    ...mail.blocks.map(htmlOf),
    '</div>',
    `<p style="${STYLE.footer}${STYLE.font}">${escapeHtml(addressee)}<br>`,
    `${product.name} · ${anchor(siteUrl('/'))}</p>`,
    '</body></html>',
  ].join('\n')
}

function htmlOf(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 style="${STYLE.heading}">${escapeHtml(block.text)}</h1>`
    case 'paragraph':
      return `<p style="${STYLE.paragraph}">${escapeHtml(block.text)}</p>`
    case 'note':
      return `<p style="${STYLE.note}">${escapeHtml(block.text)}</p>`
    case 'link':
      return `<p style="${STYLE.paragraph}">${anchor(block.href, block.text)}</p>`
    case 'button':
      return block.href === null
        ? `<p style="${STYLE.note}">${escapeHtml(ERASED_LINK)}</p>`
        : buttonOf(block.text, block.href)
  }
}

function buttonOf(text: string, href: string): string {
  return [
    `<p style="margin:24px 0;"><a href="${escapeHtml(href)}" style="${STYLE.button}">${escapeHtml(text)}</a></p>`,
    `<p style="${STYLE.note}">If the button doesn’t work, open this link:<br>${anchor(href)}</p>`,
  ].join('\n')
}

function anchor(href: string, text = href): string {
  return `<a href="${escapeHtml(href)}" style="${STYLE.address}">${escapeHtml(text)}</a>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For text and for quoted attributes. @see OWASP Cross Site Scripting Prevention Cheat Sheet */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
