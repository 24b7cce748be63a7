import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/site/providers'
import { themeCookieName } from '@/lib/auth/cookies'
import { currentSession } from '@/lib/auth/current-session'
import { themeOf } from '@/lib/domain/site/theme'
import { fontClasses } from './fonts'
import './globals.css'
import { product } from '@/lib/product'

export const metadata: Metadata = {
  title: { default: product.name, template: `%s · ${product.name}` },
  description: product.description,
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
  robots: { index: false },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f5f0' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1512' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [session, jar, received] = await Promise.all([currentSession(), cookies(), headers()])
  const theme = themeOf(jar.get(themeCookieName())?.value)
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body data-request-id={received.get('x-request-id') ?? undefined}>
        <Providers session={session}>{children}</Providers>
      </body>
    </html>
  )
}
