import { handleAuth } from '@/lib/auth/handlers'

export { handleAuth as GET, handleAuth as POST }
