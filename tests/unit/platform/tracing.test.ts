import { context, trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { callIn, traced, tracedEach, tracedRequest, type Call } from '@/lib/platform/tracing'
import { startTracing } from '@/lib/telemetry/start-tracing'

const refusal = Object.assign(new Error('typed by somebody'), { code: 'invalid_credentials' })

describe('without a provider', () => {
  const add = traced('add', (one: number, other: number) => one + other)

  test("a step returns its work's result, or the same promise", () => {
    const promise = Promise.resolve(3)
    expect(add(1, 2)).toBe(3)
    expect(traced('wait', () => promise)()).toBe(promise)
    expect(tracedRequest('request', () => promise)()).toBe(promise)
  })

  test("a step throws and rejects with its work's error", async () => {
    const error = new Error('broken')
    const fail = traced('fail', () => {
      throw error
    })
    expect(fail).toThrow(error)
    await expect(traced('reject', () => Promise.reject(error))()).rejects.toBe(error)
  })

  test('a step runs in no context and keeps nothing of its call', () => {
    const look = tracedRequest('request', () => [callIn(context.active()), trace.getActiveSpan()])
    expect(look()).toEqual([undefined, undefined])
  })
})

describe('with a provider', () => {
  let exporter: InMemorySpanExporter
  const wants = vi.fn<(request: Call) => boolean>(() => true)
  let stop: () => Promise<void>
  beforeEach(async () => {
    exporter = new InMemorySpanExporter()
    wants.mockReturnValue(true)
    stop = await startTracing([{ processor: new SimpleSpanProcessor(exporter), wants }], 'test')
  })
  afterEach(() => stop())

  const request = <Value>(work: () => Value) => tracedRequest('request', work)()
  const finished = () =>
    exporter.getFinishedSpans().map((span) => ({
      name: span.name,
      id: span.spanContext().spanId,
      parent: span.parentSpanContext?.spanId,
    }))
  const named = (name: string) =>
    exporter.getFinishedSpans().find((span) => span.name === name) ?? expect.fail(`no ${name}`)

  test('steps are children of the calling step, both sync and async', async () => {
    const inner = traced('inner', () => 1)
    const outer = traced('outer', async () => {
      await Promise.resolve()
      return inner()
    })
    await request(async () => {
      inner()
      await outer()
    })
    const [first, second, outerSpan, root] = finished()
    expect(root).toMatchObject({ name: 'request', parent: undefined })
    expect(outerSpan).toMatchObject({ name: 'outer', parent: root?.id })
    expect(first).toMatchObject({ name: 'inner', parent: root?.id })
    expect(second).toMatchObject({ name: 'inner', parent: outerSpan?.id })
  })

  test("a library's spans in between are not recorded and do not break the chain", () => {
    const inner = traced('inner', () => 1)
    request(() => trace.getTracer('next.js').startActiveSpan('render', () => inner()))
    const [innerSpan, root] = finished()
    expect(finished()).toHaveLength(2)
    expect(innerSpan?.parent).toBe(root?.id)
  })

  test('the span of a promise lasts until it settles', async () => {
    const wait = traced('wait', () => new Promise((resolve) => setTimeout(resolve, 20)))
    await request(() => wait())
    const [seconds, nanoseconds] = named('wait').duration
    expect(seconds * 1000 + nanoseconds / 1e6).toBeGreaterThan(15)
  })

  test("a failure marks the span with the error's name but not its message", async () => {
    const fail = traced('fail', () => Promise.reject(new TypeError('typed by somebody')))
    await expect(request(() => fail())).rejects.toThrow(TypeError)
    expect(named('fail')).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': 'TypeError' },
    })
    expect(JSON.stringify(named('fail').attributes)).not.toContain('typed')
    expect(named('fail').status).not.toHaveProperty('message')
    expect(named('fail').events).toEqual([])
  })

  test('a refusal is not a failure: the span carries its code', () => {
    const refuse = traced('refuse', () => {
      throw refusal
    })
    expect(() => request(refuse)).toThrow(refusal)
    expect(named('refuse')).toMatchObject({
      status: { code: 0 },
      attributes: { 'latchkey.refusal': 'invalid_credentials' },
    })
  })

  test('the call and its result are in the context, not on the span', () => {
    let call: Call | undefined
    const step = traced('step', (word: string) => {
      call = callIn(context.active())
      return word.length
    })
    request(() => step('secret'))
    expect(call).toMatchObject({ step: 'step', given: ['secret'], outcome: { value: 6 } })
    expect(call?.within?.step).toBe('request')
    expect(named('step').attributes).toEqual({})
  })

  test('steps outside a request or in an unrecorded request run untraced', () => {
    const step = traced('step', () => trace.getActiveSpan())
    expect(step()).toBeUndefined()
    wants.mockReturnValue(false)
    expect(request(step)).toBeUndefined()
    expect(finished()).toEqual([])
  })

  test('each function of an object becomes a step of that name', () => {
    const { one, two } = tracedEach({ one: (n: number) => n, two: (n: number) => n * 2 }, 'count.')
    expect(request(() => one(1) + two(2))).toBe(5)
    expect(finished().map(({ name }) => name)).toEqual(['count.one', 'count.two', 'request'])
  })
})
