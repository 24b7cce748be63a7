const KEPT_TYPES = ['text', 'email', 'search', 'date', 'datetime-local']

/** Whether somebody has typed into a form of the page what was not there before. Secrets do not count. */
export function hasTypedText(): boolean {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('main input')]
  return inputs.some(
    (input) => KEPT_TYPES.includes(input.type) && input.value !== input.defaultValue,
  )
}
