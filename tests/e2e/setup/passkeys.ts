import { expect, type CDPSession, type Page } from 'playwright/test'
import { whenAlive } from '../actions'
import type { TestDatabase } from './database'
import type { User } from './people'

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

/** Locks or unlocks the device: locked, it waits until somebody comes. */
export async function setPresence({ client, id }: Device, enabled: boolean): Promise<void> {
  await client.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: id, enabled })
}

/** Presses the button on the sign-in page, and leaves the device's prompt open. */
export async function leavePromptOpen(page: Page): Promise<void> {
  await setPresence(await plugIn(page), false)
  await page.goto('/sign-in')
  await whenAlive(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('button', { name: 'Waiting for your device…' })).toBeVisible()
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

/** A passkey of somebody, without the device. */
export async function createPasskey(
  database: TestDatabase,
  user: User,
  name: string,
): Promise<void> {
  await database.rows(
    `WITH on_now AS (UPDATE users SET "passkeysEnabledAt" = now() WHERE id = $1::uuid)
     INSERT INTO passkeys (id, "userId", "credentialId", "publicKey", counter, transports, "isBackedUp",
                           aaguid, "rpId", name, "createdAt", "lastUsedAt", address, "userAgent")
     VALUES (gen_random_uuid(), $1::uuid, gen_random_uuid(), 'x', 0, '{internal}', true,
             'd548826e-79b4-db40-a3d8-11116f7e8349', 'localhost', $2, now(), now(), '203.0.113.7', '')`,
    [user.id, name],
  )
}
