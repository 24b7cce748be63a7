import { afterEach, expect, test, vi } from 'vitest'
import { guardAuthCall } from '@/lib/auth/guarded-fetch'

const original = window.fetch
const SESSION = '/api/auth/session'

afterEach(() => {
  window.fetch = original
})

/** A network that answers on command. */
function heldNetwork() {
  const answers: ((status: number) => void)[] = []
  const network = vi.fn(
    () =>
      new Promise<Response>((resolve) => {
        answers.push((status) => resolve(new Response('{}', { status })))
      }),
  )
  window.fetch = network
  const answer = async (status: number) => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0))
    answers.shift()?.(status)
  }
  return { network, answer }
}

test('overlapping calls each see their own responses, and fetch is restored', async () => {
  const { network, answer } = heldNetwork()
  const one = guardAuthCall(() => fetch(SESSION), 1000)
  const other = guardAuthCall(() => fetch(SESSION), 1000)
  await answer(503)
  expect((await one).status).toBe(503)
  await answer(200)
  expect((await other).status).toBe(200)
  expect(window.fetch).toBe(network)
})

test('a call that throws does not delay the next one', async () => {
  const { network, answer } = heldNetwork()
  const failing = guardAuthCall(() => Promise.reject(new Error('gave up')), 1000)
  const next = guardAuthCall(() => fetch(SESSION), 1000)
  expect((await failing).error).toEqual(new Error('gave up'))
  await answer(200)
  expect((await next).status).toBe(200)
  expect(window.fetch).toBe(network)
})

test('a call that hangs does not delay another one', async () => {
  const { network, answer } = heldNetwork()
  let letGo = () => {}
  const hanging = guardAuthCall(() => new Promise<void>((resolve) => (letGo = resolve)), 1000)
  const next = guardAuthCall(() => fetch(SESSION), 1000)
  await answer(200)
  expect((await next).status).toBe(200)
  letGo()
  await hanging
  expect(window.fetch).toBe(network)
})
