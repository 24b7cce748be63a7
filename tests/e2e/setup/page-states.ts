import { ACCOUNT } from './page-states/account'
import { ADMINISTRATION } from './page-states/administration' // optional part: admin
import type { PageStates } from './page-states/given'
import { INSPECTOR } from './page-states/inspector' // optional part: inspector
import { LANDING } from './page-states/landing' // optional part: landing
import { MAILBOX } from './page-states/mailbox' // optional part: mailbox
import { VISITORS } from './page-states/visitors'

/** Every page in every state, and how to reach it. */
export const PAGE_STATES: PageStates = {
  ...VISITORS,
  ...ACCOUNT,
  ...LANDING, // optional part: landing
  ...MAILBOX, // optional part: mailbox
  ...INSPECTOR, // optional part: inspector
  ...ADMINISTRATION, // optional part: admin
}
