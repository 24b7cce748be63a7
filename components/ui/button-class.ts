export type ButtonTone = 'primary' | 'quiet' | 'danger' | 'plain'
export type ButtonSize = 'regular' | 'small'

/** The style only, for links that act as the page's primary action. */
export function buttonClass(tone: ButtonTone = 'primary', size: ButtonSize = 'regular'): string {
  return `button button-${tone}${size === 'small' ? ' button-small' : ''}`
}
