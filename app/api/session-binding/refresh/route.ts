import { handler } from '@/lib/auth/handler'
import { answerRefresh } from '@/lib/auth/session-binding'

export const POST = handler(answerRefresh)
