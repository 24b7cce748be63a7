import { EnvError, parseEnv } from '@/lib/env'

/** What a server needs in production, and no more. */
export const PRODUCTION = {
  AUTH_URL: 'https://accounts.example.com',
  AUTH_SECRET: 'kq3TfV0sXj9bWn4RzLm8YhPc2DgA7uEi',
  DATABASE_URL: 'postgresql://latchkey@db.example.com/latchkey',
  PASSWORD_PEPPER: 'p1:Zr6xQe1vHw5NtKd9MyBo3JpSa7LfUc2G',
  SMTP_URL: 'smtp://user:pass@mail.example.com:587',
}

/** What `parseEnv` refuses; empty when it does not. */
export function problemsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(source)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}
