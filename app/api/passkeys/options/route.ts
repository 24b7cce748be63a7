export { answerPasskeyOptions as POST } from '@/lib/auth/passkey-options'
