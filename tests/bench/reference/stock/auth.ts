import bcrypt from 'bcryptjs'
import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'

/* Auth.js v5 with credentials, set up as in its guides and most starters. */

const schema = z.object({ identifier: z.string(), password: z.string() })
const users = [
  {
    id: '1',
    name: 'Demo User',
    email: 'user@example.com',
    hash: process.env.BENCH_PASSWORD_HASH ?? '',
  },
]

export const { handlers, auth } = NextAuth({
  trustHost: true,
  session: { strategy: 'jwt' },
  providers: [
    Credentials({
      credentials: { identifier: {}, password: {} },
      async authorize(credentials) {
        const { identifier, password } = schema.parse(credentials)
        const user = users.find(({ email }) => email === identifier)
        if (!user || !(await bcrypt.compare(password, user.hash))) return null
        return { id: user.id, name: user.name, email: user.email }
      },
    }),
  ],
})
