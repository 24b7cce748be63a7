import { SessionProvider } from 'next-auth/react'
import type { ReactNode } from 'react'
import { Toaster } from 'react-hot-toast'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SessionProvider>{children}</SessionProvider>
        <Toaster />
      </body>
    </html>
  )
}
