import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import {
  namingOf,
  renamedDocument,
  renamedPackage,
  renamedProduct,
} from '@/scripts/adopt/rename.mjs'
import { productFact } from '@/scripts/product.mjs'
import { product } from '@/lib/product'

const OLD = { name: 'Old Name', slug: 'old-name', cookiePrefix: 'old-name' }
const ACME = namingOf('Acme Notes')

test.each([
  ['Acme Notes', 'Acme Notes', 'acme-notes'],
  ['  Acme   Notes ', 'Acme Notes', 'acme-notes'],
  ['Café Pro!', 'Café Pro!', 'cafe-pro'],
  ['H2O.app', 'H2O.app', 'h2o-app'],
])('the product name %j becomes %j for machines', (typed, name, slug) => {
  expect(namingOf(typed)).toEqual({ name, slug, cookiePrefix: slug })
})

test.each([
  ['', /Give the new name/],
  ['A', /2 to 40 characters; this one has 1/],
  ['a'.repeat(41), /this one has 41/],
  ['<b>Acme</b>', /starts with a letter or digit/],
  ["Acme's", /letters, digits, spaces/],
  ['Acme\nBcc: all', /letters, digits, spaces/],
  ['日本語', /a Latin letter/],
  ['42 things', /starts with a Latin letter/],
])('the product name %j is refused with a sentence', (typed, sentence) => {
  expect(() => namingOf(typed)).toThrow(sentence)
})

test('the script reads the same product facts as the code', () => {
  for (const fact of ['name', 'slug', 'cookiePrefix', 'mailFrom'] as const) {
    expect(productFact(fact)).toBe(product[fact])
  }
})

test('renaming changes the facts, and repeating it changes nothing', async () => {
  const source = await readFile('lib/product.ts', 'utf8')
  const once = renamedProduct(source, ACME)
  expect(productFact('name', once)).toBe('Acme Notes')
  expect(productFact('slug', once)).toBe('acme-notes')
  expect(productFact('cookiePrefix', once)).toBe('acme-notes')
  expect(productFact('mailFrom', once)).toBe('Acme Notes <no-reply@localhost>')
  expect(once).toContain(product.tagline)
  expect(renamedProduct(once, ACME)).toBe(once)
})

test.each([
  ['# Old Name', '# Acme Notes'],
  ['Old Name’s cookie `old-name.session`', 'Acme Notes’s cookie `acme-notes.session`'],
  ['`__Host-old-name.csrf`', '`__Host-acme-notes.csrf`'],
  ['OLD_NAME_MODE, Old NameDown, db.old-name.example', null],
  ['x-old-name.session', null],
])('%j becomes %j', (text, renamed) => {
  expect(renamedDocument(text, OLD, ACME)).toBe(renamed ?? text)
})

test('a package is renamed, and its dependencies keep their names', () => {
  const text = '{ "name": "old-name", "dependencies": { "old-name-kit": "1.0.0" } }'
  expect(renamedPackage(text, 'old-name', 'acme-notes')).toBe(
    '{ "name": "acme-notes", "dependencies": { "old-name-kit": "1.0.0" } }',
  )
})
