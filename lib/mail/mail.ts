/**
 * What a mail says, once: HTML, plain text and whatever else shows it are made from this.
 * Texts are plain; whatever renders them escapes them.
 */
export type Mail = {
  /** Never contains what somebody typed. */
  subject: string
  blocks: readonly MailBlock[]
}

export type MailBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** The one thing to do. `href` is null once the link's token has been erased. */
  | { kind: 'button'; text: string; href: string | null }
  /** Something else one may do. */
  | { kind: 'link'; text: string; href: string }
  /** Small print. */
  | { kind: 'note'; text: string }

export const heading = (text: string): MailBlock => ({ kind: 'heading', text })
export const paragraph = (text: string): MailBlock => ({ kind: 'paragraph', text })
export const note = (text: string): MailBlock => ({ kind: 'note', text })
export const button = (text: string, href: string | null): MailBlock => ({
  kind: 'button',
  text,
  href,
})
export const link = (text: string, href: string): MailBlock => ({ kind: 'link', text, href })

/** The one thing to do about a mail; null without one, and once its link has been erased. */
export function buttonOf({ blocks }: Mail): { text: string; href: string } | null {
  for (const block of blocks) {
    if (block.kind === 'button' && block.href !== null) {
      return { text: block.text, href: block.href }
    }
  }
  return null
}

/** Stands where a link stood whose token has been erased. */
export const ERASED_LINK = 'The link was erased after this mail was sent.'
