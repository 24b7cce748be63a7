import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { PASSWORD_MIN } from '@/lib/domain/passwords/password-policy'
import { keptValues, parseForm, readFields } from '@/lib/platform/forms'

const schema = z.object({
  email: z.string().min(3, 'Enter your email.'),
  password: z.string().min(15, 'password_length'),
})

function form(...fields: [string, string | File][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

describe('a form', () => {
  test('with valid fields gives its value', () => {
    const data = form(['email', 'ada@example.com'], ['password', 'lantern ladder lagoon'])
    expect(parseForm(schema, data)).toEqual({
      ok: true,
      value: { email: 'ada@example.com', password: 'lantern ladder lagoon' },
    })
  })

  test('with invalid fields names each of them and returns only values that may be shown again', () => {
    const data = form(['email', 'a'], ['password', 'short'])
    expect(parseForm(schema, data, ['email'])).toEqual({
      ok: false,
      state: {
        refusal: { code: 'invalid_input' },
        fieldErrors: {
          email: 'Enter your email.',
          password: `Use at least ${PASSWORD_MIN} characters.`,
        },
        values: { email: 'a' },
      },
    })
  })

  test('with a single error code also shows it above the form', () => {
    const data = form(['email', 'ada@example.com'], ['password', 'short'])
    expect(parseForm(schema, data)).toMatchObject({
      state: {
        refusal: { code: 'password_length' },
        fieldErrors: { password: `Use at least ${PASSWORD_MIN} characters.` },
      },
    })
  })

  test('with a single error that has no code asks to look at the field', () => {
    const data = form(['email', 'a'], ['password', 'lantern ladder lagoon'])
    expect(parseForm(schema, data)).toMatchObject({ state: { refusal: { code: 'invalid_input' } } })
  })

  test('with a field sent twice is refused', () => {
    const data = form(['email', 'ada@example.com'], ['email', 'eve@example.com'], ['password', 'x'])
    expect(parseForm(schema, data, ['email'])).toMatchObject({
      ok: false,
      state: { fieldErrors: { email: expect.any(String) }, values: {} },
    })
  })

  test('with a file where text belongs is refused', () => {
    const data = form(['email', new File(['ada@example.com'], 'a.txt')], ['password', 'x'])
    expect(parseForm(schema, data, ['email'])).toMatchObject({ ok: false, state: { values: {} } })
  })

  test('without any fields is refused field by field', () => {
    const parsed = parseForm(schema, form())
    expect(parsed.ok).toBe(false)
    if (!parsed.ok)
      expect(Object.keys(parsed.state.fieldErrors ?? {})).toEqual(['email', 'password'])
  })
})

describe('form fields by name', () => {
  test("leave out React's own", () => {
    const data = form(
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', '{}'],
      ['$ACTION_KEY', 'k'],
      ['a', '1'],
    )
    expect(readFields(data)).toEqual({ a: '1' })
  })

  test('may have names that are special to JavaScript', () => {
    const fields = readFields(form(['__proto__', 'x'], ['constructor', 'y'], ['toString', 'z']))
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  test('keep errors of such names apart from the prototype', () => {
    const hostile = z.object({ constructor: z.string('Enter a constructor.') })
    expect(parseForm(hostile, form())).toMatchObject({
      state: { fieldErrors: { constructor: 'Enter a constructor.' } },
    })
  })

  test('contain only the requested text', () => {
    expect(keptValues({ a: '1', b: ['2', '3'], password: 'x' }, ['a', 'b', 'c'])).toEqual({
      a: '1',
    })
  })
})

test.each([undefined, null, 'text', {}, []])('%j instead of a form is an empty form', (given) => {
  // Next calls an action with anything the client sent, whatever its type says.
  expect(Reflect.apply(readFields, undefined, [given])).toEqual({})
})
