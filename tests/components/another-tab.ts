import { act } from '@testing-library/react'

/**
 * Posts the message of next-auth's client for a session changed in another tab, until it is
 * received.
 */
export async function postFromAnotherTab(trigger: 'getSession' | 'signout') {
  const sender = new BroadcastChannel('next-auth')
  const listener = new BroadcastChannel('next-auth')
  const heard = new Promise((resolve) => {
    listener.addEventListener('message', resolve, { once: true })
  })
  await act(async () => {
    sender.postMessage({ event: 'session', data: { trigger } })
    await heard
  })
  sender.close()
  listener.close()
}
