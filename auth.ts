import NextAuth from 'next-auth'
import { authConfig } from '@/lib/auth/config'

/**
 * Auth.js, assembled. The rules live elsewhere:
 *
 * - `lib/auth/config.ts` what Auth.js is told: cookies, lifetimes, pages, logging
 * - `lib/auth/authorize.ts` → `lib/services/sign-in/sign-in.ts` whether a password is right
 * - `lib/auth/callbacks.ts` signIn, redirect, jwt, session
 * - `lib/auth/handlers.ts` what stands round the route handler
 * - `lib/auth/guards.ts` how pages, actions and handlers ask who is there
 *
 * The configuration is a function, so that a build needs no environment.
 */
export const { handlers, auth, signIn, signOut } = NextAuth(authConfig)
