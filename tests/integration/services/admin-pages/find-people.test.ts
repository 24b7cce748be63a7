import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '@/lib/services/viewer'
import { findPeople, PEOPLE_LIMIT } from '@/lib/services/admin-pages/find-people'
import { newAccount } from '../../setup/new-account'
import { newAdministrator } from '../../setup/new-administrator'
import { newViewer } from '../../setup/new-viewer'

const NOW = new Date('2026-03-01T12:00:00Z')
const NOBODY = '018f0000-0000-7000-8000-000000000000'

let admin: Viewer
let ada: Awaited<ReturnType<typeof newAccount>>

beforeAll(async () => {
  admin = (await newAdministrator(NOW, { name: 'Root', email: 'root@root.test', username: 'root' }))
    .viewer
  ada = await newAccount({ name: 'Ada King', username: 'countess', email: 'ada@analytical.test' })
  await newAccount({ name: 'Sir Countessa', username: 'countess2', email: 'two@example.test' })
})

async function namesFor(typed: string) {
  const found = await findPeople(admin, typed, NOW)
  return found?.people.map(({ name }) => name).sort()
}

test('people are found by any part of their email, username or name', async () => {
  for (const typed of ['analytical', 'NALYTI', 'ada@ana', 'king', 'da kin', ' Ada ']) {
    expect(await namesFor(typed), typed).toEqual(['Ada King'])
  }
  expect(await namesFor('ountes')).toEqual(['Ada King', 'Sir Countessa'])
  expect(await findPeople(admin, 'no such person', NOW)).toEqual({
    ...{ ids: [], people: [], isMore: false },
  })
})

test('a username with its @ is that user, and the beginning of one is all of them', async () => {
  expect(await namesFor('@countess')).toEqual(['Ada King'])
  expect(await namesFor('@counte')).toEqual(['Ada King', 'Sir Countessa'])
})

test('an address is found as written, with what a paste brings along', async () => {
  await newAccount({ name: 'Info', username: 'info', email: 'info@xn--mnchen-test-thb.de' })
  for (const typed of [
    'info@münchen-test.de',
    ' INFO@MÜNCHEN-test.de ',
    '@münchen-test.de\u200b',
  ]) {
    expect(await namesFor(typed), typed).toEqual(['Info'])
  }
  expect(await namesFor('@info\u200b')).toEqual(['Info'])
})

test('an id is that account, deleted or not, and no search means everybody', async () => {
  const named = { id: ada.id, username: 'countess', name: 'Ada King' }
  expect(await findPeople(admin, ada.id.toUpperCase(), NOW)).toEqual({
    ...{ ids: [ada.id], people: [named], isMore: false },
  })
  expect(await findPeople(admin, NOBODY, NOW)).toEqual({ ids: [NOBODY], people: [], isMore: false })
  expect(await findPeople(admin, '', NOW)).toEqual({ ids: null, people: [], isMore: false })
})

test('of many who are found, the first are taken, the one who is meant among them', async () => {
  for (let made = 0; made <= PEOPLE_LIMIT; made += 1) {
    await newAccount({ username: `crowd-${String(made).padStart(2, '0')}` })
  }
  await newAccount({ username: 'zz-crowd', name: 'Last', email: 'crowd@crowd.test' })
  const found = await findPeople(admin, 'crowd', NOW)
  expect(found).toMatchObject({ people: { length: PEOPLE_LIMIT }, isMore: true })
  const exact = await findPeople(admin, 'crowd@crowd.test', NOW)
  expect(exact).toMatchObject({ people: [{ name: 'Last' }], isMore: false })
})

test('only administrators are told who there is', async () => {
  expect(await findPeople(await newViewer(ada, NOW), 'ada', NOW)).toBeNull()
})
