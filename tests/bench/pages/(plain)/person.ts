export const PERSON = {
  id: '00000000-0000-7000-8000-000000000000',
  name: 'Demo User',
  username: 'user',
  email: 'user@example.com',
  image: null,
  role: 'USER' as const,
}

export const START = new Date('2026-01-01T00:00:00Z')
export const END = new Date('2099-01-01T00:00:00Z')
