import { expect, type CDPSession, type Page } from 'playwright/test'
import { whenAlive } from '../actions'

/** A device of the browser that holds passkeys, which its owner unlocks at once. */
export type Device = { client: CDPSession; id: string }

export async function plugIn(page: Page, { isVerified = true } = {}): Promise<Device> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId: id } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: isVerified },
      automaticPresenceSimulation: true,
    },
  })
  return { client, id }
}

export async function credentialsOf({ client, id }: Device) {
  const { credentials } = await client.send('WebAuthn.getCredentials', { authenticatorId: id })
  return credentials
}

/** Adds a passkey on its page, for somebody who is signed in. */
export async function addPasskey(page: Page): Promise<void> {
  await page.goto('/account/passkeys')
  await whenAlive(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Passkey added:')).toBeVisible()
}

/** What a page says that was opened without a script. */
export const NEEDS_SCRIPT = 'Passkeys need JavaScript. Turn it on, or use your password.'
