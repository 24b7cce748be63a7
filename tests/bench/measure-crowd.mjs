import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from './figures.mjs'
import { Client, loop, probe } from './http-load.mjs'
import { signedInCookie, signInRequests } from './measures.mjs'

/*
 * Two hundred users sign in at once: how many succeed, how fast the others are told to wait, and
 * the effect on other pages. They arrive within a few seconds, and whoever is told to wait does so
 * for that long and up to half as long again.
 */

const PEOPLE = 20
const CROWD = 200
const SECONDS = 12
const WARM_UP_SECONDS = 3
const ARRIVAL_MS = 3000
const LATER = 1.5
const PROBE = { everyMs: 50, expect: 200 }

/** @param {import('./arms.mjs').Bench} bench */
export async function measureCrowd({ port, pace }) {
  const seconds = SECONDS * pace
  const people = new Client({ port, connections: PEOPLE })
  const crowd = new Client({ port, connections: CROWD })
  const pages = new Client({ port, connections: 16 })
  try {
    const cookie = await signedInCookie(people)
    const next = await signInRequests(people)
    const load = { connections: PEOPLE, next, expect: 200 }
    await loop(people, { ...load, seconds: WARM_UP_SECONDS })
    const { perSecond } = await loop(people, { ...load, seconds })
    const door = await press(crowd, next, seconds)
    // Measured separately, because pages have priority over hashes and would reduce the sign-ins.
    const [, dashboard] = await Promise.all([
      press(crowd, next, seconds),
      probe(pages, { ...PROBE, seconds, sent: { path: '/dashboard', headers: { cookie } } }),
    ])
    return {
      completed: door.completed / seconds / perSecond,
      refusal: quantile(door.refusals, 0.99),
      page: quantile(dashboard, 0.99),
    }
  } finally {
    for (const client of [people, crowd, pages]) client.close()
  }
}

/**
 * Every client keeps trying, and waits at least as long as it is told to.
 *
 * @param {Client} client
 * @param {(index: number) => import('./http-load.mjs').Sent} next
 * @param {number} seconds
 */
async function press(client, next, seconds) {
  const endsAt = performance.now() + seconds * 1000
  const door = { completed: 0, refusals: /** @type {number[]} */ ([]) }
  let index = 0
  const one = async () => {
    await sleep(Math.random() * ARRIVAL_MS)
    while (performance.now() < endsAt) {
      const { status, ms, headers } = await client.send(next(index++))
      if (status === 200 && performance.now() <= endsAt) door.completed += 1
      if (status === 200) continue
      if (status !== 503) throw new Error(`A sign-in in the crowd answered ${status}.`)
      door.refusals.push(ms)
      const waitMs = Number(headers['retry-after']) * 1000 * (1 + Math.random() * (LATER - 1))
      await sleep(Math.min(waitMs, Math.max(0, endsAt - performance.now())))
    }
  }
  await Promise.all(Array.from({ length: CROWD }, one))
  return door
}
