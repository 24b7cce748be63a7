import { expect, test } from 'vitest'
import { pageNotice, signInPathWith } from '@/lib/domain/site/notices'

test('the sign-in page knows every notice that links to it', () => {
  for (const notice of ['email-confirmed', 'password-reset'] as const) {
    const given = new URL(signInPathWith(notice), 'http://localhost').searchParams.get('notice')
    expect(pageNotice(given)).toMatch(/Sign in/)
  }
})

test.each([undefined, '', 'constructor', '__proto__', ['password-reset'], { notice: 1 }, '<b>'])(
  '%j shows no notice',
  (value) => expect(pageNotice(value)).toBeUndefined(),
)
