import { ACCOUNT } from './page-states/account'
import { ADMINISTRATION } from './page-states/administration'
import type { PageStates } from './page-states/given'
import { INSPECTOR } from './page-states/inspector'
import { VISITORS } from './page-states/visitors'

/** Every page in every state it can be in, and how to get it there. */
export const PAGE_STATES: PageStates = { ...VISITORS, ...ACCOUNT, ...INSPECTOR, ...ADMINISTRATION }
