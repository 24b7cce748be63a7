import { vi } from 'vitest'
import type { Actions } from '@/components/inspector/actions/use-actions'

/** Of somebody who is signed out and has done nothing. */
export const noActions = (): Actions => ({
  ...{
    person: null,
    performed: [],
    busy: null,
    message: '',
    needsCode: false,
    form: { current: null },
  },
  ...{ run: vi.fn(), signIn: vi.fn() },
})
