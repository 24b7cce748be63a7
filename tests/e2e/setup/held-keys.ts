import { expect, type Page } from 'playwright/test'
import { whenAlive } from '../actions'

/**
 * Holds Enter on the button of an irreversible action, then presses it once more: the dialog opens, and
 * the second press cancels.
 */
export async function expectNothingDone(
  page: Page,
  button: string,
  { username }: { username: string },
): Promise<void> {
  await whenAlive(page)
  const dialog = page.getByRole('dialog')
  const cancel = dialog.getByRole('button', { name: 'Cancel' })
  await page.getByRole('button', { name: button }).focus()
  // The first press, then the repeats a keyboard sends while the key is down.
  for (let repeat = 0; repeat < 30; repeat += 1) await page.keyboard.down('Enter')
  await expect(cancel).toBeFocused()
  await expect(dialog).toContainText(`@${username}`)
  for (let repeat = 0; repeat < 30; repeat += 1) await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(cancel).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: button })).toBeFocused()
}
