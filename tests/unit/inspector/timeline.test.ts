import { describe, expect, test } from 'vitest'
import { diagnose, type Seen } from '@/lib/inspector/timeline/diagnosis'
import { compare, fromJson, toJson, toMarkdown } from '@/lib/inspector/documents/export-recording'
import { toMermaid } from '@/lib/inspector/documents/sequence-diagram'
import { replayCookies } from '@/lib/inspector/timeline/cookie-jar'
import { measure, operationOf } from '@/lib/inspector/timeline/callback-matrix'
import { differencesFromNotes } from '@/lib/inspector/timeline/callback-notes'
import { signInRuns } from '@/lib/inspector/timeline/sign-in-runs'
import { whyOf } from '@/lib/inspector/timeline/step-reasons'
import { codeOf, resultOf, seenByClient, titleOf } from '@/lib/inspector/timeline/step-text'
import { STEP_SOURCES } from '@/lib/inspector/sources/step-sources.mjs'
import {
  buildTimeline,
  isTimed,
  outcomeOf,
  refusedStepOf,
  sessionSourceOf,
  statusOf,
  type TimelineRequest,
} from '@/lib/inspector/timeline/timeline'
import {
  refused,
  request,
  SESSION_COOKIE,
  SIGN_IN,
  signIn,
  START,
  type Step,
} from './recorded-events'

const first = (timeline: TimelineRequest[]) => timeline[0] ?? expect.fail('no request')

describe('the timeline', () => {
  test('puts steps in the order they began, whichever ended first', () => {
    const [asked, ...rest] = signIn()
    const shuffled = asked ? [asked, ...rest.reverse()] : []
    expect(
      first(buildTimeline(shuffled))
        .steps.map(({ step }) => step)
        .slice(0, 3),
    ).toEqual([...['handler', 'redirect', 'authorize']])
  })

  test('leaves out what began before the recording', () => {
    expect(buildTimeline(signIn().slice(1))).toEqual([])
  })

  test('a refusal is attributed to the innermost step', () => {
    expect(refusedStepOf(first(buildTimeline(refused())))?.step).toBe('authorize')
    expect(refusedStepOf(first(buildTimeline(signIn())))).toBeNull()
  })
})

test('what ran inside a step follows it, whatever ran beside it meanwhile', () => {
  const page = request('a', { method: 'GET', path: '/dashboard', kind: 'page' }, [
    { step: 'auth', out: { session: 'user' } },
    { step: 'query' },
    { step: 'decode', parent: 'a-0' },
  ])
  const { steps } = first(buildTimeline(page))
  expect(steps.map(({ step, depth }) => [step, depth])).toEqual([
    ['auth', 0],
    ['decode', 1],
    ['query', 0],
  ])
})

describe('the outcome of a request', () => {
  const outcome = (events: Parameters<typeof buildTimeline>[0]) =>
    outcomeOf(first(buildTimeline(events)))
  const page = { method: 'GET', path: '/dashboard', kind: 'page' }

  test('a refused sign-in is refused, although it answers 200', () => {
    expect(outcome(refused())).toBe('refused')
    expect(outcome(signIn())).toBe('done')
  })

  test.each([
    [302, 'redirected'],
    [404, 'refused'],
    [503, 'failed'],
  ])('a page that answers %i is %s', (status, expected) => {
    expect(outcome(request('a', page, [], { status }))).toBe(expected)
  })

  test('a limit reached inside a step that goes on, such as that of mails, refuses nothing', () => {
    const steps: Step[] = [
      { step: 'handler', outcome: 'done' },
      { step: 'jwt', parent: 'a-0', in: { trigger: 'signIn' }, out: { alive: true } },
      { step: 'limiter', parent: 'a-1', outcome: 'refused', out: { allowed: false } },
      { step: 'encode', parent: 'a-0', out: { written: true } },
    ]
    expect(outcome(request('a', SIGN_IN, steps))).toBe('done')
  })

  test('a request without an answer is running', () => {
    expect(outcome(request('a', page, []).slice(0, -1))).toBe('running')
  })

  test('a request whose client did not wait has no status', () => {
    const [left] = buildTimeline(request('a', page, [], { abandoned: true }))
    expect(left && [outcomeOf(left), statusOf(left)]).toEqual(['abandoned', 'no answer'])
  })
})

describe('where a session was checked', () => {
  const checked = (withQuery: boolean) =>
    first(
      buildTimeline(
        request('a', { method: 'GET', path: '/api/auth/session', kind: 'api' }, [
          { step: 'liveness', out: { alive: true } },
          ...(withQuery ? [{ step: 'query', parent: 'a-0' } as const] : []),
        ]),
      ),
    )
  const told = (request: TimelineRequest) => {
    const [step] = request.steps
    return step ? [sessionSourceOf(step, request), whyOf(step, request)] : []
  }

  test('without a query it was memory, and the text says how a change is noticed', () => {
    expect(told(checked(false))).toEqual(['memory', expect.stringContaining('without a query')])
    expect(told(checked(false))[1]).toContain('notifies every process')
  })

  test('with a query it was the database', () => {
    expect(told(checked(true))).toEqual(['database', expect.stringContaining('was queried')])
  })
})

test('the CSRF check is shown as Auth.js’s, without a duration that nobody measured', () => {
  expect(isTimed({ step: 'csrf' })).toBe(false)
  expect(STEP_SOURCES.csrf.file).toMatch(/^node_modules\/@auth\/core\//)
})

describe('the cookie jar', () => {
  test('a cookie appears, is renewed, is replaced, and is cleared', () => {
    const other = { ...SESSION_COOKIE, value: 'eyJh…wxyz' }
    const replacing = request('again', SIGN_IN, [{ step: 'setCookie', out: other }])
    const clearing = request('out', { method: 'POST', path: '/api/auth/signout', kind: 'api' }, [
      { step: 'setCookie', out: { name: 'session', change: 'cleared' } },
    ])
    const { jar, moments } = replayCookies(
      buildTimeline([...signIn('a'), ...signIn('b'), ...replacing, ...clearing]),
    )
    const changes = moments.flatMap((moment) => moment.changes.map(({ change }) => change))
    expect(changes).toEqual(['appeared', 'renewed', 'replaced', 'cleared'])
    expect(jar).toEqual([])
  })

  test('what comes with a request is in it, though nobody saw it set', () => {
    const input = { ...SIGN_IN, 'cookie.csrf.bytes': 131, 'cookie.csrf.value': 'abcd…wxyz' }
    const { jar } = replayCookies(buildTimeline(request('a', input, [])))
    expect(jar).toEqual([{ name: 'csrf', bytes: 131, value: 'abcd…wxyz', set: null }])
  })
})

describe('the callback matrix', () => {
  test('counts what ran, and agrees with what is documented', () => {
    const rows = measure(buildTimeline([...signIn(), ...refused()]))
    const row = rows.find(({ id }) => id === 'sign-in')
    expect(row).toMatchObject({ requests: 1, cells: { jwt: { runs: 1 }, session: { runs: 0 } } })
    expect(Object.values(row?.cells ?? {}).every(({ agrees }) => agrees)).toBe(true)
  })

  test('says so when something ran that never should', () => {
    const odd = request('odd', SIGN_IN, [
      ...(['handler', 'redirect', 'authorize', 'signIn', 'jwt', 'session', 'encode'] as const).map(
        (step) => ({ step }),
      ),
    ])
    const row = measure(buildTimeline(odd)).find(({ id }) => id === 'sign-in')
    expect(row?.cells.session.agrees).toBe(false)
  })
})

test('the differences from the usual notes are those of the recording, each with its reason', () => {
  const reading = request('read', { method: 'GET', path: '/api/auth/session', kind: 'api' }, [
    ...(['handler', 'redirect', 'decode', 'jwt', 'session'] as const).map((step) => ({ step })),
  ])
  const rows = measure(buildTimeline([...signIn(), ...reading]))
  expect(differencesFromNotes(rows).map(({ id, because }) => [id, because.slice(0, 30)])).toEqual([
    ['sign-in session', 'A sign-in only writes the toke'],
    ['read redirect', 'The callback cookie comes with'],
  ])
  expect(differencesFromNotes(measure([]))).toEqual([])
})

describe('a sign-in and what followed from it', () => {
  const token = request('token', { method: 'GET', path: '/api/auth/csrf', kind: 'api' }, [
    { step: 'handler' },
  ])
  const read = request('read', { method: 'GET', path: '/api/auth/session', kind: 'api' }, [
    { step: 'handler' },
  ])
  const page = (id = 'page') =>
    request(id, { method: 'GET', path: '/inspector', kind: 'page' }, [{ step: 'auth' }])
  const posted = (id: string, redirect?: string) =>
    request(id, { ...SIGN_IN, redirect }, [{ step: 'handler' }, { step: 'encode' }])
  const runs = (...events: Parameters<typeof buildTimeline>[0][]) =>
    signInRuns(buildTimeline(events.flat())).map(({ requests, redirect }) => [
      redirect,
      requests.map(({ id }) => id),
    ])

  test('with redirect: false a reload is not part of it, and does not make it redirect: true', () => {
    expect(runs(token, posted('a', 'false'), page())).toEqual([[false, ['token', 'a']]])
    expect(runs(token, posted('a', 'false'), read, page())).toEqual([
      [false, ['token', 'a', 'read']],
    ])
  })

  test('with redirect: true it ends with the page that the client left for', () => {
    expect(runs(token, posted('a', 'true'), page('next'), page('back'))).toEqual([
      [true, ['token', 'a', 'next']],
    ])
  })

  test('what next-auth’s client did not send is none', () => expect(runs(posted('a'))).toEqual([]))
})

describe('a sign-in in two steps', () => {
  const code = 'two_factor_required'
  const password: Step[] = [
    { step: 'handler', outcome: 'refused', out: { status: 200, code } },
    { step: 'authorize', outcome: 'refused', parent: 'a-0', out: { code } },
    { step: 'challenge', parent: 'a-1', out: { opened: true } },
  ]
  const factor: Step[] = [
    { step: 'authorize', in: { provider: 'two-factor' } },
    { step: 'secondFactor', in: { kind: 'totp' }, out: { matches: true }, parent: 'a-0' },
    { step: 'encode' },
  ]
  const action = { method: 'POST', path: '/sign-in/two-factor', kind: 'action' }
  const path = '/api/auth/callback/two-factor'
  const read = (input: object, steps: Step[]) => first(buildTimeline(request('a', input, steps)))

  test('a right password continues: it is neither refused nor a sign-in', () => {
    const request = read(SIGN_IN, password)
    expect([operationOf(request), outcomeOf(request)]).toEqual(['first-step', 'continues'])
    expect(request.steps.map((step) => whyOf(step, request)).join()).toContain('accepts nobody')
    expect(request.steps.map(resultOf)).toContain('a code is needed, within five minutes')
  })

  test.each([
    ['the form of its page', action, factor],
    ['Auth.js’s own endpoint', { ...SIGN_IN, path }, [{ step: 'handler' } as const, ...factor]],
  ])('the second step has a name of its own, by %s', (_name, input, steps) => {
    const request = read(input, steps)
    const authorize = request.steps.find(({ step }) => step === 'authorize')
    expect(authorize && titleOf(authorize)).toBe('authorize of the second step')
    expect(authorize && codeOf(authorize)).toBe('authorizeSecondStep')
    expect(authorize && whyOf(authorize, request)).toContain('“two-factor”')
    expect(operationOf(request)).toBe('second-step')
    const row = measure([request]).find(({ id }) => id === 'second-step')
    expect(row?.cells.authorize).toMatchObject({ runs: 1, agrees: true })
  })

  test('a wrong code stops at the check, and the browser shows why, by a form too', () => {
    const out = { code: 'two_factor_invalid' }
    const request = read(action, [
      { step: 'authorize', in: { provider: 'two-factor' }, outcome: 'refused', out },
      ...([{ step: 'secondFactor', outcome: 'refused', parent: 'a-0' }] as const),
    ])
    expect([operationOf(request), outcomeOf(request)]).toEqual(['refused', 'refused'])
    expect(refusedStepOf(request)?.step).toBe('secondFactor')
    expect(seenByClient(request)).toBe('That code is not valid.')
  })
})

test('a sign-in by passkey has a name of its own, and is counted as a sign-in', () => {
  const input = { ...SIGN_IN, path: '/api/auth/callback/passkey' }
  const signedIn = first(
    buildTimeline(
      request('a', input, [
        { step: 'handler' },
        { step: 'authorize', in: { provider: 'passkey' }, parent: 'a-0' },
        { step: 'encode', parent: 'a-0' },
      ]),
    ),
  )
  const [, authorize] = signedIn.steps
  expect(authorize && titleOf(authorize)).toBe('authorize of a passkey')
  expect(authorize && codeOf(authorize)).toBe('authorizePasskey')
  expect(authorize && whyOf(authorize, signedIn)).toContain('has signed a challenge')
  expect(operationOf(signedIn)).toBe('sign-in')
})

describe('exporting a recording', () => {
  test('what was written is read again, the same', () => {
    const events = [...signIn(), ...refused()]
    expect(fromJson(toJson(events))).toEqual(events)
  })

  test.each([['nonsense'], ['{}'], ['[]'], ['{"format":"other","events":[]}']])(
    '%s is no recording',
    (text) => expect(fromJson(text)).toBeNull(),
  )

  test('a file from elsewhere shows no more than a recording could', () => {
    const events = [
      {
        ...{ kind: 'request', seq: 1, request: 'a', atMs: START },
        in: { method: 'GET', path: '/sign-in', password: 'lantern ladder lagoon', kind: 'page' },
      },
    ]
    const [read] = fromJson(JSON.stringify({ format: 'latchkey-flow-1', events })) ?? []
    expect(read).toMatchObject({ in: { method: 'GET', path: '/sign-in', kind: 'page' } })
    expect(JSON.stringify(read)).not.toContain('lantern')
  })

  test('the diagram and the document name the steps', () => {
    const events = signIn()
    expect(toMermaid(first(buildTimeline(events)))).toContain(
      'ours-->>authjs: jwt callback: trigger signIn',
    )
    expect(toMarkdown(events)).toContain('| Our code | jwt callback | trigger signIn | 1.00 ms |')
  })

  test('an arrow goes from the caller to what it calls, and the answer goes back', () => {
    const page = request('a', { method: 'GET', path: '/dashboard', kind: 'page' }, [
      { step: 'front', out: { passed: true } },
      { step: 'middleware', out: { session: 'alive', decision: 'pass' } },
      { step: 'liveness', parent: 'a-1', out: { alive: true } },
      { step: 'auth', out: { session: 'user' } },
      { step: 'decode', parent: 'a-3', out: { valid: true } },
      { step: 'jwt', parent: 'a-3', in: { trigger: 'none' }, out: { alive: true } },
      { step: 'lookup', parent: 'a-5', in: { by: 'id' }, out: { found: true } },
      { step: 'setCookie', out: SESSION_COOKIE },
    ])
    const lines = toMermaid(first(buildTimeline(page))).split('\n')
    expect(lines.filter((line) => /->|-x/.test(line)).map((line) => line.trim())).toEqual([
      'browser->>ours: GET /dashboard',
      'ours->>ours: Front server: passed',
      'ours->>middleware: Middleware',
      'middleware->>ours: Is the session open?',
      'ours-->>middleware: Is the session open?: open',
      'middleware-->>ours: Middleware: session open, goes on to the page',
      'ours->>ours: auth() in the page',
      'ours->>authjs: Decrypt the token',
      'authjs-->>ours: Decrypt the token: valid',
      'authjs->>ours: jwt callback',
      'ours->>database: Look up the user',
      'database-->>ours: Look up the user: found by id',
      'ours-->>authjs: jwt callback: trigger none',
      'ours-->>ours: auth() in the page: signed in',
      'ours-->>browser: Set-Cookie: session: 430 characters',
      'ours-->>browser: 200',
    ])
  })

  test('two runs differ where one went on', () => {
    const [one, other] = buildTimeline([...signIn(), ...refused()])
    if (!one || !other) expect.fail('two requests')
    expect(compare(one, one)).toEqual([])
    expect(compare(one, other)[0]?.at).toBe(1)
  })
})

describe('the diagnosis', () => {
  const SOUND: Seen = {
    pageOrigin: 'http://localhost:3000',
    authUrl: 'http://localhost:3000',
    clockAheadMs: 200,
    cookiesEnabled: true,
    hasRecording: true,
  }
  const titles = (seen: Partial<Seen>, timeline: TimelineRequest[] = []) =>
    diagnose({ ...SOUND, ...seen }, timeline).map(({ title }) => title)

  test('has nothing to say where nothing is wrong', () => {
    expect(titles({}, buildTimeline(signIn()))).toEqual([])
  })

  test.each([
    ['Clock skew', { clockAheadMs: 60_000 }],
    ['Clock skew', { clockAheadMs: -60_000 }],
    ['AUTH_URL does not match the address bar', { authUrl: 'http://127.0.0.1:3000' }],
    ['Cookies are blocked', { hasRecording: false }],
    ['Secure cookies over http', { authUrl: 'https://localhost:3000' }],
  ])('finds: %s', (title, seen) => expect(titles(seen)).toContain(title))

  test.each([
    ['Session cookie too large', { 'cookie.session.bytes': 4000 }],
    ['Cookie header too large', { 'cookies.bytes': 9000 }],
    ['Two apps on one host', { 'cookies.foreignAuth': true }],
    ['Malformed callback cookie', { 'cookies.badCallback': true }],
  ])('finds in the requests: %s', (title, input) =>
    expect(titles({}, buildTimeline(request('a', { ...SIGN_IN, ...input }, [])))).toContain(title),
  )
})
