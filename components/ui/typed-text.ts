const KEPT_TYPES = ['text', 'email', 'search', 'date', 'datetime-local', 'textarea']

/** Whether somebody has typed into a form of the page what was not there before. Secrets do not count. */
export function hasTypedText(): boolean {
  const fields = [
    ...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'main input, main textarea',
    ),
  ]
  return fields.some(
    (field) => KEPT_TYPES.includes(field.type) && field.value !== field.defaultValue,
  )
}
