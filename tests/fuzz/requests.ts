import fc from 'fast-check'
import type { Part } from '../e2e/setup/http'
import { authRequest, apiRequest, factorRequest, anyBody } from './auth-requests'
import { deviceRequest } from './device-proofs'
import { changed, bytesOf, multipartBody, NO_BODY, type Change, type Draft } from './draft'
import { hostile } from './hostile-headers'
import { passkeyAnswer } from './passkey-answers'
import { madeUpArguments, actionRequest } from './react-calls'
import { headers, target, drafts, fieldValue } from './request-parts'
import type { TestBed } from './test-bed'

/** Every kind of request to every endpoint of the build. */
export function anyRequest(testBed: TestBed): fc.Arbitrary<Buffer> {
  const draft = fc.oneof(
    { weight: 4, arbitrary: pageRequest(testBed) },
    { weight: 4, arbitrary: formRequest(testBed) },
    { weight: 3, arbitrary: actionRequest(testBed) },
    { weight: 3, arbitrary: authRequest(testBed) },
    { weight: 2, arbitrary: apiRequest(testBed) },
    { weight: 2, arbitrary: factorRequest(testBed) },
    { weight: 2, arbitrary: deviceRequest(testBed) },
    { weight: 1, arbitrary: strangeMethod(testBed) },
  )
  const whole = draft.map(bytesOf)
  const changes: fc.Arbitrary<Change[]> = fc.array(
    fc.record({
      kind: fc.constantFrom('flip' as const, 'flip' as const, 'cut', 'repeat', 'insert'),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      amount: fc.integer({ min: 1, max: 300 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    { weight: 1, arbitrary: fc.tuple(whole, changes).map(([bytes, list]) => changed(bytes, list)) },
  )
}

function pageRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD')
  return drafts(method, target(testBed), headers(testBed), fc.constant(NO_BODY))
}

function strangeMethod(testBed: TestBed): fc.Arbitrary<Draft> {
  const method = fc.oneof(
    fc.constantFrom(
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'CONNECT',
      'PROPFIND',
      'M-SEARCH',
    ),
    fc.stringMatching(/^[A-Za-z]{1,12}$/),
  )
  return drafts(method, target(testBed), headers(testBed), anyBody(testBed))
}

function formRequest(testBed: TestBed): fc.Arbitrary<Draft> {
  const anyForm = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...testBed.forms) },
    { weight: 1, arbitrary: fc.constantFrom(...testBed.linkForms) },
  )
  return anyForm.chain((form) => {
    const values = fc.tuple(
      ...form.fields.map((name) =>
        fc.tuple(
          fc.constant(name),
          name === 'passkey' ? passkeyAnswer(testBed) : fieldValue(testBed),
        ),
      ),
    )
    const more = fc.array(fc.tuple(hostile, hostile), { maxLength: 2 })
    const hidden = fc.oneof(
      { weight: 3, arbitrary: fc.constant(form.hidden) },
      { weight: 2, arbitrary: madeUpArguments(form.hidden) },
    )
    const body = fc.tuple(values, more, hidden, fc.nat(5)).map(([own, others, action, chance]) => {
      const parts: Part[] = [...own, ...others].map(([name, value]) => ({
        name: name.replace(/["\r\n]/g, ''),
        value,
        ...(chance === 0 ? { fileName: 'x' } : {}),
      }))
      return multipartBody([...action, ...parts])
    })
    return drafts(fc.constant('POST'), fc.constant(form.path), headers(testBed), body)
  })
}
