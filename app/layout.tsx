import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { readTheme } from '@/app/read-theme'
import { Providers } from '@/components/site/providers'
import { currentSession } from '@/lib/auth/current-session'
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
  const [session, theme, received] = await Promise.all([currentSession(), readTheme(), headers()])
  return (
    <html lang="en" className={fontClasses} data-theme={theme === 'system' ? undefined : theme}>
      <body data-request-id={received.get('x-request-id') ?? undefined}>
        <a href="#content" className="skip-link">
          Skip to content
        </a>
        <Providers session={session}>{children}</Providers>
      </body>
    </html>
  )
}
