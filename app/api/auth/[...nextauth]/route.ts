import { handler } from '@/lib/auth/handler'
import { handleAuth } from '@/lib/auth/handlers'

const answer = handler(handleAuth)

export { answer as GET, answer as POST }
