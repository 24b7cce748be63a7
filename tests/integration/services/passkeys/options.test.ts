import { expect, test } from 'vitest'
import { creationOptions, passkeySignal, requestOptionsFor } from '@/lib/services/passkeys/options'
import { userHandleOf } from '@/lib/services/passkeys/relying-party'
import { newAccount } from '../../setup/new-account'
import { newViewer } from '../../setup/new-viewer'
import { addTo, withPasskey } from '../../setup/passkeys'

const NOON = new Date('2026-03-01T12:00:00Z')
const CONTEXT = { purpose: 'second-step', boundTo: 'a step' } as const

test('a new passkey may use Ed25519, ES256 or RS256', async () => {
  const viewer = await newViewer(await newAccount(), NOON)
  expect((await creationOptions(viewer, NOON)).pubKeyCredParams).toEqual([
    { type: 'public-key', alg: -8 },
    { type: 'public-key', alg: -7 },
    { type: 'public-key', alg: -257 },
  ])
})

test('whoever has a passkey is asked for theirs, and nobody else for any', async () => {
  const account = await newAccount()
  expect(await requestOptionsFor(account.id, CONTEXT, NOON)).toBeNull()
  const { device } = await withPasskey(account, NOON)
  expect(await requestOptionsFor(account.id, CONTEXT, NOON)).toMatchObject({
    ...{ rpId: 'localhost', userVerification: 'required' },
    allowCredentials: [
      {
        ...{ type: 'public-key', id: device.id.toString('base64url') },
        transports: ['internal', 'hybrid'],
      },
    ],
  })
})

test('devices are told which passkeys are still known, and how their owner is called', async () => {
  const account = await newAccount()
  const { viewer, device } = await withPasskey(account, NOON)
  const other = await addTo(viewer, NOON)
  const signal = await passkeySignal(viewer)
  expect(signal).toMatchObject({
    ...{ rpId: 'localhost', userId: userHandleOf(account.id) },
    ...{ name: account.email, displayName: account.name },
  })
  expect([...signal.allAcceptedCredentialIds].sort()).toEqual(
    [device, other].map(({ id }) => id.toString('base64url')).sort(),
  )
})
