import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { FormState } from '@/lib/platform/forms'

/**
 * Ends an action with a full document load, which discards everything the router cached before signing
 * in or out.
 *
 * A form posted without JavaScript is redirected. A form posted by a script gets the path in its state
 * instead, because a redirect there would be a client-side navigation.
 *
 * @param path on this site
 */
export async function hardRedirect(path: string): Promise<FormState> {
  const isScripted = (await headers()).has('next-action')
  if (isScripted) return { goTo: path }
  redirect(path)
}
