import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from './figures.mjs'
import { Client, loop, probe } from './http-load.mjs'
import { signedInCookie, signInRequests } from './measures.mjs'

/* Two hundred people at the door at once: how many get in, how fast the others are told, who else notices. */

const PEOPLE = 20
const CROWD = 200
const SECONDS = 12
const WARM_UP_SECONDS = 3
const PROBE = { everyMs: 50, seconds: SECONDS, expect: 200 }

/** @param {import('./arms.mjs').Bench} bench */
export async function measureCrowd({ port }) {
  const people = new Client({ port, connections: PEOPLE })
  const crowd = new Client({ port, connections: CROWD })
  const pages = new Client({ port, connections: 16 })
  try {
    const cookie = await signedInCookie(people)
    const next = await signInRequests(people)
    const load = { connections: PEOPLE, next, expect: 200 }
    await loop(people, { ...load, seconds: WARM_UP_SECONDS })
    const { perSecond } = await loop(people, { ...load, seconds: SECONDS })
    const [door, dashboard] = await Promise.all([
      press(crowd, next),
      probe(pages, { ...PROBE, sent: { path: '/dashboard', headers: { cookie } } }),
    ])
    return {
      completed: door.completed / SECONDS / perSecond,
      refusal: quantile(door.refusals, 0.99),
      page: quantile(dashboard, 0.99),
    }
  } finally {
    for (const client of [people, crowd, pages]) client.close()
  }
}

/**
 * Everybody tries at once and again, and waits for as long as they are told to.
 *
 * @param {Client} client
 * @param {(index: number) => import('./http-load.mjs').Sent} next
 */
async function press(client, next) {
  const endsAt = performance.now() + SECONDS * 1000
  const door = { completed: 0, refusals: /** @type {number[]} */ ([]) }
  let index = 0
  const one = async () => {
    while (performance.now() < endsAt) {
      const { status, ms, headers } = await client.send(next(index++))
      if (status === 200 && performance.now() <= endsAt) door.completed += 1
      if (status === 200) continue
      if (status !== 503) throw new Error(`A sign-in in the crowd answered ${status}.`)
      door.refusals.push(ms)
      const waitMs = Number(headers['retry-after']) * 1000
      await sleep(Math.min(waitMs, Math.max(0, endsAt - performance.now())))
    }
  }
  await Promise.all(Array.from({ length: CROWD }, one))
  return door
}
