import { expect, type APIResponse } from 'playwright/test'

/** The page comes again, with its reason in the form's alert. */
export async function expectFormRefusal(answer: APIResponse, what: string): Promise<void> {
  expect(answer.status(), what).toBe(200)
  const [, alert = ''] = /<div role="alert">(.*?)<\/div>/.exec(await answer.text()) ?? []
  expect(alert, `the alert for ${what}`).not.toBe('')
  expect(answer.headers()['set-cookie'] ?? '', what).not.toContain('latchkey.session=')
}
