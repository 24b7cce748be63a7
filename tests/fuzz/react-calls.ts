import fc from 'fast-check'
import type { Part } from '../e2e/setup/http'
import { multipartBody, textBody, type Body, type Draft } from './draft'
import { hostile } from './hostile-headers'
import { headers, drafts, fieldValue } from './request-parts'
import { pathOf } from './targets'
import type { TestBed } from './test-bed'

/**
 * The hidden fields of a form name its action (`$ACTION_1:0`) and hold its bound arguments
 * (`$ACTION_1:1`). A client can put anything there.
 */
export function madeUpArguments(hidden: readonly Part[]): fc.Arbitrary<Part[]> {
  const value = fc.oneof(
    reactValue.map((one) => JSON.stringify(one)),
    fc.array(reactValue, { maxLength: 3 }).map((list) => JSON.stringify(list)),
    hostile,
  )
  return fc
    .tuple(...hidden.map(() => fc.option(value, { freq: 2 })))
    .map((made) => hidden.map((part, at) => ({ ...part, value: made[at] ?? part.value })))
}

export function actionRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  return fc.constantFrom(...testBed.actions).chain(({ id, pages }) => {
    const page = fc
      .constantFrom(...pages, '/')
      .map((route) => pathOf(route, () => testBed.disposable.id))
    const body = fc.oneof(
      { weight: 3, arbitrary: encodedArguments(testBed) },
      {
        weight: 1,
        arbitrary: fc
          .oneof(
            reactValue.map((one) => JSON.stringify(one)),
            hostile,
          )
          .map(textBody),
      },
    )
    return drafts(fc.constant('POST'), page, headers(testBed, [['next-action', id]]), body)
  })
}

const REFERENCES = [
  ...[
    '$1',
    '$2',
    '$K1',
    '$@0',
    '$@1',
    '$F1',
    '$h1',
    '$Q1',
    '$W1',
    '$i1',
    '$R1',
    '$r1',
    '$X1',
    '$x1',
  ],
  ...[
    '$B1',
    '$n9',
    '$D2026',
    '$Dx',
    '$Infinity',
    '$undefined',
    '$NaN',
    '$-0',
    '$1:a:b',
    '$$x',
    '$T',
  ],
  ...['$u', '$S', '$Z', '$L1', '$E', '$A1', '$O1', '$o1', '$1:__proto__:then', '$1:constructor'],
]

/** JSON with React's references. */
const reactValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...REFERENCES),
    hostile.map((text) => text.toWellFormed()),
    fc.constantFrom(null, true, 0, -1, 1e21),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('then', 'id', 'bound', 'a', '__proto__', 'values', 'email'),
      tie('value'),
      {
        maxKeys: 4,
      },
    ),
  ),
})).value

/** React's encoding of a call: part 0 holds the arguments, others what they refer to. */
function encodedArguments(testBed: TestBed): fc.Arbitrary<Body> {
  const names = [...new Set(testBed.forms.flatMap(({ fields }) => fields))]
  const fields = fc.array(fc.tuple(fc.constantFrom(...names, '__proto__'), fieldValue(testBed)), {
    maxLength: 8,
  })
  const argumentList = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('[{},"$K1"]', '["$K1"]', '[null,"$K1"]') },
    { weight: 1, arbitrary: reactValue.map((value) => JSON.stringify(value)) },
  )
  const parts = fc.dictionary(fc.constantFrom('1', '2', '3'), reactValue, { maxKeys: 3 })
  return fc
    .tuple(fields, argumentList, parts)
    .map(([form, first, others]) =>
      multipartBody([
        ...form.map(([name, value]) => ({ name: `_1_${name}`, value })),
        ...Object.entries(others).map(([name, value]) => ({ name, value: JSON.stringify(value) })),
        { name: '0', value: first },
      ]),
    )
}
