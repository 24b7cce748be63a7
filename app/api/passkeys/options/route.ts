import { handler } from '@/lib/auth/handler'
import { answerPasskeyOptions } from '@/lib/auth/passkey-options'

export const POST = handler(answerPasskeyOptions)
