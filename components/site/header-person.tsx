'use client'

import { useSession } from 'next-auth/react'
import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'

/**
 * The signed-in user, from the client-side session, so that it updates without a reload.
 *
 * @param props.children shown only when signed in
 */
export function HeaderPerson({ children }: { children?: ReactNode }) {
  const { data } = useSession()
  if (!data) return null
  const { name, image } = data.user
  return (
    <div className="flex min-w-0 items-center gap-3">
      <span className="flex min-w-0 items-center gap-2.5">
        <Avatar name={name} image={image} size="small" />
        <span className="sr-only max-w-48 truncate text-sm font-medium sm:not-sr-only sm:truncate">
          {name}
        </span>
      </span>
      {children}
    </div>
  )
}
