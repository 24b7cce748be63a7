import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { FormState } from '@/lib/platform/forms'

/**
 * Ends an action in a full document load, so that nothing the router cached for the other state
 * (signed in, signed out) survives.
 *
 * A form posted without JavaScript is redirected. A form posted by the page's script gets the path
 * in its state instead, because a redirect there would be a client-side navigation.
 *
 * @param path on this site
 */
export async function leave(path: string): Promise<FormState> {
  const isScripted = (await headers()).has('next-action')
  if (isScripted) return { goTo: path }
  redirect(path)
}
