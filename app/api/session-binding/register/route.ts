export { answerRegistration as POST } from '@/lib/auth/session-binding'
