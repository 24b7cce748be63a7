import { signIn } from '../../actions'
import type { PageStates } from './given'

/** The landing page, signed in and signed out. */
export const LANDING: PageStates = {
  'the landing page': async ({ page }) => {
    await page.goto('/')
  },
  'the landing page, signed in': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/' })
  },
}
