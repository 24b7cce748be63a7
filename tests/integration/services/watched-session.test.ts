import { expect, test } from 'vitest'
import { checkSession } from '@/lib/services/sessions'
import { doToOwnSession } from '@/lib/services/watched-session'
import { newAccount } from '../new-account'
import { newViewer } from '../new-viewer'
import { newVisitor } from '../new-visitor'
import { actionsAbout } from '../recorded-events'

const NOW = new Date('2026-03-01T12:00:00Z')

test.each(['revoke', 'elsewhere'] as const)(
  '%s, pressed five times at once, ends one session and tells of it once',
  async (deed) => {
    const account = await newAccount()
    const viewer = await newViewer(account, NOW)
    const press = () => doToOwnSession(viewer, deed, newVisitor(), NOW)
    await Promise.all([press(), press(), press(), press(), press()])
    expect(await checkSession(viewer.session.id, NOW)).toBeNull()
    const ends = (await actionsAbout(account.id)).filter((action) => /^session_ended/.test(action))
    expect(ends).toEqual(['session_ended SUCCESS'])
  },
)
