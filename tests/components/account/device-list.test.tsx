import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { DeviceList } from '@/components/account/device-list'
import type { ShownDevice } from '@/components/account/device-row'
import type { FormState } from '@/lib/platform/forms'

const device = (deviceId: string, name: string, isThisOne = false): ShownDevice => ({
  ...{ deviceId, name, isThisOne, address: '203.0.113.7' },
  ...{ kind: 'computer' as const, place: null },
  method: 'Password',
  isBound: isThisOne,
  createdIso: '2026-03-01T09:30:00.000Z',
  lastSeenIso: '2026-03-01T10:00:00.000Z',
  endsIso: '2026-03-01T11:00:00.000Z',
})
const NOW = '2026-03-01T10:05:00.000Z'
const DEVICES = [
  device('a1', 'Chrome on Linux', true),
  device('b2', 'Firefox on Windows'),
  device('c3', 'Safari on iOS'),
]
const rows = () => within(screen.getByRole('list', { name: 'Devices' })).getAllByRole('listitem')
const buttonOf = (name: string) =>
  screen.getByRole('button', { name: `Sign out this device: ${name}, 203.0.113.7` })

afterEach(async () => {
  const { toast } = await import('react-hot-toast/headless')
  act(() => toast.remove())
})

test('says which devices a session is bound to', () => {
  render(<DeviceList devices={DEVICES} nowIso={NOW} action={() => Promise.resolve({})} />)
  expect(rows().map((row) => row.textContent.includes('Bound to this device'))).toEqual([
    true,
    false,
    false,
  ])
})

test('each row shows device, place and time, and one is marked as this device', () => {
  render(<DeviceList devices={DEVICES} nowIso={NOW} action={async () => ({})} />)
  expect(rows()).toHaveLength(3)
  expect(rows()[0]).toHaveTextContent('Chrome on LinuxThis device203.0.113.7')
  expect(rows()[1]).toHaveTextContent(
    'Last active5 minutes agoSigned in35 minutes agoExpiresin 55 minutes',
  )
  expect(screen.getAllByText('This device')).toHaveLength(1)
})

test("a button signs out its own row's device and is labelled with the device", async () => {
  const sent: FormDataEntryValue[][] = []
  const action = async (_previous: FormState, formData: FormData) => {
    sent.push(formData.getAll('device'))
    return { notice: 'The device was signed out.' }
  }
  render(<DeviceList devices={DEVICES} nowIso={NOW} action={action} />)
  await userEvent.click(buttonOf('Firefox on Windows'))
  expect(await screen.findByText('The device was signed out.')).toBeVisible()
  await userEvent.click(buttonOf('Safari on iOS'))
  await waitFor(() => expect(sent).toEqual([['b2'], ['c3']]))
})

test('only the pressed button is busy', async () => {
  const answer = vi.fn<() => Promise<FormState>>(() => new Promise(() => {}))
  render(<DeviceList devices={DEVICES} nowIso={NOW} action={answer} />)
  await userEvent.click(buttonOf('Safari on iOS'))
  expect(screen.getAllByRole('button', { name: 'Signing out…' })).toHaveLength(1)
  await userEvent.click(buttonOf('Firefox on Windows'))
  expect(answer).toHaveBeenCalledTimes(1)
})

test('when a row disappears, the focus moves to the list', () => {
  const { rerender } = render(
    <DeviceList devices={DEVICES} nowIso={NOW} action={async () => ({})} />,
  )
  buttonOf('Firefox on Windows').focus()
  const left = DEVICES.filter(({ deviceId }) => deviceId !== 'b2')
  rerender(<DeviceList devices={left} nowIso={NOW} action={async () => ({})} />)
  expect(screen.getByRole('list', { name: 'Devices' })).toHaveFocus()
})
