import { expect, type APIResponse } from 'playwright/test'
import { cookieName } from '@/lib/domain/site/cookie-names'

/** The page is rendered again, with the reason in the form's alert. */
export async function expectFormRefusal(answer: APIResponse, what: string): Promise<void> {
  expect(answer.status(), what).toBe(200)
  const html = await answer.text()
  const alerts = [...html.matchAll(/<div role="alert">(.*?)<\/div>/g)]
  const alert = alerts.map(([, text = '']) => text).join('')
  expect(alert, `the alert for ${what}`).not.toBe('')
  expect(answer.headers()['set-cookie'] ?? '', what).not.toContain(`${cookieName('session')}=`)
}
