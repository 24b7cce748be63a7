import { fillSignUp } from './actions'
import { expect, somebody, test, type Page } from './fixtures'
import { deep } from './setup/bad-values'
import { multipart, ownAddress, type Part } from './setup/http'

/*
 * A server action is an endpoint of its own: it accepts React's encoding of any arguments. None of
 * them may cause a 5xx, run code, or store anything.
 */

const SIGN_UP = '/sign-up'

/** The id under which the page's script calls the action of its form. */
async function actionIdOf(page: Page): Promise<string> {
  await page.goto(SIGN_UP)
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST' && sent.url().endsWith(SIGN_UP)),
    fillSignUp(page, { ...somebody(), password: 'short' }),
  ])
  return request.headers()['next-action'] ?? ''
}

const text = (name: string, value: string): Part => ({ name, value })

/** React's encoding: part 0 holds the arguments, `$` starts a reference to another part. */
const ARGUMENTS: Record<string, Part[]> = {
  nothing: [],
  'no arguments': [text('0', '[]')],
  null: [text('0', 'null')],
  'not JSON': [text('0', '{')],
  'a state alone': [text('0', '[{}]')],
  'text for the form': [text('0', '[{},"text"]')],
  'a number for the form': [text('0', '[{},1]')],
  'null for the form': [text('0', '[{},null]')],
  'an object for the form': [text('0', '[{},{"email":{"contains":"a"}}]')],
  'an array for the form': [text('0', '[{},[["email","a"]]]')],
  'text for the state': [text('0', '["state","$K1"]'), text('_1_email', 'a')],
  'a form without fields': [text('0', '[{},"$K1"]')],
  'a form of __proto__': [
    text('0', '[{},"$K1"]'),
    text('_1___proto__', 'x'),
    text('_1_constructor', 'x'),
  ],
  'arrays and objects as names': [
    text('0', '[{},"$K1"]'),
    text('_1_email[]', 'a@example.com'),
    text('_1_email[contains]', 'a'),
  ],
  'values that refuse to be echoed': [
    text('0', '[{"values":{"toString":1},"fieldErrors":1},"$K1"]'),
  ],
  'a property of a promise': [text('1', '{}'), text('0', '["$1:a:a"]')],
  'the constructor of an object': [text('1', '{}'), text('0', '["$1:constructor:constructor"]')],
  'a thenable': [text('1', '{"then":"$1:__proto__:then"}'), text('0', '["$1"]')],
  'a part that refers to itself': [text('0', '["$@0"]')],
  'two parts that refer to each other': [text('0', '["$@1"]'), text('1', '["$@0"]')],
  'a function': [text('0', '["$F1"]'), text('1', '{"id":"x","bound":null}')],
  'a server reference of another action': [text('0', '["$h1"]'), text('1', '{"id":"x"}')],
  'a date that is none': [text('0', '["$Dx"]')],
  'a huge number': [text('0', `["$n${'9'.repeat(20_000)}"]`)],
  'a map of itself': [text('0', '["$Q1"]'), text('1', '[["a","$Q1"]]')],
  'a set of nothing': [text('0', '["$W1"]')],
  'an iterator': [text('0', '["$i1"]'), text('1', '[1]')],
  'a stream': [text('0', '["$R1"]')],
  'a missing part': [text('0', '["$9"]')],
  'a deep array': [text('0', deep(20_000))],
  'many parts': Array.from({ length: 500 }, (_, index) => text(String(index), '["$1"]')),
  'a file': [{ name: '0', value: '[]', fileName: '0' }],
  'bytes that are no text': [{ name: '0', value: Buffer.from([0xff, 0xfe, 0x00]) }],
}

test('called the same way with valid arguments, the action works', async ({
  page,
  baseURL,
  database,
}) => {
  const person = somebody()
  const id = await actionIdOf(page)
  const fields = Object.entries(person).map(([name, value]) => text(`_1_${name}`, value))
  const { data, contentType } = multipart([...fields, text('0', '[{},"$K1"]')])
  const answer = await page.request.post(SIGN_UP, {
    data,
    headers: { 'next-action': id, 'content-type': contentType, origin: baseURL ?? '' },
  })

  expect(await answer.text()).toContain('Check your email')
  expect(await database.count('pending_sign_ups WHERE email = $1', [person.email])).toBe(1)
})

test('whatever an action is called with, it answers and stores nothing', async ({
  page,
  baseURL,
  database,
}) => {
  const id = await actionIdOf(page)
  expect(id).toMatch(/^[0-9a-f]{42}$/)
  for (const [what, parts] of Object.entries(ARGUMENTS)) {
    const { data, contentType } = multipart(parts)
    const answer = await page.request.post(SIGN_UP, {
      data,
      headers: {
        'next-action': id,
        'content-type': contentType,
        origin: baseURL ?? '',
        'x-forwarded-for': ownAddress(),
      },
      timeout: 5000,
      maxRedirects: 0,
    })
    expect(answer.status(), what).toBeLessThan(500)
    expect(await answer.text(), what).not.toMatch(/at [\w.]+ \(|node_modules|\/lib\//)
  }
  const traces = await database.count(
    `pending_sign_ups WHERE email LIKE '%contains%' OR email = ''`,
  )
  expect(traces).toBe(0)
  expect((await page.request.get('/api/health')).ok()).toBe(true)
})

test('plain-text arguments and an unknown action are refused', async ({ page, baseURL }) => {
  const id = await actionIdOf(page)
  for (const [action, body] of [
    [id, ''],
    [id, '[]'],
    [id, 'null'],
    [id, '[{},{}]'],
    [id, '["$1"]'],
    [id, '{'],
    [id, deep(20_000)],
    ['x', '[]'],
    ['', '[]'],
    ['__proto__', '[]'],
    [`${id}0`, '[]'],
    ['0'.repeat(42), '[]'],
    ['../../x', '[]'],
  ] as const) {
    const answer = await page.request.post(SIGN_UP, {
      data: Buffer.from(body),
      headers: {
        'next-action': action,
        'content-type': 'text/plain;charset=UTF-8',
        origin: baseURL ?? '',
        'x-forwarded-for': ownAddress(),
      },
      maxRedirects: 0,
    })
    expect(answer.status(), `${action} with ${body.slice(0, 40)}`).toBeLessThan(500)
  }
})
