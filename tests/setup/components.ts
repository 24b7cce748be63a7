import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { PATIENTLY } from './patiently'

/* What browsers have and jsdom lacks. */
HTMLDialogElement.prototype.showModal ??= function () {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function () {
  this.open = false
  queueMicrotask(() => this.dispatchEvent(new Event('close')))
}

configure({ asyncUtilTimeout: PATIENTLY.timeout })
afterEach(cleanup)
