export { answerRefresh as POST } from '@/lib/auth/session-binding'
