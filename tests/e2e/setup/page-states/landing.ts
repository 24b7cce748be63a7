import { signIn } from '../../actions'
import type { PageStates } from './given'

/** The landing page, for both who come to it. */
export const LANDING: PageStates = {
  'the landing page': async ({ page }) => {
    await page.goto('/')
  },
  'the landing page of somebody signed in': async ({ page, newUser }) => {
    await signIn(page, await newUser(), { then: '/' })
  },
}
