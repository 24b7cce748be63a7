/**
 * The content of an email; HTML, plain text and pages that show it are rendered from it. Texts are
 * plain, and every renderer escapes them.
 */
export type Mail = {
  /** Never contains user input. */
  subject: string
  blocks: readonly MailBlock[]
}

export type MailBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  /** The main action. `href` is null once the link's token has been erased. */
  | { kind: 'button'; text: string; href: string | null }
  /** A secondary action. */
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

/** An email's main action; null without one, and once its link has been erased. */
export function buttonOf({ blocks }: Mail): { text: string; href: string } | null {
  for (const block of blocks) {
    if (block.kind === 'button' && block.href !== null) {
      return { text: block.text, href: block.href }
    }
  }
  return null
}

/** Replaces a link whose token has been erased. */
export const ERASED_LINK = 'This link was removed after the email was sent.'

/** What inboxes show beside the subject: the first paragraph after the greeting. */
export function previewOf({ blocks }: Mail): string {
  const texts = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))
  return texts.find((text) => !/^Hello\b.*,$/.test(text)) ?? ''
}
