import { handler } from '@/lib/auth/handler'
import { answerRegistration } from '@/lib/auth/session-binding'

export const POST = handler(answerRegistration)
