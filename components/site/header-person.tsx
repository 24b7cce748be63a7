'use client'

import { useSession } from 'next-auth/react'
import type { ReactNode } from 'react'
import { PersonLabel } from './person-label'

/**
 * The signed-in user, from the client-side session, so that it updates without a reload.
 *
 * @param props.menu the menu of the user's pages, in place of the plain name; a slot, so that pages
 *   without it do not load it
 * @param props.children shown only when signed in: the sign-out button, outside the menu, so that it is
 *   there on every page, also without JavaScript
 */
export function HeaderPerson({ menu, children }: { menu?: ReactNode; children?: ReactNode }) {
  const { data } = useSession()
  if (!data) return null
  const { name, image } = data.user
  return (
    <div className="flex min-w-0 items-center gap-2 sm:gap-3">
      {menu ?? (
        <span className="flex min-w-0 items-center gap-2.5">
          <PersonLabel name={name} image={image} />
        </span>
      )}
      {children}
    </div>
  )
}
