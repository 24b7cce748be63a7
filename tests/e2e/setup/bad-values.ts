import type { Part } from './http'

/** Every kind of invalid value for a field, given its name and a valid value. */
const WRONG_WAYS = {
  missing: () => [],
  empty: (name) => [{ name, value: '' }],
  blank: (name) => [{ name, value: ' \t\r\n\u00a0\u3000' }],
  'too long': (name, good) => [{ name, value: good.padEnd(50_000, 'x') }],
  'sent twice': (name, good) => [
    { name, value: good },
    { name, value: good },
  ],
  'sent twice, the second empty': (name, good) => [
    { name, value: good },
    { name, value: '' },
  ],
  'named like an array': (name, good) => [{ name: `${name}[]`, value: good }],
  'named like an element': (name, good) => [{ name: `${name}[0]`, value: good }],
  'named like an object': (name, good) => [{ name: `${name}[contains]`, value: good }],
  'named with a dot': (name, good) => [{ name: `${name}.equals`, value: good }],
  'named __proto__': (name, good) => [{ name: '__proto__', value: good }],
  'under __proto__': (name, good) => [{ name: `__proto__[${name}]`, value: good }],
  'under constructor': (name, good) => [{ name: `constructor[prototype][${name}]`, value: good }],
  'a file': (name, good) => [{ name, value: good, fileName: 'value.txt' }],
  'with a NUL': (name, good) => [{ name, value: `${good}\0` }],
  'a NUL alone': (name) => [{ name, value: '\0' }],
  'half a surrogate pair': (name, good) => [
    { name, value: Buffer.concat([Buffer.from(good), Buffer.from([0xed, 0xa0, 0x80])]) },
  ],
  'not UTF-8': (name, good) => [
    { name, value: Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe, 0xc0])]) },
  ],
  'a JSON object': (name) => [{ name, value: '{"not":""}' }],
  'a JSON array': (name) => [{ name, value: '["a"]' }],
} satisfies Record<string, (name: string, good: string) => Part[]>

export type WrongWay = keyof typeof WRONG_WAYS

/** A form with one invalid field, the others valid. */
export function withOneWrong(right: Record<string, string>, field: string, way: WrongWay): Part[] {
  const others = Object.entries(right).filter(([name]) => name !== field)
  return [
    ...others.map(([name, value]) => ({ name, value })),
    ...WRONG_WAYS[way](field, right[field] ?? ''),
  ]
}

export const ALL_WAYS = Object.keys(WRONG_WAYS).filter(isWay)

function isWay(name: string): name is WrongWay {
  return Object.hasOwn(WRONG_WAYS, name)
}

/** Nested arrays. */
export const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** JSON values that are not text, or text that is not valid Unicode. */
export const NOT_TEXT = [
  ...['null', 'true', 'false', '0', '1', '-1', '1e999', '[]', '{}', '""', '" "'],
  ...['["a"]', '[["a"]]', '{"contains":"a"}', '{"not":""}', '{"$ne":null}', '{"$gt":""}'],
  ...['{"equals":"a","mode":"insensitive"}', '{"toString":"a"}', '{"length":5}'],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"a\\u0000b"', '"\\ufffd"', '"\\u202e"'],
  ...['{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}'],
  ...[deep(100), deep(5000), `"${'x'.repeat(50_000)}"`],
]

/** Bodies of JSON requests that are not objects. */
export const NOT_AN_OBJECT = [
  ...['', ' ', 'null', 'true', '1', '"text"', '[]', '[{}]', '{', '}', '{"a":1}x', '{"a":}', '\0'],
  ...['{"identifier":"a","identifier":["b"]}', deep(30_000), '\ufeff{}', 'undefined', 'NaN'],
  ...['{"__proto__":{"identifier":"a","password":"b"}}'],
]
