import { describe, expect, test } from 'vitest'
import { parseForm } from '@/lib/platform/forms'
import { IMAGE_MAX_BYTES } from '@/lib/domain/accounts/profile-image'
import { profileSchema } from '@/lib/schemas/account'
import { TYPED_PROFILE } from '@/tests/setup/typed-profile'

function formWith(...images: FormDataEntryValue[]): FormData {
  const form = new FormData()
  form.set('name', ' Ada ')
  form.set('username', 'ADA')
  for (const image of images) form.append('image', image)
  return form
}

const file = (bytes: number) => new File([new Uint8Array(bytes)], 'me.png')

describe('the profile form', () => {
  test.each([
    ['no such field', []],
    ['an empty field', ['']],
    ['a file field in which nothing was chosen', [new File([], '')]],
  ])('with %s leaves the image unchanged', (_what, images) => {
    const parsed = parseForm(profileSchema, formWith(...images))
    expect(parsed).toEqual({ ok: true, value: { ...TYPED_PROFILE, name: 'Ada' } })
  })

  test('accepts a file as large as allowed', () => {
    const parsed = parseForm(profileSchema, formWith(file(IMAGE_MAX_BYTES)))
    expect(parsed.ok && parsed.value.image?.size).toBe(IMAGE_MAX_BYTES)
  })

  test.each([
    ['a file one byte larger', [file(IMAGE_MAX_BYTES + 1)]],
    ['text', ['data:image/png;base64,AAAA']],
    ['two files', [file(1), file(1)]],
  ])('refuses %s with one sentence', (_what, images) => {
    const parsed = parseForm(profileSchema, formWith(...images), ['name', 'username'])
    expect(parsed).toMatchObject({
      ok: false,
      state: {
        refusal: { code: 'image_refused' },
        values: { name: ' Ada ', username: 'ADA' },
      },
    })
  })

  test('ignores other fields', () => {
    const form = formWith()
    form.set('role', 'ADMIN')
    form.set('id', '1')
    const parsed = parseForm(profileSchema, form)
    expect(parsed.ok && Object.keys(parsed.value)).toEqual(Object.keys(TYPED_PROFILE))
  })
})
