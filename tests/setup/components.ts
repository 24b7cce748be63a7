import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { toast } from 'react-hot-toast/headless'
import { afterEach } from 'vitest'
import { PATIENTLY } from './patiently'

/* Browser features that jsdom lacks. */
HTMLDialogElement.prototype.showModal ??= function () {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function () {
  this.open = false
  queueMicrotask(() => this.dispatchEvent(new Event('close')))
}

Element.prototype.scrollIntoView ??= () => undefined

/** Without a layout nothing is in view. */
globalThis.IntersectionObserver ??= class implements IntersectionObserver {
  readonly root = null
  readonly rootMargin = ''
  readonly scrollMargin = ''
  readonly thresholds = []
  readonly #callback: IntersectionObserverCallback
  constructor(callback: IntersectionObserverCallback) {
    this.#callback = callback
  }
  observe() {
    queueMicrotask(() =>
      this.#callback([{ intersectionRatio: 0 } as IntersectionObserverEntry], this),
    )
  }
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return []
  }
}

configure({ asyncUtilTimeout: PATIENTLY.timeout })
afterEach(() => {
  cleanup()
  toast.remove()
  // The next file shares this document, and markup that React did not render would stay.
  document.body.replaceChildren()
})
